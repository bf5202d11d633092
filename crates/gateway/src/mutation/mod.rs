//! What all mutations have in common: how a use case's outcome becomes a payload, what a person can
//! mend, and the words for it.
//!
//! A mutation takes one `input` and gives one payload. The payload has the changed thing, or
//! `userErrors`: what a person can mend, all of it at once, each with its place in the input and a
//! message in the reader's language. Everything else that goes wrong is for the client program and
//! becomes an error beside the data.

mod outcome;
mod payload;
mod user_error;
mod words;

pub(crate) use self::outcome::{Outcome, not_found, only_people, refused};
pub(crate) use self::payload::payloads;
pub(crate) use self::user_error::{UserError, explain};
