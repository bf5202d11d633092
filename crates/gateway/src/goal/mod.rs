//! Goals.

mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::GoalMutation;
pub(crate) use self::object::Goal;
pub(crate) use self::query::GoalQuery;
