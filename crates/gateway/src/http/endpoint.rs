//! `/graphql`: one request or a batch by `POST`, one query by `GET`.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_LANGUAGE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::text::LanguagePreferences;

use super::accept::{self, Media};
use super::answer::Answer;
use super::caching::{self, EntityTag};
use super::document::{self, OperationType, Prepared, Used};
use super::envelope::RequestId;
use super::execution::{self, Caller, Transport};
use super::language;
use super::parameters::{self, Asked, QueryString};
use super::refusal::Refusal;
use super::{Api, Layer};

/// What an answer depends on besides the address. `Authorization` is in it so that no cache gives
/// the public answer to somebody who signed in.
const DEPENDS_ON: &str = "Accept, Accept-Language, Authorization";

/// A query in the address.
pub(super) async fn by_get<A: Api>(
    State(layer): State<Layer<A>>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let media = match accept::media(&headers) {
        Ok(media) => media,
        Err(refusal) => return refuse(&refusal, Media::Json),
    };
    match get(&layer, &request_id, &headers, &uri, media).await {
        Ok(response) => response,
        Err(refusal) => refuse(&refusal, media),
    }
}

async fn get<A: Api>(
    layer: &Layer<A>,
    request_id: &RequestId,
    headers: &HeaderMap,
    uri: &Uri,
    media: Media,
) -> Result<Response, Refusal> {
    let Layer { api, settings, .. } = layer;
    let query_string = QueryString::of(uri)?;
    let wishes = language::wishes(query_string.parameter("lang")?, headers)?;
    let parameters = query_string.parameters(settings)?;
    let prepared = document::prepare(
        parameters,
        settings,
        &layer.field_types,
        &mut Used::default(),
    )?;
    if prepared.operation != OperationType::Query {
        return Err(Refusal::method(
            "by GET one can only read; send this by POST",
            "POST",
        ));
    }

    let language = api.content_language(&wishes);
    let tag = EntityTag::of(
        &prepared.request,
        headers,
        media,
        &language,
        &api.version(),
        wishes.tags(),
    );
    if let Some(tag) = tag.as_ref().filter(|tag| tag.is_held(headers)) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        tag.publish(response.headers_mut(), settings.cache_max_age);
        describe(response.headers_mut(), language.as_str());
        return Ok(response);
    }

    let caller = Caller::new(Transport::Get, request_id.clone(), headers);
    let time = settings.execution_timeout;
    let executed = execution::execute(layer, prepared, wishes, caller, time).await?;
    let answer = Answer::executed(executed, media, request_id, settings);
    let keep = tag.filter(|_| !answer.has_errors);
    let mut response = answer.into_response(media);
    match keep {
        Some(tag) => tag.publish(response.headers_mut(), settings.cache_max_age),
        None => caching::keep_nowhere(response.headers_mut()),
    }
    describe(response.headers_mut(), language.as_str());
    Ok(response)
}

/// A request, or a batch of them, in the body.
pub(super) async fn by_post<A: Api>(
    State(layer): State<Layer<A>>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
    uri: Uri,
    body: Body,
) -> Response {
    let media = match accept::media(&headers) {
        Ok(media) => media,
        Err(refusal) => return refuse(&refusal, Media::Json),
    };
    match post(&layer, &request_id, &headers, &uri, body, media).await {
        Ok(response) => response,
        Err(refusal) => refuse(&refusal, media),
    }
}

async fn post<A: Api>(
    layer: &Layer<A>,
    request_id: &RequestId,
    headers: &HeaderMap,
    uri: &Uri,
    body: Body,
    media: Media,
) -> Result<Response, Refusal> {
    let Layer { api, settings, .. } = layer;
    let wishes = language::wishes(QueryString::of(uri)?.parameter("lang")?, headers)?;
    let language = api.content_language(&wishes);
    let asked = parameters::of_body(headers, body, settings).await?;
    let caller = Caller::new(Transport::Post, request_id.clone(), headers);
    let mut used = Used::default();
    let answer = match asked {
        Asked::One(parameters) => {
            let prepared = document::prepare(parameters, settings, &layer.field_types, &mut used)?;
            answer(layer, prepared, wishes, caller, media, 1).await?
        }
        Asked::Batch(items) => {
            let prepared: Vec<Result<Prepared, Refusal>> = items
                .into_iter()
                .map(|item| document::prepare(item?, settings, &layer.field_types, &mut used))
                .collect();
            let mut answers = Vec::with_capacity(prepared.len());
            let share = u32::try_from(prepared.len()).unwrap_or(u32::MAX);
            // One after the other: a later item may read what an earlier one wrote.
            for item in prepared {
                let answered = match item {
                    Ok(prepared) => {
                        answer(
                            layer,
                            prepared,
                            wishes.clone(),
                            caller.clone(),
                            media,
                            share,
                        )
                        .await
                    }
                    Err(refusal) => Err(refusal),
                };
                answers.push(answered.unwrap_or_else(|refusal| Answer::refused(&refusal, media)));
            }
            Answer::batch(&answers)
        }
    };
    let mut response = answer.into_response(media);
    caching::keep_nowhere(response.headers_mut());
    describe(response.headers_mut(), language.as_str());
    Ok(response)
}

/// Execute one of `share` requests that come together.
async fn answer<A: Api>(
    layer: &Layer<A>,
    prepared: Prepared,
    wishes: LanguagePreferences,
    caller: Caller,
    media: Media,
    share: u32,
) -> Result<Answer, Refusal> {
    let settings = &layer.settings;
    let request_id = caller.request_id.clone();
    let time = settings.execution_timeout / share;
    let executed = execution::execute(layer, prepared, wishes, caller, time).await?;
    Ok(Answer::executed(executed, media, &request_id, settings))
}

fn refuse(refusal: &Refusal, media: Media) -> Response {
    let mut response = Answer::refused(refusal, media).into_response(media);
    caching::keep_nowhere(response.headers_mut());
    response
        .headers_mut()
        .append(VARY, HeaderValue::from_static(DEPENDS_ON));
    response
}

fn describe(headers: &mut HeaderMap, language: &str) {
    headers.append(VARY, HeaderValue::from_static(DEPENDS_ON));
    if let Ok(language) = HeaderValue::from_str(language) {
        headers.insert(CONTENT_LANGUAGE, language);
    }
}
