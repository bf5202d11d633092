//! Where an entry takes place.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::entry::Position;
use domain::place::WheelchairAccess;

use super::{Contact, EntryLanguage, contacts};
use crate::code::Coded;
use crate::district::District;
use crate::location::Location;
use crate::object::linked;
use crate::request::snapshot;
use crate::scalar::LanguageTag;
use crate::schedule::Schedule;
use crate::text::{LocalizedText, localized_option};

pub struct Place<'a>(pub(crate) &'a domain::entry::Place);

/// A place of an entry, with what differs there. A protected address is never given: then
/// `location` is null and `isWithheld` is true.
#[Object]
impl Place<'_> {
    /// The id by which an update names it.
    async fn part_id(&self) -> ID {
        self.0.id.to_global().into()
    }

    /// The place itself; null when it is withheld, and when there is no fixed one.
    async fn location(&self, ctx: &Context<'_>) -> Option<Location> {
        linked(ctx, self.0.location()?)
    }

    /// The district; null when it is unknown or withheld.
    async fn district(&self, ctx: &Context<'_>) -> Option<District> {
        let district = match self.0.position {
            Position::At(location) => {
                snapshot(ctx)
                    .find::<domain::place::Location>(location)?
                    .district?
            }
            Position::Within(district) | Position::WithheldWithin(district) => district,
            Position::Withheld => return None,
        };
        linked(ctx, district)
    }

    /// Whether the exact place is known and withheld, to protect the people there.
    async fn is_withheld(&self) -> bool {
        matches!(
            self.0.position,
            Position::WithheldWithin(_) | Position::Withheld
        )
    }

    /// When it takes place there; null when that does not differ.
    async fn schedule(&self) -> Option<Schedule<'_>> {
        self.0.schedule.as_ref().map(Schedule)
    }

    /// How to reach it there; empty when that does not differ.
    async fn contacts(&self) -> Vec<Contact<'_>> {
        contacts(&self.0.contacts)
    }

    /// The languages there; empty when they do not differ.
    async fn languages(&self) -> Vec<EntryLanguage<'_>> {
        self.0.languages.iter().map(EntryLanguage).collect()
    }
}

/// What people with disabilities have to know. Null is unknown.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AccessibilityFacts<'a> {
    #[graphql(skip)]
    facts: &'a domain::place::AccessibilityFacts,
    /// Whether a wheelchair gets in.
    wheelchair: Option<Coded<WheelchairAccess>>,
    /// Whether there is a toilet for wheelchair users.
    accessible_toilet: Option<bool>,
    /// Whether there is a parking space for people with disabilities.
    accessible_parking: Option<bool>,
    /// Whether there is an induction loop for hearing aids.
    induction_loop: Option<bool>,
    /// Whether blind people find guidance (tactile paving, Braille, speech).
    tactile_guidance: Option<bool>,
}

#[async_graphql::ComplexObject]
impl AccessibilityFacts<'_> {
    /// What else there is to know.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.facts.note.as_ref(), language)
    }
}

impl<'a> From<&'a domain::place::AccessibilityFacts> for AccessibilityFacts<'a> {
    fn from(facts: &'a domain::place::AccessibilityFacts) -> Self {
        Self {
            facts,
            wheelchair: facts.wheelchair.map(Coded),
            accessible_toilet: facts.accessible_toilet,
            accessible_parking: facts.accessible_parking,
            induction_loop: facts.induction_loop,
            tactile_guidance: facts.tactile_guidance,
        }
    }
}
