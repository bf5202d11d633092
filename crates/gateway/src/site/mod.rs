//! What the operator says about the installation.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::SiteMutation;
pub(crate) use self::object::Site;
pub(crate) use self::query::SiteQuery;
