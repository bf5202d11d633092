//! The addresses beside `/graphql`: two pages for people, the schema, health, and what is said
//! where there is nothing.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::accept::Media;
use super::answer::Answer;
use super::assets::Asset;
use super::caching;
use super::refusal::Refusal;
use super::{Api, Layer, Readiness};

/// `GraphiQL`'s editor measures itself with styles on elements, so inline styles are allowed there;
/// scripts come from files only.
const GRAPHIQL_POLICY: &str = "default-src 'self'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; \
    connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

const START_POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `/`
pub(super) async fn start() -> Response {
    let html =
        include_str!("../../assets/start.html").replace("{style}", &Asset::PageStyle.address());
    page(html, START_POLICY)
}

/// `/graphiql`
pub(super) async fn graphiql<A: Api>(State(layer): State<Layer<A>>) -> Response {
    // The query goes in last: what it holds is not looked at for places to fill.
    let html = include_str!("../../assets/graphiql.html")
        .replace("{style}", &Asset::PageStyle.address())
        .replace("{graphiql-style}", &Asset::GraphiqlStyle.address())
        .replace("{graphiql-script}", &Asset::GraphiqlScript.address())
        .replace("{first-query}", &escape(&layer.settings.first_query));
    page(html, GRAPHIQL_POLICY)
}

/// `/schema.graphql`
pub(super) async fn schema<A: Api>(State(layer): State<Layer<A>>) -> Response {
    let kept = format!("public, max-age={}", layer.settings.cache_max_age);
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (CACHE_CONTROL, kept),
    ];
    (headers, layer.api.schema_sdl().to_owned()).into_response()
}

/// `/.well-known/jwks.json`: kept for five minutes, so that a key is known well before the first
/// token signed with it is old.
pub(super) async fn jwks<A: Api>(State(layer): State<Layer<A>>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/jwk-set+json"),
        (CACHE_CONTROL, "public, max-age=300"),
    ];
    match layer.api.jwks().await {
        Ok(keys) => (headers, keys.to_string()).into_response(),
        Err(refusal) => refuse(&refusal),
    }
}

/// `/health/live`: the process answers.
pub(super) async fn live() -> Response {
    uncached(StatusCode::OK, json!({ "live": true }))
}

/// `/health/ready`: every part can serve, or which cannot.
pub(super) async fn ready<A: Api>(State(layer): State<Layer<A>>) -> Response {
    let Readiness {
        catalogue,
        database,
    } = layer.api.readiness().await;
    let ready = catalogue && database;
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let parts = json!({
        "ready": ready,
        "catalogue": catalogue,
        "database": database,
        "publicReads": catalogue,
        "writes": ready,
    });
    uncached(status, parts)
}

/// Any address that is nothing.
pub(super) async fn not_found() -> Response {
    refuse(&Refusal::not_found())
}

/// Any method that an address does not take. The router adds the header that says which it does.
pub(super) async fn method_not_allowed(method: Method) -> Response {
    let refusal = Refusal::malformed(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("this address does not take {method}"),
    );
    refuse(&refusal)
}

fn page(html: String, policy: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, html).into_response()
}

fn refuse(refusal: &Refusal) -> Response {
    let mut response = Answer::refused(refusal, Media::Json).into_response(Media::Json);
    caching::keep_nowhere(response.headers_mut());
    response
}

fn uncached(status: StatusCode, body: serde_json::Value) -> Response {
    let mut response = (status, Json(body)).into_response();
    caching::keep_nowhere(response.headers_mut());
    response
}

/// Text as the value of an HTML attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
