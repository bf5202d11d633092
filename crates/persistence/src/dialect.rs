//! The one place for SQL that only one of the two databases understands. A test looks for it
//! elsewhere.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::database_url::DatabaseKind;
use crate::error::StoreError;

/// The channel on which commits are told. It spans the whole database; listeners look for
/// themselves whether it was theirs.
pub(crate) const CHANNEL: &str = "angebote_changes";

/// An arbitrary number that stands for migrating, among the locks of a database.
const MIGRATING: &str = "SELECT pg_advisory_xact_lock(7236418523)";

/// Tell whoever listens that there is something new, once this transaction has committed. How many
/// statements that took.
pub(crate) async fn notify(
    transaction: &DatabaseTransaction,
    kind: DatabaseKind,
) -> Result<u64, StoreError> {
    match kind {
        DatabaseKind::Sqlite => Ok(0),
        DatabaseKind::Postgres => {
            transaction
                .execute_unprepared(&format!("NOTIFY {CHANNEL}"))
                .await?;
            Ok(1)
        }
    }
}

/// Let nobody else migrate until this transaction ends. SQLite's transaction for writing does that
/// by itself.
pub(crate) async fn lock_for_migration(
    transaction: &DatabaseTransaction,
    kind: DatabaseKind,
) -> Result<(), StoreError> {
    if kind == DatabaseKind::Postgres {
        transaction.execute_unprepared(MIGRATING).await?;
    }
    Ok(())
}

/// A foreign key, as the catalog of the database has it.
#[cfg(test)]
#[derive(Debug, sea_orm::FromQueryResult)]
pub(crate) struct ForeignKey {
    /// Where it stands; for the message of a test that fails.
    #[allow(dead_code)]
    pub(crate) column: String,
    /// Whether an index begins with its column.
    pub(crate) has_index: bool,
    /// Whether it is checked at the commit.
    pub(crate) is_deferred: bool,
}

/// Every foreign key.
#[cfg(test)]
pub(crate) async fn foreign_keys(store: &crate::Store) -> Result<Vec<ForeignKey>, StoreError> {
    use sea_orm::{FromQueryResult, Statement};
    let sql = match store.kind {
        DatabaseKind::Sqlite => {
            r#"SELECT t.name || '.' || k."from" AS "column",
                EXISTS (SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c
                    WHERE c.seqno = 0 AND c.name = k."from") AS has_index,
                t.sql LIKE '%"' || k."from" || '"%DEFERRABLE INITIALLY DEFERRED%' AS is_deferred
            FROM sqlite_master t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table'"#
        }
        DatabaseKind::Postgres => {
            r#"SELECT k.conrelid::regclass || '.' || a.attname AS "column",
                EXISTS (SELECT 1 FROM pg_index i
                    WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1]) AS has_index,
                k.condeferred AS is_deferred
            FROM pg_constraint k
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace"#
        }
    };
    let backend = store.connection.get_database_backend();
    let keys = ForeignKey::find_by_statement(Statement::from_string(backend, sql));
    Ok(keys.all(&store.connection).await?)
}

/// Every row of every table, as text.
#[cfg(test)]
pub(crate) async fn everything_stored(store: &crate::Store) -> Result<String, StoreError> {
    use sea_orm::{FromQueryResult, Statement};

    #[derive(FromQueryResult)]
    struct Line {
        line: String,
    }
    let ask = async |sql: String| {
        let backend = store.connection.get_database_backend();
        let lines = Line::find_by_statement(Statement::from_string(backend, sql));
        lines.all(&store.connection).await
    };
    // Statements, one for each table, that give its rows as text.
    let statements = match store.kind {
        DatabaseKind::Sqlite => {
            r#"SELECT 'SELECT ' || group_concat('quote("' || c.name || '")', ' || ')
                || ' AS line FROM "' || t.name || '"' AS line
            FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
            GROUP BY t.name"#
        }
        DatabaseKind::Postgres => {
            r#"SELECT 'SELECT t::text AS line FROM "' || table_name || '" t' AS line
            FROM information_schema.tables WHERE table_schema = current_schema()"#
        }
    };
    let mut stored = String::new();
    for statement in ask(statements.to_owned()).await? {
        for row in ask(statement.line).await? {
            stored.push_str(&row.line);
            stored.push('\n');
        }
    }
    Ok(stored)
}
