//! What changes about a counselling point.

use async_graphql::{ID, InputObject, MaybeUndefined};
use domain::entry::AppointmentMode;
use domain::review::Channel;
use domain::taxonomy::Gender;

use crate::code::Coded;
use crate::editing::{NoteInput, inputs};
use crate::entry::EntryInput;

/// A new counselling point. What is left out is not known yet; a draft may leave open whatever a
/// review does not need.
#[derive(InputObject)]
pub struct CreateCounsellingPointInput {
    #[graphql(flatten)]
    pub(super) point: CounsellingPointInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// What changes about a counselling point. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateCounsellingPointInput {
    /// The id of the counselling point.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) point: CounsellingPointInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// Which counselling point to copy.
#[derive(InputObject)]
pub struct CopyCounsellingPointInput {
    /// The id of the counselling point.
    pub(super) id: ID,
    /// What the copy is for, for whoever reviews it. Not public.
    pub(super) comment: Option<String>,
}

/// Which counselling point to take out.
#[derive(InputObject)]
pub struct ArchiveCounsellingPointInput {
    /// The id of the counselling point.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// The id of the published entry that takes its place. Null or left out: none does.
    pub(super) replaced_by: Option<ID>,
    /// Why. Not public.
    pub(super) comment: Option<String>,
    /// How the provider told it. Only for the coordinating office, where it acts on a provider's
    /// behalf.
    pub(super) channel: Option<Coded<Channel>>,
}

/// Which counselling point to take up again.
#[derive(InputObject)]
pub struct RestoreCounsellingPointInput {
    /// The id of the counselling point.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What a counselling point says. Flattened into the inputs of its mutations.
    CounsellingPointInput {
        #[graphql(flatten)]
        entry: EntryInput,
        /// The ids of the topics that one is advised about: the whole list.
        counselling_topics: MaybeUndefined<Vec<ID>>,
        /// Whether one needs an appointment. Null: nobody said.
        appointment_mode: MaybeUndefined<Coded<AppointmentMode>>,
        /// The genders of those who answer, where that matters: the whole list.
        answered_by: MaybeUndefined<Vec<Coded<Gender>>>,
    }
}
