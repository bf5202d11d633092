//! What can go wrong in a use case.

use domain::policy::Denied;
use persistence::StoreError;
use thiserror::Error;

use crate::plan_import::OwnPlanError;

/// Why a use case did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ApplicationError {
    /// The database.
    #[error("the database failed")]
    Store(#[from] StoreError),
    /// The actor may not.
    #[error("not allowed")]
    Denied(#[from] Denied),
    /// The cost of hashing passwords makes no sense, or hashing stopped.
    #[error("passwords cannot be hashed: {0}")]
    Hashing(String),
    /// A long computation was broken off: the program stops, or it failed.
    #[error("a computation was broken off")]
    Interrupted,
    /// What the program itself knows about the plan cannot be used.
    #[error("the program's own plan is of no use")]
    OwnPlan(#[from] OwnPlanError),
    /// A key that signs access tokens cannot be used.
    #[error("a key that signs access tokens is of no use: {0}")]
    SigningKey(String),
    /// The secret of an authenticator app is of no use.
    #[error("a second factor is of no use: {0}")]
    SecondFactor(String),
    /// No link can be made of the address of a page.
    #[error("no link can be made of `{0}`")]
    Page(String),
    /// What came of an earlier request cannot be read or written.
    #[error("the outcome of a request cannot be kept")]
    Outcome(#[source] serde_json::Error),
}

impl ApplicationError {
    /// Whether the same request may work later: the database is away, busy or taking no writes.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Store(
                StoreError::Unreachable(_)
                    | StoreError::ReadOnly(_)
                    | StoreError::Locked(_)
                    | StoreError::Exhausted(_)
                    | StoreError::TimedOut(_)
                    | StoreError::Concurrent(_)
            )
        )
    }
}
