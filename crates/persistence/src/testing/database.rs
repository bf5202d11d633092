//! Databases that live as long as a test.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{ConnectOptions, DatabaseUrl, Store};

/// A database of its own, gone when it is dropped.
pub(super) struct Database {
    pub(super) store: Store,
    pub(super) url: DatabaseUrl,
    _home: Home,
}

/// The epoch of every log in tests.
pub(super) const EPOCH: Uuid = Uuid::from_u128(0xe0);

/// Run a test on SQLite, and on PostgreSQL where there is a server.
pub(super) async fn on_each_database(test: impl AsyncFn(&Database)) {
    on_each_empty_database(async |database| {
        database.store.migrate(EPOCH).await.unwrap();
        test(database).await;
    })
    .await;
}

/// The same with a database that holds nothing yet.
pub(super) async fn on_each_empty_database(test: impl AsyncFn(&Database)) {
    let mut homes = vec![Home::file()];
    homes.extend(Home::schema().await);
    for home in homes {
        let url = home.url();
        let database = Database {
            store: open(&url).await,
            url,
            _home: home,
        };
        test(&database).await;
        // What was dropped in the middle has to be rolled back before its schema can go.
        database.store.close().await.unwrap();
    }
}

/// Open a database with few connections, since tests run side by side.
pub(super) async fn open(url: &DatabaseUrl) -> Store {
    let options = ConnectOptions {
        max_connections: 5,
        ..ConnectOptions::new(url.clone())
    };
    Store::connect(&options).await.unwrap()
}

/// Where a test's database is.
pub(super) enum Home {
    /// A folder of its own.
    Folder(PathBuf),
    /// A schema of its own on a server.
    Schema { server: String, name: String },
}

impl Home {
    pub(super) fn file() -> Self {
        let folder = std::env::temp_dir().join(unique_name());
        std::fs::create_dir_all(&folder).unwrap();
        Self::Folder(folder)
    }

    async fn schema() -> Option<Self> {
        let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
            let required = ["CI", "ANGEBOTE_REQUIRE_POSTGRES"];
            assert!(
                required.iter().all(|name| std::env::var_os(name).is_none()),
                "TEST_POSTGRES_URL has to name a PostgreSQL server here"
            );
            return None;
        };
        let name = unique_name();
        run(&server, &format!("DROP SCHEMA IF EXISTS {name} CASCADE")).await;
        run(&server, &format!("CREATE SCHEMA {name}")).await;
        Some(Self::Schema { server, name })
    }

    pub(super) fn path(&self) -> String {
        match self {
            Self::Folder(folder) => folder.join("test.db").to_str().unwrap().to_owned(),
            Self::Schema { .. } => panic!("a server has no path"),
        }
    }

    fn url(&self) -> DatabaseUrl {
        match self {
            Self::Folder(_) => DatabaseUrl::parse(&format!("sqlite://{}", self.path())),
            Self::Schema { server, name } => {
                let separator = if server.contains('?') { '&' } else { '?' };
                DatabaseUrl::parse(&format!("{server}{separator}options[search_path]={name}"))
            }
        }
        .unwrap()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        match self {
            Self::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Self::Schema { server, name } => {
                // A failed test unwinds through here, in the middle of its own runtime.
                let (server, name) = (server.clone(), name.clone());
                let dropping = std::thread::spawn(move || {
                    tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap()
                        .block_on(run(&server, &format!("DROP SCHEMA {name} CASCADE")));
                });
                drop(dropping.join());
            }
        }
    }
}

async fn run(server: &str, sql: &str) {
    let store = open(&DatabaseUrl::parse(server).unwrap()).await;
    store.connection.execute_unprepared(sql).await.unwrap();
    store.close().await.unwrap();
}

fn unique_name() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("angebote_test_{}_{number}", std::process::id())
}
