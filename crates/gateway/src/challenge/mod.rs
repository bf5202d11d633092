//! Challenges.

mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::ChallengeMutation;
pub(crate) use self::object::Challenge;
pub(crate) use self::query::ChallengeQuery;
