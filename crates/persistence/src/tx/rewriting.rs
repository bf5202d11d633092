//! Rewriting every revision of an aggregate: the one write that changes what was written (ADR 0017).
//!
//! Everything else about the aggregate stays: its revisions keep their numbers, their times and their
//! authors. The change log says that it was done, and nothing of what was erased.

use domain::aggregate::Aggregate;
use domain::code::Code;
use domain::id::{EntityId, OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Action, Permit};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Tx;
use super::revisions::{require, require_owned};
use crate::entity::{head, revision};
use crate::error::StoreError;
use crate::log::{Change, PendingLine, positive};
use crate::projection::Project;
use crate::{upcast, write};

/// An aggregate with every revision of it, the oldest first.
pub(super) struct Whole<T> {
    pub(super) head: head::Model,
    pub(super) rows: Vec<revision::Model>,
    /// What the rows say.
    pub(super) contents: Vec<T>,
}

impl Tx {
    /// All of what a permit for [`Action::Erase`] is for.
    pub(super) async fn whole_to_erase<T: Aggregate>(
        &mut self,
        permit: &Permit,
    ) -> Result<Whole<T>, StoreError> {
        let entity = permit.entity();
        require(permit, Action::Erase, entity)?;
        self.flush().await?;
        let head = self.head_of(entity, None).await?;
        let head =
            head.filter(|head| head.kind == entity.kind.code() && entity.kind == T::Id::KIND);
        let head = head.ok_or(StoreError::Conflict {
            entity,
            current: None,
        })?;
        require_owned(permit, head.owner.map(OrganizationId::from_uuid))?;
        let rows = revision::Entity::find()
            .filter(revision::Column::Entity.eq(head.id))
            .order_by_asc(revision::Column::Number)
            .all(self.connection())
            .await?;
        let mut contents = Vec::with_capacity(rows.len());
        for row in &rows {
            let number = positive(row.number, "revision")?;
            contents.push(upcast::read::<T>(
                entity,
                number,
                row.schema_version,
                &row.content,
            )?);
        }
        Ok(Whole {
            head,
            rows,
            contents,
        })
    }

    /// Keep the contents that were changed in the place of what stood there. The numbers of their
    /// revisions.
    pub(super) async fn rewrite<T: Project>(
        &mut self,
        whole: &Whole<T>,
        changed: &[bool],
        (permit, change, at): (&Permit, Change, Instant),
    ) -> Result<Vec<u32>, StoreError> {
        let entity = permit.entity();
        let head = &whole.head;
        let mut numbers = Vec::new();
        let revisions = whole.rows.iter().zip(&whole.contents).zip(changed);
        for ((row, content), _) in revisions.filter(|(_, changed)| **changed) {
            numbers.push(positive(row.number, "revision")?);
            self.put_in_place(entity, row, content).await?;
            if head.published_revision == Some(row.number) {
                let json = write::json(entity, content)?;
                self.pending.project(content, &json.value, true);
            }
        }
        if numbers.is_empty() {
            return Ok(numbers);
        }
        self.lines.push(PendingLine {
            entity,
            change,
            revision: positive(head.head_revision, "head")?,
            author: permit.author(),
            comment: None,
            at,
        });
        // So that the same aggregate can be written again in this transaction.
        self.flush().await?;
        Ok(numbers)
    }

    async fn put_in_place<T: Aggregate>(
        &self,
        entity: EntityId,
        row: &revision::Model,
        content: &T,
    ) -> Result<(), StoreError> {
        let json = write::json(entity, content)?;
        revision::Entity::update_many()
            .col_expr(revision::Column::Content, Expr::value(json.text))
            .col_expr(
                revision::Column::SchemaVersion,
                Expr::value(i32::from(json.schema_version)),
            )
            .filter(revision::Column::Entity.eq(row.entity))
            .filter(revision::Column::Number.eq(row.number))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}
