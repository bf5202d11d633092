//! Writing: everything in one transaction, and at its end the change log.
//!
//! A write is refused at once where it started from a revision that is no longer current, and at
//! the commit where it refers to something that does not exist. Rows are gathered and sent in
//! groups, so that ten thousand offers take the same path as one.
//!
//! A revision is written in `revisions.rs`; steps in the life of an aggregate that need no new
//! content are in `steps.rs`. Erasing alone changes what was written: `rewriting.rs`, of persons
//! `persons.rs`, of pictures `pictures.rs`.

mod heads;
mod lines;
mod persons;
mod pictures;
mod reading;
mod revisions;
mod rewriting;
mod steps;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::id::EntityId;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

pub use self::persons::PeopleOf;
pub(crate) use self::revisions::require;
pub use self::revisions::{Expected, Write};
pub use self::steps::Verdict;
use crate::database_url::DatabaseKind;
use crate::dialect;
use crate::entity::{change_log, head, log_counter};
use crate::error::StoreError;
use crate::log::{LogPosition, PendingLine, positive};
use crate::store::{Store, position_in};
use crate::write::{self, Pending};

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

    /// Where what is not gathered is read and written at once.
    pub(crate) const fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
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

#[cfg(test)]
impl Tx {
    /// Do something to the tables that no write does.
    pub(crate) async fn execute(&self, sql: &str) {
        use sea_orm::ConnectionTrait;
        let done = self.transaction.execute_unprepared(sql).await;
        assert!(done.is_ok(), "{done:?}");
    }
}
