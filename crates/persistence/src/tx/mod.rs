//! Writing: everything in one transaction, and at its end the change log.
//!
//! A write is refused at once where it started from a revision that is no longer current, and at
//! the commit where it refers to something that does not exist. Rows are gathered and sent in
//! groups, so that ten thousand offers take the same path as one.

mod heads;
mod reading;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::aggregate::{Aggregate, EditorialState};
use domain::code::Code;
use domain::id::{EntityId, TypedId};
use domain::period::Instant;
use domain::policy::{Action, Permit};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use self::heads::agree;
use crate::database_url::DatabaseKind;
use crate::dialect;
use crate::entity::{change_log, head, log_counter, revision};
use crate::error::StoreError;
use crate::log::{Change, LogPosition, PendingLine, positive};
use crate::projection::Project;
use crate::store::{Store, position_in};
use crate::write::{self, Json, Pending};

/// What a write says about itself.
#[derive(Clone, Debug)]
pub struct Write {
    /// When it is made.
    pub at: Instant,
    /// What its maker says about it.
    pub comment: Option<String>,
    /// Whether it changes so little that no translation is outdated by it.
    pub minor: bool,
    /// From what it started.
    pub expected: Expected,
}

/// What a write expects to find.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Expected {
    /// Nothing: the aggregate is new.
    New,
    /// This revision as the newest.
    Revision(u32),
}

/// A transaction that writes. Dropped before [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    transaction: DatabaseTransaction,
    store: Store,
    /// The heads that this transaction has read for writing or written.
    heads: HashMap<Uuid, head::Model>,
    pending: Pending,
    lines: Vec<PendingLine>,
    /// What the revisions of this transaction refer to, to name what is missing.
    links: HashSet<EntityId>,
    /// Whether rows were lost on their way, so that what is left is not to be kept.
    aborted: bool,
    // The last field, so that the next writer's turn comes after the end of the transaction.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Tx {
    pub(crate) async fn begin(store: &Store) -> Result<Self, StoreError> {
        let turn = match store.kind {
            DatabaseKind::Postgres => None,
            DatabaseKind::Sqlite => {
                let turn = Arc::clone(&store.writers).lock_owned();
                let turn = tokio::time::timeout(store.busy_timeout, turn).await;
                Some(turn.map_err(|late| StoreError::Locked(Some(late.into())))?)
            }
        };
        Ok(Self {
            transaction: store.begin_writing().await?,
            store: store.clone(),
            heads: HashMap::new(),
            pending: Pending::default(),
            lines: Vec::new(),
            links: HashSet::new(),
            aborted: false,
            _turn: turn,
        })
    }

    /// Write a revision that the public reads from the commit on. Takes a permit for
    /// [`Action::Publish`], whether the aggregate is new or not. The number of the revision.
    ///
    /// # Errors
    /// The permit is for something else, the expected revision is not the newest, another aggregate
    /// has the slug, or the database fails.
    pub async fn publish<T: Project>(
        &mut self,
        permit: &Permit,
        content: &T,
        write: Write,
    ) -> Result<u32, StoreError> {
        let entity = content.id().entity();
        require(permit, Action::Publish, entity)?;
        let before = self
            .head_before(entity, content.slug(), write.expected)
            .await?;
        let number = before.as_ref().map_or(0, |head| head.head_revision) + 1;
        let first = before.as_ref().and_then(|head| head.first_published_at);
        let replaces = before
            .as_ref()
            .is_some_and(|head| head.published_revision.is_some());
        let head = head::Model {
            id: entity.uuid,
            kind: entity.kind.code().to_owned(),
            slug: content.slug().as_str().to_owned(),
            owner: content.owner().map(TypedId::uuid),
            state: EditorialState::Published.code().to_owned(),
            head_revision: number,
            published_revision: Some(number),
            first_published_at: Some(first.unwrap_or(write.at.utc())),
            updated_at: write.at.utc(),
        };
        let json = write::json(entity, content)?;
        self.links.extend(content.links());
        self.pending.project(content, &json.value, replaces);
        self.put(head, permit, Change::Published, json, write)
    }

    /// Write a revision that only those read in whose scope it lies; what the public reads stays.
    /// Takes a permit for [`Action::Create`] where the aggregate is new, else for
    /// [`Action::Update`]. The number of the revision.
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn draft<T: Aggregate>(
        &mut self,
        permit: &Permit,
        content: &T,
        write: Write,
    ) -> Result<u32, StoreError> {
        let entity = content.id().entity();
        let (action, change) = match write.expected {
            Expected::New => (Action::Create, Change::Created),
            Expected::Revision(_) => (Action::Update, Change::Updated),
        };
        require(permit, action, entity)?;
        let before = self
            .head_before(entity, content.slug(), write.expected)
            .await?;
        let number = before.as_ref().map_or(0, |head| head.head_revision) + 1;
        let published = before
            .as_ref()
            .filter(|head| head.published_revision.is_some());
        let head = head::Model {
            id: entity.uuid,
            kind: entity.kind.code().to_owned(),
            // What is published keeps its address and its owner until the draft is published.
            slug: published.map_or_else(
                || content.slug().as_str().to_owned(),
                |head| head.slug.clone(),
            ),
            owner: published.map_or_else(|| content.owner().map(TypedId::uuid), |head| head.owner),
            state: EditorialState::Draft.code().to_owned(),
            head_revision: number,
            published_revision: published.and_then(|head| head.published_revision),
            first_published_at: before.as_ref().and_then(|head| head.first_published_at),
            updated_at: write.at.utc(),
        };
        let json = write::json(entity, content)?;
        self.links.extend(content.owner().map(TypedId::entity));
        self.put(head, permit, change, json, write)
    }

    /// Take an aggregate out: the public no longer reads it, its revisions and its slug stay. Takes
    /// a permit for [`Action::Archive`] and the revision that is expected as the newest.
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn archive(
        &mut self,
        permit: &Permit,
        expected: u32,
        at: Instant,
    ) -> Result<(), StoreError> {
        let entity = permit.entity();
        require(permit, Action::Archive, entity)?;
        let expected = Expected::Revision(expected);
        self.make_room(entity).await?;
        let before = self.head_of(entity, None).await?;
        let Some(mut head) = agree(entity, before, expected)? else {
            return Ok(());
        };
        if head.published_revision.take().is_some() {
            self.pending.withdraw(entity);
        }
        head.state = EditorialState::Archived.code().to_owned();
        head.updated_at = at.utc();
        self.lines.push(PendingLine {
            entity,
            change: Change::Archived,
            revision: positive(head.head_revision, "head")?,
            role: permit.role(),
            at,
        });
        self.heads.insert(entity.uuid, head.clone());
        self.pending.heads.push(head);
        Ok(())
    }

    /// Make everything of this transaction true at once, and append to the change log. Where the
    /// log stands afterwards.
    ///
    /// # Errors
    /// Something refers to what is not published, or is still referred to; somebody else wrote the
    /// same thing; or the database fails. Nothing was written then.
    pub async fn commit(mut self) -> Result<LogPosition, StoreError> {
        self.flush().await?;
        let position = if self.lines.is_empty() {
            position_in(&self.transaction).await?
        } else {
            self.append_to_log().await?
        };
        let Self {
            transaction,
            store,
            lines,
            links,
            ..
        } = self;
        let committed = transaction.commit().await.map_err(StoreError::from);
        store.count_statement();
        match committed {
            Ok(()) => Ok(position),
            Err(error) => Err(write::name_references(error, &store, &lines, &links).await),
        }
    }

    /// The counter is locked last, and only until the commit: so tokens have no gaps and the order
    /// of commits, and writers wait for each other as shortly as can be.
    async fn append_to_log(&mut self) -> Result<LogPosition, StoreError> {
        let counter = log_counter::Entity::find()
            .lock_exclusive()
            .one(&self.transaction)
            .await?
            .ok_or(StoreError::NotMigrated)?;
        let lines: Vec<change_log::Model> = (counter.token + 1..)
            .zip(&self.lines)
            .map(|(token, line)| line.with_token(token))
            .collect();
        let token = lines.last().map_or(counter.token, |line| line.token);
        write::insert::<change_log::Entity>(&self.transaction, lines).await?;
        log_counter::Entity::update_many()
            .col_expr(log_counter::Column::Token, token.into())
            .filter(log_counter::Column::Id.eq(counter.id))
            .exec(&self.transaction)
            .await?;
        for _ in 0..dialect::notify(&self.transaction, self.store.kind).await? {
            self.store.count_statement();
        }
        Ok(LogPosition {
            epoch: counter.epoch,
            token: positive(token, "log_counter")?,
        })
    }

    /// Gather a revision, its head and its line of the log.
    fn put(
        &mut self,
        head: head::Model,
        permit: &Permit,
        change: Change,
        content: Json,
        write: Write,
    ) -> Result<u32, StoreError> {
        let number = positive(head.head_revision, "head")?;
        self.pending.revisions.push(revision::Model {
            entity: head.id,
            number: head.head_revision,
            schema_version: i32::from(content.schema_version),
            content: content.text,
            role: permit.role().code().to_owned(),
            created_at: write.at.utc(),
            comment: write.comment,
            minor: write.minor,
            base_revision: match write.expected {
                Expected::New => None,
                Expected::Revision(base) => Some(i64::from(base)),
            },
        });
        self.lines.push(PendingLine {
            entity: permit.entity(),
            change,
            revision: number,
            role: permit.role(),
            at: write.at,
        });
        self.heads.insert(head.id, head.clone());
        self.pending.heads.push(head);
        Ok(number)
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        if self.aborted {
            return Err(StoreError::Aborted);
        }
        // Until everything is sent; also where nobody waits for the end of it.
        self.aborted = true;
        std::mem::take(&mut self.pending)
            .send(&self.transaction)
            .await?;
        self.aborted = false;
        Ok(())
    }
}

fn require(permit: &Permit, action: Action, entity: EntityId) -> Result<(), StoreError> {
    if permit.action() == action && permit.entity() == entity {
        return Ok(());
    }
    Err(StoreError::PermitMismatch {
        permitted: permit.action(),
        granted: permit.entity(),
        action,
        entity,
    })
}

#[cfg(test)]
impl Tx {
    /// Do something to the tables that no write does.
    pub(crate) async fn execute(&self, sql: &str) {
        use sea_orm::ConnectionTrait;
        let done = self.transaction.execute_unprepared(sql).await;
        assert!(done.is_ok(), "{done:?}");
    }
}
