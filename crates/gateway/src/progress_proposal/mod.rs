//! What organizations propose about the progress of measures, and what becomes of it.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::ProgressProposalMutation;
pub(crate) use self::query::ProgressProposalQuery;
