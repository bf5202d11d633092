//! One line of log for each request, with the time it took: the HTTP layer has no clock.
//!
//! The line has the route and never the address, which may hold the words somebody searches for.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{error, info};

/// Handle a request and tell of it.
pub(crate) async fn tell(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status();
    let request_id = request_id(response.headers());
    let microseconds = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    // A macro each, since a level is part of where a line comes from. Not being ready is an answer.
    if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE {
        error!(%method, route, status = status.as_u16(), microseconds, request.id = request_id, "answered");
    } else {
        info!(%method, route, status = status.as_u16(), microseconds, request.id = request_id, "answered");
    }
    response
}

/// The id that the HTTP layer gave the request.
fn request_id(headers: &HeaderMap) -> &str {
    headers
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
