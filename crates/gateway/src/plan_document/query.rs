//! The worklist.

use application::plan_import::WorklistFilter;
use async_graphql::{Context, Enum, Object, Result};

use super::question::PlanQuestion;
use crate::connection::page_cost;
use crate::mutation::refused;
use crate::record::{Part, RecordPage};
use crate::request::{actor, application, person};

/// Which questions are wanted.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, PartialEq)]
pub enum PlanQuestionState {
    /// Those that wait for somebody.
    #[default]
    Open,
    /// Those that somebody has settled, by saying so or by writing a newer revision of what they are
    /// about.
    Settled,
}

#[derive(Default)]
pub struct PlanDocumentQuery;

/// The worklist.
#[Object]
impl PlanDocumentQuery {
    /// What the reader of the plan's document could not decide, in the order of the document
    /// (Arbeitsliste): unknown parties, references without a target, words in a column for something
    /// else. It is about the document that was imported last. For the coordinating office as far as
    /// it is responsible for everything.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn plan_worklist(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Which of them are wanted.")] state: PlanQuestionState,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<PlanQuestion>> {
        person(ctx)?;
        let part = Part::read(first, after.as_deref())?;
        let filter = match state {
            PlanQuestionState::Open => WorklistFilter::Open,
            PlanQuestionState::Settled => WorklistFilter::Settled,
        };
        let questions = Box::pin(application(ctx).plan_worklist(actor(ctx), filter)).await;
        let questions = questions.map_err(|error| refused(ctx, error))?;
        Ok(part.of(questions.into_iter().map(PlanQuestion::from).collect()))
    }
}
