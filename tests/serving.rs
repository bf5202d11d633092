//! Servers in this process, with a fixed clock.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use server::{Config, Running};
use tokio::runtime::Runtime;

use crate::client::Client;

/// When everything happens: a Friday morning in Minden, out of the school holidays.
pub const NOW: &str = "2026-11-20T09:00:00Z";

/// What servers in this process run on.
pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// The one server that nearly all tests ask: seeded, on SQLite.
pub static SHARED: LazyLock<Served> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("end-to-end");
    // What an earlier run left.
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    Served::start(&sqlite_in(&folder))
});

/// A server and its client.
pub struct Served {
    pub client: Client,
    pub running: Running,
    pub config: Config,
}

impl Served {
    pub fn start(config: &Config) -> Self {
        let running = RUNTIME.block_on(server::start(config, clock())).unwrap();
        Self {
            client: Client::new(running.address),
            running,
            config: config.clone(),
        }
    }

    /// Stop it, and wait until it has stopped.
    pub fn stop(self) {
        self.running.shutdown.begin();
        RUNTIME.block_on(self.running.ended()).unwrap();
    }
}

pub fn clock() -> gateway::Clock {
    let now: DateTime<Utc> = NOW.parse().unwrap();
    Arc::new(move || now)
}

/// The usual configuration with any free port, a database in this folder, and these variables.
pub fn sqlite_in(folder: &Path) -> Config {
    let file = folder.join("angebote.sqlite");
    let mails = folder.join("mails").display().to_string();
    let mails = ("ANGEBOTE__MAIL__FOLDER", mails.as_str());
    config_of(&format!("sqlite://{}", file.display()), &[mails])
}

/// The usual configuration with any free port, this database, and these variables.
pub fn config_of(database: &str, variables: &[(&str, &str)]) -> Config {
    let usual = [
        ("ANGEBOTE__HTTP__LISTEN", "127.0.0.1:0"),
        ("ANGEBOTE__HTTP__SHUTDOWN_GRACE", "5s"),
        ("ANGEBOTE__DATABASE__URL", database),
    ];
    let variables = usual
        .iter()
        .chain(variables)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    server::load(None, variables).unwrap().config
}
