//! Several answers about one state of the database, whatever is written meanwhile.

use std::collections::HashMap;

use domain::aggregate::{Aggregate, PublishedRevision};
use domain::id::{EntityId, TypedId};
use domain::policy::Resource;
use sea_orm::{AccessMode, DatabaseTransaction, IsolationLevel, TransactionTrait};

use crate::database_url::DatabaseKind;
use crate::error::StoreError;
use crate::log::{LogEntry, LogPosition};
use crate::reach;
use crate::store::{Store, log_lines, position_in, published, published_some};

/// One state of the database: what belongs together is read from it, so that no commit falls in
/// between. It writes nothing; dropping it is enough.
#[derive(Debug)]
pub struct OneState {
    transaction: DatabaseTransaction,
}

impl Store {
    /// The state of the database from the first question on.
    ///
    /// # Errors
    /// The database fails.
    pub async fn one_state(&self) -> Result<OneState, StoreError> {
        let transaction = match self.kind {
            // A transaction of SQLite reads one state by itself.
            DatabaseKind::Sqlite => self.connection.begin().await?,
            DatabaseKind::Postgres => {
                let isolation = Some(IsolationLevel::RepeatableRead);
                let access = Some(AccessMode::ReadOnly);
                self.connection.begin_with_config(isolation, access).await?
            }
        };
        self.count_statement();
        Ok(OneState { transaction })
    }
}

impl OneState {
    /// What to ask it through.
    pub(crate) const fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// See [`Store::published`].
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn published<T: Aggregate>(&self) -> Result<Vec<PublishedRevision<T>>, StoreError> {
        published(&self.transaction).await
    }

    /// See [`Store::published_some`].
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn published_some<T: Aggregate>(
        &self,
        ids: &[T::Id],
    ) -> Result<Vec<PublishedRevision<T>>, StoreError> {
        published_some(&self.transaction, ids).await
    }

    /// Those of these that are published, each with what policy has to know about it, in no particular
    /// order.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn published_resources<T: Aggregate>(
        &self,
        ids: &[T::Id],
    ) -> Result<Vec<(PublishedRevision<T>, Resource)>, StoreError> {
        let uuids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
        let resources = reach::published_resources(&self.transaction, &uuids).await?;
        let mut resources: HashMap<EntityId, Resource> = resources
            .into_iter()
            .map(|resource| (resource.entity, resource))
            .collect();
        let published = self.published_some::<T>(ids).await?;
        let with_resource = |revision: PublishedRevision<T>| {
            let resource = resources.remove(&revision.id().entity())?;
            Some((revision, resource))
        };
        Ok(published.into_iter().filter_map(with_resource).collect())
    }

    /// See [`Store::log_position`].
    ///
    /// # Errors
    /// The database fails or has not been migrated.
    pub async fn log_position(&self) -> Result<LogPosition, StoreError> {
        position_in(&self.transaction).await
    }

    /// See [`Store::log_after`].
    ///
    /// # Errors
    /// The database fails.
    pub async fn log_after(&self, token: u64, limit: u64) -> Result<Vec<LogEntry>, StoreError> {
        log_lines(&self.transaction, token, limit).await
    }
}
