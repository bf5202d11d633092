//! An idea under a goal (Anregung).

use async_graphql::{Context, ID, Object};
use domain::plan as model;

use crate::goal::Goal;
use crate::measure::Measure;
use crate::object::{document_object, global_id, linked, referring};
use crate::plan_item::PlanItemFields;

document_object! {
    Suggestion(model::Suggestion)
}

/// An idea under a goal (Anregung).
#[Object]
impl Suggestion {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The goal that it serves; null while that is not published.
    async fn goal(&self, ctx: &Context<'_>) -> Option<Goal> {
        linked(ctx, self.0.goal)
    }

    /// The number as printed. Numbers restart, so that it identifies nothing.
    async fn number(&self) -> Option<u32> {
        self.0.number
    }

    /// The measures that take it up, in the order of the plan.
    #[graphql(complexity = "5 * child_complexity")]
    async fn measures(&self, ctx: &Context<'_>) -> Vec<Measure> {
        referring(ctx, self.0.id, |measure: &model::Measure| {
            measure.suggestions.contains(&self.0.id)
        })
    }

    /// What every plan item says.
    #[graphql(flatten)]
    async fn item(&self, _ctx: &Context<'_>) -> PlanItemFields<'_> {
        self.common()
    }
}

impl Suggestion {
    pub(crate) fn common(&self) -> PlanItemFields<'_> {
        PlanItemFields {
            id: model::PlanItemId::Suggestion(self.0.id),
            item: &self.0.item,
            stamp: self.0.stamp(),
        }
    }
}
