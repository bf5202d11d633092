//! What an import came to.

use application::plan_import::{
    Edition, ImportSummary, Outcome, SummaryLine, Tally, ThingKind, Uploaded,
};
use async_graphql::{Context, Enum, Object};
use domain::plan::{PlanFindingKind, PlanThingKind};

use super::words;
use crate::code::Coded;
use crate::node::Node;

/// What became of an import.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub enum PlanImportOutcome {
    /// It was written, and everybody reads it.
    Written,
    /// Everything was there already.
    NothingToDo,
    /// It was only tried; nothing was changed.
    Tried,
    /// Lines are undecided, and that was to be refused; nothing was changed.
    Refused,
}

pub struct PlanImportReport {
    summary: ImportSummary,
    is_refused: bool,
}

impl From<Uploaded> for PlanImportReport {
    fn from(uploaded: Uploaded) -> Self {
        let Uploaded {
            summary,
            is_refused,
        } = uploaded;
        Self {
            summary,
            is_refused,
        }
    }
}

/// What an import of the plan's document did, or would have done.
#[Object]
impl PlanImportReport {
    /// What became of it.
    async fn outcome(&self) -> PlanImportOutcome {
        match self.summary.outcome {
            _ if self.is_refused => PlanImportOutcome::Refused,
            Outcome::Written => PlanImportOutcome::Written,
            Outcome::NothingToDo => PlanImportOutcome::NothingToDo,
            Outcome::Tried => PlanImportOutcome::Tried,
        }
    }

    /// Whether the plan was taken from another document before: then the report is the difference to
    /// that one.
    async fn is_newer_edition(&self) -> bool {
        self.summary.edition == Edition::Newer
    }

    /// How many things were written, or would be.
    async fn writes(&self) -> usize {
        self.summary.seeded + self.summary.writes
    }

    /// How many lines are left for a person to settle. They wait in `planWorklist`, unless nothing
    /// was imported.
    async fn undecided(&self) -> usize {
        self.summary.undecided()
    }

    /// How the document compares with the plan, by kind of thing.
    #[graphql(complexity = "8 * child_complexity")]
    async fn counts(&self) -> Vec<PlanImportCount> {
        let tallies = self.summary.tallies.iter();
        tallies
            .map(|(thing, tally)| PlanImportCount(*thing, *tally))
            .collect()
    }

    /// What was repaired, joined, left out, found or not decided, in the order of the document: the
    /// whole list.
    #[graphql(complexity = "100 * child_complexity")]
    async fn findings(
        &self,
        #[graphql(
            desc = "Whether only those are wanted that are decided (true) or not (false); all unless given."
        )]
        is_decided: Option<bool>,
    ) -> Vec<PlanImportFinding> {
        let lines = self.summary.lines().into_iter();
        lines
            .filter(|line| is_decided.is_none_or(|decided| line.decided == decided))
            .map(PlanImportFinding)
            .collect()
    }
}

pub struct PlanImportCount(ThingKind, Tally);

/// How the things of one kind in the document compare with those in the plan.
#[Object]
impl PlanImportCount {
    /// Of which kind.
    async fn kind(&self) -> Coded<PlanThingKind> {
        Coded(self.0.code())
    }

    /// In both.
    async fn matched(&self) -> usize {
        self.1.matched
    }

    /// In the document only: made by the import.
    async fn created(&self) -> usize {
        self.1.new
    }

    /// In both, and other than before the import.
    async fn changed(&self) -> usize {
        self.1.changed
    }

    /// In both, and as before.
    async fn unchanged(&self) -> usize {
        self.1.unchanged
    }

    /// In the plan only: they stay there.
    async fn missing(&self) -> usize {
        self.1.missing
    }
}

pub struct PlanImportFinding(SummaryLine);

/// Something that was done to the document, or found while it was compared with the plan.
#[Object]
impl PlanImportFinding {
    /// The line of the document, from 1; of its former edition for what is missing. Null where
    /// there is none.
    async fn line(&self) -> Option<usize> {
        self.0.line
    }

    /// The position between the tabs, from 1; null where the whole line is meant.
    async fn column(&self) -> Option<usize> {
        self.0.column
    }

    /// What it is.
    async fn kind(&self) -> Coded<PlanFindingKind> {
        Coded(self.0.kind)
    }

    /// What kind of thing was found; null for what the reader did to the text.
    async fn thing(&self) -> Option<Coded<PlanThingKind>> {
        self.0.thing.map(Coded)
    }

    /// What was done or found, in the reader's language: German or English, German where neither is
    /// read.
    async fn why(&self, ctx: &Context<'_>) -> &'static str {
        words::why(ctx, self.0.kind)
    }

    /// The same about this very line, with the words of the document that matter: in English.
    async fn detail(&self) -> &str {
        &self.0.why
    }

    /// What a person can do about it, in the reader's language as `why`; null where nothing has to be
    /// done.
    async fn advice(&self, ctx: &Context<'_>) -> Option<&'static str> {
        (!self.0.decided).then(|| words::advice(ctx, self.0.kind))
    }

    /// How sure it is, 0 to 1.
    async fn confidence(&self) -> f64 {
        f64::from(self.0.confidence)
    }

    /// Whether the import may stand as it is; else a person has to settle it.
    async fn is_decided(&self) -> bool {
        self.0.decided
    }

    /// What it is about; null where that cannot be told, or is not published.
    async fn about(&self, ctx: &Context<'_>) -> Option<Node> {
        Node::find(ctx, self.0.about?)
    }
}
