//! Pictures: `/uploads` takes them in, `/images/{name}` shows them.
//!
//! An upload is the bare bytes of a file, and shows who sends it in `Authorization`: no page of
//! somebody else can make a browser send that. A picture that everybody may see is kept by browsers
//! for a day without asking again, since the name is made of its content; longer would mean that what
//! was withdrawn stays on show. One that only some may see is kept nowhere.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY,
};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::policy::Actor;
use serde_json::json;

use super::accept::Media;
use super::answer::Answer;
use super::caller::{Caller, Transport};
use super::refusal::Refusal;
use super::{Api, Layer, body, caching};
use crate::pictures::sign_in;

/// `/uploads`
pub(super) async fn upload<A: Api>(
    State(layer): State<Layer<A>>,
    extensions: Extensions,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let mut response = match take_in(&layer, &extensions, &headers, body).await {
        Ok(response) => response,
        Err(refusal) => refuse(&refusal),
    };
    caching::keep_nowhere(response.headers_mut());
    response
}

async fn take_in<A: Api>(
    layer: &Layer<A>,
    extensions: &Extensions,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let caller = Caller::new(Transport::Post, extensions, headers)?;
    let actor = layer.api.admit(&caller, 1).await?;
    if matches!(actor, Actor::Anonymous) {
        // Before the body is taken in: it would be for nothing.
        return Err(sign_in());
    }
    let limit = layer.api.picture_bytes();
    let bytes = body::take_up_to(headers, body, &layer.settings, limit).await?;
    let taken = layer.api.take_in_picture(&actor, &caller, bytes).await?;
    let body = json!({
        "upload": taken.upload,
        "url": taken.url.as_str(),
        "width": taken.width,
        "height": taken.height,
    });
    Ok((StatusCode::CREATED, axum::Json(body)).into_response())
}

/// `/images/{name}`
pub(super) async fn image<A: Api>(
    State(layer): State<Layer<A>>,
    Path(name): Path<String>,
    extensions: Extensions,
    headers: HeaderMap,
) -> Response {
    match show(&layer, &name, &extensions, &headers).await {
        Ok(response) => response,
        Err(refusal) => refuse(&refusal),
    }
}

async fn show<A: Api>(
    layer: &Layer<A>,
    name: &str,
    extensions: &Extensions,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let caller = Caller::new(Transport::Get, extensions, headers)?;
    let actor = layer.api.admit(&caller, 1).await?;
    let shown = layer.api.picture(&actor, &caller, name).await?;
    let shown = shown.ok_or_else(Refusal::not_found)?;
    // The name is made of the content, and holds nothing but hexadecimal digits and a dot.
    let tag = HeaderValue::from_str(&format!("\"{name}\"")).ok();
    let is_held = headers.get(IF_NONE_MATCH).is_some_and(|held| {
        let tags = held.to_str().unwrap_or_default().split(',').map(str::trim);
        tags.into_iter().any(|held| {
            tag.as_ref()
                .is_some_and(|tag| held.as_bytes() == tag.as_bytes())
        })
    });
    let mut response = if is_held {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        shown.content.into_response()
    };
    let head = response.headers_mut();
    if let Ok(media_type) = HeaderValue::from_str(&shown.media_type) {
        head.insert(CONTENT_TYPE, media_type);
    }
    head.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    );
    head.insert(CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    head.append(VARY, HeaderValue::from_static("Authorization"));
    if shown.is_public {
        head.extend(tag.map(|tag| (ETAG, tag)));
        head.insert(
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=86400, immutable"),
        );
    } else {
        caching::keep_nowhere(head);
    }
    Ok(response)
}

fn refuse(refusal: &Refusal) -> Response {
    let media = Media::GraphqlResponse;
    let mut response = Answer::refused(refusal, media).into_response(Media::Json);
    *response.status_mut() = refusal.status(media);
    caching::keep_nowhere(response.headers_mut());
    response
}
