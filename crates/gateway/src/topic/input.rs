//! What changes about a topic.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::editing::{CurationNoteInput, TextInput, inputs};

/// A new topic.
#[derive(InputObject)]
pub struct CreateTopicInput {
    #[graphql(flatten)]
    pub(super) topic: TopicInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// What changes about a topic. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateTopicInput {
    /// The id of the topic.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) topic: TopicInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// What takes the place of a topic.
#[derive(InputObject)]
pub struct RetireTopicInput {
    /// The id of the topic.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// The id of what replaces it, which has to be published.
    pub(super) replaced_by: ID,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// Which topic to take out.
#[derive(InputObject)]
pub struct ArchiveTopicInput {
    /// The id of the topic.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

/// Which topic to take up again.
#[derive(InputObject)]
pub struct RestoreTopicInput {
    /// The id of the topic.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What a topic says. Flattened into the inputs of its mutations.
    TopicInput {
        /// The words for it; needed for a new one. Languages that are not named stay.
        label: MaybeUndefined<TextInput>,
        /// The id of the wider topic. Null: it stands on its own.
        parent: MaybeUndefined<ID>,
        /// The name of a pictogram, such as `sport`. Null: there is none.
        pictogram: MaybeUndefined<String>,
        /// Where it stands among its siblings, from 1 to 100,000; behind them where a new one does
        /// not say.
        order: MaybeUndefined<i64>,
        /// The id of the topic that replaces it: see `retireTopic`. Null: it is in use.
        replaced_by: MaybeUndefined<ID>,
    }
}
