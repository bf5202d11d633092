//! Locations.

mod input;
mod mutation;
mod object;
mod query;
mod revision;

pub(crate) use self::input::CoordinatesInput;
pub(crate) use self::mutation::LocationMutation;
pub(crate) use self::object::{Coordinates, Location, LocationFields};
pub(crate) use self::query::LocationQuery;
pub(crate) use self::revision::LocationRevision;
