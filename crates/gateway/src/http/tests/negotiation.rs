use axum::http::StatusCode;

use super::{NEWER, demo, post_raw};

const JSON: &str = "application/json; charset=utf-8";
const QUERY: &str = r#"{"query":"{__typename}"}"#;

async fn content_type(accept: &str) -> String {
    let headers = [("content-type", "application/json"), ("accept", accept)];
    let received = post_raw(&demo(), QUERY, &headers).await;
    match received.status {
        StatusCode::OK => received
            .header("content-type")
            .replace("; charset=utf-8", ""),
        status => status.as_str().to_owned(),
    }
}

#[tokio::test]
async fn the_client_chooses_the_media_type() {
    for (accept, expected) in [
        (NEWER, NEWER),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json, application/graphql-response+json", NEWER),
        (
            "application/graphql-response+json, application/json;q=0.9",
            NEWER,
        ),
        (
            "application/graphql-response+json;q=0.1, application/json",
            "application/json",
        ),
        ("application/json;q=0, */*", NEWER),
        ("Application/JSON; Charset=UTF-8", "application/json"),
        ("text/html, */*;q=0.8", "application/json"),
        (
            "application/json; charset=latin1, application/graphql-response+json",
            NEWER,
        ),
        ("text/html", "406"),
        ("application/json;q=0", "406"),
        ("", "406"),
    ] {
        assert_eq!(content_type(accept).await, expected, "{accept}");
    }
}

#[tokio::test]
async fn who_does_not_say_gets_json() {
    let received = post_raw(&demo(), QUERY, &[("content-type", "application/json")]).await;
    assert_eq!(received.header("content-type"), JSON);
}

#[tokio::test]
async fn only_json_is_taken_so_that_no_foreign_form_can_write() {
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin1",
        "application/graphql",
    ] {
        let received = post_raw(&demo(), QUERY, &[("content-type", content_type)]).await;
        assert_eq!(
            received.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{content_type}"
        );
        assert_eq!(received.code(), "BAD_USER_INPUT");
    }
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    let received = post_raw(&demo(), QUERY, &headers).await;
    assert_eq!(received.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn utf_8_may_be_named_and_marked() {
    let body = format!("\u{feff}{QUERY}");
    let headers = [("content-type", "application/json;charset=\"UTF-8\"")];
    assert_eq!(
        post_raw(&demo(), body, &headers).await.status,
        StatusCode::OK
    );
}
