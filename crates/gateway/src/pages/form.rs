//! What somebody sent with a form.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};

use super::Pages;
use crate::http::take_body;

/// The fields of a form, by their names.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Take it in, within the limits of any request.
    ///
    /// # Errors
    /// It is no form, too large, or too slow.
    pub(super) async fn take(
        pages: &Pages,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<Self, StatusCode> {
        let is_form = headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| kind.trim() == "application/x-www-form-urlencoded");
        if !is_form {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let bytes = take_body(headers, body, &pages.settings).await;
        let bytes = bytes.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        let fields = form_urlencoded::parse(&bytes).into_owned().collect();
        Ok(Self(fields))
    }

    /// What the first field of this name says; nothing where it is empty.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(field, _)| field == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The fields whose names begin so, with the rest of their names.
    pub(super) fn fields<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let named = self.0.iter();
        named.filter_map(move |(field, value)| Some((field.strip_prefix(prefix)?, value.as_str())))
    }

    /// Whether it was sent from the page of this token.
    pub(super) fn is_of(&self, token: &str) -> bool {
        self.field("token") == Some(token)
    }
}
