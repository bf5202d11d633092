//! Vocabularies.

mod object;
mod query;

pub(crate) use self::object::VocabularyTerm;
pub(crate) use self::query::VocabularyQuery;
