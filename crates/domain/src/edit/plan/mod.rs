//! The plan: its items, how far measures have come and how they were judged, responsibilities.

mod evaluation;
mod item;
mod items;
mod progress;
mod references;
mod responsibility;
#[cfg(test)]
mod tests;
