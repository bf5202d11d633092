//! Which revision a mutation is about.

use async_graphql::{ID, InputObject};
use domain::review::Channel;

use crate::code::Coded;

/// What to hand in.
#[derive(InputObject)]
pub struct SubmitForReviewInput {
    /// The id of the offer, the counselling point, the location or the organization.
    pub(super) id: ID,
    /// The number of its newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

/// What to take back.
#[derive(InputObject)]
pub struct WithdrawFromReviewInput {
    /// The id of the offer, the counselling point, the location or the organization.
    pub(super) id: ID,
    /// The number of its newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

/// What to approve.
#[derive(InputObject)]
pub struct ApproveRevisionInput {
    /// The id of the offer, the counselling point, the location or the organization.
    pub(super) id: ID,
    /// The number of the revision that was reviewed. Where there is a newer one, the mutation is
    /// refused with `CONFLICT`.
    pub(super) expected_revision: u32,
}

/// What to give back.
#[derive(InputObject)]
pub struct ReturnRevisionInput {
    /// The id of the offer, the counselling point, the location or the organization.
    pub(super) id: ID,
    /// The number of the revision that was reviewed. Where there is a newer one, the mutation is
    /// refused with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// What its authors have to mend. Not public.
    pub(super) comment: String,
}

/// What to refuse.
#[derive(InputObject)]
pub struct RejectRevisionInput {
    /// The id of the offer, the counselling point, the location or the organization.
    pub(super) id: ID,
    /// The number of the revision that was reviewed. Where there is a newer one, the mutation is
    /// refused with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// Why, for its authors. Not public.
    pub(super) comment: String,
}

/// What to confirm.
#[derive(InputObject)]
pub struct ConfirmEntryInput {
    /// The id of the offer or the counselling point.
    pub(super) id: ID,
    /// The number of the revision that was read, newest or published. Where that is neither any
    /// more, the mutation is refused with `CONFLICT`.
    pub(super) expected_revision: Option<u32>,
}

/// Where to go back to.
#[derive(InputObject)]
pub struct GoBackToRevisionInput {
    /// The id of the offer, the counselling point, the location or the organization, or of anything
    /// that the coordinating office keeps.
    pub(super) id: ID,
    /// The number of its newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// The number of the older revision, from which to go on.
    pub(super) revision: u32,
    /// What for, for whoever reviews it or looks later. Not public.
    pub(super) comment: Option<String>,
    /// How the provider told it. Only for the coordinating office, where it acts on a provider's
    /// behalf.
    pub(super) channel: Option<Coded<Channel>>,
}
