//! Questions to the database on an actor's behalf: everything takes a scope, and outside of it
//! nothing is found, be it asked for by id or in a list.

use domain::aggregate::{Aggregate, EditorialState};
use domain::code::Code;
use domain::id::{EntityId, EntityKind, OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Resource, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::entity::{change_log, head, revision};
use crate::error::StoreError;
use crate::log::LogEntry;
use crate::reach::{self, Reach, reach};
use crate::revision::{Head, HistoryPage, Revision};
use crate::store::{IDS_A_STATEMENT, Store, beside_heads};

/// How many heads are looked at in one go where a scope depends on where things lie.
const HEADS_AT_ONCE: u64 = 200;

/// Which heads are wanted. A list that is empty means any.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct HeadFilter {
    /// Where their newest revisions stand.
    pub states: Vec<EditorialState>,
    /// What they are.
    pub kinds: Vec<EntityKind>,
    /// Whose they are.
    pub owners: Vec<OrganizationId>,
    /// Only those of which the scope holds every revision, not merely what is published.
    pub whole: bool,
}

/// A page of heads, those written last first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HeadPage {
    /// Only what comes after this; all where none is given.
    pub after: Option<HeadCursor>,
    /// How many at most.
    pub limit: u32,
}

/// Where a page of heads ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HeadCursor {
    /// When the last of it was written.
    pub updated_at: Instant,
    /// Its id.
    pub id: Uuid,
}

impl HeadCursor {
    /// Behind this head.
    #[must_use]
    pub const fn behind(head: &Head) -> Self {
        Self {
            updated_at: head.updated_at,
            id: head.entity.uuid,
        }
    }
}

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

    /// The heads that are wanted and that the scope holds, those written last first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn heads(
        &self,
        scope: &Scope,
        filter: &HeadFilter,
        page: HeadPage,
    ) -> Result<Vec<Head>, StoreError> {
        let mut found = Vec::new();
        let mut after = page
            .after
            .map(|cursor| (cursor.updated_at.utc(), cursor.id));
        let wanted = usize::try_from(page.limit).unwrap_or(usize::MAX);
        while found.len() < wanted && !scope.holds_nothing() {
            let at_once = if scope.depends_on_place() {
                HEADS_AT_ONCE
            } else {
                u64::from(page.limit)
            };
            let rows = head::Entity::find()
                .filter(heads_wanted(scope, filter))
                .filter(heads_behind(after))
                .order_by_desc(head::Column::UpdatedAt)
                .order_by_desc(head::Column::Id)
                .limit(at_once)
                .all(&self.connection)
                .await?;
            after = rows.last().map(|head| (head.updated_at, head.id)).or(after);
            let reach = reach(&self.connection, scope, &rows).await?;
            let is_last = (rows.len() as u64) < at_once;
            for (head, reach) in rows.into_iter().zip(reach) {
                let held = reach == Reach::Whole || reach == Reach::Published && !filter.whole;
                if held && found.len() < wanted {
                    found.push(Head::try_from(head)?);
                }
            }
            if is_last {
                break;
            }
        }
        Ok(found)
    }

    /// The heads of those of these whose every revision the scope holds, in no particular order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn heads_of(&self, scope: &Scope, ids: &[EntityId]) -> Result<Vec<Head>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        if scope.holds_nothing() {
            return Ok(found);
        }
        for ids in ids.chunks(IDS_A_STATEMENT) {
            let heads = head::Entity::find()
                .filter(head::Column::Id.is_in(ids.iter().map(|id| id.uuid)))
                .all(&self.connection)
                .await?;
            let reach = reach(&self.connection, scope, &heads).await?;
            for (head, reach) in heads.into_iter().zip(reach) {
                if reach == Reach::Whole {
                    found.push(Head::try_from(head)?);
                }
            }
        }
        Ok(found)
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

/// What the filter wants, and what the head alone says about the scope.
fn heads_wanted(scope: &Scope, filter: &HeadFilter) -> Condition {
    let HeadFilter {
        states,
        kinds,
        owners,
        whole,
    } = filter;
    let mut wanted = Condition::all();
    if !states.is_empty() {
        let states = states.iter().map(|state| state.code());
        wanted = wanted.add(head::Column::State.is_in(states));
    }
    if !kinds.is_empty() {
        wanted = wanted.add(head::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())));
    }
    if !owners.is_empty() {
        wanted = wanted.add(head::Column::Owner.is_in(owners.iter().map(|id| id.uuid())));
    }
    if !scope.holds_everything() && !scope.depends_on_place() {
        let own = scope.organizations().iter().map(|id| id.uuid());
        let mut held = Condition::any().add(head::Column::Owner.is_in(own));
        if scope.holds_whatever_is_published() && !whole {
            held = held.add(head::Column::PublishedRevision.is_not_null());
        }
        wanted = wanted.add(held);
    }
    wanted
}

fn heads_behind(after: Option<(chrono::DateTime<chrono::Utc>, Uuid)>) -> Condition {
    let Some((at, id)) = after else {
        return Condition::all();
    };
    Condition::any().add(head::Column::UpdatedAt.lt(at)).add(
        Condition::all()
            .add(head::Column::UpdatedAt.eq(at))
            .add(head::Column::Id.lt(id)),
    )
}
