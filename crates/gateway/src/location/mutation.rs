//! Writing locations.

use application::entries::{CopyLocation, Create, Note, TakeOut, Update};
use async_graphql::{Context, Object, Result};
use domain::place as model;

use super::LocationRevision;
use super::input::{
    ArchiveLocationInput, CopyLocationInput, CreateLocationInput, RestoreLocationInput,
    UpdateLocationInput,
};
use crate::code::Coded;
use crate::editing::{Editing, Raw};
use crate::request::application;
use crate::revision::{revision_payloads, typed_id};

#[derive(Default)]
pub struct LocationMutation;

revision_payloads! {
    /// What came of making a location.
    CreateLocationPayload(LocationRevision)

    /// What came of changing a location.
    UpdateLocationPayload(LocationRevision)

    /// What came of copying a location.
    CopyLocationPayload(LocationRevision)

    /// What came of taking a location out.
    ArchiveLocationPayload(LocationRevision)

    /// What came of taking a location up again.
    RestoreLocationPayload(LocationRevision)
}

/// Writing locations.
#[Object]
impl LocationMutation {
    /// Make a location, as a draft that the public does not see. For members of the organization that
    /// maintains it, and for the coordinating office.
    async fn create_location(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateLocationInput,
    ) -> Result<Option<CreateLocationPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let input = input.location.raw();
        let (occasion, new) = (editing.occasion(), Create { input, note, then });
        let create = application(ctx).create::<model::Location, _>(&occasion, new);
        CreateLocationPayload::of(ctx, Box::pin(create).await).await
    }

    /// Change a location, as a new revision. What the public reads stays until the change is approved.
    async fn update_location(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateLocationInput,
    ) -> Result<Option<UpdateLocationPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let update = Update::<model::Location, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.location.raw(),
            note,
            then,
        };
        let occasion = editing.occasion();
        let update = application(ctx).update(&occasion, update);
        UpdateLocationPayload::of(ctx, Box::pin(update).await).await
    }

    /// Make another location at the same place, as a draft that the public does not see: where an
    /// organization keeps its own, or to show the same house for something else. For members of the
    /// organization that maintains the copy, and for the coordinating office. Whoever maintains the
    /// original copies its newest revision, everybody else what the public reads of it.
    ///
    /// The copy shows no more of the place than the original: where something protected takes place
    /// there, the copy is as protected, until you say otherwise. Look at its `visibility` before you
    /// hand it in.
    async fn copy_location(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and for whom.")] input: CopyLocationInput,
    ) -> Result<Option<CopyLocationPayload>> {
        let editing = Editing::of(ctx)?;
        let copy = CopyLocation {
            id: typed_id(&input.id)?,
            owner: input.owner.raw(),
            note: Note {
                comment: input.comment,
                ..Note::default()
            },
        };
        let occasion = editing.occasion();
        let copy = application(ctx).copy_location(&occasion, copy);
        CopyLocationPayload::of(ctx, Box::pin(copy).await).await
    }

    /// Take a location out: the public reads it no longer, and its history stays. Refused with
    /// `IN_USE` while something published is there.
    async fn archive_location(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ArchiveLocationInput,
    ) -> Result<Option<ArchiveLocationPayload>> {
        let editing = Editing::of(ctx)?;
        let take_out = TakeOut::<model::Location> {
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
        ArchiveLocationPayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take a location up again that was taken out, as a draft.
    async fn restore_location(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreLocationInput,
    ) -> Result<Option<RestoreLocationPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore::<model::Location>(&occasion, which);
        RestoreLocationPayload::of(ctx, Box::pin(restore).await).await
    }
}
