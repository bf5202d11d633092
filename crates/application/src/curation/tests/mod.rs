//! Use cases of the coordinating office on a small plan.

#![allow(clippy::unwrap_used)]

mod items;
mod responsibilities;
mod structure;
mod world;
