use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use serde_json::json;

use super::super::{HttpSettings, router};
use super::demo::Demo;
use super::{ask, demo, get, post};

#[tokio::test]
async fn who_holds_the_answer_is_told_so_without_execution() {
    let demo = Demo::new();
    let router = router(demo.clone(), HttpSettings::default());
    let first = ask(&router, "{ greeting }", &[]).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'));
    assert_eq!(first.header("cache-control"), "public, max-age=60");
    assert_eq!(
        first.header("vary"),
        "Accept, Accept-Language, Authorization"
    );

    for held in [tag.clone(), format!("\"x\", W/{tag}")] {
        let again = ask(&router, "{ greeting }", &[("if-none-match", &held)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert_eq!(again.header("etag"), tag);
        assert_eq!(again.header("content-language"), "de");
        assert!(again.body.is_empty());
    }
    assert_eq!(demo.executions.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn another_question_language_or_version_has_another_tag() {
    let query = "query A($n: Int) { page(first: $n) } query B { page }";
    let ask = async |router: &axum::Router, address: &str, accept: &str| {
        let address = format!("/graphql?query={}{address}", super::encode(query));
        let received = get(router, &address, &[("accept", accept)]).await;
        assert_eq!(received.status, StatusCode::OK);
        received.header("etag").to_owned()
    };
    let router = demo();
    let newer = router_of("1-2");
    let mut tags = vec![
        ask(&router, "&operationName=A", "*/*").await,
        ask(&router, "&operationName=B", "*/*").await,
        ask(
            &router,
            "&operationName=A&variables=%7B%22n%22%3A1%7D",
            "*/*",
        )
        .await,
        ask(&router, "&operationName=A&lang=en", "*/*").await,
        ask(&router, "&operationName=A", super::NEWER).await,
        ask(&newer, "&operationName=A", "*/*").await,
    ];
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), 6);
}

fn router_of(version: &'static str) -> axum::Router {
    let mut demo = Demo::new();
    demo.version = version;
    router(demo, HttpSettings::default())
}

#[tokio::test]
async fn nobody_keeps_what_is_personal_wrong_or_written() {
    let signed_in = ask(&demo(), "{ greeting }", &[("authorization", "Bearer t")]).await;
    let partly_wrong = ask(&demo(), "{ greeting leaks }", &[]).await;
    let wrong = ask(&demo(), "{ nothing }", &[]).await;
    let posted = post(&demo(), json!({ "query": "{ greeting }" })).await;
    for received in [signed_in, partly_wrong, wrong, posted] {
        assert_eq!(
            received.header("cache-control"),
            "no-store",
            "{}",
            received.text()
        );
        assert_eq!(received.header("etag"), "");
    }
}

#[tokio::test]
async fn a_star_is_no_answer_that_one_could_hold() {
    let received = ask(&demo(), "{ greeting }", &[("if-none-match", "*")]).await;
    assert_eq!(received.status, StatusCode::OK);
}
