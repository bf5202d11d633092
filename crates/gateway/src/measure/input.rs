//! What changes about a measure, how far it has come, and how it is judged.

use async_graphql::{ID, MaybeUndefined};
use domain::plan::ImplementationStatus;

use crate::code::Coded;
use crate::editing::{TextInput, inputs};
use crate::plan_item::PlanItemInput;

inputs! {
    /// What a measure says. Flattened into the inputs of its mutations.
    MeasureInput {
        #[graphql(flatten)]
        item: PlanItemInput,
        /// The id of the challenge that it answers; needed for a new one.
        challenge: MaybeUndefined<ID>,
        /// The ids of the goals that it serves: the whole list.
        goals: MaybeUndefined<Vec<ID>>,
        /// The ids of the suggestions that it takes up: the whole list.
        suggestions: MaybeUndefined<Vec<ID>>,
        /// How far it is. Null: nobody said. `reportProgress` sets it as well.
        status: MaybeUndefined<Coded<ImplementationStatus>>,
        /// How much it counts in the `progress` of what it serves, 1 to 100: one of weight 3 counts
        /// three times as much as others. Null: nobody set it, and it counts 1.
        weight: MaybeUndefined<i64>,
    }

    /// How a measure is judged. Flattened into the input of its mutation.
    EvaluationInput {
        /// The `partId` of the judgement that changes; left out for a new one.
        #[graphql(name = "evaluation")]
        id: Option<ID>,
        /// The day of the judgement, such as `2026-03-01`, not after today; needed for a new one.
        date: MaybeUndefined<String>,
        /// By what it was judged, and how: the whole list; needed for a new one.
        criteria: MaybeUndefined<Vec<EvaluationCriterionInput>>,
        /// What follows from it. Null: nobody said.
        conclusion: MaybeUndefined<TextInput>,
    }

    /// One criterion of an evaluation.
    EvaluationCriterionInput {
        /// What was looked at, with all its languages.
        name: TextInput,
        /// How it was judged, with all its languages.
        finding: TextInput,
        /// How much of it was reached, 0 to 100 percent; null when nobody said.
        reached: Option<i64>,
    }

    /// How far a measure has come. Flattened into the input of its mutation.
    ProgressInput {
        /// The day that the report speaks of, such as `2026-03-01`; not after today.
        date: String,
        /// The `partId` of the first step that it is about; null or left out where it is about the
        /// measure as a whole.
        first_step: Option<ID>,
        /// How far the measure, or that step, is.
        status: Coded<ImplementationStatus>,
        /// How much of it is done, 0 to 100 percent; null when nobody said.
        percent: Option<i64>,
        /// What there is to say, with all its languages; null when there is nothing.
        note: Option<TextInput>,
        /// Who reports: the organization or office, never the person. Public.
        author: String,
    }

    /// Which report was wrong. Flattened into the input of its mutation.
    ProgressRetractionInput {
        /// The `partId` of the report.
        report: ID,
    }
}
