//! Measures.

mod filter;
mod object;
mod query;

pub(crate) use self::object::Measure;
pub(crate) use self::query::MeasureQuery;
