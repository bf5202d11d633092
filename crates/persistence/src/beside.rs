//! What stands beside revisions: what was done with each of them, and what a reviewer said last.
//! A few statements, however many revisions are asked about.

use std::collections::{HashMap, HashSet};

use domain::aggregate::Aggregate;
use domain::code::Code;
use domain::id::{EntityId, TypedId};
use domain::policy::{Role, Scope};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::{change_log, head, revision};
use crate::error::StoreError;
use crate::log::{Change, LogEntry};
use crate::reach::{Reach, reach};
use crate::revision::Revision;
use crate::store::{IDS_A_STATEMENT, Store, beside_heads};

/// How many lines of the log are read in one go: whoever hands a draft in and takes it back a
/// thousand times does not make a page long.
const LINES: u64 = 1_000;

/// What only those learn of an aggregate whose scope holds all of it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Beside {
    /// What was done with the revisions that were asked for, the last first.
    pub lines: Vec<LogEntry>,
    /// What a reviewer said last, where a change was returned or refused and none was approved since.
    pub verdict: Option<LogEntry>,
}

impl Store {
    /// Of these revisions those that the scope holds, in no particular order. Without a number the
    /// newest is meant.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn revisions<T: Aggregate>(
        &self,
        scope: &Scope,
        wanted: &[(T::Id, Option<u32>)],
    ) -> Result<Vec<Revision<T>>, StoreError> {
        let ids: Vec<EntityId> = wanted.iter().map(|(id, _)| id.entity()).collect();
        let mut heads = HashMap::new();
        for (head, reach) in self.held(scope, &ids).await? {
            heads.insert(head.id, (head, reach));
        }
        let keys: HashSet<(Uuid, i64)> = wanted
            .iter()
            .filter_map(|(id, number)| {
                let (head, reach) = heads.get(&id.uuid())?;
                let number = number.map_or(head.head_revision, i64::from);
                reach.includes(head, number).then_some((head.id, number))
            })
            .collect();
        let keys: Vec<(Uuid, i64)> = keys.into_iter().collect();
        let mut found = Vec::with_capacity(keys.len());
        for keys in keys.chunks(IDS_A_STATEMENT) {
            let rows = revision::Entity::find()
                .filter(any_of(
                    keys,
                    revision::Column::Entity,
                    revision::Column::Number,
                ))
                .all(&self.connection)
                .await?;
            let rows = rows.into_iter().map(|row| {
                let head = heads.get(&row.entity).map(|(head, _)| head.clone());
                (row, head)
            });
            found.extend(beside_heads(rows.collect())?);
        }
        Ok(found)
    }

    /// What stands beside these revisions, by aggregate; nothing for those of which the scope does
    /// not hold all.
    ///
    /// # Errors
    /// The database fails.
    pub async fn beside(
        &self,
        scope: &Scope,
        revisions: &[(EntityId, u32)],
    ) -> Result<HashMap<EntityId, Beside>, StoreError> {
        let ids: Vec<EntityId> = revisions.iter().map(|(id, _)| *id).collect();
        let mut beside: HashMap<Uuid, Beside> = self
            .held(scope, &ids)
            .await?
            .into_iter()
            .filter(|(_, reach)| *reach == Reach::Whole)
            .map(|(head, _)| (head.id, Beside::default()))
            .collect();
        let keys: Vec<(Uuid, i64)> = revisions
            .iter()
            .filter(|(id, _)| beside.contains_key(&id.uuid))
            .map(|(id, number)| (id.uuid, i64::from(*number)))
            .collect();
        for keys in keys.chunks(IDS_A_STATEMENT) {
            for line in self.lines_of(keys).await? {
                let of = beside.entry(line.entity.uuid).or_default();
                of.lines.push(line);
            }
            for line in self.last_word(keys).await? {
                let said = matches!(line.change, Change::Returned | Change::Rejected);
                let of = beside.entry(line.entity.uuid).or_default();
                of.verdict = said.then_some(line);
            }
        }
        let known = ids
            .into_iter()
            .filter_map(|id| Some((id, beside.remove(&id.uuid)?)));
        Ok(known.collect())
    }

    /// The heads of these, with how much of each the scope holds; those of which it holds nothing are
    /// left out.
    async fn held(
        &self,
        scope: &Scope,
        ids: &[EntityId],
    ) -> Result<Vec<(head::Model, Reach)>, StoreError> {
        let mut held = Vec::new();
        if scope.holds_nothing() {
            return Ok(held);
        }
        for ids in ids.chunks(IDS_A_STATEMENT) {
            let kinds: HashMap<Uuid, &str> =
                ids.iter().map(|id| (id.uuid, id.kind.code())).collect();
            let mut heads = head::Entity::find()
                .filter(head::Column::Id.is_in(kinds.keys().copied()))
                .all(&self.connection)
                .await?;
            heads.retain(|head| kinds.get(&head.id) == Some(&head.kind.as_str()));
            let reach = reach(&self.connection, scope, &heads).await?;
            held.extend(heads.into_iter().zip(reach));
        }
        held.retain(|(_, reach)| *reach != Reach::Nothing);
        Ok(held)
    }

    async fn lines_of(&self, keys: &[(Uuid, i64)]) -> Result<Vec<LogEntry>, StoreError> {
        change_log::Entity::find()
            .filter(any_of(
                keys,
                change_log::Column::Entity,
                change_log::Column::Revision,
            ))
            .order_by_desc(change_log::Column::Token)
            .limit(LINES)
            .all(&self.connection)
            .await?
            .into_iter()
            .map(LogEntry::try_from)
            .collect()
    }

    /// The last time that somebody decided about each: what the program publishes as a consequence of
    /// something else is no decision.
    async fn last_word(&self, keys: &[(Uuid, i64)]) -> Result<Vec<LogEntry>, StoreError> {
        let decisions = [Change::Returned, Change::Rejected, Change::Published];
        let last = Query::select()
            .expr(change_log::Column::Token.max())
            .from(change_log::Entity)
            .and_where(change_log::Column::Entity.is_in(keys.iter().map(|(id, _)| *id)))
            .and_where(change_log::Column::Change.is_in(decisions.map(Change::code)))
            .and_where(change_log::Column::Role.ne(Role::Operator.code()))
            .group_by_col(change_log::Column::Entity)
            .to_owned();
        change_log::Entity::find()
            .filter(change_log::Column::Token.in_subquery(last))
            .all(&self.connection)
            .await?
            .into_iter()
            .map(LogEntry::try_from)
            .collect()
    }
}

/// Any of these pairs.
pub(crate) fn any_of<C: ColumnTrait>(keys: &[(Uuid, i64)], id: C, number: C) -> Condition {
    // Nothing is wanted where no pair is: an empty condition would let everything pass.
    let none = Condition::any().add(id.is_in(Vec::<Uuid>::new()));
    keys.iter().fold(none, |any, (uuid, value)| {
        any.add(Condition::all().add(id.eq(*uuid)).add(number.eq(*value)))
    })
}
