//! The plan's document: its upload, and what its reader could not decide.

mod input;
mod mutation;
mod object;
mod query;
mod question;
mod words;

pub(crate) use self::mutation::PlanDocumentMutation;
pub(crate) use self::query::PlanDocumentQuery;
