//! Who may come in, and what they are told who may not.

use axum::http::StatusCode;
use serde_json::json;

use super::{NEWER, ask, demo, get, post_raw};

const QUESTION: &str = r#"{"query": "{ greeting }"}"#;

#[tokio::test]
async fn a_token_that_does_not_hold_is_refused_and_never_taken_for_nobodys() {
    let shown = [("authorization", "Bearer expired")];
    for answer in [
        ask(&demo(), "{ greeting }", &shown).await,
        post_raw(
            &demo(),
            QUESTION,
            &[shown[0], ("content-type", "application/json")],
        )
        .await,
    ] {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer error=\"invalid_token\""
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(
            answer.json(),
            json!({ "errors": [{
                "message": "the token has expired",
                "extensions": { "code": "UNAUTHENTICATED", "reason": "EXPIRED" },
            }] })
        );
    }
}

#[tokio::test]
async fn a_batch_of_somebody_who_is_refused_is_refused_as_a_whole() {
    let answer = post_raw(
        &demo(),
        format!("[{QUESTION}, {QUESTION}]"),
        &[
            ("content-type", "application/json"),
            ("authorization", "Bearer slow"),
        ],
    )
    .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "30");
    assert_eq!(answer.code(), "RATE_LIMITED");
}

#[tokio::test]
async fn what_somebody_signed_in_is_told_is_kept_nowhere() {
    let answer = ask(&demo(), "{ greeting }", &[("authorization", "Bearer good")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("etag"), "");
}

#[tokio::test]
async fn an_idempotency_key_is_short_and_visible() {
    let send = async |key: &str| {
        let headers = [
            ("content-type", "application/json"),
            ("accept", NEWER),
            ("idempotency-key", key),
        ];
        post_raw(&demo(), QUESTION, &headers).await
    };
    assert_eq!(send(&"k".repeat(200)).await.status, StatusCode::OK);
    for key in ["", "a b", "schlüssel", &"k".repeat(201)] {
        let answer = send(key).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{key}");
        assert_eq!(answer.code(), "BAD_USER_INPUT");
        assert!(answer.message().starts_with("Idempotency-Key"), "{key}");
    }
}

#[tokio::test]
async fn the_keys_that_check_tokens_are_public_and_kept_for_five_minutes() {
    let answer = get(&demo(), "/.well-known/jwks.json", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    assert_eq!(answer.header("content-type"), "application/jwk-set+json");
    assert_eq!(answer.json(), json!({ "keys": [] }));
}
