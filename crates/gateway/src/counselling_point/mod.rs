//! Counselling points.

mod object;
mod query;

pub(crate) use self::object::CounsellingPoint;
pub(crate) use self::query::CounsellingPointQuery;
