//! What will be done (Maßnahme).

use async_graphql::{Context, ID, Object, Result};
use domain::plan as model;

use crate::challenge::Challenge;
use crate::code::Coded;
use crate::connection::{Connection, PageArguments, page_cost};
use crate::entry::{Entry, EntryFilter, EntryOrder, entries_of};
use crate::goal::Goal;
use crate::object::{document_object, global_id, linked, linked_all};
use crate::plan_item::{FirstStep, PlanItemFields};
use crate::scalar::{Date, LanguageTag};
use crate::suggestion::Suggestion;
use crate::text::{LocalizedText, localized, localized_option};

document_object! {
    Measure(model::Measure)
}

/// What will be done (Maßnahme).
#[Object]
impl Measure {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// What it answers; null while that is not published.
    async fn challenge(&self, ctx: &Context<'_>) -> Option<Challenge> {
        linked(ctx, self.0.challenge)
    }

    /// The goals that it serves, where known.
    async fn goals(&self, ctx: &Context<'_>) -> Vec<Goal> {
        linked_all(ctx, self.0.goals.iter().copied())
    }

    /// The suggestions that it takes up, where known.
    async fn suggestions(&self, ctx: &Context<'_>) -> Vec<Suggestion> {
        linked_all(ctx, self.0.suggestions.iter().copied())
    }

    /// How far it is; null when nobody said.
    async fn status(&self) -> Option<Coded<model::ImplementationStatus>> {
        self.0.status.map(Coded)
    }

    /// How much it counts in the `progress` of what it serves, 1 to 100; 1 unless somebody set it.
    async fn weight(&self) -> u8 {
        self.0.weight.unwrap_or_default().value()
    }

    /// What was reported about it and about its first steps, the oldest first.
    async fn progress_reports(&self) -> Vec<ProgressReport<'_>> {
        let reports = self.0.progress_reports.iter();
        let steps = &self.0.item.steps;
        reports
            .map(|report| ProgressReport { report, steps })
            .collect()
    }

    /// How it was judged.
    async fn evaluations(&self) -> Vec<Evaluation<'_>> {
        self.0.evaluations.iter().map(Evaluation).collect()
    }

    /// The entries of the directory that implement it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Entry>> {
        let bounds = domain::entry::EntryFilter {
            measures: vec![self.0.id],
            ..Default::default()
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        entries_of(ctx, self.0.id, bounds, (filter, order), &page).await
    }

    /// What every plan item says.
    #[graphql(flatten)]
    async fn item(&self, _ctx: &Context<'_>) -> PlanItemFields<'_> {
        self.common()
    }
}

impl Measure {
    pub(crate) fn common(&self) -> PlanItemFields<'_> {
        PlanItemFields {
            id: model::PlanItemId::Measure(self.0.id),
            item: &self.0.item,
            stamp: self.0.stamp(),
        }
    }
}

pub struct ProgressReport<'a> {
    report: &'a model::ProgressReport,
    /// The first steps of its measure.
    steps: &'a [model::FirstStep],
}

/// What was reported about a measure on a day.
#[Object]
impl ProgressReport<'_> {
    /// Names it among the parts of its item; mutations find it again by this.
    async fn part_id(&self) -> ID {
        self.report.id.to_global().into()
    }

    /// The day that it speaks of.
    async fn date(&self) -> Date {
        Date(self.report.date)
    }

    /// The first step that it is about; null where it is about the measure as a whole
    /// (`isAboutFirstStep` is false then), and where that step was taken out since.
    async fn first_step(&self) -> Option<FirstStep<'_>> {
        let mut steps = self.steps.iter();
        let step = steps.find(|step| Some(step.id) == self.report.step);
        step.map(FirstStep)
    }

    /// Whether it is about a first step and not about the measure as a whole.
    async fn is_about_first_step(&self) -> bool {
        self.report.step.is_some()
    }

    /// How far the measure, or that step, is.
    async fn status(&self) -> Coded<model::ImplementationStatus> {
        Coded(self.report.status)
    }

    /// How much of it is done, 0 to 100 percent; null when nobody said.
    async fn percent(&self) -> Option<u8> {
        self.report.percent.map(model::Percent::value)
    }

    /// What there is to say; null when there is nothing.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.report.note.as_ref(), language)
    }

    /// Who reported: the organization or office, not the person.
    async fn author(&self) -> &str {
        self.report.author.as_str()
    }
}

pub struct Evaluation<'a>(&'a model::Evaluation);

/// How a measure was judged on a day, by named criteria.
#[Object]
impl Evaluation<'_> {
    /// Names it among the parts of its item; mutations find it again by this.
    async fn part_id(&self) -> ID {
        self.0.id.to_global().into()
    }

    /// The day of the judgement.
    async fn date(&self) -> Date {
        Date(self.0.date)
    }

    /// By what it was judged, and how.
    async fn criteria(&self) -> Vec<EvaluationCriterion<'_>> {
        self.0.criteria.iter().map(EvaluationCriterion).collect()
    }

    /// What follows from it; null when nobody said.
    async fn conclusion(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.conclusion.as_ref(), language)
    }
}

pub struct EvaluationCriterion<'a>(&'a model::EvaluationCriterion);

/// One criterion of an evaluation.
#[Object]
impl EvaluationCriterion<'_> {
    /// What was looked at.
    async fn name(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.name, language)
    }

    /// How it was judged.
    async fn finding(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.finding, language)
    }

    /// How much of it was reached, 0 to 100 percent; null when nobody said.
    async fn reached(&self) -> Option<u8> {
        self.0.reached.map(model::Percent::value)
    }
}
