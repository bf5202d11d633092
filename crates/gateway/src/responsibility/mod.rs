//! Responsibilities.

mod filter;
mod mutation;
mod object;
mod query;

pub(crate) use self::filter::ResponsibilityFilter;
pub(crate) use self::mutation::{ResponsibilitiesMutation, ResponsibilityMutation};
pub(crate) use self::object::Responsibility;
pub(crate) use self::query::{ResponsibilityQuery, responsibilities_of};
