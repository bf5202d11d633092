//! What changes about a field of action.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::editing::{CurationNoteInput, TextInput, inputs};

/// What changes about a field of action. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateActionAreaInput {
    /// The id of the field of action.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) action_area: ActionAreaInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

inputs! {
    /// What is said about a field of action beside the plan's document. Flattened into the input of
    /// its mutation.
    ActionAreaInput {
        /// What it is called. Languages that are not named stay.
        title: MaybeUndefined<TextInput>,
        /// What it is about, in plain words. Null: nobody said.
        summary: MaybeUndefined<TextInput>,
        /// Where it stands in the plan, from 0 to 100,000.
        order: MaybeUndefined<i64>,
    }
}
