//! Districts.

mod object;
mod query;

pub(crate) use self::object::District;
pub(crate) use self::query::DistrictQuery;
