use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::super::{HttpSettings, IdSource, Origins};
use super::{ask, demo, demo_with, get, send};

#[tokio::test]
async fn every_answer_keeps_browsers_safe() {
    for address in [
        "/",
        "/graphql",
        "/graphiql",
        "/schema.graphql",
        "/health/live",
        "/nothing",
    ] {
        let received = get(&demo(), address, &[]).await;
        assert_eq!(received.header("x-content-type-options"), "nosniff");
        assert_eq!(received.header("referrer-policy"), "no-referrer");
        let policy = received.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{address}");
        assert!(!policy.contains("script-src 'unsafe"), "{address}");
    }
}

#[tokio::test]
async fn a_request_keeps_its_id_where_it_is_well_formed() {
    let router = demo_with(HttpSettings {
        request_ids: IdSource::new(|| "made".to_owned()),
        ..HttpSettings::default()
    });
    let long = "x".repeat(65);
    for (sent, expected) in [
        ("abc.DEF-1_2", "abc.DEF-1_2"),
        ("with space", "made"),
        ("line\tfeed", "made"),
        ("", "made"),
        (long.as_str(), "made"),
    ] {
        let received = get(&router, "/health/live", &[("x-request-id", sent)]).await;
        assert_eq!(received.header("x-request-id"), expected);
    }
}

fn preflight() -> Request<Body> {
    Request::options("/graphql")
        .header("origin", "https://app.example.org")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type")
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn apps_from_anywhere_may_read_without_cookies() {
    let received = send(&demo(), preflight()).await;
    assert_eq!(received.status, StatusCode::NO_CONTENT);
    assert_eq!(received.header("access-control-allow-origin"), "*");
    assert!(
        received
            .header("access-control-allow-methods")
            .contains("POST")
    );
    assert!(
        received
            .header("access-control-allow-headers")
            .contains("Content-Type")
    );
    let received = ask(
        &demo(),
        "{ greeting }",
        &[("origin", "https://app.example.org")],
    )
    .await;
    assert_eq!(received.header("access-control-allow-origin"), "*");
    assert_eq!(received.header("access-control-allow-credentials"), "");
}

#[tokio::test]
async fn origins_can_be_listed() {
    let router = demo_with(HttpSettings {
        origins: Origins::Only(vec!["https://app.example.org".to_owned()]),
        ..HttpSettings::default()
    });
    let received = send(&router, preflight()).await;
    assert_eq!(
        received.header("access-control-allow-origin"),
        "https://app.example.org"
    );
    let received = ask(
        &router,
        "{ greeting }",
        &[("origin", "https://evil.example")],
    )
    .await;
    assert_eq!(received.header("access-control-allow-origin"), "");
    let vary: Vec<_> = received.headers.get_all("vary").iter().collect();
    assert!(vary.iter().any(|value| *value == "Origin"));
}
