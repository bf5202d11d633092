//! Aggregates: what has revisions, a life and an id of its own.

use std::fmt::Debug;

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::code::codes;
use crate::contact::Contact;
use crate::entry::{CounsellingPoint, Entry, Offer};
use crate::id::{
    ActionAreaId, ActionPlanId, ChallengeId, CounsellingPointId, DistrictId, EntityId, GoalId,
    LanguageId, LocationId, MeasureId, OfferId, OrganizationId, ResponsibilityId, SiteId, Slug,
    SuggestionId, TargetGroupId, TermId, TopicId, TypedId,
};
use crate::organization::Organization;
use crate::period::Instant;
use crate::place::{District, Location};
use crate::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use crate::policy::Protection;
use crate::site::Site;
use crate::taxonomy::{Language, TargetGroup, Term, Topic};

codes! {
    /// Where an aggregate stands in its life.
    EditorialState {
        /// Somebody writes it.
        Draft = "DRAFT",
        /// It waits for a review.
        InReview = "IN_REVIEW",
        /// It came back from the review with a comment.
        Returned = "RETURNED",
        /// The public reads it.
        Published = "PUBLISHED",
        /// It was taken out; its history stays.
        Archived = "ARCHIVED",
    }
}

/// What has revisions, a life and an id of its own.
pub trait Aggregate:
    Clone + Debug + DeserializeOwned + Eq + Send + Serialize + Sync + 'static
{
    /// The type of its id.
    type Id: TypedId + Into<EntityId>;

    /// The version of its stored form. Raised with an upcaster in persistence and a golden file.
    const SCHEMA_VERSION: u16 = 1;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// Its stable name.
    fn slug(&self) -> &Slug;

    /// The organization whose members maintain it.
    fn owner(&self) -> Option<OrganizationId> {
        None
    }

    /// Everything that it refers to, in no particular order.
    fn links(&self) -> Vec<EntityId>;

    /// In what it lies, or to what it belongs, as far as that decides which coordinator is
    /// responsible: locations, districts, areas, items of the plan. Whom it is for counts for
    /// nothing.
    fn lies_in(&self) -> Vec<EntityId> {
        Vec::new()
    }

    /// The contacts in it, wherever they stand: what names people.
    fn contacts(&self) -> Vec<&Contact> {
        Vec::new()
    }

    /// The same, to take a person out of them.
    fn contacts_mut(&mut self) -> Vec<&mut Contact> {
        Vec::new()
    }

    /// What the public may read of it on this day; nothing where it is withheld whole. Only
    /// publication calls this.
    #[must_use]
    fn redacted(self, protection: &Protection, today: NaiveDate) -> Option<Self> {
        let _ = (protection, today);
        Some(self)
    }
}

/// The published revision of an aggregate as it is stored, unredacted. Its content can be opened
/// by publication alone.
#[derive(Clone, Debug)]
pub struct PublishedRevision<T> {
    pub(crate) content: T,
    pub(crate) stamp: RevisionStamp,
}

/// What a revision says about itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RevisionStamp {
    /// Its number, from 1.
    pub number: u32,
    /// When the aggregate was published for the first time.
    pub published_at: Instant,
    /// When this revision was made.
    pub updated_at: Instant,
}

impl<T> PublishedRevision<T> {
    /// The published revision, as it was stored.
    #[must_use]
    pub const fn new(content: T, stamp: RevisionStamp) -> Self {
        Self { content, stamp }
    }
}

impl<T: Aggregate> PublishedRevision<T> {
    /// Of what it is the published revision.
    #[must_use]
    pub fn id(&self) -> T::Id {
        self.content.id()
    }
}

/// Calls a macro with every aggregate: `Type, module_name, IdType;`.
#[macro_export]
macro_rules! for_each_aggregate {
    ($callback:ident) => {
        $callback! {
            ActionPlan, action_plan, ActionPlanId;
            ActionArea, action_area, ActionAreaId;
            Challenge, challenge, ChallengeId;
            Goal, goal, GoalId;
            Suggestion, suggestion, SuggestionId;
            Measure, measure, MeasureId;
            Responsibility, responsibility, ResponsibilityId;
            Organization, organization, OrganizationId;
            Location, location, LocationId;
            District, district, DistrictId;
            TargetGroup, target_group, TargetGroupId;
            Topic, topic, TopicId;
            Language, language, LanguageId;
            Term, term, TermId;
            Site, site, SiteId;
            Offer, offer, OfferId;
            CounsellingPoint, counselling_point, CounsellingPointId;
        }
    };
}

/// What every `Aggregate` implementation says alike.
macro_rules! identity {
    ($id:ty) => {
        type Id = $id;

        fn id(&self) -> Self::Id {
            self.id
        }

        fn slug(&self) -> &Slug {
            &self.slug
        }
    };
}

impl Aggregate for ActionPlan {
    identity!(ActionPlanId);

    fn links(&self) -> Vec<EntityId> {
        Vec::new()
    }
}

impl Aggregate for ActionArea {
    identity!(ActionAreaId);

    fn links(&self) -> Vec<EntityId> {
        vec![self.plan.entity()]
    }
}

macro_rules! plan_items {
    ($($aggregate:ident v $version:literal, $id:ty, in $parent:ident, |$this:ident| $links:expr;)+) => {$(
        impl Aggregate for $aggregate {
            type Id = $id;

            const SCHEMA_VERSION: u16 = $version;

            fn id(&self) -> Self::Id {
                self.id
            }

            fn slug(&self) -> &Slug {
                &self.item.slug
            }

            fn links(&self) -> Vec<EntityId> {
                let $this = self;
                let mut links = self.item.links();
                links.extend($links);
                links
            }

            fn lies_in(&self) -> Vec<EntityId> {
                vec![self.$parent.entity()]
            }
        }
    )+};
}

plan_items! {
    Challenge v 1, ChallengeId, in area, |this| [this.area.entity()];
    Goal v 1, GoalId, in challenge, |this| [this.challenge.entity()];
    Suggestion v 1, SuggestionId, in goal, |this| [this.goal.entity()];
    Measure v 2, MeasureId, in challenge, |this| std::iter::once(this.challenge.entity())
        .chain(this.goals.iter().map(|id| id.entity()))
        .chain(this.suggestions.iter().map(|id| id.entity()));
}

impl Aggregate for Responsibility {
    const SCHEMA_VERSION: u16 = 2;

    identity!(ResponsibilityId);

    fn owner(&self) -> Option<OrganizationId> {
        Some(self.organization)
    }

    fn links(&self) -> Vec<EntityId> {
        vec![self.organization.entity(), self.subject.into()]
    }

    fn lies_in(&self) -> Vec<EntityId> {
        vec![self.subject.into()]
    }

    fn contacts(&self) -> Vec<&Contact> {
        self.contact.iter().collect()
    }

    fn contacts_mut(&mut self) -> Vec<&mut Contact> {
        self.contact.iter_mut().collect()
    }

    fn redacted(mut self, _: &Protection, today: NaiveDate) -> Option<Self> {
        self.contact = self.contact.and_then(|contact| contact.published(today));
        Some(self)
    }
}

impl Aggregate for Organization {
    const SCHEMA_VERSION: u16 = 2;

    identity!(OrganizationId);

    fn owner(&self) -> Option<OrganizationId> {
        Some(self.id)
    }

    fn links(&self) -> Vec<EntityId> {
        self.locations
            .iter()
            .map(|id| id.entity())
            .chain(self.parent.map(TypedId::entity))
            .collect()
    }

    fn lies_in(&self) -> Vec<EntityId> {
        self.locations.iter().map(|id| id.entity()).collect()
    }

    fn contacts(&self) -> Vec<&Contact> {
        self.contacts.iter().collect()
    }

    fn contacts_mut(&mut self) -> Vec<&mut Contact> {
        self.contacts.iter_mut().collect()
    }

    fn redacted(self, protection: &Protection, today: NaiveDate) -> Option<Self> {
        Some(protection.redact_organization(self, today))
    }
}

impl Aggregate for Location {
    identity!(LocationId);

    fn owner(&self) -> Option<OrganizationId> {
        self.owner
    }

    fn links(&self) -> Vec<EntityId> {
        self.district.map(TypedId::entity).into_iter().collect()
    }

    fn lies_in(&self) -> Vec<EntityId> {
        self.links()
    }

    fn redacted(self, protection: &Protection, _: NaiveDate) -> Option<Self> {
        let is_public = protection.is_public(self.id);
        is_public.then_some(Self {
            // Who maintains a place could tell whose it is.
            owner: None,
            ..self
        })
    }
}

impl Aggregate for District {
    identity!(DistrictId);

    fn links(&self) -> Vec<EntityId> {
        self.parents.iter().map(|id| id.entity()).collect()
    }

    fn lies_in(&self) -> Vec<EntityId> {
        self.links()
    }
}

impl Aggregate for TargetGroup {
    identity!(TargetGroupId);

    fn links(&self) -> Vec<EntityId> {
        [self.parent, self.replaced_by]
            .into_iter()
            .flatten()
            .map(TypedId::entity)
            .collect()
    }
}

impl Aggregate for Topic {
    identity!(TopicId);

    fn links(&self) -> Vec<EntityId> {
        [self.parent, self.replaced_by]
            .into_iter()
            .flatten()
            .map(TypedId::entity)
            .collect()
    }
}

impl Aggregate for Language {
    identity!(LanguageId);

    fn links(&self) -> Vec<EntityId> {
        Vec::new()
    }
}

impl Aggregate for Term {
    identity!(TermId);

    fn links(&self) -> Vec<EntityId> {
        Vec::new()
    }
}

impl Aggregate for Site {
    identity!(SiteId);

    fn links(&self) -> Vec<EntityId> {
        Vec::new()
    }
}

impl Aggregate for Offer {
    const SCHEMA_VERSION: u16 = 2;

    type Id = OfferId;

    fn id(&self) -> Self::Id {
        self.id
    }

    fn slug(&self) -> &Slug {
        &self.entry.slug
    }

    fn owner(&self) -> Option<OrganizationId> {
        Some(self.entry.provider)
    }

    fn links(&self) -> Vec<EntityId> {
        let mut links = self.entry.links();
        links.extend(
            self.runs
                .iter()
                .filter_map(|run| run.place.as_ref())
                .filter_map(crate::entry::Place::link),
        );
        links
    }

    fn lies_in(&self) -> Vec<EntityId> {
        let runs = self.runs.iter().filter_map(|run| run.place.as_ref());
        self.entry
            .lies_in()
            .chain(runs.filter_map(crate::entry::Place::link))
            .collect()
    }

    fn contacts(&self) -> Vec<&Contact> {
        let runs = self.runs.iter().filter_map(|run| run.place.as_ref());
        let of_runs = runs.flat_map(|place| &place.contacts);
        self.entry.every_contact().chain(of_runs).collect()
    }

    fn contacts_mut(&mut self) -> Vec<&mut Contact> {
        let runs = self.runs.iter_mut().filter_map(|run| run.place.as_mut());
        let of_runs = runs.flat_map(|place| &mut place.contacts);
        self.entry.every_contact_mut().chain(of_runs).collect()
    }

    fn redacted(mut self, protection: &Protection, today: NaiveDate) -> Option<Self> {
        let visibility = protection.of_entry(&self.entry);
        let locations = locations_of_offer(&self);
        for run in &mut self.runs {
            run.place = run
                .place
                .take()
                .map(|place| protection.redact_place(place, visibility, today));
        }
        self.entry = protection.redact_entry(self.entry, &locations, today);
        Some(self)
    }
}

impl Aggregate for CounsellingPoint {
    const SCHEMA_VERSION: u16 = 2;

    type Id = CounsellingPointId;

    fn id(&self) -> Self::Id {
        self.id
    }

    fn slug(&self) -> &Slug {
        &self.entry.slug
    }

    fn owner(&self) -> Option<OrganizationId> {
        Some(self.entry.provider)
    }

    fn links(&self) -> Vec<EntityId> {
        let mut links = self.entry.links();
        links.extend(self.counselling_topics.iter().map(|id| id.entity()));
        links
    }

    fn lies_in(&self) -> Vec<EntityId> {
        self.entry.lies_in().collect()
    }

    fn contacts(&self) -> Vec<&Contact> {
        self.entry.every_contact().collect()
    }

    fn contacts_mut(&mut self) -> Vec<&mut Contact> {
        self.entry.every_contact_mut().collect()
    }

    fn redacted(mut self, protection: &Protection, today: NaiveDate) -> Option<Self> {
        let locations = locations_of_point(&self.entry);
        self.entry = protection.redact_entry(self.entry, &locations, today);
        Some(self)
    }
}

/// Every location of an entry's own, and of its rounds.
pub(crate) fn locations_of_offer(offer: &Offer) -> Vec<LocationId> {
    let runs = offer
        .runs
        .iter()
        .filter_map(|run| run.place.as_ref())
        .filter_map(crate::entry::Place::location);
    offer.entry.locations().chain(runs).collect()
}

/// Every location of a counselling point.
pub(crate) fn locations_of_point(entry: &Entry) -> Vec<LocationId> {
    entry.locations().collect()
}
