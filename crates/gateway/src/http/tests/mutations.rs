//! Mutations through the same layer as queries.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{NEWER, ask, demo, post, post_raw};

const UPDATE: &str = "mutation($name: String, $kind: Kind, $note: String) {
    update(input: { name: $name, kind: $kind, inner: { note: $note } }) { heard }
}";

async fn updated(variables: Value) -> String {
    let answer = post(&demo(), json!({ "query": UPDATE, "variables": variables })).await;
    answer.json()["data"]["update"]["heard"]
        .as_str()
        .unwrap_or_else(|| answer.text())
        .to_owned()
}

#[tokio::test]
async fn a_variable_that_is_left_out_erases_nothing() {
    assert_eq!(
        updated(json!({})).await,
        "name absent kind absent inner [note absent]"
    );
    assert_eq!(
        updated(json!({ "name": null, "note": "x" })).await,
        "name null kind absent inner [note \"x\"]"
    );
}

#[tokio::test]
async fn mutations_run_one_after_the_other_in_a_document_and_in_a_batch() {
    let router = demo();
    let three = json!({ "query": "mutation { a: count b: count c: count }" });
    let answer = post(&router, json!([three, three])).await;
    assert_eq!(
        answer.json(),
        json!([
            { "data": { "a": 0, "b": 1, "c": 2 } },
            { "data": { "a": 3, "b": 4, "c": 5 } },
        ])
    );
}

#[tokio::test]
async fn one_that_is_refused_is_null_and_the_others_are_done() {
    let query = "mutation { before: count refuses { heard } after: count }";
    let answer = post(&demo(), json!({ "query": query })).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.json()["data"],
        json!({ "before": 0, "refuses": null, "after": 1 })
    );
    assert_eq!(answer.json()["errors"][0]["path"], json!(["refuses"]));
    assert_eq!(answer.code(), "FORBIDDEN");
}

#[tokio::test]
async fn a_payload_of_which_nothing_is_selected_is_empty_and_not_null() {
    let query = "mutation($skip: Boolean!) { update(input: {}) { heard @skip(if: $skip) } }";
    let body = json!({ "query": query, "variables": { "skip": true } });
    let answer = post(&demo(), body).await;
    assert_eq!(answer.json(), json!({ "data": { "update": {} } }));
}

#[tokio::test]
async fn nobody_writes_by_get_nor_from_a_form_of_a_foreign_page() {
    let by_get = ask(&demo(), "mutation { count }", &[]).await;
    assert_eq!(by_get.status, StatusCode::METHOD_NOT_ALLOWED);
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
    ] {
        let answer = post_raw(
            &demo(),
            r#"{"query": "mutation { count }"}"#,
            &[("content-type", content_type), ("accept", NEWER)],
        )
        .await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{content_type}"
        );
    }
}
