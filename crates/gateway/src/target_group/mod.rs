//! Target groups.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::TargetGroupMutation;
pub(crate) use self::object::TargetGroup;
pub(crate) use self::query::TargetGroupQuery;
