//! Counselling points.

mod input;
mod mutation;
mod object;
mod query;
mod revision;

pub(crate) use self::mutation::CounsellingPointMutation;
pub(crate) use self::object::CounsellingPoint;
pub(crate) use self::query::CounsellingPointQuery;
pub(crate) use self::revision::CounsellingPointRevision;
