//! The program `angebote`: everything that needs a clock, chance, the environment, a socket or a
//! task of its own is here, and nothing else is.
//!
//! - [`Config`] is what an operator can set, from a file and from the environment;
//! - [`start`] brings up a server that [`Running`] stops again, for the program and for tests alike;
//! - [`cli`] is the command line: `serve`, `migrate`, `seed`, `import`, `schema`,
//!   `user`, `keys`, `doctor`;
//! - [`ServerError`] says of every failure what to do about it, and with which code the program ends.

mod accounts;
pub mod cli;
mod client_address;
mod config;
mod connections;
mod database;
mod doctor;
mod error;
mod first_start;
mod follow;
mod housekeeping;
mod import;
mod logging;
mod mail;
mod notices;
mod request_log;
mod seeds;
mod serve;
mod signals;

use std::sync::Arc;

pub use self::config::{
    AuthConfig, Config, ConfigError, ConfigProblem, DatabaseConfig, FilePath, GraphqlConfig,
    HostName, HttpConfig, Loaded, LogConfig, LogFormat, MailAddress, MailConfig, MailEncryption,
    Optional, Place, PublicUrl, Secret, Span, load,
};
pub use self::error::{ExitCode, ServerError};
pub use self::mail::WordsError;
pub use self::serve::{Running, Shutdown, start};

/// The clock of the machine, in UTC.
#[must_use]
pub fn system_clock() -> gateway::Clock {
    Arc::new(chrono::Utc::now)
}
