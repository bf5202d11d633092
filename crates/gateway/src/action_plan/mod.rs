//! Editions of the plan.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::ActionPlanMutation;
pub(crate) use self::object::ActionPlan;
pub(crate) use self::query::ActionPlanQuery;
