//! Keeping suggestions.

use async_graphql::{ID, MaybeUndefined};
use domain::plan as model;

use super::Suggestion;
use crate::editing::{curated, inputs};
use crate::plan_item::PlanItemInput;

inputs! {
    /// What a suggestion says. Flattened into the inputs of its mutations.
    SuggestionInput {
        #[graphql(flatten)]
        item: PlanItemInput,
        /// The id of the goal that it serves; needed for a new one.
        goal: MaybeUndefined<ID>,
    }
}

curated! {
    SuggestionMutation keeps model::Suggestion as suggestion: Suggestion, by SuggestionInput,
        archived by archive_item;

    /// Make a suggestion, which the public reads at once. For the coordinating office.
    create_suggestion(CreateSuggestionInput) -> CreateSuggestionPayload;

    /// Change a suggestion, for the public at once. The words as adopted stay. For the coordinating office.
    update_suggestion(UpdateSuggestionInput) -> UpdateSuggestionPayload;

    /// Take a suggestion out, and with it who was responsible for it; its history stays. Refused while
    /// something else refers to it. For the coordinating office.
    archive_suggestion(ArchiveSuggestionInput) -> ArchiveSuggestionPayload;

    /// Take a suggestion up again as it was, for the public at once. For the coordinating office.
    restore_suggestion(RestoreSuggestionInput) -> RestoreSuggestionPayload;
}
