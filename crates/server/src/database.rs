//! Making the database fit: connected, migrated, seeded.

use application::SeedReport;
use gateway::Clock;
use persistence::{DatabaseKind, SchemaState, Store, StoreError};
use tracing::info;

use crate::config::DatabaseConfig;
use crate::error::ServerError;
use crate::seeds;

/// A database that fits.
pub(crate) struct Prepared {
    pub(crate) store: Store,
    /// What seeding did, where the database held nothing.
    pub(crate) seeded: Option<SeedReport>,
}

/// Connect.
pub(crate) async fn connect(config: &DatabaseConfig) -> Result<Store, ServerError> {
    if let Some(folder) = config.url.missing_folder() {
        return Err(ServerError::MissingFolder { folder });
    }
    let connected = Store::connect(&config.connect_options()).await;
    connected.map_err(|source| unusable(config, source))
}

/// Connect and migrate, where it may be done unasked. What fits is not written to.
pub(crate) async fn open(config: &DatabaseConfig) -> Result<Store, ServerError> {
    let store = connect(config).await?;
    let fits = async {
        let migrate = config
            .migrate_on_start
            .unwrap_or(store.database_kind() == DatabaseKind::Sqlite);
        match store.schema_state().await? {
            SchemaState::Behind { .. } | SchemaState::Empty if migrate => {
                let migrated = store.migrate(uuid::Uuid::new_v4()).await?;
                info!(steps = migrated.applied, "migrated the database");
                Ok(())
            }
            _ => store.require_current().await,
        }
    };
    fits.await.map_err(|source| unusable(config, source))?;
    Ok(store)
}

/// Connect, migrate where it may be done unasked, and seed what holds nothing.
pub(crate) async fn prepare(
    config: &DatabaseConfig,
    clock: &Clock,
) -> Result<Prepared, ServerError> {
    let store = open(config).await?;
    let position = store.log_position().await;
    let written = position.map_err(|source| unusable(config, source))?.token;
    let seeded = if written == 0 {
        info!("the database is empty: seeding it");
        let report = seeds::sow(&store, &config.url, clock).await?;
        info!(created = report.created, "seeded the database");
        Some(report)
    } else {
        None
    };
    Ok(Prepared { store, seeded })
}

/// A failure of the database, with its address.
pub(crate) fn unusable(config: &DatabaseConfig, source: StoreError) -> ServerError {
    ServerError::Database {
        database: config.url.to_string(),
        source,
    }
}
