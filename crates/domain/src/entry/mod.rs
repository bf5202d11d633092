//! Entries (Einträge): what offers and counselling points have in common.
//!
//! Facts are three-valued: what nobody answered is absent, and no filter takes it for a "no".

mod condition;
mod counselling_point;
mod filter;
mod offer;

use serde::{Deserialize, Serialize};

pub use self::condition::{
    AccessCondition, AccessConditionKind, Admission, AdmissionMode, Cost, CostUnit, Currency,
    EducationBenefit, EducationBenefitShare, Money, Requirement,
};
pub use self::counselling_point::{AppointmentMode, CounsellingPoint};
pub use self::filter::{EntryFilter, EntryView, FilterContext};
pub use self::offer::{
    Availability, AvailabilityReport, CefrLevel, Course, CourseType, LiteracyLevel, Offer,
    OfferKind, Run,
};
use crate::audience::Audience;
use crate::code::codes;
use crate::contact::Contact;
use crate::id::{
    ActionAreaId, CounsellingPointId, DistrictId, EntityId, LocationId, MeasureId, OfferId,
    OrganizationId, PartId, Slug, TopicId, TypedId,
};
use crate::image::Image;
use crate::period::{Instant, Period};
use crate::place::{AccessibilityFacts, LocationVisibility};
use crate::schedule::Schedule;
use crate::text::{LanguageTag, LocalizedText};

codes! {
    /// The kinds of entries.
    EntryKind {
        /// Something a person can take part in or use.
        Offer = "OFFER",
        /// A standing service at which a person is advised individually.
        CounsellingPoint = "COUNSELLING_POINT",
    }

    /// Where an entry stands in its life, apart from whether it is published.
    LifeStage {
        /// It is going to start.
        Planned = "PLANNED",
        /// It runs.
        Running = "RUNNING",
        /// It is over.
        Ended = "ENDED",
        /// It is over and somebody wants it back.
        ToBeRevived = "TO_BE_REVIVED",
    }

    /// What a language of an entry is for.
    LanguageRole {
        /// People there speak it.
        Spoken = "SPOKEN",
        /// An interpreter can be asked for.
        InterpreterOnRequest = "INTERPRETER_ON_REQUEST",
        /// There is material in it.
        Material = "MATERIAL",
    }

    /// Who confirmed that an entry is still correct: the role, never the person.
    ConfirmedBy {
        /// Somebody of the provider.
        Provider = "PROVIDER",
        /// The coordinating office.
        Coordinator = "COORDINATOR",
    }
}

/// Identifies an entry of either kind.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryId {
    /// An offer.
    Offer(OfferId),
    /// A counselling point.
    CounsellingPoint(CounsellingPointId),
}

impl From<EntryId> for EntityId {
    fn from(id: EntryId) -> Self {
        match id {
            EntryId::Offer(id) => id.entity(),
            EntryId::CounsellingPoint(id) => id.entity(),
        }
    }
}

impl TryFrom<EntityId> for EntryId {
    type Error = EntityId;

    fn try_from(id: EntityId) -> Result<Self, Self::Error> {
        use crate::id::EntityKind;
        match id.kind {
            EntityKind::Offer => Ok(Self::Offer(OfferId::from_uuid(id.uuid))),
            EntityKind::CounsellingPoint => Ok(Self::CounsellingPoint(
                CounsellingPointId::from_uuid(id.uuid),
            )),
            _ => Err(id),
        }
    }
}

/// What every entry says, whatever its kind.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its stable name in addresses.
    pub slug: Slug,
    /// Who runs it.
    pub provider: OrganizationId,
    /// What it is called.
    pub title: LocalizedText,
    /// What it is, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<LocalizedText>,
    /// What it is, at length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<LocalizedText>,
    /// The areas of action that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<ActionAreaId>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicId>,
    /// For whom it is.
    #[serde(default)]
    pub audience: Audience,
    /// What somebody has to fulfil.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<AccessCondition>,
    /// The languages in which it is offered; empty means that nobody said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<EntryLanguage>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// For whom in the city it is there (serves), as far as that is bounded and known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_area: Vec<DistrictId>,
    /// When it takes place.
    #[serde(default)]
    pub schedule: Schedule,
    /// How to get in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admission: Option<Admission>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    /// Whether children are looked after meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub childcare: Option<bool>,
    /// What people with disabilities have to know, beyond the place.
    #[serde(default)]
    pub accessibility: AccessibilityFacts,
    /// Whether one can simply come, without hurdles (niederschwellig).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_threshold: Option<bool>,
    /// How to reach it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// What to bring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<LocalizedText>,
    /// How to apply for it, where it has to be applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_route: Option<LocalizedText>,
    /// Who decides on the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competent_authority: Option<OrganizationId>,
    /// From when until when it exists.
    #[serde(default)]
    pub validity: Period,
    /// Pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// The name of a pictogram.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictogram: Option<Slug>,
    /// Where it stands in its life, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life_stage: Option<LifeStage>,
    /// The measures of the plan that it implements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<MeasureId>,
    /// What else may be of use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<EntryId>,
    /// What takes its place when it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<EntryId>,
    /// How much of its places the public may learn.
    pub visibility: LocationVisibility,
    /// Whether notifications about it stay neutral, because a look at the screen could betray.
    #[serde(default)]
    pub discreet: bool,
    /// Whether it is made up, to show how the directory works.
    #[serde(default)]
    pub demo: bool,
    /// Who confirmed last that it is correct, and until when that holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
}

/// A language of an entry.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EntryLanguage {
    /// The language.
    pub language: LanguageTag,
    /// What it is for.
    pub role: LanguageRole,
}

/// A place of an entry: each pair of entry and location may have its own hours, contacts and
/// languages.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Kept when the place changes.
    pub id: PartId,
    /// Where it is.
    pub position: Position,
    /// When it takes place there, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// How to reach it there, where that differs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// The languages there, where they differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<EntryLanguage>,
}

/// Where a place is, as exactly as one may know.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// At a location.
    At(LocationId),
    /// Somewhere in a district: there is no fixed place.
    Within(DistrictId),
    /// Somewhere in a district: the exact place is withheld. Only publication makes this.
    WithheldWithin(DistrictId),
    /// Withheld altogether. Only publication makes this.
    Withheld,
}

/// Who confirmed that an entry is still correct.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The role of who confirmed.
    pub by: ConfirmedBy,
    /// When.
    pub at: Instant,
    /// When the next confirmation is due.
    pub due: Instant,
}

impl Entry {
    /// Everything that it refers to.
    #[must_use]
    pub fn links(&self) -> Vec<EntityId> {
        let mut links = vec![self.provider.entity()];
        links.extend(self.areas.iter().map(|id| id.entity()));
        links.extend(self.topics.iter().map(|id| id.entity()));
        links.extend(self.audience.links.iter().map(|link| link.group.entity()));
        links.extend(self.places.iter().filter_map(Place::link));
        links.extend(self.service_area.iter().map(|id| id.entity()));
        links.extend(self.competent_authority.map(TypedId::entity));
        links.extend(self.measures.iter().map(|id| id.entity()));
        links.extend(self.related.iter().map(|id| EntityId::from(*id)));
        links.extend(self.replaced_by.map(EntityId::from));
        if let Some(cost) = &self.cost {
            links.extend(
                cost.education_benefits
                    .iter()
                    .filter_map(|share| share.decided_by.map(TypedId::entity)),
            );
        }
        links
    }

    /// Where it takes place and to which areas it belongs, but not whom it serves.
    pub(crate) fn lies_in(&self) -> impl Iterator<Item = EntityId> + '_ {
        let areas = self.areas.iter().map(|id| id.entity());
        areas.chain(self.places.iter().filter_map(Place::link))
    }

    /// Its contacts and those of its places.
    pub(crate) fn every_contact(&self) -> impl Iterator<Item = &Contact> {
        let of_places = self.places.iter().flat_map(|place| &place.contacts);
        self.contacts.iter().chain(of_places)
    }

    /// The same, to take a person out of them.
    pub(crate) fn every_contact_mut(&mut self) -> impl Iterator<Item = &mut Contact> {
        let of_places = self.places.iter_mut().flat_map(|place| &mut place.contacts);
        self.contacts.iter_mut().chain(of_places)
    }

    /// The locations at which it takes place.
    pub fn locations(&self) -> impl Iterator<Item = LocationId> + '_ {
        self.places.iter().filter_map(Place::location)
    }
}

impl Place {
    /// The location, where there is one to name.
    #[must_use]
    pub const fn location(&self) -> Option<LocationId> {
        match self.position {
            Position::At(location) => Some(location),
            Position::Within(_) | Position::WithheldWithin(_) | Position::Withheld => None,
        }
    }

    pub(crate) fn link(&self) -> Option<EntityId> {
        match self.position {
            Position::At(location) => Some(location.entity()),
            Position::Within(district) | Position::WithheldWithin(district) => {
                Some(district.entity())
            }
            Position::Withheld => None,
        }
    }
}
