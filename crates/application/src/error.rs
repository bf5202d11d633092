//! What can go wrong in a use case.

use domain::policy::Denied;
use persistence::StoreError;
use thiserror::Error;

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
}
