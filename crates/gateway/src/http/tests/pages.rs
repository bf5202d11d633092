use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

use super::super::{HttpSettings, router};
use super::demo::Demo;
use super::{demo, demo_with, get, send};

/// The addresses in a page that a browser loads by itself.
fn loaded(html: &str) -> Vec<&str> {
    ["src=\"", "stylesheet\" href=\""]
        .iter()
        .flat_map(|mark| html.split(mark).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[tokio::test]
async fn pages_load_only_files_of_ours_that_are_there_for_good() {
    for address in ["/", "/graphiql"] {
        let page = get(&demo(), address, &[]).await;
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let addresses = loaded(page.text());
        assert!(!addresses.is_empty());
        for address in addresses {
            let file = get(&demo(), &format!("/{address}"), &[]).await;
            assert_eq!(file.status, StatusCode::OK, "{address}");
            assert_eq!(
                file.header("cache-control"),
                "public, max-age=31536000, immutable"
            );
            let kind = if address.ends_with(".js") {
                "text/javascript"
            } else {
                "text/css"
            };
            assert!(file.header("content-type").starts_with(kind));
            assert!(!file.body.is_empty());
        }
    }
}

#[tokio::test]
async fn styles_and_scripts_load_nothing_from_other_hosts() {
    let page = get(&demo(), "/graphiql", &[]).await;
    for address in loaded(page.text())
        .into_iter()
        .filter(|address| address.ends_with(".css"))
    {
        let style = get(&demo(), &format!("/{address}"), &[]).await;
        assert!(!style.text().contains("url(http") && !style.text().contains("url(\"http"));
        assert!(!style.text().contains("@import"));
    }
}

#[tokio::test]
async fn the_first_query_is_text_and_nothing_else() {
    let router = demo_with(HttpSettings {
        first_query: "{ a(b: \"</div><script>\") } # & {style}".to_owned(),
        ..HttpSettings::default()
    });
    let page = get(&router, "/graphiql", &[]).await;
    let attribute = "data-first-query=\"{ a(b: &quot;&lt;/div&gt;&lt;script&gt;&quot;) } \
                     # &amp; {style}\"";
    assert!(page.text().contains(attribute));
}

#[tokio::test]
async fn the_schema_is_there_as_text() {
    let received = get(&demo(), "/schema.graphql", &[]).await;
    assert!(received.text().contains("type Query"));
    assert_eq!(received.header("content-type"), "text/plain; charset=utf-8");
}

#[tokio::test]
async fn readiness_names_the_part_that_is_away() {
    let ready = get(&demo(), "/health/ready", &[]).await;
    assert_eq!(ready.status, StatusCode::OK);
    let mut away = Demo::new();
    away.database = false;
    let received = get(&router(away, HttpSettings::default()), "/health/ready", &[]).await;
    assert_eq!(received.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        received.json(),
        json!({
            "ready": false, "catalogue": true, "database": false,
            "publicReads": true, "writes": false,
        })
    );
    assert_eq!(
        get(&demo(), "/health/live", &[]).await.json(),
        json!({ "live": true })
    );
}

#[tokio::test]
async fn where_nothing_is_an_error_says_so() {
    for address in ["/nothing", "/graphiql/assets/nothing.js", "/graphql/"] {
        let received = get(&demo(), address, &[]).await;
        assert_eq!(received.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(received.code(), "NOT_FOUND");
    }
    for (method, address, allow) in [
        ("PUT", "/graphql", "GET,HEAD,POST"),
        ("POST", "/graphiql", "GET,HEAD"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .body(Body::empty())
            .unwrap();
        let received = send(&demo(), request).await;
        assert_eq!(received.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(received.header("allow"), allow);
        assert_eq!(received.code(), "BAD_USER_INPUT");
    }
}
