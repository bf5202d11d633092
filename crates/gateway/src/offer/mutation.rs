//! Writing offers.

use application::entries::{Archive, Copy, Create, Note, Update};
use async_graphql::{Context, Object, Result};
use domain::entry as model;

use super::OfferRevision;
use super::input::{
    ArchiveOfferInput, CopyOfferInput, CreateOfferInput, RestoreOfferInput, UpdateOfferInput,
};
use crate::code::Coded;
use crate::editing::{Editing, Raw};
use crate::request::application;
use crate::revision::{revision_payloads, typed_id};

#[derive(Default)]
pub struct OfferMutation;

revision_payloads! {
    /// What came of making an offer.
    CreateOfferPayload(OfferRevision)

    /// What came of changing an offer.
    UpdateOfferPayload(OfferRevision)

    /// What came of copying an offer.
    CopyOfferPayload(OfferRevision)

    /// What came of taking an offer out.
    ArchiveOfferPayload(OfferRevision)

    /// What came of taking an offer up again.
    RestoreOfferPayload(OfferRevision)
}

/// Writing offers.
#[Object]
impl OfferMutation {
    /// Make an offer, as a draft that the public does not see. For members of the organization that
    /// runs it, and for the coordinating office.
    async fn create_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateOfferInput,
    ) -> Result<Option<CreateOfferPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let input = input.offer.raw();
        let (occasion, new) = (editing.occasion(), Create { input, note, then });
        let create = application(ctx).create::<model::Offer, _>(&occasion, new);
        CreateOfferPayload::of(ctx, Box::pin(create).await).await
    }

    /// Change an offer, as a new revision. What the public reads stays until the change is approved.
    async fn update_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateOfferInput,
    ) -> Result<Option<UpdateOfferPayload>> {
        let editing = Editing::of(ctx)?;
        let (note, then) = input.note.read();
        let update = Update::<model::Offer, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.offer.raw(),
            note,
            then,
        };
        let occasion = editing.occasion();
        let update = application(ctx).update(&occasion, update);
        UpdateOfferPayload::of(ctx, Box::pin(update).await).await
    }

    /// Make another offer that says the same, as a draft. What was said about the original itself
    /// stays with it: that it was confirmed, what replaces it, and which of its rounds are full.
    async fn copy_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: CopyOfferInput,
    ) -> Result<Option<CopyOfferPayload>> {
        let editing = Editing::of(ctx)?;
        let copy = Copy::<model::Offer> {
            id: typed_id(&input.id)?,
            note: Note {
                comment: input.comment,
                ..Note::default()
            },
        };
        let occasion = editing.occasion();
        let copy = application(ctx).copy(&occasion, copy);
        CopyOfferPayload::of(ctx, Box::pin(copy).await).await
    }

    /// Take an offer out: the public reads it no longer, and its history stays. Other entries that
    /// called it related call what replaces it so.
    async fn archive_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what replaces it.")] input: ArchiveOfferInput,
    ) -> Result<Option<ArchiveOfferPayload>> {
        let editing = Editing::of(ctx)?;
        let archive = Archive::<model::Offer> {
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
        ArchiveOfferPayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take an offer up again that was taken out, as a draft.
    async fn restore_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreOfferInput,
    ) -> Result<Option<RestoreOfferPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore::<model::Offer>(&occasion, which);
        RestoreOfferPayload::of(ctx, Box::pin(restore).await).await
    }
}
