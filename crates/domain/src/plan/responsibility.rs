//! Who does what for which subject (Zuständigkeit).

use serde::{Deserialize, Serialize};

use super::item::{PlanItemId, SourcePosition};
use crate::code::codes;
use crate::contact::Contact;
use crate::entry::EntryId;
use crate::id::{ActionAreaId, EntityId, OrganizationId, ResponsibilityId, Slug, TypedId};
use crate::period::Period;
use crate::text::{LocalizedText, Words};

codes! {
    /// What somebody does for a subject.
    ResponsibilityRole {
        /// Answers for it.
        Lead = "LEAD",
        /// Brings the others together.
        Coordination = "COORDINATION",
        /// Takes part.
        Participation = "PARTICIPATION",
        /// Pays.
        Funding = "FUNDING",
        /// Answers questions.
        Contact = "CONTACT",
    }

    /// How far the party is bound: named by the plan is not yet agreed.
    Commitment {
        /// The plan names it.
        Named = "NAMED",
        /// It was asked.
        Asked = "ASKED",
        /// It said yes.
        Confirmed = "CONFIRMED",
        /// It said no.
        Declined = "DECLINED",
    }
}

/// For what somebody is responsible.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponsibilitySubject {
    /// A plan item.
    PlanItem(PlanItemId),
    /// A whole field of action.
    Area(ActionAreaId),
    /// An offer or counselling point.
    Entry(EntryId),
}

impl Responsibility {
    /// Whether both say that the same party does the same for the same subject at the same time.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.organization == other.organization
            && self.subject == other.subject
            && self.role == other.role
            && self.period.overlaps(&other.period)
    }
}

impl From<ResponsibilitySubject> for EntityId {
    fn from(subject: ResponsibilitySubject) -> Self {
        match subject {
            ResponsibilitySubject::PlanItem(item) => item.into(),
            ResponsibilitySubject::Area(area) => area.into(),
            ResponsibilitySubject::Entry(entry) => entry.into(),
        }
    }
}

impl TryFrom<EntityId> for ResponsibilitySubject {
    type Error = EntityId;

    fn try_from(id: EntityId) -> Result<Self, Self::Error> {
        PlanItemId::try_from(id)
            .map(Self::PlanItem)
            .or_else(|id| EntryId::try_from(id).map(Self::Entry))
            .or_else(|id| {
                if id.kind == ActionAreaId::KIND {
                    Ok(Self::Area(ActionAreaId::from_uuid(id.uuid)))
                } else {
                    Err(id)
                }
            })
    }
}

/// Who does what for which subject.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Responsibility {
    /// Its id.
    pub id: ResponsibilityId,
    /// Its stable name.
    pub slug: Slug,
    /// Who.
    pub organization: OrganizationId,
    /// For what.
    pub subject: ResponsibilitySubject,
    /// Does what.
    pub role: ResponsibilityRole,
    /// How far it is bound, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// Whether it answers for the subject, where the source says so: "may be responsible" and "is
    /// responsible" are different, and unknown is neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<bool>,
    /// From when until when.
    #[serde(default)]
    pub period: Period,
    /// Whom to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// What else there is to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
    /// The wording by which the source names the party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_text: Option<Words>,
    /// Where it stands in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePosition>,
    /// Where it stands among the parties of its subject.
    pub order: u32,
}
