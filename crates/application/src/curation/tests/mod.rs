//! Use cases of the coordinating office on a small plan.

#![allow(clippy::unwrap_used)]

mod history;
mod items;
mod responsibilities;
mod structure;
pub(crate) mod world;
