//! Languages.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::LanguageMutation;
pub(crate) use self::object::Language;
pub(crate) use self::query::LanguageQuery;
