//! Finding and locking the head of what is to be written, and refusing what cannot be.

use domain::code::Code;
use domain::id::{EntityId, Slug};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::{Expected, Tx};
use crate::entity::head;
use crate::error::StoreError;
use crate::log::positive;

/// After how many writes their rows are sent.
const WRITES_A_GROUP: usize = 500;

impl Tx {
    /// The head as it stood before a write, once it is sure that the write may go on.
    pub(super) async fn head_before(
        &mut self,
        entity: EntityId,
        slug: &Slug,
        expected: Expected,
    ) -> Result<Option<head::Model>, StoreError> {
        self.make_room(entity).await?;
        let before = self.head_of(entity, Some(slug)).await?;
        agree(entity, before, expected)
    }

    /// Send what is gathered, where it is much or already holds this aggregate.
    pub(super) async fn make_room(&mut self, entity: EntityId) -> Result<(), StoreError> {
        if self.pending.len() >= WRITES_A_GROUP || self.pending.holds(entity) {
            self.flush().await?;
        }
        Ok(())
    }

    /// The head of an aggregate, locked, after making sure that nobody else has the slug.
    pub(super) async fn head_of(
        &mut self,
        entity: EntityId,
        slug: Option<&Slug>,
    ) -> Result<Option<head::Model>, StoreError> {
        let kind = entity.kind.code();
        if let Some(known) = self.heads.get(&entity.uuid)
            && slug.is_none_or(|slug| slug.as_str() == known.slug)
        {
            return Ok(Some(known.clone()));
        }
        let taken = |slug: &Slug| StoreError::SlugTaken {
            kind: entity.kind,
            slug: slug.as_str().to_owned(),
        };
        let mut wanted = Condition::any().add(head::Column::Id.eq(entity.uuid));
        if let Some(slug) = slug {
            if self
                .pending
                .slug_holder(entity.kind, slug)
                .is_some_and(|id| id != entity.uuid)
            {
                return Err(taken(slug));
            }
            wanted = wanted.add(
                Condition::all()
                    .add(head::Column::Kind.eq(kind))
                    .add(head::Column::Slug.eq(slug.as_str())),
            );
        }
        let rows = head::Entity::find()
            .filter(wanted)
            .lock_exclusive()
            .all(&self.transaction)
            .await?;
        let mut found = self.heads.get(&entity.uuid).cloned();
        for row in rows {
            // What is written here but not yet sent counts.
            let row = self.heads.get(&row.id).cloned().unwrap_or(row);
            if row.id == entity.uuid {
                found = Some(row);
            } else if let Some(slug) = slug.filter(|slug| slug.as_str() == row.slug) {
                return Err(taken(slug));
            }
        }
        Ok(found)
    }
}

/// Whether a write finds what it expects.
pub(super) fn agree(
    entity: EntityId,
    found: Option<head::Model>,
    expected: Expected,
) -> Result<Option<head::Model>, StoreError> {
    let current = found
        .as_ref()
        .map(|head| positive::<u32>(head.head_revision, "head"))
        .transpose()?;
    let agreed = match expected {
        Expected::New => current.is_none(),
        Expected::Revision(number) => current == Some(number),
    };
    if agreed {
        Ok(found)
    } else {
        Err(StoreError::Conflict { entity, current })
    }
}
