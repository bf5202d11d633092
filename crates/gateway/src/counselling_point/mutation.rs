//! Writing counselling points.

use application::entries::{Create, Update};
use async_graphql::{Context, Object, Result};
use domain::entry as model;

use super::CounsellingPointRevision;
use super::input::{CreateCounsellingPointInput, UpdateCounsellingPointInput};
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
}
