//! What can go wrong with the program as a whole, and what its operator can do about it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use application::{ApplicationError, UseCaseError};
use domain::contact::ContactError;
use interchange::seeds::SeedErrors;
use persistence::StoreError;
use thiserror::Error;

use crate::config::ConfigError;
use crate::mail::WordsError;

/// Why the program ends, as the system's `sysexits.h` counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum ExitCode {
    /// A check found something.
    Failed = 1,
    /// The arguments are wrong.
    Usage = 2,
    /// What was given is something else than it should be.
    NotADatabase = 65,
    /// The port is taken, or nobody answers.
    Unavailable = 69,
    /// The program is wrong.
    Software = 70,
    /// A folder or file is missing or cannot be made.
    CannotCreate = 73,
    /// Reading or writing failed on the way.
    InputOutput = 74,
    /// It may work when tried again.
    TryAgain = 75,
    /// Not permitted.
    NotPermitted = 77,
    /// Something has to be configured or migrated first.
    Configuration = 78,
}

/// Why the program did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ServerError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The folder of the database's file is missing.
    #[error("the folder {} of the database does not exist", folder.display())]
    MissingFolder {
        /// Which.
        folder: PathBuf,
    },
    /// The database.
    #[error("the database {database} cannot be used")]
    Database {
        /// Its address, without a password.
        database: String,
        /// Why not.
        source: StoreError,
    },
    /// A use case.
    #[error("the database {database} cannot be used")]
    Application {
        /// Its address, without a password.
        database: String,
        /// Why not.
        source: ApplicationError,
    },
    /// The seeds within the program.
    #[error("the seeds within the program are wrong")]
    Seeds(#[from] SeedErrors),
    /// The words of mails within the program.
    #[error("the words of mails within the program are wrong")]
    Words(#[from] WordsError),
    /// The pages to which links lead.
    #[error("the pages to which links lead have no address")]
    Pages(#[from] ContactError),
    /// What an operator asked about accounts.
    #[error("it was not done")]
    Accounts(#[source] UseCaseError),
    /// The mail server cannot be spoken to as configured.
    #[error("mails cannot be sent as configured")]
    Mail {
        /// Why not.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Accepting connections.
    #[error("accepting connections failed")]
    Serve(#[source] io::Error),
    /// A file of the command line.
    #[error("cannot read {}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Writing the answer of a command.
    #[error("cannot write the answer")]
    Output(#[from] io::Error),
}

impl From<UseCaseError> for ServerError {
    fn from(error: UseCaseError) -> Self {
        Self::Accounts(error)
    }
}

impl ServerError {
    /// With which code the program ends.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_) | Self::Mail { .. } | Self::Pages(_) => ExitCode::Configuration,
            Self::Accounts(UseCaseError::Rejected(_)) => ExitCode::Usage,
            Self::Listen { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied => ExitCode::NotPermitted,
                io::ErrorKind::AddrNotAvailable => ExitCode::Configuration,
                _ => ExitCode::Unavailable,
            },
            Self::MissingFolder { .. } => ExitCode::CannotCreate,
            Self::Database { source, .. }
            | Self::Application {
                source: ApplicationError::Store(source),
                ..
            } => code_of(source),
            Self::Accounts(UseCaseError::Failed(ApplicationError::Store(source))) => {
                code_of(source)
            }
            Self::Application { .. } | Self::Accounts(_) | Self::Seeds(_) | Self::Words(_) => {
                ExitCode::Software
            }
            Self::Serve(_) | Self::File { .. } | Self::Output(_) => ExitCode::InputOutput,
        }
    }

    /// What to do about it, where the message does not say that already.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::Config(_) => Some(
                "config.example.toml lists every option; `angebote doctor` checks all of them"
                    .to_owned(),
            ),
            Self::Listen { address, source } => Some(listen_advice(*address, source.kind())),
            Self::MissingFolder { folder } => Some(format!(
                "make it with `mkdir -p {}`, or set database.url to another place",
                folder.display()
            )),
            Self::Database { source, .. }
            | Self::Application {
                source: ApplicationError::Store(source),
                ..
            } => store_advice(source),
            Self::Seeds(_) | Self::Words(_) => {
                Some("please report this: it is our mistake".to_owned())
            }
            Self::Mail { .. } => {
                Some("check mail.host, mail.encryption and mail.ca_file".to_owned())
            }
            Self::Pages(_) => Some("check http.public_url".to_owned()),
            Self::Accounts(UseCaseError::Failed(ApplicationError::Store(source))) => {
                store_advice(source)
            }
            Self::Accounts(_)
            | Self::Application { .. }
            | Self::Serve(_)
            | Self::File { .. }
            | Self::Output(_) => None,
        }
    }
}

fn code_of(error: &StoreError) -> ExitCode {
    match error {
        StoreError::NotADatabase(_) => ExitCode::NotADatabase,
        StoreError::Unreachable(_) | StoreError::Exhausted(_) | StoreError::TimedOut(_) => {
            ExitCode::Unavailable
        }
        StoreError::Disk(_) => ExitCode::InputOutput,
        StoreError::Locked(_) | StoreError::Concurrent(_) => ExitCode::TryAgain,
        StoreError::PermissionDenied(_) | StoreError::ReadOnly(_) => ExitCode::NotPermitted,
        StoreError::InvalidUrl { .. }
        | StoreError::NotMigrated
        | StoreError::Behind { .. }
        | StoreError::Newer { .. } => ExitCode::Configuration,
        _ => ExitCode::Software,
    }
}

fn listen_advice(address: SocketAddr, kind: io::ErrorKind) -> String {
    let another = SocketAddr::new(address.ip(), 8081);
    match kind {
        io::ErrorKind::AddrInUse => format!(
            "another program listens there, perhaps another angebote: end it, or choose another \
             port with ANGEBOTE__HTTP__LISTEN={another}"
        ),
        io::ErrorKind::PermissionDenied => format!(
            "ports below 1024 are for the administrator: put a proxy there and choose another \
             port with ANGEBOTE__HTTP__LISTEN={another}"
        ),
        _ => "set http.listen to an address of this machine: 127.0.0.1:8080 for this machine \
              alone, 0.0.0.0:8080 for everybody"
            .to_owned(),
    }
}

fn store_advice(error: &StoreError) -> Option<String> {
    match error {
        StoreError::NotMigrated | StoreError::Behind { .. } => {
            Some("run `angebote migrate`, or set database.migrate_on_start = true".to_owned())
        }
        StoreError::NotADatabase(_) => Some(
            "nothing was written to it: set database.url to another file, or move this one away"
                .to_owned(),
        ),
        _ => None,
    }
}
