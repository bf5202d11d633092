//! Organizations.

mod object;
mod query;

pub(crate) use self::object::Organization;
pub(crate) use self::query::OrganizationQuery;
