//! The state that the plan wants to reach (Ziel).

use async_graphql::{Context, ID, Object};
use domain::plan as model;

use crate::challenge::Challenge;
use crate::measure::Measure;
use crate::object::{document_object, global_id, linked, referring};
use crate::plan_item::{PlanItemFields, PlanProgress};
use crate::suggestion::Suggestion;

document_object! {
    Goal(model::Goal)
}

/// The state that the plan wants to reach (Ziel).
#[Object]
impl Goal {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// What it answers; null while that is not published.
    async fn challenge(&self, ctx: &Context<'_>) -> Option<Challenge> {
        linked(ctx, self.0.challenge)
    }

    /// Ideas for it, in the order of the plan.
    #[graphql(complexity = "5 * child_complexity")]
    async fn suggestions(&self, ctx: &Context<'_>) -> Vec<Suggestion> {
        referring(ctx, self.0.id, |suggestion: &model::Suggestion| {
            suggestion.goal == self.0.id
        })
    }

    /// What will be done for it, in the order of the plan.
    #[graphql(complexity = "5 * child_complexity")]
    async fn measures(&self, ctx: &Context<'_>) -> Vec<Measure> {
        referring(ctx, self.0.id, |measure: &model::Measure| {
            measure.goals.contains(&self.0.id)
        })
    }

    /// How far it has come, by the measures that serve it.
    #[graphql(complexity = "5 + child_complexity")]
    async fn progress(&self, ctx: &Context<'_>) -> PlanProgress {
        PlanProgress::of_goal(ctx, self.0.id)
    }

    /// What every plan item says.
    #[graphql(flatten)]
    async fn item(&self, _ctx: &Context<'_>) -> PlanItemFields<'_> {
        self.common()
    }
}

impl Goal {
    pub(crate) fn common(&self) -> PlanItemFields<'_> {
        PlanItemFields {
            id: model::PlanItemId::Goal(self.0.id),
            item: &self.0.item,
            stamp: self.0.stamp(),
        }
    }
}
