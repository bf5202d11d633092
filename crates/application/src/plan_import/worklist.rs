//! The worklist (Arbeitsliste): what the reader of the plan's document could not decide.

use domain::edit;
use domain::plan::{PlanQuestionId, Settled};
use domain::policy::{Action, Actor, Resource, authorize, scope};
use persistence::AskedQuestion;

use crate::Application;
use crate::entries::Occasion;
use crate::entries::desk::refused as denied;
use crate::idempotency::{recall, remember};
use crate::use_case::UseCaseError;

/// Which questions are wanted.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum WorklistFilter {
    /// Those that wait for somebody.
    #[default]
    Open,
    /// Those that were settled, by saying so or by an edit.
    Settled,
}

/// How a question is settled.
#[derive(Clone, Debug)]
pub struct Settle {
    /// Which one.
    pub question: PlanQuestionId,
    /// What was found.
    pub comment: String,
}

impl Application {
    /// What the reader of the document that was imported last could not decide, in the order of the
    /// document. For those who may change the plan.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn plan_worklist(
        &self,
        actor: &Actor,
        filter: WorklistFilter,
    ) -> Result<Vec<AskedQuestion>, UseCaseError> {
        let plan = self.the_plan()?;
        authorize(actor, Action::Update, &Resource::of(plan)).map_err(denied)?;
        let mut questions = self.store.plan_questions(&scope(actor)).await?;
        questions.retain(|asked| asked.is_open() == (filter == WorklistFilter::Open));
        Ok(questions)
    }

    /// Settle a question by saying so. One that was settled before stays as it was settled then.
    ///
    /// # Errors
    /// There is no such question, the comment breaks rules, or the actor may not.
    pub async fn settle_plan_question(
        &self,
        occasion: &Occasion<'_>,
        settle: Settle,
    ) -> Result<AskedQuestion, UseCaseError> {
        let Settle { question, comment } = settle;
        let Occasion {
            actor,
            now,
            idempotency,
            ..
        } = *occasion;
        let plan = self.the_plan()?;
        let permit = authorize(actor, Action::Update, &Resource::of(plan)).map_err(denied)?;
        let mut tx = self.store.begin().await?;
        let done: Option<PlanQuestionId> = recall(&mut tx, actor, idempotency).await?;
        if done.is_none() {
            let comment =
                edit::comment(&comment).map_err(|rule| UseCaseError::broken(&["comment"], rule))?;
            // An import under way would write its questions over this.
            tx.current::<domain::plan::ActionPlan>(&scope(actor), plan)
                .await?;
            let settled = Settled {
                at: now,
                by: permit.author().account,
                comment,
            };
            tx.settle_plan_question(&permit, plan, (question, &settled))
                .await?;
            remember(&mut tx, actor, idempotency, &question, now).await?;
        }
        let questions = tx.plan_questions(&scope(actor)).await?;
        let found = questions
            .into_iter()
            .find(|asked| asked.question.id == question);
        let found = found.ok_or_else(|| UseCaseError::NotFound(question.to_global()))?;
        tx.commit().await?;
        Ok(found)
    }
}
