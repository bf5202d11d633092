//! Facts about accounts, on a database of their own, with a fixed clock and chance that can be
//! foretold.

#![allow(clippy::unwrap_used, clippy::panic)]

mod administration;
mod links;
mod members;
mod second_factor;
mod sessions;
mod sign_in;
mod tokens;
mod world;
