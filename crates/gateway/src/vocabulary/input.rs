//! What changes about a code.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::editing::{CurationNoteInput, TextInput, inputs};

/// What changes about a code. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateTermInput {
    /// The id of the code.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) term: TermInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// What takes the place of a code.
#[derive(InputObject)]
pub struct RetireTermInput {
    /// The id of the code.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// The code of the same vocabulary that replaces it, such as `COURSE`.
    pub(super) replaced_by: String,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

inputs! {
    /// What is said about a code. Flattened into the inputs of its mutations.
    TermInput {
        /// The words for it. Languages that are not named stay.
        label: MaybeUndefined<TextInput>,
        /// The name of a pictogram, such as `course`. Null: there is none.
        pictogram: MaybeUndefined<String>,
        /// Where it stands in its vocabulary, from 0 to 100,000.
        order: MaybeUndefined<i64>,
        /// The code of the same vocabulary that replaces it, such as `COURSE`: see `retireTerm`.
        /// Null: it is in use.
        replaced_by: MaybeUndefined<String>,
    }
}
