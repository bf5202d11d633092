//! What is wrong today (Herausforderung).

use async_graphql::{Context, ID, Object};
use domain::plan as model;

use crate::action_area::PlanSection;
use crate::goal::Goal;
use crate::measure::Measure;
use crate::object::{document_object, global_id, referring};
use crate::plan_item::{PlanItemFields, PlanProgress};
use crate::request::snapshot;

document_object! {
    Challenge(model::Challenge)
}

/// What is wrong today (Herausforderung).
#[Object]
impl Challenge {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The heading under which it stands; null when it stands under none.
    async fn section(&self, ctx: &Context<'_>) -> Option<PlanSection> {
        let area = snapshot(ctx).find::<model::ActionArea>(self.0.area)?;
        PlanSection::find(area, self.0.section?)
    }

    /// Whether it has priority; null when nobody knows.
    async fn is_prioritized(&self) -> Option<bool> {
        self.0.prioritized
    }

    /// What the plan wants to reach, in its order.
    #[graphql(complexity = "5 * child_complexity")]
    async fn goals(&self, ctx: &Context<'_>) -> Vec<Goal> {
        referring(ctx, self.0.id, |goal: &model::Goal| {
            goal.challenge == self.0.id
        })
    }

    /// What will be done about it, in the order of the plan.
    #[graphql(complexity = "5 * child_complexity")]
    async fn measures(&self, ctx: &Context<'_>) -> Vec<Measure> {
        referring(ctx, self.0.id, |measure: &model::Measure| {
            measure.challenge == self.0.id
        })
    }

    /// How far it has come, by the measures that answer it.
    #[graphql(complexity = "5 + child_complexity")]
    async fn progress(&self, ctx: &Context<'_>) -> PlanProgress {
        PlanProgress::of_challenge(ctx, self.0.id)
    }

    /// What every plan item says.
    #[graphql(flatten)]
    async fn item(&self, _ctx: &Context<'_>) -> PlanItemFields<'_> {
        self.common()
    }
}

impl Challenge {
    pub(crate) fn common(&self) -> PlanItemFields<'_> {
        PlanItemFields {
            id: model::PlanItemId::Challenge(self.0.id),
            item: &self.0.item,
            stamp: self.0.stamp(),
        }
    }
}
