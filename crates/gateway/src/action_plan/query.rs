//! The entry point for the plan.

use async_graphql::{Context, Object, Result};

use super::ActionPlan;
use crate::object::Lookup;
use crate::request::snapshot;

#[derive(Default)]
pub struct ActionPlanQuery;

/// The entry point for the plan.
#[Object]
impl ActionPlanQuery {
    /// The integration action plan of the city: the edition asked for, or the latest one; null
    /// when there is none.
    async fn action_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which edition; the latest unless given.")] by: Option<Lookup>,
    ) -> Result<Option<ActionPlan>> {
        let document = match by {
            Some(by) => by.find(ctx)?,
            None => snapshot(ctx)
                .all::<domain::plan::ActionPlan>(&catalogue::Order::Newest)
                .items()
                .into_iter()
                .next(),
        };
        Ok(document.map(ActionPlan))
    }
}
