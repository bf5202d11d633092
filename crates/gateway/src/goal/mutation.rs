//! Keeping goals.

use async_graphql::{ID, MaybeUndefined};
use domain::plan as model;

use super::Goal;
use crate::editing::{curated, inputs};
use crate::plan_item::PlanItemInput;

inputs! {
    /// What a goal says. Flattened into the inputs of its mutations.
    GoalInput {
        #[graphql(flatten)]
        item: PlanItemInput,
        /// The id of the challenge that it answers; needed for a new one.
        challenge: MaybeUndefined<ID>,
    }
}

curated! {
    GoalMutation keeps model::Goal as goal: Goal, by GoalInput,
        archived by archive_item;

    /// Make a goal, which the public reads at once. For the coordinating office.
    create_goal(CreateGoalInput) -> CreateGoalPayload;

    /// Change a goal, for the public at once. The words as adopted stay. For the coordinating office.
    update_goal(UpdateGoalInput) -> UpdateGoalPayload;

    /// Take a goal out, and with it who was responsible for it; its history stays. Refused while
    /// something else refers to it. For the coordinating office.
    archive_goal(ArchiveGoalInput) -> ArchiveGoalPayload;

    /// Take a goal up again as it was, for the public at once. For the coordinating office.
    restore_goal(RestoreGoalInput) -> RestoreGoalPayload;
}
