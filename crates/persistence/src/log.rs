//! The change log (Änderungsprotokoll): what was written, in the order of commits.

use chrono::DateTime;
use chrono::Utc;
use domain::code::{Code, UnknownCode};
use domain::id::{EntityId, EntityKind};
use domain::period::Instant;
use domain::policy::Role;
use uuid::Uuid;

use crate::entity::change_log;
use crate::error::StoreError;

/// How far the log has come.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct LogPosition {
    /// Which log: another one after a failover to a copy that missed commits. Whoever follows the
    /// log starts again when it differs.
    pub epoch: Uuid,
    /// The token of the last entry; 0 before the first.
    pub token: u64,
}

/// What was done to an aggregate.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Change {
    /// A first draft was made; the public reads nothing of it.
    Created,
    /// Another draft was made; what the public reads stays.
    Updated,
    /// A revision became what the public reads.
    Published,
    /// The public no longer reads it.
    Archived,
}

impl Change {
    const ALL: [Self; 4] = [
        Self::Created,
        Self::Updated,
        Self::Published,
        Self::Archived,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Updated => "UPDATED",
            Self::Published => "PUBLISHED",
            Self::Archived => "ARCHIVED",
        }
    }

    fn from_code(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .into_iter()
            .find(|change| change.code() == code)
            .ok_or_else(|| UnknownCode {
                vocabulary: "Change",
                code: code.to_owned(),
            })
    }
}

/// One line of the log.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LogEntry {
    /// Its place, from 1 without gaps, in the order of commits.
    pub token: u64,
    /// What was changed.
    pub entity: EntityId,
    /// How.
    pub change: Change,
    /// The revision that was current afterwards.
    pub revision: u32,
    /// The role of who changed it, never the person.
    pub role: Role,
    /// When, as the writer's clock had it; not always in the order of tokens.
    pub at: Instant,
}

/// A line that waits for its token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PendingLine {
    pub(crate) entity: EntityId,
    pub(crate) change: Change,
    pub(crate) revision: u32,
    pub(crate) role: Role,
    pub(crate) at: Instant,
}

impl PendingLine {
    pub(crate) fn with_token(self, token: i64) -> change_log::Model {
        change_log::Model {
            token,
            kind: self.entity.kind.code().to_owned(),
            entity: self.entity.uuid,
            change: self.change.code().to_owned(),
            revision: i64::from(self.revision),
            role: self.role.code().to_owned(),
            at: self.at.utc(),
        }
    }
}

impl TryFrom<change_log::Model> for LogEntry {
    type Error = StoreError;

    fn try_from(row: change_log::Model) -> Result<Self, Self::Error> {
        let corrupt = |error: UnknownCode| StoreError::Corrupt {
            table: "change_log",
            source: error.into(),
        };
        let at: DateTime<Utc> = row.at;
        Ok(Self {
            token: positive(row.token, "change_log")?,
            entity: EntityId {
                kind: EntityKind::from_code(&row.kind).map_err(corrupt)?,
                uuid: row.entity,
            },
            change: Change::from_code(&row.change).map_err(corrupt)?,
            revision: positive(row.revision, "change_log")?,
            role: Role::from_code(&row.role).map_err(corrupt)?,
            at: at.into(),
        })
    }
}

/// A number that is never negative.
pub(crate) fn positive<N: TryFrom<i64>>(number: i64, table: &'static str) -> Result<N, StoreError>
where
    N::Error: std::error::Error + Send + Sync + 'static,
{
    N::try_from(number).map_err(|error| StoreError::Corrupt {
        table,
        source: error.into(),
    })
}
