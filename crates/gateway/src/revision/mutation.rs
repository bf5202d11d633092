//! Review: handing in, taking back, approving, returning, rejecting; confirming, and going back.

use application::UseCaseError;
use application::entries::{GoBack, Judgement, Note};
use async_graphql::{Context, Object, Result};

use super::input::{
    ApproveRevisionInput, ConfirmEntryInput, GoBackToRevisionInput, RejectRevisionInput,
    ReturnRevisionInput, SubmitForReviewInput, WithdrawFromReviewInput,
};
use super::{Revision, any_id, of_any_curated, of_any_entry, of_any_kind, revision_payloads};
use crate::code::Coded;
use crate::editing::Editing;
use crate::request::application;

#[derive(Default)]
pub struct RevisionMutation;

revision_payloads! {
    /// What came of handing in.
    SubmitForReviewPayload(Revision)

    /// What came of taking back.
    WithdrawFromReviewPayload(Revision)

    /// What came of approving.
    ApproveRevisionPayload(Revision)

    /// What came of giving back.
    ReturnRevisionPayload(Revision)

    /// What came of refusing.
    RejectRevisionPayload(Revision)

    /// What came of confirming.
    ConfirmEntryPayload(Revision)

    /// What came of going back.
    GoBackToRevisionPayload(Revision)
}

/// Review.
#[Object]
impl RevisionMutation {
    /// Hand in the newest revision. The coordinating office is to review it; it is published at once
    /// where its provider is trusted, or where all that differs from what is published is of low
    /// risk, such as a telephone number. For those who maintain it.
    async fn submit_for_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to hand in.")] input: SubmitForReviewInput,
    ) -> Result<Option<SubmitForReviewPayload>> {
        let editing = Editing::of(ctx)?;
        let (application, occasion) = (application(ctx), editing.occasion());
        let (id, expected) = (any_id(&input.id)?, input.expected_revision);
        let result = of_any_kind!(
            id,
            |T, id| Box::pin(application.submit_for_review::<T>(&occasion, (id, expected))).await,
            Err(UseCaseError::NotFound(id.to_global()))
        );
        SubmitForReviewPayload::of(ctx, result).await
    }

    /// Take the newest revision back from the review: it is a draft again. For those who maintain it.
    async fn withdraw_from_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to take back.")] input: WithdrawFromReviewInput,
    ) -> Result<Option<WithdrawFromReviewPayload>> {
        let editing = Editing::of(ctx)?;
        let (application, occasion) = (application(ctx), editing.occasion());
        let (id, expected) = (any_id(&input.id)?, input.expected_revision);
        let result = of_any_kind!(
            id,
            |T, id| Box::pin(application.withdraw_from_review::<T>(&occasion, (id, expected)))
                .await,
            Err(UseCaseError::NotFound(id.to_global()))
        );
        WithdrawFromReviewPayload::of(ctx, result).await
    }

    /// Let the public read the newest revision, from now on. For the coordinating office.
    async fn approve_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to approve.")] input: ApproveRevisionInput,
    ) -> Result<Option<ApproveRevisionPayload>> {
        let editing = Editing::of(ctx)?;
        let (application, occasion) = (application(ctx), editing.occasion());
        let (id, expected) = (any_id(&input.id)?, input.expected_revision);
        let result = of_any_kind!(
            id,
            |T, id| Box::pin(application.approve::<T>(&occasion, (id, expected))).await,
            Err(UseCaseError::NotFound(id.to_global()))
        );
        ApproveRevisionPayload::of(ctx, result).await
    }

    /// Give a revision under review back to its authors, to be mended. For the coordinating office.
    async fn return_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to give back, and why.")] input: ReturnRevisionInput,
    ) -> Result<Option<ReturnRevisionPayload>> {
        let editing = Editing::of(ctx)?;
        let (application, occasion) = (application(ctx), editing.occasion());
        let (id, expected) = (any_id(&input.id)?, input.expected_revision);
        let comment = Some(input.comment);
        let result = of_any_kind!(
            id,
            |T, id| {
                let judgement = Judgement::<T> {
                    id,
                    expected,
                    comment,
                };
                Box::pin(application.return_revision(&occasion, judgement)).await
            },
            Err(UseCaseError::NotFound(id.to_global()))
        );
        ReturnRevisionPayload::of(ctx, result).await
    }

    /// Refuse a revision under review: what is published stays, and becomes the newest again. For
    /// the coordinating office.
    async fn reject_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to refuse, and why.")] input: RejectRevisionInput,
    ) -> Result<Option<RejectRevisionPayload>> {
        let editing = Editing::of(ctx)?;
        let (application, occasion) = (application(ctx), editing.occasion());
        let (id, expected) = (any_id(&input.id)?, input.expected_revision);
        let comment = Some(input.comment);
        let result = of_any_kind!(
            id,
            |T, id| {
                let judgement = Judgement::<T> {
                    id,
                    expected,
                    comment,
                };
                Box::pin(application.reject(&occasion, judgement)).await
            },
            Err(UseCaseError::NotFound(id.to_global()))
        );
        RejectRevisionPayload::of(ctx, result).await
    }

    /// Say that what the public reads of an entry is still correct. Nothing has to be reviewed, and a
    /// change that waits stays where it is. For those who maintain it, and the coordinating office.
    async fn confirm_entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to confirm.")] input: ConfirmEntryInput,
    ) -> Result<Option<ConfirmEntryPayload>> {
        let editing = Editing::of(ctx)?;
        let (application, occasion) = (application(ctx), editing.occasion());
        let (id, expected) = (any_id(&input.id)?, input.expected_revision);
        let result = of_any_entry!(
            id,
            |T, id| Box::pin(application.confirm_entry::<T>(&occasion, (id, expected))).await,
            Err(UseCaseError::NotFound(id.to_global()))
        );
        ConfirmEntryPayload::of(ctx, result).await
    }

    /// Go on from an older revision: what it said becomes a new draft. What the public reads stays
    /// until that is approved. What only the coordinating office writes about an organization stays
    /// as it is, unless it is the office that goes back. Of what the coordinating office keeps there
    /// are no drafts: the public reads at once what the older revision said; what the city adopted in
    /// words stays. For those who maintain it.
    async fn go_back_to_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of what, and to which revision.")] input: GoBackToRevisionInput,
    ) -> Result<Option<GoBackToRevisionPayload>> {
        let editing = Editing::of(ctx)?;
        let (application, occasion) = (application(ctx), editing.occasion());
        let GoBackToRevisionInput {
            id,
            expected_revision: expected,
            revision: to,
            comment,
            channel,
        } = input;
        let note = Note {
            comment,
            channel: channel.map(|Coded(channel)| channel),
            minor: false,
        };
        let id = any_id(&id)?;
        let result = of_any_kind!(
            id,
            |T, id| {
                let back = GoBack::<T> {
                    id,
                    expected,
                    to,
                    note,
                };
                Box::pin(application.go_back(&occasion, back)).await
            },
            of_any_curated!(
                id,
                |T, id| {
                    let back = GoBack::<T> {
                        id,
                        expected,
                        to,
                        note,
                    };
                    Box::pin(application.go_back_curated(&occasion, back)).await
                },
                Err(UseCaseError::NotFound(id.to_global()))
            )
        );
        GoBackToRevisionPayload::of(ctx, result).await
    }
}
