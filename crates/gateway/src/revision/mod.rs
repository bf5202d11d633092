//! Revisions: what is not published, for those who maintain and review it.
//!
//! Nothing here is reached from a public field. Every revision is read within the scope of whoever
//! asks, be it by `revision`, by a list or by `node`.

mod archive;
mod change_log;
mod confirmation_queue;
mod curated;
mod duplicate;
mod history;
mod input;
mod mutation;
mod object;
mod payload;
mod place;
mod query;
mod queue;
mod step;

use async_graphql::{ID, Result};
use domain::id::{EntityId, TypedId};

pub(crate) use self::archive::ArchiveQuery;
pub(crate) use self::change_log::ChangeLogQuery;
pub(crate) use self::confirmation_queue::ConfirmationQueueQuery;
pub(crate) use self::curated::CuratedRevision;
pub(crate) use self::duplicate::LikelyDuplicate;
pub(crate) use self::history::HistoryQuery;
pub(crate) use self::mutation::RevisionMutation;
pub(crate) use self::object::{Revision, RevisionFields, Wanted, revision_object};
pub(crate) use self::payload::revision_payloads;
use self::place::Place;
pub(crate) use self::place::{read_revision_id, revision_id};
pub(crate) use self::query::RevisionQuery;
pub(crate) use self::queue::{QueueQuery, RevisionFilter, maintained};
use crate::error::bad_id;

/// The id in an input, of something of one kind.
pub(crate) fn typed_id<T: TypedId>(id: &ID) -> Result<T> {
    T::from_global(id).map_err(|error| bad_id(&error, &["input", "id"]))
}

/// The id in an input, of something of any kind.
fn any_id(id: &ID) -> Result<EntityId> {
    EntityId::from_global(id).map_err(|error| bad_id(&error, &["input", "id"]))
}

/// Does something with what is maintained under an id of any kind: `$aggregate` is its type there,
/// and `$typed` its id.
macro_rules! of_any_kind {
    ($id:expr, |$aggregate:ident, $typed:ident| $act:expr, $otherwise:expr) => {
        crate::revision::dispatch!($id, |$aggregate, $typed| $act, $otherwise, {
            Offer(domain::entry::Offer, OfferId)
            CounsellingPoint(domain::entry::CounsellingPoint, CounsellingPointId)
            Location(domain::place::Location, LocationId)
            Organization(domain::organization::Organization, OrganizationId)
        })
    };
}
use of_any_kind;

/// The same for what the coordinating office keeps.
macro_rules! of_any_curated {
    ($id:expr, |$aggregate:ident, $typed:ident| $act:expr, $otherwise:expr) => {
        crate::revision::dispatch!($id, |$aggregate, $typed| $act, $otherwise, {
            ActionPlan(domain::plan::ActionPlan, ActionPlanId)
            ActionArea(domain::plan::ActionArea, ActionAreaId)
            Challenge(domain::plan::Challenge, ChallengeId)
            Goal(domain::plan::Goal, GoalId)
            Suggestion(domain::plan::Suggestion, SuggestionId)
            Measure(domain::plan::Measure, MeasureId)
            Responsibility(domain::plan::Responsibility, ResponsibilityId)
            District(domain::place::District, DistrictId)
            TargetGroup(domain::taxonomy::TargetGroup, TargetGroupId)
            Topic(domain::taxonomy::Topic, TopicId)
            Language(domain::taxonomy::Language, LanguageId)
            Term(domain::taxonomy::Term, TermId)
            Site(domain::site::Site, SiteId)
        })
    };
}
use of_any_curated;

/// The same for entries alone.
macro_rules! of_any_entry {
    ($id:expr, |$aggregate:ident, $typed:ident| $act:expr, $otherwise:expr) => {
        crate::revision::dispatch!($id, |$aggregate, $typed| $act, $otherwise, {
            Offer(domain::entry::Offer, OfferId)
            CounsellingPoint(domain::entry::CounsellingPoint, CounsellingPointId)
        })
    };
}
use of_any_entry;

macro_rules! dispatch {
    ($id:expr, |$aggregate:ident, $typed:ident| $act:expr, $otherwise:expr, {
        $($kind:ident($of:ty, $of_id:ident))+
    }) => {{
        use domain::id::TypedId;

        let id: domain::id::EntityId = $id;
        match id.kind {
            $(domain::id::EntityKind::$kind => {
                type $aggregate = $of;
                let $typed = domain::id::$of_id::from_uuid(id.uuid);
                $act
            })+
            _ => $otherwise,
        }
    }};
}
use dispatch;
