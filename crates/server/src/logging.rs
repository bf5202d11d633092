//! The log, on standard error: for people on a terminal, for machines elsewhere.
//!
//! No line holds addresses of people, texts of queries or bodies; whoever logs sees to that.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::config::{LogConfig, LogFormat, LogLevel};

/// What is of use only to whoever looks for something: migrating tells of each step, and the HTTP
/// layer's line of each request lacks the time it took, with which it is told here.
const QUIET: &str = "sea_orm_migration=warn,gateway::http::envelope=warn";

/// How the log is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Lines {
    Text,
    Json,
}

impl Lines {
    pub(crate) fn of(format: LogFormat) -> Self {
        match format {
            LogFormat::Json => Self::Json,
            LogFormat::Text => Self::Text,
            LogFormat::Auto if io::stderr().is_terminal() => Self::Text,
            LogFormat::Auto => Self::Json,
        }
    }
}

/// Begin to log. A second time in one process does nothing.
pub(crate) fn begin(config: &LogConfig) {
    let lines = Lines::of(config.format);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter(&config.level))
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    // Fails where there is a log already, which is as good.
    drop(match lines {
        Lines::Text => builder.with_target(false).try_init(),
        Lines::Json => builder.json().flatten_event(true).try_init(),
    });
}

fn filter(level: &LogLevel) -> EnvFilter {
    let asked = level.as_str();
    let is_for_everything = asked
        .parse::<LevelFilter>()
        .is_ok_and(|level| level >= LevelFilter::DEBUG || level == LevelFilter::OFF);
    let directives = if is_for_everything {
        asked.to_owned()
    } else {
        // What is asked for comes last and wins.
        format!("{QUIET},{asked}")
    };
    EnvFilter::builder().parse_lossy(directives)
}
