//! Locations.

mod object;
mod query;

pub(crate) use self::object::{Coordinates, Location};
pub(crate) use self::query::LocationQuery;
