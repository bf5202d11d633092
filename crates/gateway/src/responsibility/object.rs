//! Who does what for which subject.

use async_graphql::{Context, ID, Object, Result, Union};
use domain::plan as model;

use crate::action_area::ActionArea;
use crate::challenge::Challenge;
use crate::code::Coded;
use crate::counselling_point::CounsellingPoint;
use crate::disclosure::{ProfessionalContact, professional_contacts};
use crate::entry::{Contact, Entry};
use crate::goal::Goal;
use crate::measure::Measure;
use crate::object::{document_object, global_id, linked};
use crate::offer::Offer;
use crate::organization::Organization;
use crate::period::Period;
use crate::plan_item::PlanItem;
use crate::request::snapshot;
use crate::scalar::{DateTime, LanguageTag};
use crate::suggestion::Suggestion;
use crate::text::{LocalizedText, localized_option};

document_object! {
    Responsibility(model::Responsibility)
}

/// Who does what for which subject (Zuständigkeit). That the plan names somebody does not mean that
/// they agreed.
#[Object]
impl Responsibility {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// Who; null while the organization is not published.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.0.organization)
    }

    /// For what; null while that is not published.
    async fn subject(&self, ctx: &Context<'_>) -> Option<ResponsibilitySubject> {
        ResponsibilitySubject::find(ctx, self.0.subject)
    }

    /// What they do.
    async fn role(&self) -> Coded<model::ResponsibilityRole> {
        Coded(self.0.role)
    }

    /// How far they are bound; null when nobody said.
    async fn commitment(&self) -> Option<Coded<model::Commitment>> {
        self.0.commitment.map(Coded)
    }

    /// Whether they answer for the subject; null when nobody knows, which is neither yes nor no.
    async fn is_responsible(&self) -> Option<bool> {
        self.0.responsible
    }

    /// From when until when.
    async fn period(&self) -> Period {
        self.0.period.into()
    }

    /// Whom to ask; null when nobody said.
    async fn contact(&self) -> Option<Contact<'_>> {
        self.0.contact.as_ref().map(Contact)
    }

    /// What else there is to know; null when there is nothing.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note.as_ref(), language)
    }

    /// The wording by which the source names them; null where it was not imported.
    async fn official_text(&self) -> Option<&str> {
        self.0
            .official_text
            .as_ref()
            .map(domain::text::Words::as_str)
    }

    /// The line of the source document; null when it was not taken from one.
    async fn source_line(&self) -> Option<u32> {
        self.0.source.map(|source| source.line)
    }

    /// Direct lines and notes meant for colleagues: for colleagues in other institutions, programs with
    /// a key for that, and whoever maintains or coordinates it. For everybody else empty, as where
    /// there are none. The answer may not be kept in shared caches.
    async fn professional_contacts(&self, ctx: &Context<'_>) -> Result<Vec<ProfessionalContact>> {
        professional_contacts(ctx, self.0.id).await
    }

    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.stamp().updated_at)
    }
}

/// For what somebody is responsible.
#[derive(Union)]
pub enum ResponsibilitySubject {
    /// A challenge.
    Challenge(Challenge),
    /// A goal.
    Goal(Goal),
    /// A suggestion.
    Suggestion(Suggestion),
    /// A measure.
    Measure(Measure),
    /// A whole area of action.
    ActionArea(ActionArea),
    /// An offer.
    Offer(Offer),
    /// A counselling point.
    CounsellingPoint(CounsellingPoint),
}

impl ResponsibilitySubject {
    fn find(ctx: &Context<'_>, subject: model::ResponsibilitySubject) -> Option<Self> {
        Some(match subject {
            model::ResponsibilitySubject::PlanItem(id) => match PlanItem::find(ctx, id)? {
                PlanItem::Challenge(challenge) => Self::Challenge(challenge),
                PlanItem::Goal(goal) => Self::Goal(goal),
                PlanItem::Suggestion(suggestion) => Self::Suggestion(suggestion),
                PlanItem::Measure(measure) => Self::Measure(measure),
            },
            model::ResponsibilitySubject::Area(id) => Self::ActionArea(linked(ctx, id)?),
            model::ResponsibilitySubject::Entry(id) => {
                match snapshot(ctx).entry(id).map(Entry::from)? {
                    Entry::Offer(offer) => Self::Offer(offer),
                    Entry::CounsellingPoint(point) => Self::CounsellingPoint(point),
                }
            }
        })
    }
}
