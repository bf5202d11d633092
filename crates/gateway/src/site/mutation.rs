//! Writing the site.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::site::Site as Model;

use super::Site;
use super::input::UpdateSiteInput;
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct SiteMutation;

curated_payloads! {
    /// What came of changing the site.
    UpdateSitePayload {
        /// As the public reads it now.
        site: Site
    }
}

/// Writing.
#[Object]
impl SiteMutation {
    /// Change what this directory says about itself: everybody reads it before the answer. For
    /// administrators.
    async fn update_site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateSiteInput,
    ) -> Result<Option<UpdateSitePayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.site.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateSitePayload::of(ctx, Box::pin(update).await).await
    }
}
