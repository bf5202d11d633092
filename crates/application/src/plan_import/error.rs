//! What can go wrong with an import.

use thiserror::Error;

use super::summary::ImportSummary;
use crate::error::ApplicationError;

/// Why nothing was imported. Whatever it is, nothing was written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PlanImportError {
    /// The seeds say of no plan that it is the one.
    #[error("the seeds hold no plan to import into: add `plan/plan.toml`")]
    NoPlan,
    /// A text that no item can hold.
    #[error(
        "line {line}: a text of more than {} characters; split the cell, or drop it by a correction",
        domain::text::Words::MAX
    )]
    TooLong {
        /// The line of the document, from 1.
        line: usize,
    },
    /// Something is left for a person to settle, and the import was to refuse that.
    #[error("{} lines are undecided", .0.undecided())]
    Undecided(Box<ImportSummary>),
    /// The actor may not, or the database fails.
    #[error("the plan could not be written")]
    Application(#[from] ApplicationError),
}

impl From<persistence::StoreError> for PlanImportError {
    fn from(error: persistence::StoreError) -> Self {
        Self::Application(error.into())
    }
}

impl From<domain::policy::Denied> for PlanImportError {
    fn from(error: domain::policy::Denied) -> Self {
        Self::Application(error.into())
    }
}
