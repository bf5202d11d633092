//! Vocabularies.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::TermMutation;
pub(crate) use self::object::VocabularyTerm;
pub(crate) use self::query::VocabularyQuery;
