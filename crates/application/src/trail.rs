//! The audit over contents (Prüfprotokoll): who did what to which thing, and when.
//!
//! What was different is told by comparing the revisions that a line names: what was erased from them
//! is not told here either.

use domain::policy::{Actor, Administration, administer};
use persistence::LogPage;
use persistence::account::{TrailFilter, TrailLine};

use crate::Application;
use crate::use_case::UseCaseError;

impl Application {
    /// What was done to contents, the newest first.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn trail(
        &self,
        actor: &Actor,
        (filter, page): (&TrailFilter, LogPage),
    ) -> Result<Vec<TrailLine>, UseCaseError> {
        let clearance = administer(actor, Administration::ReadAudit)?;
        Ok(self.store.trail(&clearance, filter, page).await?)
    }
}
