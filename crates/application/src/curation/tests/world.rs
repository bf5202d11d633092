//! A small plan in a small city.

use std::ops::Deref;

use domain::account::{Grant, Jurisdiction};
use domain::aggregate::Aggregate;
use domain::id::{ActionAreaId, ActionPlanId, ChallengeId, GoalId, MeasureId, TypedId};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure};
use domain::policy::Actor;
use serde_json::{Value, json};

use crate::entries::tests::person;
use crate::entries::tests::world::{self, now, publish};

pub(crate) struct World(world::World);

impl Deref for World {
    type Target = world::World;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Somebody of the coordinating office who is there for one area of action.
pub(crate) fn coordinator_of(area: &str) -> Actor {
    let parts = Jurisdiction::Parts {
        districts: [].into(),
        areas: [ActionAreaId::of_slug(area)].into(),
    };
    person(vec![Grant::Coordinator(parts)], Vec::new())
}

pub(crate) fn text(words: &str) -> Value {
    json!([{"language": "de", "text": words}])
}

fn item(slug: &str, order: u32) -> Value {
    json!({"slug": slug, "order": order, "title": text(slug), "official_text": "Wie beschlossen."})
}

fn read<T: Aggregate>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

impl World {
    /// Education and housing, a challenge, a goal and a measure in each; the measure about
    /// education has one first step.
    pub(crate) async fn new() -> Self {
        let world = world::World::new().await;
        let plan = ActionPlanId::of_slug("plan");
        let edition = json!({"id": plan, "slug": "plan", "title": text("Plan")});
        publish(&world.store, &read::<ActionPlan>(edition)).await;
        for (order, area) in ["education", "housing"].into_iter().enumerate() {
            let id = ActionAreaId::of_slug(area);
            let content = json!({
                "id": id, "slug": area, "plan": plan, "order": order, "title": text(area),
            });
            publish(&world.store, &read::<ActionArea>(content)).await;
            publish_items(&world, area).await;
        }
        world.application.catch_up(now()).await.unwrap();
        Self(world)
    }
}

async fn publish_items(world: &world::World, area: &str) {
    let name = |kind: &str| format!("{area}-{kind}");
    let challenge = ChallengeId::of_slug(&name("challenge"));
    let goal = GoalId::of_slug(&name("goal"));
    let measure = MeasureId::of_slug(&name("measure"));
    let content = json!({
        "id": challenge, "area": ActionAreaId::of_slug(area), "item": item(&name("challenge"), 10),
    });
    publish(&world.store, &read::<Challenge>(content)).await;
    let content = json!({"id": goal, "challenge": challenge, "item": item(&name("goal"), 11)});
    publish(&world.store, &read::<Goal>(content)).await;
    let mut content = json!({
        "id": measure, "challenge": challenge, "goals": [goal], "item": item(&name("measure"), 12),
    });
    content["item"]["steps"] = json!([{
        "id": domain::id::PartId::of_name(measure, "first"),
        "slug": "first",
        "title": text("Raum suchen"),
        "official_text": "Raum suchen, wie beschlossen.",
    }]);
    publish(&world.store, &read::<Measure>(content)).await;
}
