use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;

use super::super::HttpSettings;
use super::{NEWER, ask, demo, demo_with, get, post, post_query, post_raw};

#[tokio::test]
async fn what_is_wrong_with_a_document_has_a_code_and_a_place() {
    for query in ["{", "{ nothing }", "{ patch }", "{ page(first: \"x\") }"] {
        let received = post_query(&demo(), query).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST);
        assert_eq!(received.code(), "BAD_USER_INPUT");
        assert!(
            received.json()["errors"][0]["locations"][0]["line"].is_number(),
            "{query}"
        );
        assert!(received.json().get("data").is_none());

        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/json"),
        ];
        let body = json!({ "query": query }).to_string();
        assert_eq!(
            post_raw(&demo(), body, &headers).await.status,
            StatusCode::OK
        );
    }
}

#[tokio::test]
async fn a_panic_is_an_error_with_the_request_id_and_nothing_else() {
    let headers = [("x-request-id", "abc-1")];
    let received = ask(&demo(), "{ breaks }", &headers).await;
    assert_eq!(received.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        received.json()["errors"][0]["extensions"],
        json!({ "code": "INTERNAL", "requestId": "abc-1" })
    );
    assert!(!received.text().contains("secret"));
}

#[tokio::test]
async fn details_of_uncoded_errors_stay_inside() {
    let received = ask(&demo(), "{ leaks greeting }", &[("x-request-id", "r")]).await;
    assert_eq!(received.status, StatusCode::OK);
    assert_eq!(received.json()["data"]["greeting"], "Hallo");
    assert_eq!(received.code(), "INTERNAL");
    assert_eq!(received.json()["errors"][0]["path"], json!(["leaks"]));
    assert!(!received.text().contains("secret"));
}

#[tokio::test]
async fn what_failed_is_null_up_to_where_null_may_stand() {
    for (query, data) in [
        ("{ leaks }", json!({ "leaks": null })),
        (
            "{ leaks greeting }",
            json!({ "greeting": "Hallo", "leaks": null }),
        ),
        (
            "{ nested { x: leaks } }",
            json!({ "nested": { "x": null } }),
        ),
        (
            "{ nested { ...f } } fragment f on Query { leaks refuses }",
            json!({ "nested": { "leaks": null, "refuses": null } }),
        ),
        ("{ fails greeting }", json!(null)),
        ("{ nested { nested { fails } } greeting }", json!(null)),
        (
            "{ maybe { nested { fails leaks } leaks } greeting }",
            json!({ "maybe": null, "greeting": "Hallo" }),
        ),
        (
            "{ maybe { leaks ... on Query { maybe { fails } } } }",
            json!({ "maybe": { "leaks": null, "maybe": null } }),
        ),
        (
            "{ several { maybe { fails } greeting } }",
            json!({ "several": [{ "maybe": null, "greeting": "Hallo" }, { "maybe": null, "greeting": "Hallo" }] }),
        ),
        (
            "{ several { fails } greeting }",
            json!({ "several": [null, null], "greeting": "Hallo" }),
        ),
        (
            "{ strict { fails } greeting }",
            json!({ "strict": null, "greeting": "Hallo" }),
        ),
    ] {
        let received = post_query(&demo(), query).await;
        assert_eq!(received.status, StatusCode::OK);
        assert_eq!(received.json().get("data"), Some(&data), "{query}");
    }
}

#[tokio::test]
async fn errors_with_a_code_pass_as_they_are() {
    let received = post_query(&demo(), "{ refuses }").await;
    assert_eq!(received.status, StatusCode::OK);
    assert_eq!(received.json()["data"], json!({ "refuses": null }));
    assert_eq!(
        (received.code(), received.message()),
        ("UNAUTHENTICATED".into(), "sign in first".into())
    );
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let router = demo_with(HttpSettings {
        execution_timeout: Duration::from_millis(20),
        ..HttpSettings::default()
    });
    let received = post_query(&router, "{ waits }").await;
    assert_eq!(received.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(received.code(), "UNAVAILABLE");
}

#[tokio::test]
async fn one_cannot_write_by_get() {
    let received = ask(&demo(), "mutation { update(input: {}) { heard } }", &[]).await;
    assert_eq!(received.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(received.header("allow"), "POST");
    assert_eq!(received.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_subscription_is_told_where_to_go() {
    let received = post_query(&demo(), "subscription { nothing }").await;
    assert_eq!(received.status, StatusCode::BAD_REQUEST);
    assert!(received.message().contains("/graphql/ws"));
}

#[tokio::test]
async fn resolvers_know_the_caller() {
    let received = ask(&demo(), "{ token }", &[("authorization", "Bearer t")]).await;
    assert_eq!(received.json()["data"]["token"], "Get Bearer t");
}

#[tokio::test]
async fn the_language_is_chosen_by_address_then_by_header() {
    let query = "/graphql?query=%7Bgreeting%7D";
    for (address, header, language) in [
        (query.to_owned(), "en;q=0.5, ar", "ar"),
        (format!("{query}&lang=en"), "ar", "en"),
        (query.to_owned(), "fr", "de"),
    ] {
        let received = get(&demo(), &address, &[("accept-language", header)]).await;
        assert_eq!(received.header("content-language"), language);
    }
    let headers = [("accept", NEWER)];
    let received = get(&demo(), &format!("{query}&lang=ar"), &headers).await;
    assert_eq!(received.json()["data"]["greeting"], "مرحبا");
}

#[tokio::test]
async fn an_object_of_which_nothing_is_selected_is_empty_and_not_null() {
    let data = |query: &'static str| async move {
        post_query(&demo(), query).await.json()["data"].clone()
    };
    assert_eq!(
        data("{ ... @include(if: false) { __typename } }").await,
        json!({})
    );
    assert_eq!(
        data("{ __schema { ... on __Schema @skip(if: true) { description } } }").await,
        json!({ "__schema": {} })
    );
    assert_eq!(
        data(
            "{ __schema { queryType { ... { name @include(if: false) } ...kind } } }
             fragment kind on __Type { kind @skip(if: true) }"
        )
        .await,
        json!({ "__schema": { "queryType": {} } })
    );
}

#[tokio::test]
async fn a_message_repeats_only_the_beginning_of_what_was_sent() {
    let long = "ä".repeat(100_000);
    for body in [
        json!({ "query": "{ __typename }", "operationName": long }),
        json!({ "query": "query($n: Int) { page(first: $n) }", "variables": { "n": long } }),
        json!({ "query": "query($k: Kind) { patch(input: { kind: $k }) }", "variables": { "k": long } }),
    ] {
        let received = post(&demo(), body).await;
        assert_eq!(received.code(), "BAD_USER_INPUT");
        assert!(received.body.len() < 1_000, "{}", received.text());
    }
    let body = json!({ "query": "{ __typename }", "operationName": long });
    let message = post(&demo(), body).await.message();
    assert_eq!(message.chars().count(), 301);
    assert!(message.ends_with("ä…"));
}

#[tokio::test]
async fn errors_beyond_the_fiftieth_are_only_counted() {
    let errors = |query: String| async move {
        let received = post(&demo(), json!({ "query": query })).await.json();
        received["errors"].as_array().cloned().unwrap_or_default()
    };
    let unknown = |number| format!("{{ {} }}", "nothing ".repeat(number));
    assert_eq!(errors(unknown(49)).await.len(), 49);

    let shown = errors(unknown(80)).await;
    assert_eq!(shown.len(), 50);
    assert_eq!(
        shown[49],
        json!({
            "message": "31 more errors are not shown",
            "extensions": { "code": "BAD_USER_INPUT", "notShown": 31 },
        })
    );
}
