//! Organizations.

mod input;
mod mutation;
mod object;
mod query;
mod revision;

pub(crate) use self::mutation::OrganizationMutation;
pub(crate) use self::object::Organization;
pub(crate) use self::query::OrganizationQuery;
pub(crate) use self::revision::OrganizationRevision;
