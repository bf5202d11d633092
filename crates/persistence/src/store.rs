//! An open database, and what is asked of it on the public's behalf: what is published comes out
//! closed, for publication to open. Everything else takes a scope: see `scoped.rs`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::aggregate::{Aggregate, PublishedRevision, RevisionStamp};
use domain::code::Code;
use domain::id::TypedId;
use futures_util::TryStreamExt;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, ExprTrait, JoinType,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, StreamTrait,
};
use tokio::sync::Mutex;

use crate::changes::Changes;
use crate::connect::{self, ConnectOptions};
use crate::database_url::DatabaseKind;
use crate::entity::{change_log, head, log_counter, revision};
use crate::error::StoreError;
use crate::log::{LogEntry, LogPosition, positive};
use crate::revision::{PublishedRow, Revision, revision_of};
use crate::tx::Tx;
use crate::upcast;

/// How many ids one statement asks for at most: both databases bound their parameters.
pub(crate) const IDS_A_STATEMENT: usize = 500;

/// An open database. Cheap to clone: the clones share one pool.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) connection: DatabaseConnection,
    pub(crate) kind: DatabaseKind,
    pub(crate) statements: Arc<AtomicU64>,
    /// Writers of this process queue here: SQLite lets one in at a time and makes the others poll.
    pub(crate) writers: Arc<Mutex<()>>,
    pub(crate) busy_timeout: Duration,
}

impl Store {
    /// Open the database; a SQLite file is made where there is none. It may still be empty or out of
    /// date: see [`Store::require_current`].
    ///
    /// # Errors
    /// Nobody answers there, access is refused, or the file is something else.
    pub async fn connect(options: &ConnectOptions) -> Result<Self, StoreError> {
        let mut connection = connect::open(options).await?;
        let statements = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&statements);
        connection.set_metric_callback(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        Ok(Self {
            connection,
            kind: options.url.kind(),
            statements,
            writers: Arc::default(),
            busy_timeout: options.busy_timeout,
        })
    }

    /// Which database it is.
    #[must_use]
    pub const fn database_kind(&self) -> DatabaseKind {
        self.kind
    }

    /// How many statements this store and its transactions have run so far, the beginning and the
    /// end of transactions included. What the driver does by itself when it connects is not.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn count_statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.connection.execute_unprepared("SELECT 1").await?;
        self.count_statement();
        Ok(())
    }

    /// Everything of a kind that is published, in no particular order, in one statement.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn published<T: Aggregate>(&self) -> Result<Vec<PublishedRevision<T>>, StoreError> {
        published(&self.connection).await
    }

    /// Those of these that are published, in no particular order, in one statement for 500 ids.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn published_some<T: Aggregate>(
        &self,
        ids: &[T::Id],
    ) -> Result<Vec<PublishedRevision<T>>, StoreError> {
        published_some(&self.connection, ids).await
    }

    /// How far the change log has come.
    ///
    /// # Errors
    /// The database fails or has not been migrated.
    pub async fn log_position(&self) -> Result<LogPosition, StoreError> {
        position_in(&self.connection).await
    }

    /// What was written after this token, in order, at most that many lines.
    ///
    /// # Errors
    /// The database fails.
    pub async fn log_after(&self, token: u64, limit: u64) -> Result<Vec<LogEntry>, StoreError> {
        log_lines(&self.connection, token, limit).await
    }

    /// Follow the change log from this position on. Nothing runs in the background: whoever holds
    /// the answer waits on it.
    #[must_use]
    pub fn changes(&self, seen: LogPosition) -> Changes {
        Changes::new(self.clone(), seen)
    }

    /// Begin to write.
    ///
    /// # Errors
    /// The database fails, or another writer does not end in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Tx::begin(self).await
    }

    /// Let go of every connection. Whoever uses a clone of this store afterwards gets an error.
    ///
    /// # Errors
    /// The database fails.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connection.close_by_ref().await?)
    }
}

/// Revisions with their heads, from one statement.
pub(crate) fn beside_heads<T: Aggregate>(
    rows: Vec<(revision::Model, Option<head::Model>)>,
) -> Result<Vec<Revision<T>>, StoreError> {
    rows.into_iter()
        .filter_map(|(revision, head)| head.map(|head| (revision, head)))
        .map(|(revision, head)| revision_of(revision, &head.try_into()?))
        .collect()
}

/// Everything of a kind that is published, in one statement.
pub(crate) async fn published<T: Aggregate>(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<Vec<PublishedRevision<T>>, StoreError> {
    published_where(connection, Condition::all()).await
}

/// Those of these that are published, in one statement for 500 ids.
pub(crate) async fn published_some<T: Aggregate>(
    connection: &(impl ConnectionTrait + StreamTrait),
    ids: &[T::Id],
) -> Result<Vec<PublishedRevision<T>>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let ids = ids.iter().map(|id| id.uuid());
        let wanted = Condition::all().add(head::Column::Id.is_in(ids));
        found.extend(published_where(connection, wanted).await?);
    }
    Ok(found)
}

async fn published_where<T: Aggregate>(
    connection: &(impl ConnectionTrait + StreamTrait),
    wanted: Condition,
) -> Result<Vec<PublishedRevision<T>>, StoreError> {
    // One row after the other: their JSON together would be the most that the process ever holds.
    let mut rows = revision::Entity::find()
        .select_only()
        .columns([
            revision::Column::Entity,
            revision::Column::Number,
            revision::Column::SchemaVersion,
            revision::Column::Content,
            revision::Column::CreatedAt,
        ])
        .column(head::Column::FirstPublishedAt)
        .join(JoinType::InnerJoin, revision::Relation::Head.def())
        .filter(head::Column::Kind.eq(T::Id::KIND.code()))
        .filter(
            Expr::col((revision::Entity, revision::Column::Number))
                .equals((head::Entity, head::Column::PublishedRevision)),
        )
        .filter(wanted)
        .into_model::<PublishedRow>()
        .stream(connection)
        .await?;
    let mut found = Vec::new();
    while let Some(row) = rows.try_next().await? {
        found.push(published_revision::<T>(row)?);
    }
    Ok(found)
}

/// What was written after this token, in order, at most that many lines.
pub(crate) async fn log_lines(
    connection: &impl ConnectionTrait,
    token: u64,
    limit: u64,
) -> Result<Vec<LogEntry>, StoreError> {
    // Beyond what the column holds nothing was ever written.
    let token = i64::try_from(token).unwrap_or(i64::MAX);
    change_log::Entity::find()
        .filter(change_log::Column::Token.gt(token))
        .order_by_asc(change_log::Column::Token)
        .limit(limit)
        .all(connection)
        .await?
        .into_iter()
        .map(LogEntry::try_from)
        .collect()
}

/// How far the log has come, as this connection sees it.
pub(crate) async fn position_in(
    connection: &impl ConnectionTrait,
) -> Result<LogPosition, StoreError> {
    let counter = log_counter::Entity::find()
        .one(connection)
        .await?
        .ok_or(StoreError::NotMigrated)?;
    Ok(LogPosition {
        epoch: counter.epoch,
        token: positive(counter.token, "log_counter")?,
    })
}

fn published_revision<T: Aggregate>(row: PublishedRow) -> Result<PublishedRevision<T>, StoreError> {
    let entity = T::Id::from_uuid(row.entity).entity();
    let number = positive(row.number, "revision")?;
    let content = upcast::read(entity, number, row.schema_version, &row.content)?;
    let stamp = RevisionStamp {
        number,
        published_at: row.first_published_at.unwrap_or(row.created_at).into(),
        updated_at: row.created_at.into(),
    };
    Ok(PublishedRevision::new(content, stamp))
}
