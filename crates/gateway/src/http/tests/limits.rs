use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::HttpSettings;
use super::{ask, demo, demo_with, post, post_query, post_raw};

fn found(received: &super::Received) -> (Value, Value) {
    let extensions = &received.json()["errors"][0]["extensions"];
    (extensions["limit"].clone(), extensions["found"].clone())
}

#[tokio::test]
async fn two_thousand_brackets_of_any_kind_do_no_harm() {
    for bracket in ["[", "{", "(", "[{", "({"] {
        let open = bracket.repeat(2_000);
        for query in [
            open.clone(),
            format!("{{ a(b: {open}"),
            format!("query($a: {open}"),
            format!("query($a: Int = {open}"),
            format!("{{ a @b(c: {open}"),
            format!("{{ a(b: [\"\"\"c\\\"\"\" \"\"\" {open}"),
            "{a".repeat(2_000),
        ] {
            let received = post_query(&demo(), &query).await;
            assert_eq!(received.status, StatusCode::BAD_REQUEST);
            assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
            assert_eq!(ask(&demo(), &query, &[]).await.code(), "QUERY_TOO_COMPLEX");
        }
    }
}

#[tokio::test]
async fn a_string_that_never_ends_hides_nothing() {
    for quotes in ["\"", "\"\"\""] {
        let query = format!("{{ a(b: [{quotes}a\" {}", "[".repeat(2_000));
        let received = post_query(&demo(), &query).await;
        assert_ne!(received.status, StatusCode::OK);
    }
    let received = post_query(&demo(), "{\n  a(b: \"ä\n\") }").await;
    assert_eq!(received.message(), "a string is not closed");
    assert_eq!(
        received.json()["errors"][0]["locations"],
        json!([{ "line": 2, "column": 8 }])
    );
}

#[tokio::test]
async fn nested_json_is_refused_before_it_is_read() {
    let mut variables = json!(1);
    for _ in 0..100 {
        variables = json!({ "a": [variables] });
    }
    let body = json!({ "query": "{ greeting }", "variables": variables });
    let received = post(&demo(), body).await;
    assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
    assert_eq!(found(&received), (json!(64), json!(201)));

    let headers = [("content-type", "application/json")];
    let received = post_raw(&demo(), "[".repeat(500_000), &headers).await;
    assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn each_limit_says_what_it_is_and_what_was_found() {
    let aliases: String = (0..31).map(|n| format!("a{n}: greeting ")).collect();
    let nested = format!("{}greeting{}", "{nested".repeat(25), "}".repeat(25))
        .replace("nestedgreeting", "nested{greeting}");
    let tokens = "greeting ".repeat(1_999);
    let deep = format!("{}{}{}", "{nested".repeat(64), "{greeting}", "}".repeat(64));
    for (query, limit, count) in [
        (format!("{{ {aliases} }}"), 30, 31),
        (nested, 25, 26),
        (format!("{{ {tokens} }}"), 2_000, 2_001),
        (deep, 64, 65),
    ] {
        let received = post_query(&demo(), &query).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST);
        assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
        assert_eq!(
            found(&received),
            (json!(limit), json!(count)),
            "{}",
            received.message()
        );
    }
}

#[tokio::test]
async fn a_limit_is_told_in_a_sentence() {
    let received = post_query(&demo(), &format!("{{ {} }}", "greeting ".repeat(2_700))).await;
    assert_eq!(
        received.message(),
        "the request has 2702 tokens, more than the 2000 that are allowed"
    );
}

#[tokio::test]
async fn a_name_without_end_is_not_looked_up() {
    let received = post_query(&demo(), &format!("{{ {} }}", "g".repeat(200_000))).await;
    assert_eq!(received.status, StatusCode::BAD_REQUEST);
    assert_eq!(received.code(), "BAD_USER_INPUT");
    assert_eq!(received.message(), "a name is longer than 128 bytes");
    assert_eq!(
        received.json()["errors"][0]["locations"],
        json!([{ "line": 1, "column": 3 }])
    );
}

#[tokio::test]
async fn fragments_that_multiply_are_refused_at_once() {
    // Walked one by one, these are 3 to the power of 30 selections: the test would not end.
    let mut query = "{ ...f0 }".to_owned();
    for n in 0..30 {
        let next = n + 1;
        query += &format!(" fragment f{n} on Query {{ ...f{next} ...f{next} ...f{next} }}");
    }
    query += " fragment f30 on Query { greeting }";
    let received = post_query(&demo(), &query).await;
    assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn fragments_that_spread_themselves_are_refused() {
    for query in [
        "{ ...a } fragment a on Query { ...a }",
        "{ ...a } fragment a on Query { nested { ...b } } fragment b on Query { ...c ...a } \
         fragment c on Query { greeting }",
    ] {
        let received = post_query(&demo(), query).await;
        assert!(
            received.message().ends_with("spreads itself"),
            "{}",
            received.message()
        );
    }
    let twice = "{ ...a ...b } fragment a on Query { ...c } fragment b on Query { ...c ...c } \
                 fragment c on Query { greeting }";
    assert_eq!(post_query(&demo(), twice).await.status, StatusCode::OK);
}

#[tokio::test]
async fn complexity_of_the_schema_has_the_same_code() {
    let router = demo_with(HttpSettings {
        schema_complexity_limit: Some(1_000),
        ..HttpSettings::default()
    });
    let received = post_query(&router, "{ expensive }").await;
    assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
    assert_eq!(found(&received).0, json!(1_000));
}

#[tokio::test]
async fn a_batch_shares_the_limits() {
    let item = json!({ "query": format!("{{ {} }}", "greeting ".repeat(700)) });
    let received = post(&demo(), json!([item, item, item])).await.json();
    assert!(received[1]["data"].is_object());
    assert_eq!(
        received[2]["errors"][0]["extensions"]["code"],
        "QUERY_TOO_COMPLEX"
    );

    let item = json!({ "query": "{ greeting }" });
    let received = post(&demo(), json!(vec![item; 11])).await;
    assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
    assert_eq!(found(&received), (json!(10), json!(11)));
}

#[tokio::test]
async fn introspection_can_be_switched_off() {
    let query = "{ __schema { queryType { name } } }";
    assert_eq!(post_query(&demo(), query).await.status, StatusCode::OK);
    let router = demo_with(HttpSettings {
        introspection: false,
        ..HttpSettings::default()
    });
    assert!(post_query(&router, query).await.json()["data"]["__schema"].is_null());
}
