//! What the coordinating office writes about a target group.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::edit::Change as FieldChange;
use domain::taxonomy::TargetGroup as Model;

use super::TargetGroup;
use super::input::{
    ArchiveTargetGroupInput, CreateTargetGroupInput, RestoreTargetGroupInput,
    RetireTargetGroupInput, UpdateTargetGroupInput,
};
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct TargetGroupMutation;

curated_payloads! {
    /// What came of making a target group.
    CreateTargetGroupPayload {
        /// As the public reads it now.
        target_group: TargetGroup
    }

    /// What came of changing a target group.
    UpdateTargetGroupPayload {
        /// As the public reads it now.
        target_group: TargetGroup
    }

    /// What came of retiring a target group.
    RetireTargetGroupPayload {
        /// As the public reads it now.
        target_group: TargetGroup
    }

    /// What came of taking a target group out.
    ArchiveTargetGroupPayload {
        /// As the public reads it now.
        target_group: TargetGroup
    }

    /// What came of taking a target group up again.
    RestoreTargetGroupPayload {
        /// As the public reads it now.
        target_group: TargetGroup
    }
}

/// Writing.
#[Object]
impl TargetGroupMutation {
    /// Make a target group: everybody reads it before the answer. For the coordinating office as
    /// far as it is responsible for everything.
    async fn create_target_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateTargetGroupInput,
    ) -> Result<Option<CreateTargetGroupPayload>> {
        let editing = Editing::of(ctx)?;
        let (occasion, new) = (
            editing.occasion(),
            (input.target_group.raw(), input.note.read()),
        );
        let create = application(ctx).create_curated::<Model, _>(&occasion, new);
        CreateTargetGroupPayload::of(ctx, Box::pin(create).await).await
    }

    /// Change a target group: everybody reads it before the answer. For the coordinating office as
    /// far as it is responsible for everything.
    async fn update_target_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateTargetGroupInput,
    ) -> Result<Option<UpdateTargetGroupPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.target_group.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateTargetGroupPayload::of(ctx, Box::pin(update).await).await
    }

    /// Retire a target group: it keeps answering for those who have it, and says what to use
    /// instead. Taken back by changing `replacedBy` to null. For the coordinating office as far as
    /// it is responsible for everything.
    async fn retire_target_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what replaces it.")] input: RetireTargetGroupInput,
    ) -> Result<Option<RetireTargetGroupPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: domain::edit::TargetGroupInput {
                replaced_by: FieldChange::Set(input.replaced_by.0),
                ..Default::default()
            },
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let retire = application(ctx).update_curated(&occasion, change);
        RetireTargetGroupPayload::of(ctx, Box::pin(retire).await).await
    }

    /// Take a target group out: the public reads it no longer, its history stays. One that is in
    /// use is retired instead (`IN_USE`). For the coordinating office as far as it is responsible
    /// for everything.
    async fn archive_target_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ArchiveTargetGroupInput,
    ) -> Result<Option<ArchiveTargetGroupPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let archive = application(ctx).archive_curated::<Model>(&occasion, which);
        ArchiveTargetGroupPayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take a target group up again that was taken out, as it was: everybody reads it before the
    /// answer. For the coordinating office as far as it is responsible for everything.
    async fn restore_target_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreTargetGroupInput,
    ) -> Result<Option<RestoreTargetGroupPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore_curated::<Model>(&occasion, which);
        RestoreTargetGroupPayload::of(ctx, Box::pin(restore).await).await
    }
}
