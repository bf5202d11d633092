//! Writing organizations.

use application::entries::{Create, Note, TakeOut, Update};
use async_graphql::{Context, Object, Result};
use domain::organization as model;

use super::OrganizationRevision;
use super::input::{
    ArchiveOrganizationInput, CreateOrganizationInput, RestoreOrganizationInput,
    UpdateOrganizationInput, UpdateOrganizationProfileInput,
};
use crate::code::Coded;
use crate::editing::{Editing, Raw};
use crate::request::application;
use crate::revision::{revision_payloads, typed_id};

#[derive(Default)]
pub struct OrganizationMutation;

revision_payloads! {
    /// What came of changing what an organization says about itself.
    UpdateOrganizationProfilePayload(OrganizationRevision)

    /// What came of making an organization.
    CreateOrganizationPayload(OrganizationRevision)

    /// What came of changing an organization.
    UpdateOrganizationPayload(OrganizationRevision)

    /// What came of taking an organization out.
    ArchiveOrganizationPayload(OrganizationRevision)

    /// What came of taking an organization up again.
    RestoreOrganizationPayload(OrganizationRevision)
}

/// Writing organizations.
#[Object]
impl OrganizationMutation {
    /// Change what an organization says about itself, as a new revision. What the public reads stays
    /// until the change is approved. For its managers, and for the coordinating office.
    async fn update_organization_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateOrganizationProfileInput,
    ) -> Result<Option<UpdateOrganizationProfilePayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let update = Update::<model::Organization, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.profile.raw(),
            note,
            then,
        };
        let occasion = editing.occasion();
        let update = application(ctx).update(&occasion, update);
        UpdateOrganizationProfilePayload::of(ctx, Box::pin(update).await).await
    }

    /// Make an organization, as a draft that the public does not see. For the coordinating office.
    async fn create_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateOrganizationInput,
    ) -> Result<Option<CreateOrganizationPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let input = input.organization.raw();
        let (occasion, new) = (editing.occasion(), Create { input, note, then });
        let create = application(ctx).create::<model::Organization, _>(&occasion, new);
        CreateOrganizationPayload::of(ctx, Box::pin(create).await).await
    }

    /// Change all that is said about an organization, as a new revision. What the public reads stays
    /// until the change is approved. For the coordinating office: whoever only manages the
    /// organization is refused with `REVIEW_REQUIRED` at each field that is not in
    /// `updateOrganizationProfile`.
    async fn update_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateOrganizationInput,
    ) -> Result<Option<UpdateOrganizationPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let update = Update::<model::Organization, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.organization.raw(),
            note,
            then,
        };
        let occasion = editing.occasion();
        let update = application(ctx).update(&occasion, update);
        UpdateOrganizationPayload::of(ctx, Box::pin(update).await).await
    }

    /// Take an organization out: the public reads it no longer, and its history stays. Refused with
    /// `IN_USE` while something published refers to it. For the coordinating office.
    async fn archive_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ArchiveOrganizationInput,
    ) -> Result<Option<ArchiveOrganizationPayload>> {
        let editing = Editing::of(ctx)?;
        let take_out = TakeOut::<model::Organization> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            note: Note {
                comment: input.comment,
                channel: input.channel.map(|Coded(channel)| channel),
                minor: false,
            },
        };
        let occasion = editing.occasion();
        let archive = application(ctx).archive(&occasion, take_out);
        ArchiveOrganizationPayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take an organization up again that was taken out, as a draft. For the coordinating office.
    async fn restore_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreOrganizationInput,
    ) -> Result<Option<RestoreOrganizationPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore::<model::Organization>(&occasion, which);
        RestoreOrganizationPayload::of(ctx, Box::pin(restore).await).await
    }
}
