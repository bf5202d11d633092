//! The change log (Änderungsprotokoll): what was written, in the order of commits.

use chrono::DateTime;
use chrono::Utc;
use domain::account::AccountId;
use domain::code::{Code, UnknownCode};
use domain::id::{EntityId, EntityKind};
use domain::period::Instant;
use domain::policy::{Action, Author, Role};
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
    /// A draft was handed in for review.
    Submitted,
    /// It was taken back from the review.
    Withdrawn,
    /// A revision became what the public reads.
    Published,
    /// The same, without a review: only what needs none was changed.
    Corrected,
    /// The same: it was confirmed that everything is still correct.
    Confirmed,
    /// The same: it was put into another language.
    Translated,
    /// A change came back from the review with a comment.
    Returned,
    /// A change was refused with a comment; what the public reads stays.
    Rejected,
    /// The public no longer reads it.
    Archived,
    /// It was taken up again as a draft.
    Restored,
    /// A person whom a contact names was erased, in every revision; the revisions stay the same
    /// otherwise, and so does where it stands.
    PersonErased,
    /// The same of a picture.
    PictureErased,
}

impl Change {
    const ALL: [Self; 14] = [
        Self::Created,
        Self::Updated,
        Self::Submitted,
        Self::Withdrawn,
        Self::Published,
        Self::Corrected,
        Self::Confirmed,
        Self::Translated,
        Self::Returned,
        Self::Rejected,
        Self::Archived,
        Self::Restored,
        Self::PersonErased,
        Self::PictureErased,
    ];

    /// Those by which a revision is written. A step alone writes none, unless something is refused
    /// that stood above what the public reads.
    pub(crate) const WRITING: [Self; 7] = [
        Self::Created,
        Self::Updated,
        Self::Published,
        Self::Corrected,
        Self::Confirmed,
        Self::Translated,
        Self::Rejected,
    ];

    /// Its code, as it is kept.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Updated => "UPDATED",
            Self::Submitted => "SUBMITTED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Published => "PUBLISHED",
            Self::Corrected => "CORRECTED",
            Self::Confirmed => "CONFIRMED",
            Self::Translated => "TRANSLATED",
            Self::Returned => "RETURNED",
            Self::Rejected => "REJECTED",
            Self::Archived => "ARCHIVED",
            Self::Restored => "RESTORED",
            Self::PersonErased => "PERSON_ERASED",
            Self::PictureErased => "PICTURE_ERASED",
        }
    }

    /// What is said of a revision that the public reads from now on, by what was permitted; nothing
    /// where that does not include publishing.
    pub(crate) const fn of_publishing(action: Action) -> Option<Self> {
        match action {
            Action::Publish => Some(Self::Published),
            Action::Correct => Some(Self::Corrected),
            Action::Confirm => Some(Self::Confirmed),
            Action::Translate => Some(Self::Translated),
            Action::Create
            | Action::Update
            | Action::Submit
            | Action::Return
            | Action::Reject
            | Action::Archive
            | Action::Restore
            | Action::ReportProgress
            | Action::Erase => None,
        }
    }

    /// Whether the public reads another revision afterwards.
    pub(crate) const fn publishes(self) -> bool {
        matches!(
            self,
            Self::Published | Self::Corrected | Self::Confirmed | Self::Translated
        )
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
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LogEntry {
    /// Its place, from 1 without gaps, in the order of commits.
    pub token: u64,
    /// What was changed.
    pub entity: EntityId,
    /// How.
    pub change: Change,
    /// The revision that was current afterwards.
    pub revision: u32,
    /// Who changed it. The account is for the audit alone.
    pub author: Author,
    /// What a reviewer said to the authors.
    pub comment: Option<String>,
    /// When, as the writer's clock had it; not always in the order of tokens.
    pub at: Instant,
}

/// A line that waits for its token.
#[derive(Clone, Debug)]
pub(crate) struct PendingLine {
    pub(crate) entity: EntityId,
    pub(crate) change: Change,
    pub(crate) revision: u32,
    pub(crate) author: Author,
    pub(crate) comment: Option<String>,
    pub(crate) at: Instant,
}

impl PendingLine {
    pub(crate) fn with_token(&self, token: i64) -> change_log::Model {
        change_log::Model {
            token,
            kind: self.entity.kind.code().to_owned(),
            entity: self.entity.uuid,
            change: self.change.code().to_owned(),
            revision: i64::from(self.revision),
            role: self.author.role.code().to_owned(),
            at: self.at.utc(),
            account: self.author.account.map(AccountId::uuid),
            comment: self.comment.clone(),
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
            author: Author {
                role: Role::from_code(&row.role).map_err(corrupt)?,
                account: row.account.map(AccountId::from_uuid),
            },
            comment: row.comment,
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
