//! What an organization proposes about the progress of a measure.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::plan as model;

use crate::code::Coded;
use crate::measure::Measure;
use crate::object::{global_id, linked};
use crate::organization::Organization;
use crate::plan_item::FirstStep;
use crate::record::Record;
use crate::request::snapshot;
use crate::scalar::{Date, DateTime, LanguageTag};
use crate::text::{LocalizedText, localized_option};

pub struct ProgressProposal(model::ProgressProposal);

impl From<model::ProgressProposal> for ProgressProposal {
    fn from(proposal: model::ProgressProposal) -> Self {
        Self(proposal)
    }
}

/// What an organization says about the progress of a measure for which it is responsible (Vorschlag
/// zum Stand), until the coordinating office has decided. Only that organization's members and the
/// coordinating office read it; `node` does not find it.
#[Object]
impl ProgressProposal {
    /// The global id, for the mutations that decide about it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_global())
    }

    /// The measure that it is about; null while that is not published.
    async fn measure(&self, ctx: &Context<'_>) -> Option<Measure> {
        linked(ctx, self.0.measure)
    }

    /// The id of the measure.
    async fn measure_id(&self) -> ID {
        global_id(self.0.measure)
    }

    /// The organization in whose name it was proposed; null while that is not published.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.0.organization)
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// The day that it speaks of.
    async fn date(&self) -> Date {
        Date(self.0.progress.date)
    }

    /// The first step that it is about; null where it is about the measure as a whole
    /// (`isAboutFirstStep` is false then), and where that step was taken out since.
    async fn first_step<'a>(&self, ctx: &Context<'a>) -> Option<FirstStep<'a>> {
        let measure = snapshot(ctx).find::<model::Measure>(self.0.measure)?;
        let mut steps = measure.document().item.steps.iter();
        let step = steps.find(|step| Some(step.id) == self.0.progress.step);
        step.map(FirstStep)
    }

    /// Whether it is about a first step and not about the measure as a whole.
    async fn is_about_first_step(&self) -> bool {
        self.0.progress.step.is_some()
    }

    /// How far the measure, or that step, is said to be.
    async fn status(&self) -> Coded<model::ImplementationStatus> {
        Coded(self.0.progress.status)
    }

    /// How much of it is said to be done, 0 to 100 percent; null when nobody said.
    async fn percent(&self) -> Option<u8> {
        self.0.progress.percent.map(model::Percent::value)
    }

    /// What there is to say; null when there is nothing.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.progress.note.as_ref(), language)
    }

    /// Where it stands.
    async fn state(&self) -> Coded<model::ProposalState> {
        Coded(self.0.state())
    }

    /// What was decided about it; null while it waits.
    async fn decision(&self) -> Option<ProposalDecision> {
        let decided = self.0.decided.as_ref()?;
        Some(ProposalDecision {
            at: DateTime(decided.at),
            comment: decided.comment.as_ref().map(ToString::to_string),
        })
    }
}

/// What was decided about a proposal; `state` says what.
#[derive(SimpleObject)]
pub struct ProposalDecision {
    /// When.
    at: DateTime,
    /// What the organization is told; null when nothing was said.
    comment: Option<String>,
}

impl Record for ProgressProposal {
    /// Its place in the list: when it was proposed, and its id.
    fn global(&self) -> String {
        let at = self.0.at.utc().to_rfc3339();
        format!("{at} {}", self.0.id.to_global())
    }
}
