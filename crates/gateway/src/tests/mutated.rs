//! Requests that are nearly right: whatever becomes of them, the answer is JSON, each error has a
//! code, and nothing goes wrong inside. `fuzz/` tries the same for longer.

use std::sync::{Arc, OnceLock};

use async_graphql::{Request, Response};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::handler::Handler;
use axum::http;
use axum::routing::any_service;
use domain::policy::Actor;
use domain::schedule::HolidayCalendar;
use domain::text::{LanguagePreferences, LanguageTag};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::{holidays, moment, seeded, the_schema};
use crate::api::schema_sdl;
use crate::http::{Api, Caller, HttpSettings, Readiness, Refusal, Visit, router};
use crate::request::Reader;

const DOCUMENTS: [&str; 5] = [
    include_str!("../../../../docs/queries/filters.graphql"),
    include_str!("../../../../docs/queries/favourites.graphql"),
    include_str!("../../../../docs/queries/measure-detail.graphql"),
    include_str!("../../../../docs/queries/mobile-list.graphql"),
    "query($a: Int = 3, $b: Boolean!, $c: String) { entries(first: $a, after: $c) { \
     nodes { ...f @include(if: $b) } } } fragment f on Entry { id title(language: \"ar\") { text } }",
];

/// What is put in between.
const PIECES: [&str; 24] = [
    "",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    "!",
    "...",
    "@skip(if: $b)",
    "$a",
    "$b",
    "null",
    "-1",
    "99999999999999999999",
    "\"\"",
    "\"\"\"",
    "\"ä\\u12\"",
    "...f",
    "first: 101",
    "entries",
    "{ id }",
    "\u{0}",
];

/// A place, how much is taken out there as a part of the whole, and what comes in.
type Change = (Index, u8, &'static str);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (any::<Index>(), 0..20_u8, select(&PIECES[..]));
    prop::collection::vec(change, 0..4)
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (place, taken, put) in changes {
        let start = place.index(characters.len() + 1);
        let end = characters.len().min(start + usize::from(*taken));
        characters.splice(start..end, put.chars());
    }
    characters.into_iter().collect()
}

fn body(document: &str) -> Value {
    json!({
        "query": document,
        "variables": { "a": 2, "b": true, "c": null, "first": 2, "filter": { "free": true } },
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_changed_document_is_answered_in_order(
        document in select(&DOCUMENTS[..]),
        changes in changes(),
    ) {
        assert_answered(body(&changed(document, &changes)).to_string());
    }

    #[test]
    fn a_changed_body_is_answered_in_order(
        document in select(&DOCUMENTS[..]),
        changes in changes(),
    ) {
        assert_answered(changed(&body(document).to_string(), &changes));
    }
}

fn assert_answered(body: String) {
    let request = http::Request::post("/graphql")
        .header("content-type", "application/json")
        .body(Body::from(body))
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let answer = runtime.block_on(async {
        let response = any_service(the_router()).call(request, ()).await;
        assert!(!response.status().is_server_error());
        to_bytes(response.into_body(), usize::MAX).await.unwrap()
    });
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    for error in answer["errors"].as_array().into_iter().flatten() {
        let code = error["extensions"]["code"].as_str().unwrap_or("none");
        assert!(
            ["BAD_USER_INPUT", "QUERY_TOO_COMPLEX"].contains(&code),
            "{error}"
        );
    }
}

fn the_router() -> Router {
    static ROUTER: OnceLock<Router> = OnceLock::new();
    let router = ROUTER.get_or_init(|| {
        let seeded = Seeded {
            sdl: schema_sdl(the_schema()).into(),
            holidays: holidays(),
        };
        router(seeded, HttpSettings::default())
    });
    router.clone()
}

/// The whole schema over the seeds.
#[derive(Clone)]
struct Seeded {
    sdl: Arc<str>,
    holidays: Arc<HolidayCalendar>,
}

impl Api for Seeded {
    async fn admit(&self, _: &Caller, _: usize) -> Result<Actor, Refusal> {
        Ok(Actor::Anonymous)
    }

    async fn execute(&self, request: Request, visit: Visit) -> Response {
        let reader = Reader {
            snapshot: seeded().into(),
            actor: visit.actor,
            wishes: visit.wishes,
            now: moment("2026-03-02T09:00:00Z"),
            holidays: Arc::clone(&self.holidays),
            confirmation_days: domain::review::ConfirmationDays::default(),
        };
        the_schema().execute(request.data(reader)).await
    }

    fn version(&self) -> String {
        "1".to_owned()
    }

    fn content_language(&self, _: &LanguagePreferences) -> LanguageTag {
        LanguageTag::german()
    }

    fn schema_sdl(&self) -> &str {
        &self.sdl
    }

    async fn jwks(&self) -> Result<Value, Refusal> {
        Ok(json!({ "keys": [] }))
    }

    async fn readiness(&self) -> Readiness {
        Readiness {
            catalogue: true,
            database: true,
        }
    }
}
