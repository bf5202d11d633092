//! The program from outside: over HTTP, and as a process of its own.
//!
//! One test binary, so that one seeded server serves nearly all of it. Clock and seeds are fixed,
//! so that answers can be compared with snapshots; nothing waits for a fixed time.

#![allow(clippy::unwrap_used, clippy::panic)]

mod authorization;
mod bad_input;
mod client;
mod concurrent;
mod erasing;
mod first_start;
mod introspection;
mod killed;
mod killed_writing;
mod lists;
mod operators;
mod pages;
mod paging;
#[allow(clippy::print_stdout)] // it says what it compared
mod plan_agreement;
mod postgres;
mod program;
mod protected;
mod queries;
mod serving;
mod sqlite;
mod statements;
mod trouble;
mod waiting;
mod writing;
