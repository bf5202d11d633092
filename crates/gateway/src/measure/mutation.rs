//! Keeping measures.

use application::curation::Change;
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::plan as model;

use super::Measure;
use super::input::{EvaluationInput, MeasureInput, ProgressInput, ProgressRetractionInput};
use crate::editing::{CurationNoteInput, Editing, Raw, curated, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

curated! {
    MeasureMutation keeps model::Measure as measure: Measure, by MeasureInput,
        archived by archive_item;

    /// Make a measure, which the public reads at once. For the coordinating office.
    create_measure(CreateMeasureInput) -> CreateMeasurePayload;

    /// Change a measure, for the public at once. The words as adopted stay. For the coordinating
    /// office.
    update_measure(UpdateMeasureInput) -> UpdateMeasurePayload;

    /// Take a measure out, and with it who was responsible for it; its history stays. Refused while
    /// an entry or another item refers to it: one that will not be done is `DROPPED` by its status.
    /// For the coordinating office.
    archive_measure(ArchiveMeasureInput) -> ArchiveMeasurePayload;

    /// Take a measure up again as it was, for the public at once. For the coordinating office.
    restore_measure(RestoreMeasureInput) -> RestoreMeasurePayload;
}

/// How a measure is judged.
#[derive(InputObject)]
pub struct EvaluateMeasureInput {
    /// The id of the measure.
    id: ID,
    /// The number of its newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT` and `extensions.currentRevision`.
    expected_revision: u32,
    #[graphql(flatten)]
    evaluation: EvaluationInput,
    #[graphql(flatten)]
    note: CurationNoteInput,
}

/// How far a measure has come.
#[derive(InputObject)]
pub struct ReportProgressInput {
    /// The id of the measure.
    id: ID,
    /// The number of its newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT` and `extensions.currentRevision`.
    expected_revision: u32,
    #[graphql(flatten)]
    progress: ProgressInput,
}

/// Which report about a measure was wrong.
#[derive(InputObject)]
pub struct RetractProgressReportInput {
    /// The id of the measure.
    id: ID,
    /// The number of its newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT` and `extensions.currentRevision`.
    expected_revision: u32,
    #[graphql(flatten)]
    retraction: ProgressRetractionInput,
    #[graphql(flatten)]
    note: CurationNoteInput,
}

curated_payloads! {
    /// What came of judging a measure.
    EvaluateMeasurePayload {
        /// What the public reads now.
        measure: Measure
    }

    /// What came of reporting.
    ReportProgressPayload {
        /// What the public reads now.
        measure: Measure
    }

    /// What came of taking a report back.
    RetractProgressReportPayload {
        /// What the public reads now.
        measure: Measure
    }
}

#[derive(Default)]
pub struct ProgressMutation;

/// How far measures have come.
#[Object]
impl ProgressMutation {
    /// Judge a measure by named criteria, or mend an earlier judgement, for the public at once. For
    /// the coordinating office.
    async fn evaluate_measure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and how it is judged.")] input: EvaluateMeasureInput,
    ) -> Result<Option<EvaluateMeasurePayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<model::Measure, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.evaluation.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let evaluate = application(ctx).update_curated(&occasion, change);
        EvaluateMeasurePayload::of(ctx, Box::pin(evaluate).await).await
    }

    /// Report how far a measure, or one of its first steps, has come, for the public at once. The
    /// status of the measure, or of that step, becomes that of its latest report by date. For the
    /// coordinating office; organizations propose it by `proposeProgress`.
    async fn report_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and how far it is.")] input: ReportProgressInput,
    ) -> Result<Option<ReportProgressPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<model::Measure, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.progress.raw(),
            note: Default::default(),
        };
        let occasion = editing.occasion();
        let report = application(ctx).update_curated(&occasion, change);
        ReportProgressPayload::of(ctx, Box::pin(report).await).await
    }

    /// Take a report back that was wrong, for the public at once; the history of the measure keeps
    /// it. The measure, or the step, is then as far as the latest report says that is left; null
    /// where none is. A status that was set by `updateMeasure` since stays. For the coordinating
    /// office.
    async fn retract_progress_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RetractProgressReportInput,
    ) -> Result<Option<RetractProgressReportPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<model::Measure, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.retraction.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let retract = application(ctx).update_curated(&occasion, change);
        RetractProgressReportPayload::of(ctx, Box::pin(retract).await).await
    }
}
