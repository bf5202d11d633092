//! What every request and every answer has, whatever they are about: an id, headers that keep
//! browsers safe, leave for web pages from elsewhere to read, and one line in the log.

use std::fmt;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    CONTENT_SECURITY_POLICY, ORIGIN, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::settings::{HttpSettings, Origins};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id under which the log knows a request: the client's own where it is well formed (1 to 64
/// letters, digits, `-`, `_`, `.`), so that one request can be followed through several programs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    fn of(headers: &HeaderMap, settings: &HttpSettings) -> Self {
        let well_formed = |text: &&str| {
            (1..=64).contains(&text.len())
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        headers
            .get(REQUEST_ID)
            .and_then(|value| value.to_str().ok())
            .filter(well_formed)
            .map_or_else(
                || Self(settings.request_ids.next().into()),
                |text| Self(text.into()),
            )
    }

    /// The id that the envelope gave to a request.
    pub(super) fn of_request(extensions: &Extensions) -> Self {
        extensions
            .get()
            .cloned()
            .unwrap_or_else(|| Self("-".into()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says of an answer that no script of another page may read it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SameOriginOnly;

/// Handle a request in its envelope. The log gets neither query strings nor addresses of people:
/// they tell what somebody looks for.
pub(super) async fn enclose(
    settings: Arc<HttpSettings>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId::of(request.headers(), &settings);
    let origin = request.headers().get(ORIGIN).cloned();
    let is_preflight = *request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    request.extensions_mut().insert(id.clone());

    let mut response = if is_preflight {
        preflight()
    } else {
        next.run(request).await
    };
    let is_shared = response.extensions().get::<SameOriginOnly>().is_none();
    let headers = response.headers_mut();
    secure(headers);
    if is_shared {
        allow_reading(headers, origin.as_ref(), &settings.origins);
    }
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(REQUEST_ID, value);
    }
    response
}

fn secure(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    // Pages bring their own policy; nothing else is meant to be shown as a page.
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'",
        ));
}

/// Answers of a request that a browser sends to ask whether a script may send the real one.
fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, HEAD, POST, OPTIONS"),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static(
            "Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, \
             If-None-Match, X-Request-Id",
        ),
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    response
}

fn allow_reading(headers: &mut HeaderMap, origin: Option<&HeaderValue>, origins: &Origins) {
    let allowed = match origins {
        Origins::Anywhere => Some(HeaderValue::from_static("*")),
        Origins::Only(listed) => {
            headers.append(VARY, HeaderValue::from_static("Origin"));
            origin
                .filter(|origin| {
                    listed
                        .iter()
                        .any(|known| known.as_bytes() == origin.as_bytes())
                })
                .cloned()
        }
    };
    if let Some(allowed) = allowed {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("Content-Language, ETag, Retry-After, X-Request-Id"),
        );
    }
}
