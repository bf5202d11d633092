//! Measures.

mod filter;
mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::{MeasureMutation, ProgressMutation};
pub(crate) use self::object::Measure;
pub(crate) use self::query::MeasureQuery;
