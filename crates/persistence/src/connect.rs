//! Opening a database: pools, limits, and what each database has to be told.

use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{ConnectOptions as _, Error};
use sea_orm::{DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector};

use crate::database_url::{DatabaseUrl, Driver};
use crate::error::StoreError;

/// Where the database is, and the limits of talking to it.
#[derive(Clone, Debug)]
pub struct ConnectOptions {
    /// Where it is.
    pub url: DatabaseUrl,
    /// How many connections are open at most.
    pub max_connections: u32,
    /// How long to wait for a connection.
    pub acquire_timeout: Duration,
    /// How long a statement may take, where the database can be told (PostgreSQL).
    pub statement_timeout: Duration,
    /// How long to wait for another writer (SQLite).
    pub busy_timeout: Duration,
}

impl ConnectOptions {
    /// The usual limits.
    #[must_use]
    pub const fn new(url: DatabaseUrl) -> Self {
        Self {
            url,
            max_connections: 10,
            acquire_timeout: Duration::from_secs(10),
            statement_timeout: Duration::from_secs(30),
            busy_timeout: Duration::from_secs(5),
        }
    }
}

impl From<DatabaseUrl> for ConnectOptions {
    fn from(url: DatabaseUrl) -> Self {
        Self::new(url)
    }
}

/// Open the pool. At least one connection is made, so that a wrong address is found out here.
pub(crate) async fn open(options: &ConnectOptions) -> Result<DatabaseConnection, StoreError> {
    let opened = match options.url.driver() {
        Driver::Sqlite {
            options: file,
            read_only,
        } => open_sqlite(options, file.as_ref().clone(), *read_only).await,
        Driver::Postgres(server) => open_postgres(options, server.as_ref().clone()).await,
    };
    opened.map_err(|error| match error {
        // While connecting, no connection in time means that nobody answers.
        Error::PoolTimedOut => StoreError::Unreachable(error.into()),
        error => error.into(),
    })
}

async fn open_sqlite(
    options: &ConnectOptions,
    file: SqliteConnectOptions,
    read_only: bool,
) -> Result<DatabaseConnection, Error> {
    let mut file = file
        .foreign_keys(true)
        .busy_timeout(options.busy_timeout)
        .optimize_on_close(false, None)
        .disable_statement_logging();
    if !read_only {
        // NORMAL would lose the last commits when the power fails; a directory is written seldom
        // enough to afford keeping them.
        file = file
            // What was erased is not to be found in the file either.
            .pragma("secure_delete", "ON")
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
    }
    let pool = SqlitePoolOptions::new()
        .max_connections(options.max_connections)
        .acquire_timeout(options.acquire_timeout)
        .connect_with(file)
        .await?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

async fn open_postgres(
    options: &ConnectOptions,
    server: PgConnectOptions,
) -> Result<DatabaseConnection, Error> {
    let server = server
        .application_name("angebote")
        .options([(
            "statement_timeout",
            options.statement_timeout.as_millis().to_string(),
        )])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(options.max_connections)
        .acquire_timeout(options.acquire_timeout)
        .connect_with(server)
        .await?;
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}
