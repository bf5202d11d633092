//! What changes about the plan.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::editing::{CurationNoteInput, TextInput, inputs};

/// What changes about the plan. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateActionPlanInput {
    /// The id of the plan.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) action_plan: ActionPlanInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

inputs! {
    /// What is said about the plan as a whole beside its document. Flattened into the input of its
    /// mutation.
    ActionPlanInput {
        /// What it is called. Languages that are not named stay.
        title: MaybeUndefined<TextInput>,
        /// What it wants. Null: nobody said.
        summary: MaybeUndefined<TextInput>,
        /// The day on which it was adopted, such as `2025-12-11`. Null: unknown.
        adopted_on: MaybeUndefined<String>,
        /// By which decision. Null: unknown.
        decision: MaybeUndefined<String>,
        /// What "short, medium, long" mean in years. Null: the plan does not say.
        horizon_years: MaybeUndefined<HorizonYearsInput>,
    }

    /// How many years each term lasts at most: 1 to 50, each longer than the one before it.
    HorizonYearsInput {
        /// Short term.
        short: i64,
        /// Medium term.
        medium: i64,
        /// Long term. Null: open.
        long: Option<i64>,
    }
}
