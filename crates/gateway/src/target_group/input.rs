//! What changes about a target group.

use async_graphql::{ID, InputObject, MaybeUndefined};
use domain::taxonomy::{Gender, TargetGroupAxis};

use crate::code::Coded;
use crate::editing::{CurationNoteInput, TextInput, inputs};
use crate::entry::AgesInput;

/// A new target group.
#[derive(InputObject)]
pub struct CreateTargetGroupInput {
    #[graphql(flatten)]
    pub(super) target_group: TargetGroupInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// What changes about a target group. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateTargetGroupInput {
    /// The id of the target group.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) target_group: TargetGroupInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// What takes the place of a target group.
#[derive(InputObject)]
pub struct RetireTargetGroupInput {
    /// The id of the target group.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// The id of what replaces it, which has to be published.
    pub(super) replaced_by: ID,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// Which target group to take out.
#[derive(InputObject)]
pub struct ArchiveTargetGroupInput {
    /// The id of the target group.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

/// Which target group to take up again.
#[derive(InputObject)]
pub struct RestoreTargetGroupInput {
    /// The id of the target group.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What a target group says. Flattened into the inputs of its mutations.
    TargetGroupInput {
        /// The words for it; needed for a new one. Languages that are not named stay.
        label: MaybeUndefined<TextInput>,
        /// The axis on which it lies; needed for a new one. Those within it lie on the same.
        axis: MaybeUndefined<Coded<TargetGroupAxis>>,
        /// The id of the wider group on the same axis. Null: it stands on its own.
        parent: MaybeUndefined<ID>,
        /// The ages that it covers, on the axis of ages alone. Null: it says nothing about ages.
        ages: MaybeUndefined<AgesInput>,
        /// The gender that it covers, on the axis of genders alone. Null: it says nothing about it.
        gender: MaybeUndefined<Coded<Gender>>,
        /// The name of a pictogram, such as `family`. Null: there is none.
        pictogram: MaybeUndefined<String>,
        /// Where it stands among its siblings, from 1 to 100,000; behind them where a new one does
        /// not say.
        order: MaybeUndefined<i64>,
        /// The id of the group on the same axis that replaces it: see `retireTargetGroup`. Null: it
        /// is in use.
        replaced_by: MaybeUndefined<ID>,
    }
}
