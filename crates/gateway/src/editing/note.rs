//! What its maker says about a change.

use application::entries::{Note, Then};
use async_graphql::InputObject;
use domain::review::Channel;

use crate::code::Coded;

/// What is said about a change. Flattened into the inputs of changes.
#[derive(InputObject)]
pub struct NoteInput {
    /// What the change is for, for whoever reviews it: up to a few sentences. Not public.
    comment: Option<String>,
    /// How the provider told it. Only for the coordinating office, where it writes on a provider's
    /// behalf.
    channel: Option<Coded<Channel>>,
    /// Whether it changes so little that no translation is outdated by it; false unless given.
    is_minor: Option<bool>,
    /// Whether it is handed in for review at once; else it stays a draft, which the public does not
    /// see. See `submitForReview`. A change that needs no review, such as a telephone number, leaves
    /// another one that waits in its review: handed in, the public reads it at once, or else with the
    /// other one. False unless given.
    submit: Option<bool>,
}

impl NoteInput {
    /// What is said, and what becomes of the change.
    pub(crate) fn read(self) -> (Note, Then) {
        let note = Note {
            channel: self.channel.map(|Coded(channel)| channel),
            comment: self.comment,
            minor: self.is_minor.unwrap_or_default(),
        };
        let then = match self.submit {
            Some(true) => Then::HandIn,
            Some(false) | None => Then::Keep,
        };
        (note, then)
    }
}
