//! What can go wrong with the database, in terms of what to do about it.
//!
//! No message repeats the database's address, since that may hold a password.

use domain::id::{EntityId, EntityKind, OrganizationId, TypedId};
use domain::policy::Action;
use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};
use thiserror::Error;

/// The error underneath, as the driver or the parser put it.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the store did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The address of the database cannot be read.
    #[error("the database address is of no use: {reason}")]
    InvalidUrl {
        /// What is wrong with it, without repeating it.
        reason: &'static str,
    },
    /// Nobody answers there.
    #[error(
        "the database cannot be reached: check its address, that the server runs, or that the \
         file's folder exists and may be written"
    )]
    Unreachable(#[source] Cause),
    /// The database does not let this user in, or not at this.
    #[error("the database refuses access: check user, password and grants, or the file's owner")]
    PermissionDenied(#[source] Cause),
    /// The database takes no writes.
    #[error("the database is read-only: open it for writing, or connect to the primary server")]
    ReadOnly(#[source] Cause),
    /// Somebody else holds the database.
    #[error("the database is locked: another program is writing to it; try again")]
    Locked(#[source] Option<Cause>),
    /// The disk is full, or broken.
    #[error(
        "the database could not be read or written: make room on its disk, or check it, and try \
         again"
    )]
    Disk(#[source] Cause),
    /// The file is something else.
    #[error("the file is not a SQLite database: check the path")]
    NotADatabase(#[source] Cause),
    /// Every connection is in use.
    #[error("all connections to the database are in use: try again, or allow more of them")]
    Exhausted(#[source] Cause),
    /// A statement took longer than allowed.
    #[error("the database took too long to answer")]
    TimedOut(#[source] Cause),
    /// The database has no tables yet.
    #[error("the database is empty: run `migrate` first")]
    NotMigrated,
    /// The database lacks newer tables or columns.
    #[error("the database is {pending} migrations behind this program: run `migrate` first")]
    Behind {
        /// How many migrations are missing.
        pending: usize,
    },
    /// A newer program has migrated the database.
    #[error(
        "the database was migrated by a newer program (`{applied}`, while this one knows up to \
         `{known}`): run that program"
    )]
    Newer {
        /// A migration that this program does not know.
        applied: String,
        /// The last migration that it knows.
        known: String,
    },
    /// The write started from a revision that is no longer current.
    #[error("the {} has changed meanwhile: read it again (its revision is {})", entity.kind, number(*current))]
    Conflict {
        /// What should have been written.
        entity: EntityId,
        /// The revision that is current; none where it does not exist.
        current: Option<u32>,
    },
    /// Two transactions wrote the same thing at the same time, and this one lost.
    #[error("somebody else wrote the same thing at the same time: try again")]
    Concurrent(#[source] Cause),
    /// An earlier write of the transaction failed.
    #[error("an earlier write of this transaction failed, so that it cannot be committed")]
    Aborted,
    /// The permit is for something else.
    #[error("the permit allows {permitted} of a {}, not this {action} of a {}", granted.kind, entity.kind)]
    PermitMismatch {
        /// What the permit allows.
        permitted: Action,
        /// To what.
        granted: EntityId,
        /// What was tried.
        action: Action,
        /// On what.
        entity: EntityId,
    },
    /// The permit rests on working for an organization that does not own this.
    #[error("the permit holds for what {} {} owns, and not for this {}", bound_to.entity().kind, bound_to.uuid(), entity.kind)]
    ForeignOwner {
        /// What should have been written.
        entity: EntityId,
        /// The organization to which the permit is bound.
        bound_to: OrganizationId,
    },
    /// The clearance is for something else.
    #[error("nobody allowed this change to an account")]
    NotCleared,
    /// Another aggregate of the kind has the slug.
    #[error("another {kind} is called `{slug}` already")]
    SlugTaken {
        /// The kind.
        kind: EntityKind,
        /// The slug.
        slug: String,
    },
    /// Something refers to what is not published.
    #[error(
        "{} that something refers to {} not published",
        list(missing),
        are(missing)
    )]
    UnknownReference {
        /// What is missing; empty where the database did not say.
        missing: Vec<EntityId>,
        /// What the database said.
        #[source]
        source: Cause,
    },
    /// Something published refers to what was to be archived.
    #[error(
        "{} cannot be archived while something published refers to it",
        list(archived)
    )]
    StillReferenced {
        /// What was to be archived.
        archived: Vec<EntityId>,
        /// What the database said.
        #[source]
        source: Cause,
    },
    /// A revision cannot be read.
    #[error("revision {number} of the {} {} cannot be read", entity.kind, entity.uuid)]
    Unreadable {
        /// Whose revision.
        entity: EntityId,
        /// Which.
        number: u32,
        /// What is wrong with it.
        #[source]
        source: Cause,
    },
    /// A row holds what this program never writes.
    #[error("a row of `{table}` holds what this program never writes")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What is wrong with it.
        #[source]
        source: Cause,
    },
    /// Anything else that the database says.
    #[error("the database reported an error")]
    Database(#[source] Cause),
}

fn number(revision: Option<u32>) -> String {
    revision.map_or_else(|| "none".to_owned(), |number| number.to_string())
}

fn list(entities: &[EntityId]) -> String {
    let named: Vec<String> = entities
        .iter()
        .take(5)
        .map(|entity| format!("{} {}", entity.kind, entity.uuid))
        .collect();
    match entities.len() {
        0 => "something".to_owned(),
        more @ 6.. => format!("{} and {} more", named.join(", "), more - 5),
        _ => named.join(", "),
    }
}

const fn are(entities: &[EntityId]) -> &'static str {
    if entities.len() > 1 { "are" } else { "is" }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) => Self::Exhausted(error.into()),
            DbErr::Conn(RuntimeErr::SqlxError(driver))
            | DbErr::Exec(RuntimeErr::SqlxError(driver))
            | DbErr::Query(RuntimeErr::SqlxError(driver)) => {
                let sort = Sort::of(driver);
                sort.with(error.into())
            }
            _ => Self::Database(error.into()),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Sort::of(&error).with(error.into())
    }
}

/// What an error of the driver means to us.
#[derive(Clone, Copy)]
enum Sort {
    Unreachable,
    PermissionDenied,
    ReadOnly,
    Locked,
    Disk,
    NotADatabase,
    Exhausted,
    TimedOut,
    NotMigrated,
    Concurrent,
    ForeignKey,
    Other,
}

impl Sort {
    fn of(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::PermissionDenied => {
                Self::PermissionDenied
            }
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolClosed => Self::Unreachable,
            sqlx::Error::PoolTimedOut => Self::Exhausted,
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                if database
                    .try_downcast_ref::<sqlx::sqlite::SqliteError>()
                    .is_some()
                {
                    Self::of_sqlite(&code)
                } else {
                    Self::of_postgres(&code)
                }
            }
            _ => Self::Other,
        }
    }

    /// By SQLite's extended result code, whose low byte is the primary one.
    fn of_sqlite(code: &str) -> Self {
        match code.parse::<u32>().unwrap_or_default() {
            787 => Self::ForeignKey,
            1555 | 2067 => Self::Concurrent,
            // A file without any permission cannot even be opened, nor one in no folder.
            code => match code & 0xff {
                3 | 23 => Self::PermissionDenied,
                5 | 6 => Self::Locked,
                8 => Self::ReadOnly,
                10 | 13 => Self::Disk,
                14 => Self::Unreachable,
                26 => Self::NotADatabase,
                _ => Self::Other,
            },
        }
    }

    /// By SQLSTATE.
    fn of_postgres(state: &str) -> Self {
        match state {
            "23503" => Self::ForeignKey,
            "23505" | "40001" | "40P01" => Self::Concurrent,
            "25006" => Self::ReadOnly,
            "28000" | "28P01" | "42501" => Self::PermissionDenied,
            "3D000" | "57P01" | "57P02" | "57P03" => Self::Unreachable,
            "42P01" => Self::NotMigrated,
            "53100" | "58030" => Self::Disk,
            "53300" => Self::Exhausted,
            "55P03" => Self::Locked,
            "57014" => Self::TimedOut,
            _ if state.starts_with("08") => Self::Unreachable,
            _ => Self::Other,
        }
    }

    fn with(self, cause: Cause) -> StoreError {
        match self {
            Self::Unreachable => StoreError::Unreachable(cause),
            Self::PermissionDenied => StoreError::PermissionDenied(cause),
            Self::ReadOnly => StoreError::ReadOnly(cause),
            Self::Locked => StoreError::Locked(Some(cause)),
            Self::Disk => StoreError::Disk(cause),
            Self::NotADatabase => StoreError::NotADatabase(cause),
            Self::Exhausted => StoreError::Exhausted(cause),
            Self::TimedOut => StoreError::TimedOut(cause),
            Self::NotMigrated => StoreError::NotMigrated,
            Self::Concurrent => StoreError::Concurrent(cause),
            Self::ForeignKey => StoreError::UnknownReference {
                missing: Vec::new(),
                source: cause,
            },
            Self::Other => StoreError::Database(cause),
        }
    }
}
