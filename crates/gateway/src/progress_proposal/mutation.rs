//! Proposing how far measures have come, and deciding about that.

use application::proposals::{Decide, Propose};
use async_graphql::{Context, ID, Object, Result};
use domain::id::TypedId;
use domain::plan::ProgressProposalId;

use super::input::{
    AcceptProgressProposalInput, ProposeProgressInput, RejectProgressProposalInput,
    WithdrawProgressProposalInput,
};
use super::object::ProgressProposal;
use crate::editing::{Editing, Raw};
use crate::error::bad_id;
use crate::mutation::{not_found, payloads};
use crate::request::application;

payloads! {
    /// What came of proposing progress.
    ProposeProgressPayload {
        /// The proposal, which waits for the coordinating office.
        proposal: ProgressProposal
    }

    /// What came of accepting a proposal.
    AcceptProgressProposalPayload {
        /// The proposal; its measure has the report now, for everybody.
        proposal: ProgressProposal
    }

    /// What came of rejecting a proposal.
    RejectProgressProposalPayload {
        /// The proposal.
        proposal: ProgressProposal
    }

    /// What came of taking a proposal back.
    WithdrawProgressProposalPayload {
        /// The proposal.
        proposal: ProgressProposal
    }
}

#[derive(Default)]
pub struct ProgressProposalMutation;

/// Proposals about the progress of measures.
#[Object]
impl ProgressProposalMutation {
    /// Propose how far a measure has come: nothing about it changes before the coordinating office
    /// accepts that. For members of an organization that is responsible for the measure: it leads,
    /// coordinates or takes part, and that is confirmed (`CONFIRMED`, or `isResponsible`); that the
    /// plan names it (`NAMED`) is not enough. Up to 20 proposals of an organization about one
    /// measure wait.
    async fn propose_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "About which measure, and how far it is.")] input: ProposeProgressInput,
    ) -> Result<Option<ProposeProgressPayload>> {
        let editing = Editing::of(ctx)?;
        let propose = Propose {
            measure: id_in(&input.measure, "measure")?,
            organization: id_in(&input.organization, "organization")?,
            progress: input.progress.raw(),
        };
        let occasion = editing.occasion();
        let propose = application(ctx).propose_progress(&occasion, propose);
        ProposeProgressPayload::from_outcome(ctx, Box::pin(propose).await).await
    }

    /// Accept a proposal: the measure has the report at once, for the public too, in the name of the
    /// organization. One that somebody has decided about stays as it is (`ALREADY_DECIDED`). For the
    /// coordinating office.
    async fn accept_progress_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: AcceptProgressProposalInput,
    ) -> Result<Option<AcceptProgressProposalPayload>> {
        let editing = Editing::of(ctx)?;
        let decide = Decide {
            proposal: proposal_id(&input.proposal)?,
            comment: input.comment,
        };
        let occasion = editing.occasion();
        let accept = application(ctx).accept_progress_proposal(&occasion, decide);
        AcceptProgressProposalPayload::from_outcome(ctx, Box::pin(accept).await).await
    }

    /// Reject a proposal with a comment; the measure stays as it is. One that somebody has decided
    /// about stays as it is (`ALREADY_DECIDED`). For the coordinating office.
    async fn reject_progress_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and why.")] input: RejectProgressProposalInput,
    ) -> Result<Option<RejectProgressProposalPayload>> {
        let editing = Editing::of(ctx)?;
        let decide = Decide {
            proposal: proposal_id(&input.proposal)?,
            comment: input.comment,
        };
        let occasion = editing.occasion();
        let reject = application(ctx).reject_progress_proposal(&occasion, decide);
        RejectProgressProposalPayload::from_outcome(ctx, Box::pin(reject).await).await
    }

    /// Take a proposal back that waits. For members of its organization, and for the coordinating
    /// office on its behalf.
    async fn withdraw_progress_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: WithdrawProgressProposalInput,
    ) -> Result<Option<WithdrawProgressProposalPayload>> {
        let editing = Editing::of(ctx)?;
        let proposal = proposal_id(&input.proposal)?;
        let occasion = editing.occasion();
        let withdraw = application(ctx).withdraw_progress_proposal(&occasion, proposal);
        WithdrawProgressProposalPayload::from_outcome(ctx, Box::pin(withdraw).await).await
    }
}

fn id_in<T: TypedId>(id: &ID, field: &str) -> Result<T> {
    T::from_global(id).map_err(|error| bad_id(&error, &["input", field]))
}

fn proposal_id(id: &ID) -> Result<ProgressProposalId> {
    ProgressProposalId::from_global(id).ok_or_else(|| not_found(id))
}
