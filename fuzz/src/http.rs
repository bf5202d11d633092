//! Requests over HTTP, answered by the whole schema from an empty catalogue: the body, the limits,
//! the document with its variables, filters, ids and cursors.

use std::sync::{Arc, LazyLock};

use async_graphql::{Request, Response};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http;
use catalogue::Snapshot;
use chrono::{DateTime, NaiveDate};
use domain::schedule::HolidayCalendar;
use domain::text::{LanguagePreferences, LanguageTag};
use gateway::http::{Api, HttpSettings, Readiness, router};
use gateway::{Reader, Schema, SchemaLimits, schema, schema_sdl};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A document.
pub fn query(bytes: &[u8]) {
    if let Ok(query) = std::str::from_utf8(bytes) {
        ask(json!({ "query": query }).to_string().into_bytes());
    }
}

/// A body.
pub fn request(bytes: &[u8]) {
    ask(bytes.to_vec());
}

/// A cursor, in each list that has one.
pub fn cursor(bytes: &[u8]) {
    let Ok(cursor) = std::str::from_utf8(bytes) else {
        return;
    };
    let query = "query($cursor: String) {
        entries(after: $cursor) { totalCount }
        measures(before: $cursor, last: 3) { totalCount }
        responsibilities(after: $cursor) { totalCount }
    }";
    let variables = json!({ "cursor": cursor });
    ask(json!({ "query": query, "variables": variables })
        .to_string()
        .into_bytes());
}

/// Whatever is asked, the answer is JSON, and never that something inside went wrong.
fn ask(body: Vec<u8>) {
    static SERVER: LazyLock<(Runtime, Router)> = LazyLock::new(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        let limits = SchemaLimits::default();
        let settings = HttpSettings {
            schema_complexity_limit: Some(limits.complexity),
            schema_depth_limit: Some(limits.depth),
            ..HttpSettings::default()
        };
        let router = router(Empty::new(limits), settings);
        (runtime.expect("a runtime can be made"), router)
    });
    let (runtime, router) = &*SERVER;
    let request = http::Request::post("/graphql")
        .header("content-type", "application/json")
        .header("accept", "application/graphql-response+json")
        .body(Body::from(body))
        .expect("a request can be made");
    let answer = runtime.block_on(async {
        let response = router.clone().oneshot(request).await;
        let response = response.unwrap_or_else(|never| match never {});
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await;
        assert!(!status.is_server_error(), "{status}");
        body.expect("the body is in memory")
    });
    let answer: Value = serde_json::from_slice(&answer).expect("the answer is JSON");
    for error in answer["errors"].as_array().into_iter().flatten() {
        assert_ne!(error["extensions"]["code"], "INTERNAL", "{error}");
        assert_ne!(error["extensions"]["code"], Value::Null, "{error}");
    }
}

/// The schema over a catalogue that holds nothing.
#[derive(Clone)]
struct Empty {
    schema: Schema,
    sdl: Arc<str>,
    snapshot: Arc<Snapshot>,
    holidays: Arc<HolidayCalendar>,
}

impl Empty {
    fn new(limits: SchemaLimits) -> Self {
        let schema = schema(limits);
        let holidays = HolidayCalendar::new(NaiveDate::MIN..=NaiveDate::MIN, Vec::new());
        Self {
            sdl: schema_sdl(&schema).into(),
            schema,
            snapshot: Arc::new(Snapshot::empty(&[LanguageTag::german()])),
            holidays: Arc::new(holidays.expect("it knows nothing")),
        }
    }
}

impl Api for Empty {
    async fn execute(&self, request: Request, wishes: LanguagePreferences) -> Response {
        let reader = Reader {
            snapshot: Arc::clone(&self.snapshot),
            wishes,
            now: DateTime::UNIX_EPOCH.into(),
            holidays: Arc::clone(&self.holidays),
        };
        self.schema.execute(request.data(reader)).await
    }

    fn version(&self) -> String {
        "0".to_owned()
    }

    fn content_language(&self, _: &LanguagePreferences) -> LanguageTag {
        LanguageTag::german()
    }

    fn schema_sdl(&self) -> &str {
        &self.sdl
    }

    async fn readiness(&self) -> Readiness {
        Readiness {
            catalogue: true,
            database: true,
        }
    }
}
