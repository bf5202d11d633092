//! What the coordinating office writes about a field of action.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::plan::ActionArea as Model;

use super::ActionArea;
use super::input::UpdateActionAreaInput;
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct ActionAreaMutation;

curated_payloads! {
    /// What came of changing a field of action.
    UpdateActionAreaPayload {
        /// As the public reads it now.
        action_area: ActionArea
    }
}

/// Writing.
#[Object]
impl ActionAreaMutation {
    /// Change a field of action: everybody reads it before the answer. For the coordinating office
    /// as far as it is responsible for everything.
    async fn update_action_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateActionAreaInput,
    ) -> Result<Option<UpdateActionAreaPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.action_area.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateActionAreaPayload::of(ctx, Box::pin(update).await).await
    }
}
