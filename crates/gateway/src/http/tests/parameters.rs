use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::json;

use super::super::HttpSettings;
use super::{ask, demo, demo_with, encode, get, post, post_raw};

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

#[tokio::test]
async fn parameters_of_the_wrong_type_are_named() {
    for (body, message) in [
        (json!({ "query": 1 }), "query is not a string"),
        (
            json!({ "query": null }),
            "query is missing: send the GraphQL document in it",
        ),
        (
            json!({}),
            "query is missing: send the GraphQL document in it",
        ),
        (
            json!({ "query": "{a}", "operationName": [] }),
            "operationName is not a string",
        ),
        (
            json!({ "query": "{a}", "variables": "{}" }),
            "variables is not an object",
        ),
        (
            json!({ "query": "{a}", "extensions": 1 }),
            "extensions is not an object",
        ),
        (
            json!("{a}"),
            "the body is neither an object nor an array of objects",
        ),
        (json!([]), "the batch is empty"),
    ] {
        let received = post_raw(&demo(), body.to_string(), &JSON).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(received.message(), message);
        assert_eq!(received.code(), "BAD_USER_INPUT");
    }
}

#[tokio::test]
async fn null_parameters_count_as_left_out() {
    let body = json!({
        "query": "{ __typename }", "operationName": null, "variables": null, "extensions": null,
    });
    assert_eq!(
        post(&demo(), body).await.json(),
        json!({ "data": { "__typename": "Query" } })
    );
}

#[tokio::test]
async fn broken_json_is_refused() {
    for body in [
        "",
        "{",
        "{\"query\": \"\u{7f}",
        "{\"query\":\"{a}\"} x",
        "nonsense",
    ] {
        let received = post_raw(&demo(), body.to_owned(), &JSON).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(received.code(), "BAD_USER_INPUT");
    }
    let received = post_raw(&demo(), vec![b'"', 0xFF, b'"'], &JSON).await;
    assert_eq!(received.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_query_string_carries_everything_too() {
    let address = format!(
        "/graphql?query={}&variables={}&operationName=B&extensions=%7B%7D&unknown=1",
        encode("query A { greeting } query B($n: Int) { page(first: $n) }"),
        encode(r#"{"n": 7}"#),
    );
    assert_eq!(
        get(&demo(), &address, &[]).await.json(),
        json!({ "data": { "page": 7 } })
    );
}

#[tokio::test]
async fn a_malformed_query_string_is_refused() {
    for address in [
        "/graphql",
        "/graphql?query=",
        "/graphql?query=%7Ba%7D&query=%7Bb%7D",
        "/graphql?query=%7Ba%7D&variables=%5B%5D",
        "/graphql?query=%7Ba%7D&variables=%7B",
        "/graphql?query=%7Ba%7D&lang=no+tag",
    ] {
        let received = get(&demo(), address, &[]).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST, "{address}");
        assert_eq!(received.code(), "BAD_USER_INPUT");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_announced_or_not() {
    let router = demo_with(HttpSettings {
        body_limit: 100,
        ..HttpSettings::default()
    });
    let long = format!(r#"{{"query":"{{__typename}}{}"}}"#, " ".repeat(100));
    let announced = [JSON[0], ("content-length", "122")];
    for headers in [&JSON[..], &announced[..]] {
        let received = post_raw(&router, long.clone(), headers).await;
        assert_eq!(received.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(received.json()["errors"][0]["extensions"]["limit"], 100);
    }
}

#[tokio::test]
async fn the_operation_is_chosen_by_name() {
    let both = "query A { greeting } query B { page }";
    let named = post(&demo(), json!({ "query": both, "operationName": "B" })).await;
    assert_eq!(named.json(), json!({ "data": { "page": 20 } }));
    let unnamed = ask(&demo(), both, &[]).await;
    assert_eq!(unnamed.status, StatusCode::BAD_REQUEST);
    let unknown = post(&demo(), json!({ "query": both, "operationName": "C" })).await;
    assert_eq!(
        unknown.message(),
        "the document has no operation named \"C\"; it has A, B"
    );
    let anonymous = post(
        &demo(),
        json!({ "query": "{ page }", "operationName": "C" }),
    )
    .await;
    assert_eq!(anonymous.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_batch_is_answered_item_by_item() {
    let batch = json!([
        { "query": "{ greeting }" },
        { "query": "{ nothing }" },
        { "query": 1 },
        { "query": "mutation { update(input: {}) { heard } }" },
    ]);
    let received = post(&demo(), batch).await;
    assert_eq!(received.status, StatusCode::OK);
    let answers = received.json();
    assert_eq!(answers[0], json!({ "data": { "greeting": "Hallo" } }));
    assert_eq!(
        answers[1]["errors"][0]["extensions"]["code"],
        "BAD_USER_INPUT"
    );
    assert_eq!(answers[2]["errors"][0]["message"], "query is not a string");
    assert!(answers[3]["data"]["update"]["heard"].is_string());
}

#[tokio::test]
async fn a_body_that_never_arrives_is_not_waited_for() {
    use async_graphql::futures_util::stream::pending;

    let router = demo_with(HttpSettings {
        body_timeout: Duration::from_millis(20),
        ..HttpSettings::default()
    });
    let body = Body::from_stream(pending::<Result<Vec<u8>, Infallible>>());
    let received = post_raw(&router, body, &JSON).await;
    assert_eq!(received.status, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(received.code(), "BAD_USER_INPUT");
    assert_eq!(received.message(), "the body had not arrived after 20 ms");
}
