//! Editions of the plan.

mod object;
mod query;

pub(crate) use self::object::ActionPlan;
pub(crate) use self::query::ActionPlanQuery;
