//! The plan: responsibilities.

mod responsibility;
