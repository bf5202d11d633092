//! Suggestions.

mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::SuggestionMutation;
pub(crate) use self::object::Suggestion;
pub(crate) use self::query::SuggestionQuery;
