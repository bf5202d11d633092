//! Plan items: what challenges, goals, suggestions and measures have in common.

mod filter;
mod object;
mod step;

pub(crate) use self::filter::PlanItemFilter;
pub(crate) use self::object::{PlanItem, PlanItemFields};
