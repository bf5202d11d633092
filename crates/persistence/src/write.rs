//! Rows on their way into the database: gathered, sent in groups, and named where they fail.

use std::collections::HashSet;
use std::pin::Pin;

use domain::aggregate::Aggregate;
use domain::code::Code;
use domain::id::{EntityId, EntityKind, Slug, TypedId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable,
    QueryFilter, QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

use crate::entity::{head, revision};
use crate::error::StoreError;
use crate::log::{Change, PendingLine};
use crate::projection::{self, Project, Rows};
use crate::store::{IDS_A_STATEMENT, Store};

/// How many parameters a statement takes at most; SQLite's bound of 32,766 is the narrower one.
const PARAMETERS: usize = 30_000;
/// How many rows a statement inserts at most: more gain nothing.
const ROWS: usize = 500;

/// What a transaction has gathered.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    pub(crate) heads: Vec<head::Model>,
    pub(crate) revisions: Vec<revision::Model>,
    /// What was published before, and whose projection therefore goes first.
    withdrawn: Vec<EntityId>,
    rows: Rows,
}

impl Pending {
    /// How many writes wait.
    pub(crate) const fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether a write of this aggregate waits.
    pub(crate) fn holds(&self, entity: EntityId) -> bool {
        // The last is the likeliest, and there are never more than a group.
        self.heads.iter().rev().any(|head| head.id == entity.uuid)
    }

    /// Who takes the slug among those that wait.
    pub(crate) fn slug_holder(&self, kind: EntityKind, slug: &Slug) -> Option<Uuid> {
        self.heads
            .iter()
            .find(|head| head.slug == slug.as_str() && head.kind == kind.code())
            .map(|head| head.id)
    }

    pub(crate) fn project<T: Project>(&mut self, content: &T, json: &Value, replaces: bool) {
        if replaces {
            self.withdraw(content.id().entity());
        }
        projection::project(content, json, &mut self.rows);
    }

    pub(crate) fn withdraw(&mut self, entity: EntityId) {
        self.withdrawn.push(entity);
    }

    /// Send everything. The order within does not matter to foreign keys, which are checked at the
    /// commit.
    pub(crate) async fn send(self, connection: &impl ConnectionTrait) -> Result<(), StoreError> {
        let Self {
            heads,
            revisions,
            withdrawn,
            rows,
        } = self;
        upsert_heads(connection, heads).await?;
        insert::<revision::Entity>(connection, revisions).await?;
        projection::withdraw(connection, &withdrawn).await?;
        rows.insert(connection).await
    }
}

async fn upsert_heads(
    connection: &impl ConnectionTrait,
    heads: Vec<head::Model>,
) -> Result<(), StoreError> {
    let mut replace = OnConflict::column(head::Column::Id);
    replace
        .update_columns(head::Column::iter().filter(|column| !matches!(column, head::Column::Id)));
    let mut heads = heads.into_iter().peekable();
    while heads.peek().is_some() {
        head::Entity::insert_many(
            heads
                .by_ref()
                .take(ROWS)
                .map(IntoActiveModel::into_active_model),
        )
        .on_conflict(replace.clone())
        .exec_without_returning(connection)
        .await?;
    }
    Ok(())
}

/// Insert rows, as many as go into one statement at a time.
pub(crate) async fn insert<E>(
    connection: &impl ConnectionTrait,
    rows: Vec<E::Model>,
) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let at_once = (PARAMETERS / E::Column::iter().count().max(1)).clamp(1, ROWS);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let group = rows
            .by_ref()
            .take(at_once)
            .map(IntoActiveModel::into_active_model);
        E::insert_many(group)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// The same in a box of its own: whoever inserts into many tables one after the other should not need
/// room for all of that at once.
pub(crate) fn insert_boxed<'a, E>(
    connection: &'a impl ConnectionTrait,
    rows: Vec<E::Model>,
) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel> + 'a,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    Box::pin(insert::<E>(connection, rows))
}

/// Content as it is kept, and as a tree to find its texts in.
pub(crate) struct Json {
    pub(crate) schema_version: u16,
    pub(crate) text: String,
    pub(crate) value: Value,
}

pub(crate) fn json<T: Aggregate>(entity: EntityId, content: &T) -> Result<Json, StoreError> {
    let unwritable = |error: serde_json::Error| StoreError::Unreadable {
        entity,
        number: 0,
        source: error.into(),
    };
    Ok(Json {
        schema_version: T::SCHEMA_VERSION,
        text: serde_json::to_string(content).map_err(unwritable)?,
        value: serde_json::to_value(content).map_err(unwritable)?,
    })
}

/// Find out, after the fact, what a refused commit referred to: SQLite does not say, and what
/// succeeds should not pay for it.
pub(crate) async fn name_references(
    error: StoreError,
    store: &Store,
    lines: &[PendingLine],
    links: &HashSet<EntityId>,
) -> StoreError {
    let StoreError::UnknownReference { source, .. } = error else {
        return error;
    };
    let changed = |is_meant: fn(Change) -> bool| {
        lines
            .iter()
            .filter(move |line| is_meant(line.change))
            .map(|line| line.entity)
    };
    let archived: Vec<EntityId> = changed(|change| change == Change::Archived).collect();
    let written: HashSet<EntityId> = changed(Change::publishes).collect();
    let links: Vec<EntityId> = links.difference(&written).copied().collect();
    match unpublished(store, &links).await {
        Ok(missing) if !missing.is_empty() || archived.is_empty() => {
            StoreError::UnknownReference { missing, source }
        }
        Ok(_) => StoreError::StillReferenced { archived, source },
        Err(_) => StoreError::UnknownReference {
            missing: Vec::new(),
            source,
        },
    }
}

async fn unpublished(store: &Store, links: &[EntityId]) -> Result<Vec<EntityId>, StoreError> {
    let mut published = HashSet::new();
    for links in links.chunks(IDS_A_STATEMENT) {
        let rows: Vec<(Uuid, String)> = head::Entity::find()
            .select_only()
            .columns([head::Column::Id, head::Column::Kind])
            .filter(head::Column::Id.is_in(links.iter().map(|id| id.uuid)))
            .filter(head::Column::PublishedRevision.is_not_null())
            .into_tuple()
            .all(&store.connection)
            .await?;
        published.extend(rows);
    }
    let is_missing = |id: &&EntityId| !published.contains(&(id.uuid, id.kind.code().to_owned()));
    let mut missing: Vec<EntityId> = links.iter().filter(is_missing).copied().collect();
    missing.sort();
    Ok(missing)
}
