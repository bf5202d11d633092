//! Challenges.

mod object;
mod query;

pub(crate) use self::object::Challenge;
pub(crate) use self::query::ChallengeQuery;
