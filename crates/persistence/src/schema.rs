//! Whether the tables fit this program, and making them fit.

use migrations::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue, ConnectionTrait, DatabaseTransaction, EntityTrait, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use crate::dialect;
use crate::entity::log_counter;
use crate::error::StoreError;
use crate::store::Store;

/// How the tables stand to this program.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SchemaState {
    /// They fit.
    Current,
    /// They lack migrations.
    Behind {
        /// How many.
        pending: usize,
    },
    /// A newer program migrated them.
    Newer {
        /// A migration that this program does not know.
        applied: String,
        /// The last migration that it knows.
        known: String,
    },
    /// There are none.
    Empty,
}

/// What a migration did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Migrated {
    /// How many steps were taken; none when the tables fit already.
    pub applied: usize,
}

impl Store {
    /// How the tables stand to this program. Nothing is written.
    ///
    /// # Errors
    /// The database fails.
    pub async fn schema_state(&self) -> Result<SchemaState, StoreError> {
        state_in(&self.connection).await
    }

    /// Go on only with tables that fit.
    ///
    /// # Errors
    /// They do not, and what to do about it.
    pub async fn require_current(&self) -> Result<(), StoreError> {
        match self.schema_state().await? {
            SchemaState::Current => Ok(()),
            SchemaState::Behind { pending } => Err(StoreError::Behind { pending }),
            SchemaState::Newer { applied, known } => Err(StoreError::Newer { applied, known }),
            SchemaState::Empty => Err(StoreError::NotMigrated),
        }
    }

    /// Make the tables fit, in one transaction: all steps are taken or none. Programs that migrate
    /// at the same time wait for each other. `epoch` is a fresh random id for the change log; it is
    /// dropped where the log has one.
    ///
    /// # Errors
    /// The database fails, or a newer program has migrated it.
    pub async fn migrate(&self, epoch: Uuid) -> Result<Migrated, StoreError> {
        let transaction = self.begin_writing().await?;
        dialect::lock_for_migration(&transaction, self.kind).await?;
        let pending = match state_in(&transaction).await? {
            SchemaState::Current => 0,
            SchemaState::Behind { pending } => pending,
            SchemaState::Empty => Migrator::migrations().len(),
            SchemaState::Newer { applied, known } => {
                return Err(StoreError::Newer { applied, known });
            }
        };
        Migrator::up(&transaction, None).await?;
        start_log(&transaction, epoch).await?;
        transaction.commit().await?;
        self.count_statement();
        Ok(Migrated { applied: pending })
    }

    /// A transaction that writes: on SQLite it takes its place among the writers at once, since one
    /// that first reads and then writes would fail where another wrote in between.
    pub(crate) async fn begin_writing(&self) -> Result<DatabaseTransaction, StoreError> {
        let transaction = self
            .connection
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await?;
        self.count_statement();
        Ok(transaction)
    }
}

async fn state_in<C>(connection: &C) -> Result<SchemaState, StoreError>
where
    C: ConnectionTrait,
    for<'c> &'c C: migrations::IntoSchemaManagerConnection<'c>,
{
    let table = Migrator::migration_table_name().to_string();
    if !SchemaManager::new(connection).has_table(table).await? {
        return Ok(SchemaState::Empty);
    }
    let applied: Vec<String> = migrations::seaql_migrations::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| row.version)
        .collect();
    let migrations = Migrator::migrations();
    let known: Vec<&str> = migrations.iter().map(|step| step.name()).collect();
    if let Some(foreign) = applied.iter().find(|name| !known.contains(&name.as_str())) {
        return Ok(SchemaState::Newer {
            applied: foreign.clone(),
            known: known.last().copied().unwrap_or_default().to_owned(),
        });
    }
    Ok(match known.len() - applied.len() {
        0 => SchemaState::Current,
        _ if applied.is_empty() => SchemaState::Empty,
        pending => SchemaState::Behind { pending },
    })
}

/// The counter of the change log is one row, made once.
async fn start_log(transaction: &DatabaseTransaction, epoch: Uuid) -> Result<(), StoreError> {
    let counter = log_counter::ActiveModel {
        id: ActiveValue::Set(log_counter::ONLY),
        epoch: ActiveValue::Set(epoch),
        token: ActiveValue::Set(0),
    };
    log_counter::Entity::insert(counter)
        .on_conflict(
            OnConflict::column(log_counter::Column::Id)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}
