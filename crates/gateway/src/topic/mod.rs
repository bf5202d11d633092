//! Topics.

mod object;
mod query;

pub(crate) use self::object::Topic;
pub(crate) use self::query::TopicQuery;
