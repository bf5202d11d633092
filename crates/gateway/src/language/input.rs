//! What changes about a language.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::editing::{CurationNoteInput, TextInput, inputs};

/// A new language.
#[derive(InputObject)]
pub struct CreateLanguageInput {
    #[graphql(flatten)]
    pub(super) language: LanguageInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// What changes about a language. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateLanguageInput {
    /// The id of the language.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) language: LanguageInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// Which language to take out.
#[derive(InputObject)]
pub struct ArchiveLanguageInput {
    /// The id of the language.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

/// Which language to take up again.
#[derive(InputObject)]
pub struct RestoreLanguageInput {
    /// The id of the language.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What is said about a language. Flattened into the inputs of its mutations.
    LanguageInput {
        /// Its BCP 47 tag, such as `so`; needed for a new one. It is never changed, since entries
        /// name the language by it.
        tag: MaybeUndefined<String>,
        /// Its own name, in itself; needed for a new one.
        endonym: MaybeUndefined<String>,
        /// Its names in other languages; needed for a new one. Languages that are not named stay.
        label: MaybeUndefined<TextInput>,
        /// Where it stands in lists, from 1 to 100,000; at their end where a new one does not say.
        order: MaybeUndefined<i64>,
    }
}
