use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{demo, post};

async fn heard(query: &str, variables: Value) -> String {
    let received = post(&demo(), json!({ "query": query, "variables": variables })).await;
    let answer = received.json();
    let field = answer["data"]
        .as_object()
        .and_then(|data| data.values().next());
    field
        .and_then(Value::as_str)
        .map_or_else(|| answer.to_string(), str::to_owned)
}

const PATCH: &str = "query($name: String, $kind: Kind, $note: String) {
    patch(input: { name: $name, kind: $kind, inner: { note: $note } })
}";

#[tokio::test]
async fn a_variable_that_is_left_out_is_absent_and_not_null() {
    assert_eq!(
        heard(PATCH, json!({})).await,
        "name absent kind absent inner [note absent]"
    );
    assert_eq!(
        heard(PATCH, json!({ "name": null, "note": "x" })).await,
        "name null kind absent inner [note \"x\"]"
    );
    assert_eq!(
        heard(PATCH, json!({ "kind": "COURSE" })).await,
        "name absent kind Course inner [note absent]"
    );
    assert_eq!(
        heard(
            "query($i: Patch!) { patch(input: $i) }",
            json!({ "i": { "kind": null } })
        )
        .await,
        "name absent kind null inner absent"
    );
}

#[tokio::test]
async fn an_argument_that_is_left_out_is_absent_and_takes_its_default() {
    let optional = "query($text: String) { optional(text: $text) }";
    assert_eq!(heard(optional, json!({})).await, "absent");
    assert_eq!(heard(optional, json!({ "text": null })).await, "null");
    let page = json!({ "query": "query($first: Int) { page(first: $first) }" });
    assert_eq!(post(&demo(), page).await.json()["data"]["page"], 20);
}

#[tokio::test]
async fn a_default_of_the_variable_comes_before_absence() {
    let query = "query($text: String = \"d\") { optional(text: $text) }";
    assert_eq!(heard(query, json!({})).await, "\"d\"");
    assert_eq!(heard(query, json!({ "text": null })).await, "null");
}

#[tokio::test]
async fn in_a_list_what_is_left_out_is_null() {
    let body = json!({ "query": "query($n: Int) { items(of: [1, $n]) }" });
    assert_eq!(post(&demo(), body).await.json()["data"]["items"], 2);
}

#[tokio::test]
async fn fragments_and_other_operations_keep_their_meaning() {
    let query = "query A($text: String) { ...f }
        query B($text: String = \"b\") { ...f nested { ...g } }
        fragment f on Query { optional(text: $text) }
        fragment g on Query { greeting }";
    for (operation, expected) in [("A", "absent"), ("B", "\"b\"")] {
        let received = post(
            &demo(),
            json!({ "query": query, "operationName": operation }),
        )
        .await;
        assert_eq!(
            received.json()["data"]["optional"],
            expected,
            "{}",
            received.text()
        );
    }
}

#[tokio::test]
async fn a_variable_that_is_never_used_is_still_refused() {
    let received = post(&demo(), json!({ "query": "query($a: Int) { greeting }" })).await;
    assert_eq!(received.status, StatusCode::BAD_REQUEST);
    assert_eq!(received.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_required_variable_has_to_come() {
    for variables in [json!({}), json!({ "id": null })] {
        let query = "query Q($id: ID!) { __typename }";
        let received = post(&demo(), json!({ "query": query, "variables": variables })).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST);
        assert!(
            received
                .message()
                .starts_with("the variable $id is of the required type ID!")
        );
        assert_eq!(
            received.json()["errors"][0]["locations"],
            json!([{ "line": 1, "column": 9 }])
        );
    }
}

#[tokio::test]
async fn a_required_argument_is_not_satisfied_by_an_absent_variable() {
    let query = "query($i: Patch) { patch(input: $i) }";
    let received = post(&demo(), json!({ "query": query })).await;
    assert_eq!(received.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn variables_that_nobody_declared_are_passed_over() {
    let body = json!({
        "query": "query($n: Int) { page(first: $n) }",
        "variables": { "no name!": 1, "other": { "a": [] }, "n": 7 },
    });
    assert_eq!(post(&demo(), body).await.json()["data"]["page"], 7);
}

#[tokio::test]
async fn a_variable_is_declared_once() {
    for query in [
        "query($x: String, $x: String) { optional(text: $x) }",
        "query($x: Int = 1, $x: String = \"a\") { optional(text: $x) }",
    ] {
        let received = post(&demo(), json!({ "query": query })).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST);
        assert_eq!(received.message(), "the variable $x is declared twice");
    }
}

#[tokio::test]
async fn a_condition_hangs_on_no_variable_that_may_be_null() {
    for query in [
        "query($x: Boolean) { __typename greeting @include(if: $x) }",
        "query($x: Boolean = null) { __typename ... @skip(if: $x) { greeting } }",
        "query($x: Boolean) { nested { ...f } }
         fragment f on Query { __typename greeting @skip(if: $x) }",
    ] {
        for variables in [json!({}), json!({ "x": true })] {
            let received = post(&demo(), json!({ "query": query, "variables": variables })).await;
            assert_eq!(received.status, StatusCode::BAD_REQUEST, "{query}");
            assert_eq!(
                received.message(),
                "the variable $x of the type Boolean decides a condition, which takes Boolean!; \
                 declare it so, or give it a default"
            );
        }
    }
    for query in [
        "query($x: Boolean!) { __typename greeting @include(if: $x) }",
        "query($x: Boolean = true) { __typename ... @include(if: $x) { greeting } }",
    ] {
        let body = json!({ "query": query, "variables": { "x": true } });
        assert_eq!(
            post(&demo(), body).await.json()["data"]["greeting"],
            "Hallo"
        );
    }
}
