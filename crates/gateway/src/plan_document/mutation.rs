//! Uploading the plan's document, and settling what its reader could not decide.

use application::UseCaseError;
use application::plan_import::{Settle, Uploaded};
use async_graphql::{Context, Object, Result, SimpleObject};
use domain::plan::PlanQuestionId;
use domain::violation::{Rule, Violations};

use super::input::{ImportActionPlanInput, SettlePlanQuestionInput};
use super::object::PlanImportReport;
use super::question::PlanQuestion;
use crate::editing::Editing;
use crate::mutation::{Outcome, UserError, not_found, payloads};
use crate::request::{actor, application, idempotency, person, reader};

#[derive(Default)]
pub struct PlanDocumentMutation;

/// What came of an upload.
#[derive(SimpleObject)]
pub struct ImportActionPlanPayload {
    /// What the import did, or would have done. Null where `userErrors` says why the document cannot
    /// be read.
    report: Option<PlanImportReport>,
    /// What a person has to mend first; empty where it was done or tried.
    user_errors: Vec<UserError>,
}

payloads! {
    /// What came of settling a question.
    SettlePlanQuestionPayload {
        /// The question. One that was settled before is as it was settled then.
        question: PlanQuestion
    }
}

impl ImportActionPlanPayload {
    async fn of(ctx: &Context<'_>, result: Result<Uploaded, UseCaseError>) -> Result<Option<Self>> {
        Ok(Some(match Outcome::of(ctx, result).await? {
            Outcome::Done(uploaded) => Self {
                user_errors: UserError::all(ctx, &undecided(&uploaded)),
                report: Some(uploaded.into()),
            },
            Outcome::ToMend(user_errors) => Self {
                report: None,
                user_errors,
            },
        }))
    }
}

/// What keeps a document from being imported that can be read.
fn undecided(uploaded: &Uploaded) -> Violations {
    let mut violations = Violations::default();
    if uploaded.is_refused {
        let lines = uploaded.summary.undecided();
        violations.add(&["strict"], Rule::Undecided(lines));
    }
    violations
}

/// Uploading the plan's document.
#[Object]
impl PlanDocumentMutation {
    /// Bring the plan's document (Maßnahmenplan) into the plan: all of it or, when something is wrong
    /// with it, nothing. Items that are there keep their titles and summaries and get the words
    /// exactly as adopted; new ones are made; what the document no longer has stays and is named.
    /// The same document again changes nothing; with an `Idempotency-Key` the same request gets the same
    /// report again. One import at a time: whoever comes meanwhile is told when to come back
    /// (`RATE_LIMITED`). For the coordinating office as far as it is responsible for everything.
    async fn import_action_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document, and how it is to be treated.")]
        input: ImportActionPlanInput,
    ) -> Result<Option<ImportActionPlanPayload>> {
        person(ctx)?;
        let result = match input.read() {
            Ok(upload) => {
                let by = (actor(ctx), reader(ctx).now);
                let repeated = idempotency(ctx);
                let imported = application(ctx).upload_plan(by, upload, repeated.as_ref());
                Box::pin(imported).await
            }
            Err(violations) => application(ctx)
                .may_upload_plan(actor(ctx))
                .and(Err(violations.into())),
        };
        ImportActionPlanPayload::of(ctx, result).await
    }

    /// Say how a question of `planWorklist` was settled: it is no longer open, also when the same
    /// document is imported again. For the coordinating office as far as it is responsible for
    /// everything.
    async fn settle_plan_question(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and how.")] input: SettlePlanQuestionInput,
    ) -> Result<Option<SettlePlanQuestionPayload>> {
        let editing = Editing::of(ctx)?;
        let question = PlanQuestionId::from_global(&input.question);
        let settle = Settle {
            question: question.ok_or_else(|| not_found(&input.question))?,
            comment: input.comment,
        };
        let occasion = editing.occasion();
        let settle = application(ctx).settle_plan_question(&occasion, settle);
        SettlePlanQuestionPayload::from_outcome(ctx, Box::pin(settle).await).await
    }
}
