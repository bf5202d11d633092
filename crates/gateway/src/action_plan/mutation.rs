//! Writing the plan.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::plan::ActionPlan as Model;

use super::ActionPlan;
use super::input::UpdateActionPlanInput;
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct ActionPlanMutation;

curated_payloads! {
    /// What came of changing the plan.
    UpdateActionPlanPayload {
        /// As the public reads it now.
        action_plan: ActionPlan
    }
}

/// Writing.
#[Object]
impl ActionPlanMutation {
    /// Change the plan: everybody reads it before the answer. Its document comes in by
    /// `importActionPlan`. For the coordinating office as far as it is responsible for everything.
    async fn update_action_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateActionPlanInput,
    ) -> Result<Option<UpdateActionPlanPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.action_plan.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateActionPlanPayload::of(ctx, Box::pin(update).await).await
    }
}
