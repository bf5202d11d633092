//! A request that is not executed, and how its client learns why.

use async_graphql::{ErrorExtensionValues, Pos, ServerError, Value};
use axum::http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::accept::Media;
use crate::error::ErrorCode as Code;

/// The HTTP status that a code means where nothing was executed.
pub(super) fn status_of(code: &str) -> StatusCode {
    match code {
        "UNAUTHENTICATED" => StatusCode::UNAUTHORIZED,
        "FORBIDDEN" => StatusCode::FORBIDDEN,
        "NOT_FOUND" => StatusCode::NOT_FOUND,
        "CONFLICT" => StatusCode::CONFLICT,
        "RATE_LIMITED" => StatusCode::TOO_MANY_REQUESTS,
        "UNAVAILABLE" => StatusCode::SERVICE_UNAVAILABLE,
        "INTERNAL" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Why a request is not executed.
#[derive(Clone, Debug)]
pub struct Refusal(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    status: StatusCode,
    /// Whether HTTP and JSON were fine, so that the document is at fault. Clients from before
    /// `application/graphql-response+json` expect 200 then.
    well_formed: bool,
    headers: HeaderMap,
    error: ServerError,
}

impl Refusal {
    /// HTTP or JSON is at fault.
    pub(super) fn malformed(status: StatusCode, message: impl Into<String>) -> Self {
        Self::new(status, Code::BadUserInput, message)
    }

    /// The request is well formed, its document or its variables are not right.
    pub(super) fn document(message: impl Into<String>, positions: Vec<Pos>) -> Self {
        let mut refusal = Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, message);
        refusal.0.well_formed = true;
        refusal.0.error.locations = positions;
        refusal
    }

    /// The document costs more than one may ask for.
    pub(super) fn complex(message: impl Into<String>) -> Self {
        let mut refusal = Self::new(StatusCode::BAD_REQUEST, Code::QueryTooComplex, message);
        refusal.0.well_formed = true;
        refusal
    }

    /// The request has more of something than it may have.
    pub(super) fn too_many(what: &str, limit: usize, found: usize) -> Self {
        Self::complex(format!(
            "the request has {found} {what}, more than the {limit} that are allowed"
        ))
        .with("limit", limit)
        .with("found", found)
    }

    /// Something is away or too slow.
    pub(crate) fn unavailable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable, message)
    }

    /// Something of ours broke. The log has the rest, under the id.
    pub(crate) fn internal(request_id: &str) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal,
            "something went wrong on the server; please report the request id",
        )
        .with("requestId", request_id)
    }

    /// What the request shows in `Authorization` does not hold.
    pub(crate) fn unauthenticated(reason: &'static str, message: &'static str) -> Self {
        let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
        Self::new(StatusCode::UNAUTHORIZED, Code::Unauthenticated, message)
            .with("reason", reason)
            .with_header(WWW_AUTHENTICATE, challenge)
    }

    /// Nobody has signed in, and somebody has to.
    pub(crate) fn sign_in(reason: &'static str, message: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, Code::Unauthenticated, message)
            .with("reason", reason)
            .with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    /// Somebody may not.
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, Code::Forbidden, message)
    }

    /// What was sent is not what it has to be; the reason is for programs.
    pub(crate) fn unfit(status: StatusCode, reason: &'static str, message: String) -> Self {
        Self::malformed(status, message).with("reason", reason)
    }

    /// Too much in too short a time.
    pub(crate) fn rate_limited(seconds: u64, message: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, Code::RateLimited, message)
            .with("retryAfter", usize::try_from(seconds).unwrap_or(usize::MAX))
            .with_header(RETRY_AFTER, seconds.into())
    }

    /// Nothing is at this address.
    pub(super) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            Code::NotFound,
            "there is nothing at this address; the API is at /graphql",
        )
    }

    /// The address does not take this method; these it does.
    pub(super) fn method(message: impl Into<String>, allow: &'static str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, message)
            .with_header(ALLOW, HeaderValue::from_static(allow))
    }

    fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            status,
            well_formed: false,
            headers: HeaderMap::new(),
            error: ServerError::new(message, None),
        }))
        .with("code", code.as_str())
    }

    pub(super) fn with(mut self, name: &str, value: impl IntoExtension) -> Self {
        let extensions = self
            .0
            .error
            .extensions
            .get_or_insert_with(ErrorExtensionValues::default);
        extensions.set(name, value.into_extension());
        self
    }

    fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    /// Where in the document.
    pub(super) fn at(mut self, position: Pos) -> Self {
        self.0.error.locations.push(position);
        self
    }

    /// The status for an answer in this media type.
    pub(super) fn status(&self, media: Media) -> StatusCode {
        match media {
            Media::Json if self.0.well_formed => StatusCode::OK,
            Media::Json | Media::GraphqlResponse => self.0.status,
        }
    }

    /// What the head of the answer says besides.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    pub(super) fn error(&self) -> &ServerError {
        &self.0.error
    }
}

/// A plain value beside an error.
pub(super) trait IntoExtension {
    fn into_extension(self) -> Value;
}

impl IntoExtension for &str {
    fn into_extension(self) -> Value {
        Value::from(self)
    }
}

impl IntoExtension for usize {
    fn into_extension(self) -> Value {
        Value::from(u64::try_from(self).unwrap_or(u64::MAX))
    }
}
