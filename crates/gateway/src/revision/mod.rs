//! Revisions: what is not published, for those who maintain and review it.
//!
//! Nothing here is reached from a public field, nor by `node`. Every revision is read within the
//! scope of whoever asks.

mod duplicate;
mod input;
mod mutation;
mod object;
mod payload;
mod query;
mod queue;

use async_graphql::{ID, Result};
use domain::id::{EntityId, TypedId};

pub(crate) use self::duplicate::LikelyDuplicate;
pub(crate) use self::mutation::RevisionMutation;
pub(crate) use self::object::{Revision, RevisionFields, revision_object};
pub(crate) use self::payload::revision_payloads;
pub(crate) use self::query::RevisionQuery;
pub(crate) use self::queue::QueueQuery;
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
    ($id:expr, |$aggregate:ident, $typed:ident| $act:expr, $otherwise:expr) => {{
        use domain::id::{EntityKind, TypedId};

        let id: domain::id::EntityId = $id;
        match id.kind {
            EntityKind::Offer => {
                type $aggregate = domain::entry::Offer;
                let $typed = domain::id::OfferId::from_uuid(id.uuid);
                $act
            }
            EntityKind::CounsellingPoint => {
                type $aggregate = domain::entry::CounsellingPoint;
                let $typed = domain::id::CounsellingPointId::from_uuid(id.uuid);
                $act
            }
            _ => $otherwise,
        }
    }};
}
use of_any_kind;
