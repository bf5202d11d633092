//! Facts about the layer, asked of the router as a client would, without a network.

#![allow(clippy::unwrap_used)]

mod admission;
mod answers;
mod caching;
pub(crate) mod demo;
mod envelope;
mod introspection;
mod lexer;
mod limits;
mod mutations;
mod negotiation;
mod pages;
mod parameters;
mod variables;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::handler::Handler;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::routing::any_service;
use serde_json::{Value, json};

use self::demo::Demo;
use super::{HttpSettings, router};

/// What came back.
struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Received {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn message(&self) -> String {
        self.json()["errors"][0]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

fn demo() -> Router {
    router(Demo::new(), HttpSettings::default())
}

fn demo_with(settings: HttpSettings) -> Router {
    router(Demo::new(), settings)
}

async fn send(router: &Router, request: Request<Body>) -> Received {
    let response = any_service(router.clone()).call(request, ()).await;
    let (parts, body) = response.into_parts();
    Received {
        status: parts.status,
        headers: parts.headers,
        body: to_bytes(body, usize::MAX).await.unwrap().into(),
    }
}

async fn get(router: &Router, address: &str, headers: &[(&str, &str)]) -> Received {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(Body::empty()).unwrap()).await
}

/// A query by `GET`, in the newer media type.
async fn ask(router: &Router, query: &str, headers: &[(&str, &str)]) -> Received {
    let headers = [&[("accept", NEWER)], headers].concat();
    get(
        router,
        &format!("/graphql?query={}", encode(query)),
        &headers,
    )
    .await
}

/// A body as it is, by `POST`.
async fn post_raw(router: &Router, body: impl Into<Body>, headers: &[(&str, &str)]) -> Received {
    let mut request = Request::post("/graphql");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(body.into()).unwrap()).await
}

/// JSON by `POST`, answered in the newer media type.
async fn post(router: &Router, body: Value) -> Received {
    post_raw(
        router,
        body.to_string(),
        &[("content-type", "application/json"), ("accept", NEWER)],
    )
    .await
}

async fn post_query(router: &Router, query: &str) -> Received {
    post(router, json!({ "query": query })).await
}

const NEWER: &str = "application/graphql-response+json";

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
