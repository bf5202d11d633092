//! Languages.

mod object;
mod query;

pub(crate) use self::object::Language;
pub(crate) use self::query::LanguageQuery;
