//! Districts.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::DistrictMutation;
pub(crate) use self::object::District;
pub(crate) use self::query::DistrictQuery;
