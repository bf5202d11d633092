//! When something takes place.

mod object;

pub(crate) use self::object::Schedule;
