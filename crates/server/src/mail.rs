//! Mails (Nachrichten): use cases put them into the outbox, here they get words and go out.
//!
//! - [`words`] are data, a file for each language;
//! - [`letter`] puts the words around what a mail names, as plain text and as simple HTML;
//! - [`post`] hands a message to the mail server, or writes it into a folder where there is none;
//! - [`courier`] takes one mail after another out of the outbox.
//!
//! No line of the log holds an address, a link or what a server said about an address.

mod courier;
mod letter;
mod page;
mod plural;
mod post;
#[cfg(test)]
mod test_server;
mod words;

pub(crate) use self::courier::{Courier, deliver};
pub(crate) use self::post::Post;
pub use self::words::WordsError;
