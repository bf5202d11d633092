//! Where something stands in a list of what is written: when its aggregate was written last, which
//! one it is, and the number of the revision.

use std::fmt;

use application::entries::{Head, HeadCursor};
use async_graphql::{Error, ID, Result};
use chrono::{DateTime, Utc};
use domain::id::EntityId;

use crate::error::bad_input;

/// The global id of a revision.
pub(crate) fn revision_id(entity: EntityId, number: u32) -> ID {
    format!("{}.{number}", entity.to_global()).into()
}

/// What the global id of a revision says; nothing where it is none.
pub(crate) fn read_revision_id(text: &str) -> Option<(EntityId, u32)> {
    let (entity, number) = text.split_once('.')?;
    let entity = EntityId::from_global(entity).ok()?;
    let number = number.parse().ok()?;
    // One revision has one id: no zeros before its number, no sign.
    (revision_id(entity, number).as_str() == text).then_some((entity, number))
}

/// A place in a list.
pub(super) struct Place {
    updated_at: DateTime<Utc>,
    pub(super) entity: EntityId,
    pub(super) number: u32,
}

impl Place {
    /// The place of an aggregate, with its newest revision.
    pub(super) fn of(head: &Head) -> Self {
        Self {
            updated_at: head.updated_at.utc(),
            entity: head.entity,
            number: head.revision,
        }
    }

    /// The place of another revision of it.
    pub(super) const fn at(self, number: u32) -> Self {
        Self { number, ..self }
    }

    pub(super) fn read(text: &str) -> Result<Self> {
        let read = || {
            let (at, id) = text.split_once(' ')?;
            let (entity, number) = read_revision_id(id)?;
            Some(Self {
                updated_at: DateTime::parse_from_rfc3339(at).ok()?.to_utc(),
                entity,
                number,
            })
        };
        read().ok_or_else(foreign_cursor)
    }

    /// For the list of aggregates.
    pub(super) fn cursor(&self) -> HeadCursor {
        HeadCursor {
            updated_at: self.updated_at.into(),
            id: self.entity.uuid,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.updated_at.to_rfc3339();
        write!(f, "{at} {}", revision_id(self.entity, self.number).0)
    }
}

/// A cursor of another list.
pub(super) fn foreign_cursor() -> Error {
    bad_input(
        "this is not a cursor of this list: take one from `endCursor`",
        &["after"],
    )
}

#[cfg(test)]
mod tests {
    use domain::id::{OfferId, TypedId};

    use super::*;

    #[test]
    fn the_id_of_a_revision_reads_back_and_nothing_else_does() {
        let offer = OfferId::of_slug("course").entity();
        let id = revision_id(offer, 12);
        assert_eq!(read_revision_id(&id), Some((offer, 12)));
        let entity = offer.to_global();
        for other in [
            entity.clone(),
            format!("{entity}."),
            format!("{entity}.012"),
            format!("{entity}.+12"),
            format!("{entity}.-1"),
            format!("{entity}.99999999999"),
            format!("{entity}.1.2"),
            "x.1".to_owned(),
        ] {
            assert_eq!(read_revision_id(&other), None, "{other}");
        }
    }
}
