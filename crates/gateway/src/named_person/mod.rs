//! People whom contacts name: what is kept about them, and erasing them.
//!
//! Nothing here is reached from a public field.

mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::NamedPersonMutation;
pub(crate) use self::query::NamedPersonQuery;
