//! What is proposed, and what is decided about it.

use async_graphql::{ID, InputObject};
use domain::plan::ImplementationStatus;

use crate::code::Coded;
use crate::editing::{TextInput, inputs};

inputs! {
    /// How far an organization says that a measure is. Flattened into the input of its mutation.
    ProposedProgressInput {
        /// The day that the report speaks of, such as `2026-03-01`; not after today.
        date: String,
        /// The `partId` of the first step that it is about; null or left out where it is about the
        /// measure as a whole.
        first_step: Option<ID>,
        /// How far the measure, or that step, is.
        status: Coded<ImplementationStatus>,
        /// How much of it is done, 0 to 100 percent; null when nobody said.
        percent: Option<i64>,
        /// What there is to say, with all its languages; null when there is nothing. Public once it
        /// is accepted.
        note: Option<TextInput>,
    }
}

/// What an organization proposes about the progress of a measure.
#[derive(InputObject)]
pub struct ProposeProgressInput {
    /// The id of the measure.
    pub(super) measure: ID,
    /// The id of the organization in whose name it is proposed. It has to be responsible for the
    /// measure, else `NOT_RESPONSIBLE`; its name is the author of the report.
    pub(super) organization: ID,
    #[graphql(flatten)]
    pub(super) progress: ProposedProgressInput,
}

/// Which proposal is accepted.
#[derive(InputObject)]
pub struct AcceptProgressProposalInput {
    /// The id of the proposal.
    pub(super) proposal: ID,
    /// What the organization is told besides: up to a few sentences. Not public.
    pub(super) comment: Option<String>,
}

/// Which proposal is rejected, and why.
#[derive(InputObject)]
pub struct RejectProgressProposalInput {
    /// The id of the proposal.
    pub(super) proposal: ID,
    /// What the organization is told: up to a few sentences; needed. Not public.
    pub(super) comment: Option<String>,
}

/// Which proposal is taken back.
#[derive(InputObject)]
pub struct WithdrawProgressProposalInput {
    /// The id of the proposal.
    pub(super) proposal: ID,
}
