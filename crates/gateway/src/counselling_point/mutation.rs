//! Writing counselling points.

use application::entries::{Archive, Copy, Create, Note, Update};
use async_graphql::{Context, Object, Result};
use domain::entry as model;

use super::CounsellingPointRevision;
use super::input::{
    ArchiveCounsellingPointInput, CopyCounsellingPointInput, CreateCounsellingPointInput,
    RestoreCounsellingPointInput, UpdateCounsellingPointInput,
};
use crate::code::Coded;
use crate::editing::{Editing, Raw};
use crate::request::application;
use crate::revision::{revision_payloads, typed_id};

#[derive(Default)]
pub struct CounsellingPointMutation;

revision_payloads! {
    /// What came of making a counselling point.
    CreateCounsellingPointPayload(CounsellingPointRevision)

    /// What came of changing a counselling point.
    UpdateCounsellingPointPayload(CounsellingPointRevision)

    /// What came of copying a counselling point.
    CopyCounsellingPointPayload(CounsellingPointRevision)

    /// What came of taking a counselling point out.
    ArchiveCounsellingPointPayload(CounsellingPointRevision)

    /// What came of taking a counselling point up again.
    RestoreCounsellingPointPayload(CounsellingPointRevision)
}

/// Writing counselling points.
#[Object]
impl CounsellingPointMutation {
    /// Make a counselling point, as a draft that the public does not see. For members of the
    /// organization that runs it, and for the coordinating office.
    async fn create_counselling_point(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateCounsellingPointInput,
    ) -> Result<Option<CreateCounsellingPointPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let input = input.point.raw();
        let (occasion, new) = (editing.occasion(), Create { input, note, then });
        let create = application(ctx).create::<model::CounsellingPoint, _>(&occasion, new);
        CreateCounsellingPointPayload::of(ctx, Box::pin(create).await).await
    }

    /// Change a counselling point, as a new revision. What the public reads stays until the change is
    /// approved.
    async fn update_counselling_point(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateCounsellingPointInput,
    ) -> Result<Option<UpdateCounsellingPointPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let update = Update::<model::CounsellingPoint, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.point.raw(),
            note,
            then,
        };
        let occasion = editing.occasion();
        let update = application(ctx).update(&occasion, update);
        UpdateCounsellingPointPayload::of(ctx, Box::pin(update).await).await
    }

    /// Make another counselling point that says the same, as a draft. What was said about the original itself
    /// stays with it: that it was confirmed, and what replaces it.
    async fn copy_counselling_point(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: CopyCounsellingPointInput,
    ) -> Result<Option<CopyCounsellingPointPayload>> {
        let editing = Editing::of(ctx)?;
        let copy = Copy::<model::CounsellingPoint> {
            id: typed_id(&input.id)?,
            note: Note {
                comment: input.comment,
                ..Note::default()
            },
        };
        let occasion = editing.occasion();
        let copy = application(ctx).copy(&occasion, copy);
        CopyCounsellingPointPayload::of(ctx, Box::pin(copy).await).await
    }

    /// Take a counselling point out: the public reads it no longer, and its history stays. Other entries that
    /// called it related call what replaces it so.
    async fn archive_counselling_point(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what replaces it.")] input: ArchiveCounsellingPointInput,
    ) -> Result<Option<ArchiveCounsellingPointPayload>> {
        let editing = Editing::of(ctx)?;
        let archive = Archive::<model::CounsellingPoint> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            replaced_by: input.replaced_by.map(|id| id.0),
            note: Note {
                comment: input.comment,
                channel: input.channel.map(|Coded(channel)| channel),
                minor: false,
            },
        };
        let occasion = editing.occasion();
        let archive = application(ctx).archive_entry(&occasion, archive);
        ArchiveCounsellingPointPayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take a counselling point up again that was taken out, as a draft.
    async fn restore_counselling_point(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreCounsellingPointInput,
    ) -> Result<Option<RestoreCounsellingPointPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore::<model::CounsellingPoint>(&occasion, which);
        RestoreCounsellingPointPayload::of(ctx, Box::pin(restore).await).await
    }
}
