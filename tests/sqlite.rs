//! SQLite's files from beside the program, as another program has them.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};
use tempfile::TempDir;

use crate::serving::{RUNTIME, SHARED};

/// The database of a folder, as the program calls it unless told otherwise.
pub const FILE: &str = "angebote.sqlite";

/// A folder of its own with the database of the shared server as it is now.
pub fn seeded() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let shared = SHARED.config.database.url.file().unwrap();
    Other::open(&shared).run(&format!("VACUUM INTO '{}'", file.display()));
    Other::open(&file).run("PRAGMA journal_mode = WAL");
    folder
}

/// A folder of its own with a database that holds nothing yet.
pub fn empty() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    Other::open(&folder.path().join(FILE)).run("PRAGMA journal_mode = WAL");
    folder
}

/// Another program that has a database open.
pub struct Other(SqliteConnection);

impl Other {
    pub fn open(file: &Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true);
        Self(RUNTIME.block_on(options.connect()).unwrap())
    }

    pub fn run(&mut self, sql: &str) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        RUNTIME.block_on(sql.execute(&mut self.0)).unwrap();
    }

    /// The first column of all rows, as text.
    pub fn ask(&mut self, sql: &str) -> Vec<String> {
        let sql = sqlx::query(AssertSqlSafe(sql.to_owned()));
        let rows = RUNTIME.block_on(sql.fetch_all(&mut self.0)).unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    pub fn close(self) {
        RUNTIME.block_on(self.0.close()).unwrap();
    }
}

/// How many things the database of a folder holds, which has to be sound.
pub fn count(folder: &Path) -> String {
    let mut database = Other::open(&folder.join(FILE));
    assert_eq!(database.ask("PRAGMA integrity_check"), ["ok"]);
    assert_eq!(
        database.ask("SELECT \"table\" FROM pragma_foreign_key_check"),
        [""; 0]
    );
    let count = database.ask("SELECT CAST(count(*) AS TEXT) FROM head");
    database.close();
    count.concat()
}
