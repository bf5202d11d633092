//! The audit over contents: who did what to which thing, and when, as the change log has it; and what
//! one account wrote.
//!
//! Nothing is kept for it: the change log is the one source. Which account acted is forgotten there
//! after the same time as in the audit of accounts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::account::AccountId;
use domain::code::Code;
use domain::id::{EntityId, EntityKind};
use domain::policy::{Administration, Clearance};
use domain::review::Remark;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::TimeSpan;
use super::right::require;
use crate::beside::any_of;
use crate::entity::{change_log, head, revision};
use crate::error::StoreError;
use crate::log::{LogEntry, positive};
use crate::scoped::LogPage;
use crate::store::{IDS_A_STATEMENT, Store};

/// How many lines of each sort a person is told at most.
const MOST_AUTHORED: u64 = 100_000;

/// Which lines of the change log are wanted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TrailFilter {
    /// Only what this account did.
    pub account: Option<AccountId>,
    /// Only what was done to this.
    pub entity: Option<EntityId>,
    /// Only what was done to things of these kinds; to any where none is named.
    pub kinds: Vec<EntityKind>,
    /// Only what was done then.
    pub at: TimeSpan,
}

/// A line of the change log, with what tells how it was before.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TrailLine {
    /// The line.
    pub line: LogEntry,
    /// The revision from which the one was made that was current afterwards; none for a first one.
    pub base: Option<u32>,
}

#[derive(FromQueryResult)]
struct AuthoredRevision {
    entity: Uuid,
    kind: String,
    number: i64,
    created_at: DateTime<Utc>,
    role: String,
    comment: Option<String>,
    minor: bool,
}

impl Store {
    /// What was done to contents, the newest first.
    ///
    /// # Errors
    /// Not by that clearance, or the database fails.
    pub async fn trail(
        &self,
        clearance: &Clearance,
        filter: &TrailFilter,
        page: LogPage,
    ) -> Result<Vec<TrailLine>, StoreError> {
        require(clearance, Administration::ReadAudit)?;
        let mut wanted = wanted(filter);
        if let Some(before) = page.before {
            let before = i64::try_from(before).unwrap_or(i64::MAX);
            wanted = wanted.add(change_log::Column::Token.lt(before));
        }
        let rows = change_log::Entity::find()
            .filter(wanted)
            .order_by_desc(change_log::Column::Token)
            .limit(u64::from(page.limit))
            .all(&self.connection)
            .await?;
        let keys: Vec<(Uuid, i64)> = rows.iter().map(|row| (row.entity, row.revision)).collect();
        let bases = self.bases(&keys).await?;
        rows.into_iter()
            .map(|row| {
                let base = bases.get(&(row.entity, row.revision)).copied();
                Ok(TrailLine {
                    base: base.map(|base| positive(base, "revision")).transpose()?,
                    line: row.try_into()?,
                })
            })
            .collect()
    }

    /// From which revisions these were made; the first ones are left out.
    async fn bases(&self, keys: &[(Uuid, i64)]) -> Result<HashMap<(Uuid, i64), i64>, StoreError> {
        let mut bases = HashMap::new();
        for keys in keys.chunks(IDS_A_STATEMENT) {
            let found: Vec<(Uuid, i64, Option<i64>)> = revision::Entity::find()
                .select_only()
                .columns([
                    revision::Column::Entity,
                    revision::Column::Number,
                    revision::Column::BaseRevision,
                ])
                .filter(any_of(
                    keys,
                    revision::Column::Entity,
                    revision::Column::Number,
                ))
                .into_tuple()
                .all(&self.connection)
                .await?;
            let known = found
                .into_iter()
                .filter_map(|(entity, number, base)| Some(((entity, number), base?)));
            bases.extend(known);
        }
        Ok(bases)
    }

    /// The revisions that an account wrote, for its holder: of what, when, and what was said about
    /// each, the oldest first. What they say is the directory's.
    pub(super) async fn revisions_by(&self, account: AccountId) -> Result<Value, StoreError> {
        let rows = revision::Entity::find()
            .select_only()
            .columns([
                revision::Column::Entity,
                revision::Column::Number,
                revision::Column::CreatedAt,
                revision::Column::Role,
                revision::Column::Comment,
                revision::Column::Minor,
            ])
            .column(head::Column::Kind)
            .join(JoinType::InnerJoin, revision::Relation::Head.def())
            .filter(revision::Column::Account.eq(account.uuid()))
            .order_by_asc(revision::Column::CreatedAt)
            .order_by_asc(revision::Column::Entity)
            .order_by_asc(revision::Column::Number)
            .limit(MOST_AUTHORED)
            .into_model::<AuthoredRevision>()
            .all(&self.connection)
            .await?;
        rows.into_iter()
            .map(|row| {
                let of = entity(&row.kind, row.entity)?;
                let remark = row.comment.as_deref().map(Remark::of_comment);
                let remark = remark.unwrap_or_default();
                Ok(json!({
                    "of": of.to_global(),
                    "kind": row.kind,
                    "number": row.number,
                    "createdAt": row.created_at,
                    "role": row.role,
                    "comment": remark.text.map(|text| text.to_string()),
                    "channel": remark.channel.map(Code::code),
                    "minor": row.minor,
                }))
            })
            .collect()
    }

    /// What an account did to contents, for its holder, the oldest first.
    pub(super) async fn changes_by(&self, account: AccountId) -> Result<Value, StoreError> {
        let rows = change_log::Entity::find()
            .filter(change_log::Column::Account.eq(account.uuid()))
            .order_by_asc(change_log::Column::Token)
            .limit(MOST_AUTHORED)
            .all(&self.connection)
            .await?;
        rows.into_iter()
            .map(|row| {
                let line = LogEntry::try_from(row)?;
                Ok(json!({
                    "of": line.entity.to_global(),
                    "kind": line.entity.kind.code(),
                    "at": line.at,
                    "change": line.change.code(),
                    "revision": line.revision,
                    "role": line.author.role.code(),
                    "comment": line.comment,
                }))
            })
            .collect()
    }
}

fn wanted(filter: &TrailFilter) -> Condition {
    let TrailFilter {
        account,
        entity,
        kinds,
        at,
    } = filter;
    let mut wanted = at.covers(change_log::Column::At);
    if let Some(account) = account {
        wanted = wanted.add(change_log::Column::Account.eq(account.uuid()));
    }
    if let Some(entity) = entity {
        wanted = wanted
            .add(change_log::Column::Entity.eq(entity.uuid))
            .add(change_log::Column::Kind.eq(entity.kind.code()));
    }
    if !kinds.is_empty() {
        wanted = wanted.add(change_log::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())));
    }
    wanted
}

fn entity(kind: &str, uuid: Uuid) -> Result<EntityId, StoreError> {
    let kind = super::code::<EntityKind>("head", kind)?;
    Ok(EntityId { kind, uuid })
}
