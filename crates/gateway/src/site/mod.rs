//! What the operator says about the installation.

mod object;
mod query;

pub(crate) use self::object::Site;
pub(crate) use self::query::SiteQuery;
