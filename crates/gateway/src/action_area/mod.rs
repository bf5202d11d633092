//! Areas of action.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::ActionAreaMutation;
pub(crate) use self::object::{ActionArea, PlanSection};
pub(crate) use self::query::ActionAreaQuery;
