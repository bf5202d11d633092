//! When something takes place.

mod input;
mod object;

pub(crate) use self::input::ScheduleInput;
pub(crate) use self::object::Schedule;
