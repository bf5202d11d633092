//! The upload of a plan's document by the coordinating office.
//!
//! Reading and comparing take long. Both are done aside, and one import at a time: whoever comes
//! meanwhile is asked to come back.

use std::sync::Arc;
use std::time::Duration;

use domain::aggregate::Aggregate;
use domain::edit;
use domain::id::ActionPlanId;
use domain::period::Instant;
use domain::plan::ActionPlan;
use domain::policy::{Action, Actor, Resource, authorize};
use domain::violation::{DocumentFault, DocumentFaultKind, Rule, Violations};
use interchange::plan::{
    CorrectionError, Corrections, CorrectionsParseError, PlanReadError, Reading,
};
use interchange::seeds::Seeds;
use serde::{Deserialize, Serialize};

use super::error::PlanImportError;
use super::{
    Aside, DocumentFile, ImportMode, ImportSummary, Outcome, OwnPlan, PlanImport, import_plan,
};
use crate::Application;
use crate::entries::desk::refused as denied;
use crate::error::ApplicationError;
use crate::idempotency::{Idempotency, recall, remember};
use crate::use_case::UseCaseError;

/// When to come back while another import is under way.
const AFTER_THE_OTHER: Duration = Duration::from_secs(10);

/// A document, and how it is to be treated.
#[derive(Clone, Debug)]
pub struct PlanUpload {
    /// What its file is called.
    pub file_name: String,
    /// Its bytes.
    pub document: Vec<u8>,
    /// What a person settled about it line by line, as TOML; without it those corrections that the
    /// program has for this very document, if any.
    pub corrections: Option<String>,
    /// How what is found is treated.
    pub mode: ImportMode,
}

/// What came of an upload.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Uploaded {
    /// What was imported, or would have been.
    pub summary: ImportSummary,
    /// Whether nothing was, because lines are undecided.
    pub is_refused: bool,
}

impl Application {
    /// Import a document of the plan, all of it or, when something fails, nothing. For those who may
    /// publish the plan. The same document again changes nothing.
    ///
    /// # Errors
    /// The actor may not, the document or the corrections cannot be used, another import is under
    /// way, or the key was used for another request.
    pub async fn upload_plan(
        &self,
        (actor, now): (&Actor, Instant),
        upload: PlanUpload,
        idempotency: Option<&Idempotency>,
    ) -> Result<Uploaded, UseCaseError> {
        // Before anything that costs time.
        self.may_upload_plan(actor)?;
        if let Some(uploaded) = self.recall_upload(actor, idempotency).await? {
            return Ok(uploaded);
        }
        let turn =
            Arc::clone(&self.imports)
                .try_acquire_owned()
                .map_err(|_| UseCaseError::Busy {
                    retry_after: AFTER_THE_OTHER,
                })?;
        let aside = Aside::new(self.accounts.blocking(), turn);
        let file = DocumentFile::new(&upload.file_name, &upload.document);
        let mode = upload.mode;
        let (own, reading) = aside.run(move || read(&upload)).await??;
        let import = PlanImport {
            reading: Arc::new(reading),
            file,
            keys: own.keys,
            seeds: Seeds {
                // What the installation says about itself is not the coordinating office's.
                sites: Vec::new(),
                ..own.seeds
            },
            progress: &|_| (),
            aside,
        };
        let imported = Box::pin(import_plan(&self.store, actor, import, now, mode)).await;
        let uploaded = match imported {
            Ok(summary) => Uploaded {
                summary,
                is_refused: false,
            },
            Err(PlanImportError::Undecided(summary)) => Uploaded {
                summary: *summary,
                is_refused: true,
            },
            Err(error) => return Err(refused(error)),
        };
        if uploaded.summary.outcome == Outcome::Written {
            self.show(now).await;
        }
        if let Err(error) = self
            .remember_upload(actor, idempotency, (&uploaded, now))
            .await
        {
            // It is imported; the same document again changes nothing.
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "what came of an upload could not be kept");
        }
        Ok(uploaded)
    }

    /// What came of the same upload before. An import is a transaction of its own, or several; what is
    /// kept of it is one more.
    async fn recall_upload(
        &self,
        actor: &Actor,
        idempotency: Option<&Idempotency>,
    ) -> Result<Option<Uploaded>, UseCaseError> {
        if idempotency.is_none() {
            return Ok(None);
        }
        let mut tx = self.store.begin().await?;
        recall(&mut tx, actor, idempotency).await
    }

    async fn remember_upload(
        &self,
        actor: &Actor,
        idempotency: Option<&Idempotency>,
        (uploaded, now): (&Uploaded, Instant),
    ) -> Result<(), UseCaseError> {
        if idempotency.is_none() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        remember(&mut tx, actor, idempotency, uploaded, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether the actor may bring a document in at all.
    ///
    /// # Errors
    /// No, or there is no plan.
    pub fn may_upload_plan(&self, actor: &Actor) -> Result<(), UseCaseError> {
        let plan = Resource::of(self.the_plan()?);
        authorize(actor, Action::Publish, &plan).map_err(denied)?;
        Ok(())
    }

    /// The plan that the public reads.
    pub(super) fn the_plan(&self) -> Result<ActionPlanId, UseCaseError> {
        let snapshot = self.snapshot();
        let plan = snapshot.shelf::<ActionPlan>().iter().next();
        let plan = plan.map(|plan| plan.document().id());
        plan.ok_or_else(|| UseCaseError::NotFound("plan".to_owned()))
    }
}

/// Read what was uploaded, with everything that is wrong with it.
fn read(upload: &PlanUpload) -> Result<(OwnPlan, Reading), UseCaseError> {
    let own = OwnPlan::embedded().map_err(ApplicationError::from)?;
    let mut violations = Violations::default();
    if let Err(rule) = edit::name(&upload.file_name) {
        violations.add(&["fileName"], rule);
    }
    let corrections = upload.corrections.as_deref().map(Corrections::from_toml);
    let corrections = match corrections.transpose() {
        Ok(corrections) => corrections,
        Err(error) => {
            let (path, rule) = of_corrections(&error);
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            violations.add(&path, rule);
            None
        }
    };
    match own.read(&upload.document, corrections.as_ref()) {
        Ok(reading) => Ok(violations.or_value((own, reading))?),
        Err(error) => {
            let (field, rule) = of_document(&error);
            violations.add(&[field], rule);
            Err(violations.into())
        }
    }
}

fn of_corrections(error: &CorrectionsParseError) -> (Vec<String>, Rule) {
    let rule = Rule::Malformed(error.to_string());
    let mut path = vec!["corrections".to_owned()];
    match error {
        CorrectionsParseError::Syntax { .. } => {}
        CorrectionsParseError::UnknownAction { number, .. }
        | CorrectionsParseError::UnknownColumn { number, .. }
        | CorrectionsParseError::MissingField { number, .. } => {
            path.push(number.saturating_sub(1).to_string());
        }
    }
    (path, rule)
}

/// In which field something is wrong with a document, and what.
fn of_document(error: &PlanReadError) -> (&'static str, Rule) {
    use DocumentFaultKind as Kind;
    let (field, kind, line) = match error {
        PlanReadError::Empty => return ("document", Rule::Missing),
        PlanReadError::Binary { line, .. } | PlanReadError::NotUtf8 { line, .. } => {
            ("document", Kind::NotText, *line)
        }
        PlanReadError::NoTable { first_line: line }
        | PlanReadError::MissingColumn { line, .. }
        | PlanReadError::UnknownColumn { line, .. }
        | PlanReadError::RepeatedColumn { line, .. } => ("document", Kind::OtherTable, *line),
        PlanReadError::CutOff { line, .. } => ("document", Kind::CutOff, *line),
        PlanReadError::RowTooWide { line, .. } | PlanReadError::RowTooShort { line, .. } => {
            ("document", Kind::WrongColumns, *line)
        }
        PlanReadError::Corrections(error) => return ("corrections", of_correction(error)),
    };
    (field, fault(kind, line, error.to_string()))
}

fn of_correction(error: &CorrectionError) -> Rule {
    use DocumentFaultKind as Kind;
    let (kind, line) = match error {
        CorrectionError::OtherDocument { .. } => (Kind::OtherDocument, 0),
        CorrectionError::NoSuchLine { line } | CorrectionError::DoesNotApply { line, .. } => {
            (Kind::CorrectionMisses, *line)
        }
    };
    fault(kind, line, error.to_string())
}

fn refused(error: PlanImportError) -> UseCaseError {
    let reason = error.to_string();
    match error {
        PlanImportError::NoPlan => UseCaseError::NotFound("plan".to_owned()),
        PlanImportError::TooLong { line } => UseCaseError::broken(
            &["document"],
            fault(DocumentFaultKind::TextTooLong, line, reason),
        ),
        PlanImportError::Application(ApplicationError::Store(error)) => error.into(),
        PlanImportError::Application(ApplicationError::Denied(error)) => denied(error),
        PlanImportError::Application(error) => error.into(),
        PlanImportError::Undecided(summary) => {
            UseCaseError::broken(&["document"], Rule::Undecided(summary.undecided()))
        }
    }
}

const fn fault(kind: DocumentFaultKind, line: usize, reason: String) -> Rule {
    Rule::Document(DocumentFault { kind, line, reason })
}
