//! What the reader could not decide.

use application::plan_import::AskedQuestion;
use async_graphql::{Context, ID, Object, SimpleObject};
use domain::plan::PlanFindingKind;

use super::words;
use crate::code::Coded;
use crate::node::Node;
use crate::record::Record;
use crate::scalar::DateTime;

pub struct PlanQuestion(AskedQuestion);

impl From<AskedQuestion> for PlanQuestion {
    fn from(asked: AskedQuestion) -> Self {
        Self(asked)
    }
}

/// Something in the plan's document that only a person can decide.
#[Object]
impl PlanQuestion {
    /// The global id. The same question about the same document keeps it, however often the document
    /// is imported.
    async fn id(&self) -> ID {
        ID(self.global())
    }

    /// The line of the document, from 1; of its former edition for what is missing. Null where
    /// there is none.
    async fn line(&self) -> Option<u32> {
        self.0.question.line
    }

    /// The position between the tabs, from 1; null where the whole line is meant.
    async fn column(&self) -> Option<u32> {
        self.0.question.column
    }

    /// What was come upon.
    async fn kind(&self) -> Coded<PlanFindingKind> {
        Coded(self.0.question.kind)
    }

    /// Why it is open, in the reader's language: German or English, German where neither is read.
    async fn why(&self, ctx: &Context<'_>) -> &'static str {
        words::why(ctx, self.0.question.kind)
    }

    /// The same about this very line, with the words of the document that matter: in English.
    async fn detail(&self) -> &str {
        &self.0.question.why
    }

    /// What a person can do about it, in the reader's language as `why`.
    async fn advice(&self, ctx: &Context<'_>) -> &'static str {
        words::advice(ctx, self.0.question.kind)
    }

    /// How sure the reading is, 0 to 1.
    async fn confidence(&self) -> f64 {
        self.0.question.confidence.fraction()
    }

    /// The item, the responsibility or the area that it is about; null where that cannot be told, or
    /// is not published.
    async fn about(&self, ctx: &Context<'_>) -> Option<Node> {
        Node::find(ctx, self.0.question.about?.entity)
    }

    /// When it was come upon first.
    async fn noted_at(&self) -> DateTime {
        DateTime(self.0.question.noted_at)
    }

    /// Whether it waits for somebody. It no longer does once somebody has settled it, or has written
    /// a newer revision of what it is about.
    async fn is_open(&self) -> bool {
        self.0.is_open()
    }

    /// How somebody settled it by saying so; null where nobody did.
    async fn settlement(&self) -> Option<PlanQuestionSettlement> {
        let settled = self.0.question.settled.as_ref()?;
        Some(PlanQuestionSettlement {
            at: DateTime(settled.at),
            comment: settled.comment.as_str().to_owned(),
        })
    }
}

/// How a question was settled.
#[derive(SimpleObject)]
pub struct PlanQuestionSettlement {
    /// When.
    at: DateTime,
    /// What was found.
    comment: String,
}

impl Record for PlanQuestion {
    fn global(&self) -> String {
        self.0.question.id.to_global()
    }
}
