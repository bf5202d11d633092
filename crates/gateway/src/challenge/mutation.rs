//! Keeping challenges.

use async_graphql::{ID, MaybeUndefined};
use domain::plan as model;

use super::Challenge;
use crate::editing::{curated, inputs};
use crate::plan_item::PlanItemInput;

inputs! {
    /// What a challenge says. Flattened into the inputs of its mutations.
    ChallengeInput {
        #[graphql(flatten)]
        item: PlanItemInput,
        /// The id of the area of action to which it belongs; needed for a new one.
        area: MaybeUndefined<ID>,
        /// The `partId` of the section of that area. Null: none.
        section: MaybeUndefined<ID>,
        /// Whether it has priority. Null: nobody knows.
        is_prioritized: MaybeUndefined<bool>,
    }
}

curated! {
    ChallengeMutation keeps model::Challenge as challenge: Challenge, by ChallengeInput,
        archived by archive_item;

    /// Make a challenge, which the public reads at once. For the coordinating office.
    create_challenge(CreateChallengeInput) -> CreateChallengePayload;

    /// Change a challenge, for the public at once. The words as adopted stay. For the coordinating office.
    update_challenge(UpdateChallengeInput) -> UpdateChallengePayload;

    /// Take a challenge out, and with it who was responsible for it; its history stays. Refused while
    /// something else refers to it. For the coordinating office.
    archive_challenge(ArchiveChallengeInput) -> ArchiveChallengePayload;

    /// Take a challenge up again as it was, for the public at once. For the coordinating office.
    restore_challenge(RestoreChallengeInput) -> RestoreChallengePayload;
}
