//! What a use case answers when it does not do what it was asked, whoever asked.

use std::time::Duration;

use domain::policy::Denied;
use domain::violation::{Rule, Violations};
use persistence::StoreError;
use thiserror::Error;

use crate::error::ApplicationError;

/// Why a use case did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum UseCaseError {
    /// The input breaks rules; a person can mend that.
    #[error("the input breaks rules")]
    Rejected(#[from] Violations),
    /// Nobody has signed in, or no longer.
    #[error("not signed in")]
    Unauthenticated(#[from] TokenRefused),
    /// The actor may not.
    #[error("not allowed")]
    Denied(#[from] Denied),
    /// There is no such thing, as far as the actor may know.
    #[error("`{0}` does not exist")]
    NotFound(String),
    /// It was changed since the actor read it.
    #[error("changed meanwhile: its revision is {current}")]
    Conflict {
        /// The revision that is current.
        current: u32,
    },
    /// Too many attempts, or too much to do at once.
    #[error("too many attempts: try again in {} s", retry_after.as_secs())]
    Busy {
        /// When to try again.
        retry_after: Duration,
    },
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The same request was done before, and its answer held a secret, which is kept nowhere. What was
    /// made is named.
    #[error("`{0}` was made before, and its secret was shown then")]
    SecretShown(String),
    /// It is nobody's fault who asked.
    #[error("it failed")]
    Failed(#[from] ApplicationError),
}

/// Why a token is not accepted. A client can do the same about all of them: sign in again.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TokenRefused {
    /// Not a token of any kind.
    #[error("the token cannot be read")]
    Malformed,
    /// Not signed by this program, or for somebody else.
    #[error("the token is not one of this program's")]
    Forged,
    /// It is over.
    #[error("the token has expired")]
    Expired,
    /// There is no such token, or it was taken back.
    #[error("the token is unknown")]
    Unknown,
    /// The session was ended, or is over.
    #[error("the session is over")]
    SessionOver,
    /// The token was used before; its session was ended, since somebody has a copy.
    #[error("the token was used before")]
    Reused,
    /// The account was closed.
    #[error("the account is closed")]
    AccountClosed,
    /// It could not be found out.
    #[error("the token could not be checked")]
    Failed(#[source] ApplicationError),
}

impl UseCaseError {
    /// One rule that was broken, and where.
    pub(crate) fn broken(path: &[&str], rule: Rule) -> Self {
        let mut violations = Violations::default();
        violations.add(path, rule);
        Self::Rejected(violations)
    }
}

impl From<StoreError> for UseCaseError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict {
                current: Some(current),
                ..
            } => Self::Conflict { current },
            // Whoever sends it again finds the others done.
            StoreError::Concurrent(_) | StoreError::Locked(_) => Self::Busy {
                retry_after: Duration::from_secs(1),
            },
            error => Self::Failed(error.into()),
        }
    }
}

impl From<StoreError> for TokenRefused {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}
