//! Errors that a client program sees: a message for its developer and a code for the program.

use std::borrow::Cow;

use async_graphql::{Error, ErrorExtensions};
use domain::id::IdError;

/// What kind of error it is: `extensions.code`, for client programs to act on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ErrorCode {
    /// Somebody has to sign in, or to sign in anew: `extensions.reason` says which.
    Unauthenticated,
    /// Whoever signed in may not do that.
    Forbidden,
    /// The input cannot be used; the message says what to change.
    BadUserInput,
    /// There is nothing at that address.
    NotFound,
    /// Somebody else was first: read again and decide anew.
    Conflict,
    /// The document asks for more than one may.
    QueryTooComplex,
    /// Too much in too short a time; `extensions.retryAfter` says in how many seconds to come back.
    RateLimited,
    /// Something is away or too slow; the same request may work later.
    Unavailable,
    /// Something inside went wrong; the request id leads to the log.
    Internal,
}

impl ErrorCode {
    /// As clients read it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::RateLimited => "RATE_LIMITED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// An error with its code.
pub(crate) fn coded(code: ErrorCode, message: impl Into<String>) -> Error {
    Error::new(message.into()).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// An input that cannot be used.
///
/// `argument` is the path to it from the field's arguments on (`filter`, `topics`, `0`).
pub(crate) fn bad_input(message: impl Into<String>, argument: &[&str]) -> Error {
    let argument: Vec<String> = argument.iter().map(ToString::to_string).collect();
    Error::new(message.into()).extend_with(|_, extensions| {
        extensions.set("code", ErrorCode::BadUserInput.as_str());
        if !argument.is_empty() {
            extensions.set("argument", argument.clone());
        }
    })
}

/// An id that cannot be used.
pub(crate) fn bad_id(error: &IdError, argument: &[&str]) -> Error {
    bad_input(error.to_string(), argument)
}

/// The beginning of a text that somebody sent: whole where it has at most so many characters.
/// Messages repeat input once for each place that it is used in, so they do not repeat all of it.
pub(crate) fn excerpt(text: &str, characters: usize) -> Cow<'_, str> {
    match text.char_indices().nth(characters) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}
