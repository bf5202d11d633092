//! Revisions: what is not published, for those who maintain and review it.
//!
//! Nothing here is reached from a public field. Every revision is read within the scope of whoever
//! asks, be it by `revision`, by a list or by `node`.

mod confirmation_queue;
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

pub(crate) use self::confirmation_queue::ConfirmationQueueQuery;
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
