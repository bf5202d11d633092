//! Plan items: what challenges, goals, suggestions and measures have in common.

mod filter;
mod input;
mod object;
mod progress;
mod step;

pub(crate) use self::filter::PlanItemFilter;
pub(crate) use self::input::PlanItemInput;
pub(crate) use self::object::{PlanItem, PlanItemFields};
pub(crate) use self::progress::PlanProgress;
pub(crate) use self::step::FirstStep;
