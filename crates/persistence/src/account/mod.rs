//! Accounts in the database: people, how they sign in, mails that wait, and what is kept around
//! that. Nothing of it enters the change log.
//!
//! Questions are answered by [`Store`](crate::Store); what writes, or decides what is written, is
//! asked of a [`Tx`](crate::Tx), which locks what it reads for that. Whoever writes the account of
//! somebody else shows a [`Clearance`](domain::policy::Clearance), see [`Right`].
//!
//! Secrets come in as [`TokenHash`]: what is looked up by its hash needs no comparison in equal
//! time, since whoever measures the look-up learns something about a hash that they cannot choose.

mod api_keys;
mod audit;
mod delays;
mod erasure;
mod grants;
mod idempotency;
mod invitations;
mod keys;
mod links;
mod members;
mod notices;
mod outbox;
mod people;
mod right;
mod second_factor;
mod secret;
mod sessions;
mod tidy;
mod trail;

use chrono::{DateTime, Utc};
use domain::code::{Code, UnknownCode};
use domain::period::Instant;

pub use self::api_keys::ApiKey;
pub use self::audit::{AuditFilter, AuditPage, AuditRow, AuditSubject, NewAuditRow, TimeSpan};
pub use self::delays::Failures;
pub use self::grants::grants_json;
pub use self::idempotency::Recalled;
pub use self::invitations::{Invitation, InvitationPage, NewInvitation};
pub use self::keys::StoredKey;
pub use self::links::{LinkPurpose, OneTimeLink};
pub use self::notices::{Notice, NoticeKind};
pub use self::outbox::OutboxMail;
pub use self::people::{Authenticator, Credentials, NewAccount};
pub use self::right::Right;
pub use self::secret::{PasswordHash, SecretText, TokenHash};
pub use self::sessions::{NewRefreshToken, RefreshToken, Session, SessionEnd};
pub use self::tidy::{Keep, Tidied};
pub use self::trail::{TrailFilter, TrailLine};
use crate::error::StoreError;

/// A row of this table holds what this program never writes.
fn corrupt(
    table: &'static str,
) -> impl Fn(Box<dyn std::error::Error + Send + Sync>) -> StoreError + Copy {
    move |source| StoreError::Corrupt { table, source }
}

/// A code in a row of this table.
fn code<C: Code>(table: &'static str, text: &str) -> Result<C, StoreError> {
    C::from_code(text).map_err(|error: UnknownCode| corrupt(table)(error.into()))
}

fn moment(at: Option<DateTime<Utc>>) -> Option<Instant> {
    at.map(Instant::from)
}
