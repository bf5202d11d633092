//! Questions to the database on an actor's behalf: everything takes a scope, and outside of it
//! nothing is found, be it asked for by id or in a list.

use domain::aggregate::Aggregate;
use domain::code::Code;
use domain::id::{EntityId, TypedId};
use domain::policy::{Resource, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::entity::{change_log, head, revision};
use crate::error::StoreError;
use crate::log::LogEntry;
use crate::reach::{self, Reach, reach};
use crate::revision::{Head, HistoryPage, Revision};
use crate::store::{IDS_A_STATEMENT, Store, beside_heads};

/// A page of what was done to an aggregate, the newest first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LogPage {
    /// Only lines with a smaller token; all where none is given.
    pub before: Option<u64>,
    /// How many at most.
    pub limit: u32,
}

impl Store {
    /// Where an aggregate stands, where the scope holds it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn head(&self, scope: &Scope, id: EntityId) -> Result<Option<Head>, StoreError> {
        let found = self.reached(scope, id).await?;
        found.map(|(head, _)| head.try_into()).transpose()
    }

    /// The newest revisions of those of these that the scope holds, in no particular order.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn newest<T: Aggregate>(
        &self,
        scope: &Scope,
        ids: &[T::Id],
    ) -> Result<Vec<Revision<T>>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        if scope.holds_nothing() {
            return Ok(found);
        }
        for ids in ids.chunks(IDS_A_STATEMENT) {
            let rows = revision::Entity::find()
                .find_also_related(head::Entity)
                .filter(head::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
                .filter(head::Column::Kind.eq(T::Id::KIND.code()))
                .filter(
                    Expr::col((revision::Entity, revision::Column::Number))
                        .equals((head::Entity, head::Column::HeadRevision)),
                )
                .all(&self.connection)
                .await?;
            let heads: Vec<head::Model> = rows.iter().filter_map(|row| row.1.clone()).collect();
            let reach = reach(&self.connection, scope, &heads).await?;
            let held = rows
                .into_iter()
                .zip(heads.iter().zip(reach))
                .filter(|(_, (head, reach))| reach.includes(head, head.head_revision))
                .map(|(row, _)| row)
                .collect();
            found.extend(beside_heads(held)?);
        }
        Ok(found)
    }

    /// One revision, where the scope holds it.
    ///
    /// # Errors
    /// The database fails, or the revision cannot be read.
    pub async fn revision<T: Aggregate>(
        &self,
        scope: &Scope,
        id: T::Id,
        number: u32,
    ) -> Result<Option<Revision<T>>, StoreError> {
        let wanted = revision::Column::Number.eq(i64::from(number));
        let found = self
            .revisions_where::<T>(scope, id, |select| select.filter(wanted))
            .await?;
        Ok(found.into_iter().next())
    }

    /// The revisions of an aggregate, the newest first, where the scope holds it.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn history<T: Aggregate>(
        &self,
        scope: &Scope,
        id: T::Id,
        page: HistoryPage,
    ) -> Result<Vec<Revision<T>>, StoreError> {
        self.revisions_where::<T>(scope, id, |select| {
            let select = match page.before {
                Some(before) => select.filter(revision::Column::Number.lt(i64::from(before))),
                None => select,
            };
            select
                .order_by_desc(revision::Column::Number)
                .limit(u64::from(page.limit))
        })
        .await
    }

    /// What was done to an aggregate, the newest first, where the scope holds all of it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn log_of(
        &self,
        scope: &Scope,
        id: EntityId,
        page: LogPage,
    ) -> Result<Vec<LogEntry>, StoreError> {
        let Some((_, Reach::Whole)) = self.reached(scope, id).await? else {
            return Ok(Vec::new());
        };
        let before = page
            .before
            .map(|token| i64::try_from(token).unwrap_or(i64::MAX));
        change_log::Entity::find()
            .filter(change_log::Column::Entity.eq(id.uuid))
            .filter(change_log::Column::Token.lt(before.unwrap_or(i64::MAX)))
            .order_by_desc(change_log::Column::Token)
            .limit(u64::from(page.limit))
            .all(&self.connection)
            .await?
            .into_iter()
            .map(LogEntry::try_from)
            .collect()
    }

    /// A content as policy sees it: whose it is, where it lies now, whether its owner is trusted and
    /// whether it is published.
    ///
    /// # Errors
    /// The database fails, or something around it cannot be read.
    pub async fn resource<T: Aggregate>(&self, content: &T) -> Result<Resource, StoreError> {
        reach::resource_of(&self.connection, content).await
    }

    async fn revisions_where<T: Aggregate>(
        &self,
        scope: &Scope,
        id: T::Id,
        narrow: impl FnOnce(Select<revision::Entity>) -> Select<revision::Entity>,
    ) -> Result<Vec<Revision<T>>, StoreError> {
        let Some((head, reach)) = self.reached(scope, id.entity()).await? else {
            return Ok(Vec::new());
        };
        let mut select = revision::Entity::find().filter(revision::Column::Entity.eq(head.id));
        if reach == Reach::Published {
            select = select.filter(revision::Column::Number.eq(head.published_revision));
        }
        let rows = narrow(select).all(&self.connection).await?;
        let beside = |row| (row, Some(head.clone()));
        beside_heads(rows.into_iter().map(beside).collect())
    }

    /// The head of an aggregate and how much of it the scope holds; nothing where that is nothing.
    async fn reached(
        &self,
        scope: &Scope,
        id: EntityId,
    ) -> Result<Option<(head::Model, Reach)>, StoreError> {
        if scope.holds_nothing() {
            return Ok(None);
        }
        let found = head::Entity::find_by_id(id.uuid)
            .filter(head::Column::Kind.eq(id.kind.code()))
            .one(&self.connection)
            .await?;
        let Some(head) = found else { return Ok(None) };
        let reach = reach(&self.connection, scope, std::slice::from_ref(&head)).await?;
        let reach = reach.first().copied().unwrap_or(Reach::Nothing);
        Ok((reach != Reach::Nothing).then_some((head, reach)))
    }
}
