//! Topics.

mod input;
mod mutation;
mod object;
mod query;

pub(crate) use self::mutation::TopicMutation;
pub(crate) use self::object::Topic;
pub(crate) use self::query::TopicQuery;
