//! What a transaction reads before it writes, its own writes included.

use std::collections::HashSet;

use domain::aggregate::Aggregate;
use domain::code::Code;
use domain::id::{EntityId, EntityKind, Slug, TypedId};
use domain::policy::{Resource, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::Tx;
use crate::entity::{head, revision};
use crate::error::StoreError;
use crate::reach::{self, Reach, reach};
use crate::revision::{Head, Revision};
use crate::store::{IDS_A_STATEMENT, beside_heads};

impl Tx {
    /// The newest revision of an aggregate, where the scope holds it. Nobody else can write the
    /// aggregate until this transaction ends.
    ///
    /// # Errors
    /// The database fails, or the revision cannot be read.
    pub async fn current<T: Aggregate>(
        &mut self,
        scope: &Scope,
        id: T::Id,
    ) -> Result<Option<Revision<T>>, StoreError> {
        let found = self.currents(scope, &[id]).await?;
        Ok(found.into_iter().next())
    }

    /// The revision that the public reads, whole, where the scope holds it; also while a change to it
    /// waits. Nobody else can write the aggregate until this transaction ends.
    ///
    /// # Errors
    /// The database fails, or the revision cannot be read.
    pub async fn live<T: Aggregate>(
        &mut self,
        scope: &Scope,
        id: T::Id,
    ) -> Result<Option<Revision<T>>, StoreError> {
        if scope.holds_nothing() {
            return Ok(None);
        }
        self.flush().await?;
        let head = head::Entity::find_by_id(id.uuid())
            .filter(head::Column::Kind.eq(T::Id::KIND.code()))
            .lock_exclusive()
            .one(&self.transaction)
            .await?;
        let Some(head) = head else { return Ok(None) };
        let Some(number) = head.published_revision else {
            return Ok(None);
        };
        let reach = reach(&self.transaction, scope, std::slice::from_ref(&head)).await?;
        if !reach.iter().any(|reach| reach.includes(&head, number)) {
            return Ok(None);
        }
        self.heads.insert(head.id, head.clone());
        let row = revision::Entity::find_by_id((head.id, number))
            .one(&self.transaction)
            .await?;
        let found = beside_heads(
            row.into_iter()
                .map(|row| (row, Some(head.clone())))
                .collect(),
        )?;
        Ok(found.into_iter().next())
    }

    /// The newest revisions of those of these that the scope holds, in no particular order, in two
    /// statements for 500 ids.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn currents<T: Aggregate>(
        &mut self,
        scope: &Scope,
        ids: &[T::Id],
    ) -> Result<Vec<Revision<T>>, StoreError> {
        if scope.holds_nothing() {
            return Ok(Vec::new());
        }
        self.flush().await?;
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(IDS_A_STATEMENT) {
            // The heads are locked first, and their revisions read then: a statement that waits
            // for the lock would not find again what it joined before the wait.
            let heads = head::Entity::find()
                .filter(head::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
                .filter(head::Column::Kind.eq(T::Id::KIND.code()))
                .lock_exclusive()
                .all(&self.transaction)
                .await?;
            let heads = self.within(scope, heads).await?;
            let rows = revision::Entity::find()
                .find_also_related(head::Entity)
                .filter(head::Column::Id.is_in(heads.iter().map(|head| head.id)))
                .filter(
                    Expr::col((revision::Entity, revision::Column::Number))
                        .equals((head::Entity, head::Column::HeadRevision)),
                )
                .all(&self.transaction)
                .await?;
            self.heads
                .extend(heads.into_iter().map(|head| (head.id, head)));
            found.extend(beside_heads(rows)?);
        }
        Ok(found)
    }

    /// A content as policy sees it: whose it is, where it lies now, whether its owner is trusted and
    /// whether it is published.
    ///
    /// # Errors
    /// The database fails, or something around it cannot be read.
    pub async fn resource<T: Aggregate>(&mut self, content: &T) -> Result<Resource, StoreError> {
        self.flush().await?;
        reach::resource_of(&self.transaction, content).await
    }

    /// One revision of an aggregate, where the scope holds it.
    ///
    /// # Errors
    /// The database fails, or the revision cannot be read.
    pub async fn revision<T: Aggregate>(
        &mut self,
        scope: &Scope,
        id: T::Id,
        number: u32,
    ) -> Result<Option<Revision<T>>, StoreError> {
        let Some((head, reach)) = self.reached(scope, id.entity()).await? else {
            return Ok(None);
        };
        let number = i64::from(number);
        if !reach.includes(&head, number) {
            return Ok(None);
        }
        let row = revision::Entity::find_by_id((head.id, number))
            .one(&self.transaction)
            .await?;
        let rows = row.map(|row| (row, Some(head))).into_iter().collect();
        Ok(beside_heads(rows)?.into_iter().next())
    }

    /// Where an aggregate stands, where the scope holds it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn head(&mut self, scope: &Scope, id: EntityId) -> Result<Option<Head>, StoreError> {
        let found = self.reached(scope, id).await?;
        found.map(|(head, _)| head.try_into()).transpose()
    }

    /// Whether the scope holds every revision of an aggregate.
    ///
    /// # Errors
    /// The database fails.
    pub async fn holds(&mut self, scope: &Scope, id: EntityId) -> Result<bool, StoreError> {
        let found = self.reached(scope, id).await?;
        Ok(found.is_some_and(|(_, reach)| reach == Reach::Whole))
    }

    /// The head of an aggregate and how much of it the scope holds; nothing where that is nothing.
    async fn reached(
        &mut self,
        scope: &Scope,
        id: EntityId,
    ) -> Result<Option<(head::Model, Reach)>, StoreError> {
        if scope.holds_nothing() {
            return Ok(None);
        }
        self.flush().await?;
        let found = head::Entity::find_by_id(id.uuid)
            .filter(head::Column::Kind.eq(id.kind.code()))
            .one(&self.transaction)
            .await?;
        let Some(head) = found else { return Ok(None) };
        let reach = reach(&self.transaction, scope, std::slice::from_ref(&head)).await?;
        let reach = reach.first().copied().unwrap_or(Reach::Nothing);
        Ok((reach != Reach::Nothing).then_some((head, reach)))
    }

    /// Those of these whose newest revision the scope holds.
    async fn within(
        &self,
        scope: &Scope,
        heads: Vec<head::Model>,
    ) -> Result<Vec<head::Model>, StoreError> {
        let reach = reach(&self.transaction, scope, &heads).await?;
        Ok(heads
            .into_iter()
            .zip(reach)
            .filter(|(head, reach)| reach.includes(head, head.head_revision))
            .map(|(head, _)| head)
            .collect())
    }

    /// Those of these that do not exist, whether published or not, in one statement for 500 ids.
    ///
    /// # Errors
    /// The database fails.
    pub async fn missing(&mut self, ids: &[EntityId]) -> Result<Vec<EntityId>, StoreError> {
        self.flush().await?;
        let mut existing = HashSet::new();
        for ids in ids.chunks(IDS_A_STATEMENT) {
            let rows: Vec<(Uuid, String)> = head::Entity::find()
                .select_only()
                .columns([head::Column::Id, head::Column::Kind])
                .filter(head::Column::Id.is_in(ids.iter().map(|id| id.uuid)))
                .into_tuple()
                .all(&self.transaction)
                .await?;
            existing.extend(rows);
        }
        let is_missing = |id: &&EntityId| !existing.contains(&(id.uuid, id.kind.code().to_owned()));
        Ok(ids.iter().filter(is_missing).copied().collect())
    }

    /// Which aggregate of the kind has the slug, if any.
    ///
    /// # Errors
    /// The database fails.
    pub async fn slug_taken(
        &mut self,
        kind: EntityKind,
        slug: &Slug,
    ) -> Result<Option<EntityId>, StoreError> {
        self.flush().await?;
        let owner: Option<Uuid> = head::Entity::find()
            .select_only()
            .column(head::Column::Id)
            .filter(head::Column::Kind.eq(kind.code()))
            .filter(head::Column::Slug.eq(slug.as_str()))
            .into_tuple()
            .one(&self.transaction)
            .await?;
        Ok(owner.map(|uuid| EntityId { kind, uuid }))
    }
}
