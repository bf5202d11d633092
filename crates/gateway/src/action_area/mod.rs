//! Areas of action.

mod object;
mod query;

pub(crate) use self::object::{ActionArea, PlanSection};
pub(crate) use self::query::ActionAreaQuery;
