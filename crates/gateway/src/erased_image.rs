//! Erasing pictures.

use application::images::{ErasedFrom, PictureErased};
use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::editing::Editing;
use crate::mutation::payloads;
use crate::object::global_id;
use crate::request::application;

#[derive(Default)]
pub struct ImageMutation;

/// Which picture to erase.
#[derive(InputObject)]
pub struct EraseImageInput {
    /// Its `url`.
    url: String,
}

pub struct ImageErasure(PictureErased);

/// Where a picture was erased.
#[Object]
impl ImageErasure {
    /// What showed it, in the order of ids; empty where it was an upload that nothing showed yet.
    async fn from(&self) -> Vec<ImageErasedFrom<'_>> {
        self.0.from.iter().map(ImageErasedFrom).collect()
    }

    /// Whether the file is gone: not while something else shows the same picture.
    async fn is_gone(&self) -> bool {
        self.0.is_gone
    }
}

pub struct ImageErasedFrom<'a>(&'a ErasedFrom);

/// What a picture was erased from.
#[Object]
impl ImageErasedFrom<'_> {
    /// The id of the offer, the counselling point or the organization that showed it.
    async fn entity_id(&self) -> ID {
        global_id(self.0.entity)
    }

    /// The numbers of the revisions that showed it.
    async fn revisions(&self) -> &[u32] {
        &self.0.revisions
    }
}

payloads! {
    /// What came of erasing a picture.
    EraseImagePayload {
        /// Where it was erased.
        erasure: ImageErasure
    }
}

/// Erasing pictures.
#[Object]
impl ImageMutation {
    /// Erase a picture from every revision of everything that shows it, published or not, and its
    /// file: for pictures that should never have been there, such as of somebody who did not agree.
    /// This cannot be taken back; to stop showing a picture, leave it out of `images`. Browsers may
    /// keep what they have shown for a day. For the coordinating office, and for managers in what is
    /// their organizations'; whoever uploaded a picture erases it while nothing shows it.
    async fn erase_image(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: EraseImageInput,
    ) -> Result<Option<EraseImagePayload>> {
        let editing = Editing::of(ctx)?;
        let occasion = editing.occasion();
        let erased = Box::pin(application(ctx).erase_picture(&occasion, &input.url)).await;
        EraseImagePayload::from_outcome(ctx, erased.map(ImageErasure)).await
    }
}
