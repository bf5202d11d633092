//! Pictures over HTTP: taken in, used, shown, and refused.

use axum::http::{HeaderMap, Method, StatusCode};
use data_encoding::BASE64;
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{course, revision_of, with};

const RED: &str = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4z8AARAAI/gH/GcBr5wAAAABJRU5ErkJggg==";

pub(super) fn red() -> Vec<u8> {
    BASE64.decode(RED.as_bytes()).unwrap()
}

pub(super) async fn upload(
    program: &Program,
    who: &Somebody,
    bytes: Vec<u8>,
) -> (StatusCode, Value) {
    let sent = program.raw(who, (Method::POST, "/uploads"), bytes, &[]);
    let (status, headers, body) = sent.await;
    assert_eq!(headers["cache-control"], "no-store");
    (status, serde_json::from_slice(&body).unwrap())
}

async fn fetch(
    program: &Program,
    who: &Somebody,
    (url, headers): (&str, &[(&str, &str)]),
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let path = url.strip_prefix("https://example.org").unwrap();
    program
        .raw(who, (Method::GET, path), Vec::new(), headers)
        .await
}

#[tokio::test]
async fn a_picture_is_taken_in_used_and_shown_to_everybody_once_it_is_published() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let nobody = Somebody::default();
    let (status, taken) = upload(&program, &editor, red()).await;
    assert_eq!(status, StatusCode::CREATED, "{taken}");
    assert_eq!([&taken["width"], &taken["height"]], [&json!(2), &json!(1)]);
    let url = taken["url"].as_str().unwrap();
    let (status, headers, bytes) = fetch(&program, &editor, (url, &[])).await;
    assert_eq!((status, &bytes[1..4]), (StatusCode::OK, &b"PNG"[..]));
    assert_eq!(headers["cache-control"], "no-store");
    let (status, ..) = fetch(&program, &nobody, (url, &[])).await;
    assert_eq!(status, StatusCode::NOT_FOUND);

    let images = json!({ "images": [{ "upload": taken["upload"],
        "alternativeText": [{ "language": "de", "text": "Ein roter Raum" }] }] });
    let made = revision_of(
        &program,
        &editor,
        ("createOffer", with(course(&program), images)),
    )
    .await;
    let first = json!({ "id": made["entityId"], "expectedRevision": 1 });
    revision_of(&program, &editor, ("submitForReview", first.clone())).await;
    let (status, ..) = fetch(&program, &nobody, (url, &[])).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    revision_of(&program, &coordinator, ("approveRevision", first.clone())).await;
    let (status, headers, _) = fetch(&program, &nobody, (url, &[])).await;
    assert_eq!(status, StatusCode::OK);
    for (name, value) in [
        ("content-type", "image/png"),
        ("cache-control", "public, max-age=86400, immutable"),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; sandbox",
        ),
    ] {
        assert_eq!(headers[name], value);
    }
    let tag = headers["etag"].to_str().unwrap().to_owned();
    let held = [("if-none-match", tag.as_str())];
    let (status, _, bytes) = fetch(&program, &nobody, (url, &held)).await;
    assert_eq!((status, bytes.len()), (StatusCode::NOT_MODIFIED, 0));

    let query = "query($id: ID!) { offer(by: { id: $id }) { images { url width } } }";
    let answer = program
        .ask(&nobody, query, json!({ "id": made["entityId"] }))
        .await;
    assert_eq!(
        answer.json["data"]["offer"]["images"],
        json!([{ "url": url, "width": 2 }])
    );
    revision_of(&program, &coordinator, ("archiveOffer", first)).await;
    let (status, headers, _) = fetch(&program, &nobody, (url, &held)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(headers["cache-control"], "no-store");
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_its_reason() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let huge = {
        // The header says 60,000 × 60,000; its checksum is not looked at before its size.
        let mut bytes = red();
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes
    };
    let cases: [(Vec<u8>, StatusCode, &str); 6] = [
        (Vec::new(), StatusCode::BAD_REQUEST, "EMPTY"),
        (
            b"<svg onload=\"alert(1)\"/>".to_vec(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "NOT_A_PICTURE",
        ),
        (
            b"#!/bin/sh".to_vec(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "NOT_A_PICTURE",
        ),
        (
            red()[..40].to_vec(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "DAMAGED",
        ),
        (huge, StatusCode::UNPROCESSABLE_ENTITY, "DAMAGED"),
        (vec![0; 13 * 1024 * 1024], StatusCode::PAYLOAD_TOO_LARGE, ""),
    ];
    for (bytes, status, reason) in cases {
        let (found, json) = upload(&program, &editor, bytes).await;
        let extensions = &json["errors"][0]["extensions"];
        assert_eq!(found, status, "{json}");
        assert_eq!(extensions["code"], "BAD_USER_INPUT");
        assert_eq!(extensions["reason"].as_str().unwrap_or_default(), reason);
    }
}

#[tokio::test]
async fn pictures_are_brought_by_people_who_write() {
    let program = Program::start().await;
    for role in Role::ALL {
        let who = program.somebody(role).await;
        let (status, json) = upload(&program, &who, red()).await;
        let expected = match role {
            Role::Anonymous => StatusCode::UNAUTHORIZED,
            Role::Editor
            | Role::Manager
            | Role::Trusted
            | Role::PartCoordinator
            | Role::Coordinator
            | Role::Administrator => StatusCode::CREATED,
            Role::Client | Role::Professional | Role::Translator | Role::Analyst => {
                StatusCode::FORBIDDEN
            }
        };
        assert_eq!(status, expected, "{role:?} {json}");
    }
    let nobody = Somebody::default();
    let by_get = program.raw(&nobody, (Method::GET, "/uploads"), Vec::new(), &[]);
    assert_eq!(by_get.await.0, StatusCode::METHOD_NOT_ALLOWED);
}
