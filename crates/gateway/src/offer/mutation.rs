//! Writing offers.

use application::entries::{Create, Update};
use async_graphql::{Context, Object, Result};
use domain::entry as model;

use super::OfferRevision;
use super::input::{CreateOfferInput, UpdateOfferInput};
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
}
