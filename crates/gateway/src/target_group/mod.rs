//! Target groups.

mod object;
mod query;

pub(crate) use self::object::TargetGroup;
pub(crate) use self::query::TargetGroupQuery;
