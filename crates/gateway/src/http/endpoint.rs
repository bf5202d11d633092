//! `/graphql`: one request or a batch by `POST`, one query by `GET`.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_LANGUAGE, VARY};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::accept::{self, Media};
use super::answer::Answer;
use super::caching::{self, EntityTag};
use super::caller::{Caller, Transport};
use super::document::{self, OperationType, Prepared, Used};
use super::execution;
use super::language;
use super::parameters::{self, Asked, QueryString};
use super::refusal::Refusal;
use super::{Api, Layer, Visit};

/// What an answer depends on besides the address. `Authorization` is in it so that no cache gives
/// the public answer to somebody who signed in.
const DEPENDS_ON: &str = "Accept, Accept-Language, Authorization";

/// A query in the address.
pub(super) async fn by_get<A: Api>(
    State(layer): State<Layer<A>>,
    extensions: Extensions,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let media = match accept::media(&headers) {
        Ok(media) => media,
        Err(refusal) => return refuse(&refusal, Media::Json),
    };
    let caller = match Caller::new(Transport::Get, &extensions, &headers) {
        Ok(caller) => caller,
        Err(refusal) => return refuse(&refusal, media),
    };
    match get(&layer, caller, &headers, &uri, media).await {
        Ok(response) => response,
        Err(refusal) => refuse(&refusal, media),
    }
}

async fn get<A: Api>(
    layer: &Layer<A>,
    caller: Caller,
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

    let actor = api.admit(&caller, 1).await?;
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

    let request_id = caller.request_id.clone();
    let time = settings.execution_timeout;
    let visit = Visit { actor, wishes };
    let executed = execution::execute(layer, prepared, visit, caller, time).await?;
    let answer = Answer::executed(executed, media, &request_id, settings);
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
    extensions: Extensions,
    headers: HeaderMap,
    uri: Uri,
    body: Body,
) -> Response {
    let media = match accept::media(&headers) {
        Ok(media) => media,
        Err(refusal) => return refuse(&refusal, Media::Json),
    };
    let caller = match Caller::new(Transport::Post, &extensions, &headers) {
        Ok(caller) => caller,
        Err(refusal) => return refuse(&refusal, media),
    };
    match post(&layer, caller, &headers, &uri, body, media).await {
        Ok(response) => response,
        Err(refusal) => refuse(&refusal, media),
    }
}

async fn post<A: Api>(
    layer: &Layer<A>,
    caller: Caller,
    headers: &HeaderMap,
    uri: &Uri,
    body: Body,
    media: Media,
) -> Result<Response, Refusal> {
    let Layer { api, settings, .. } = layer;
    let wishes = language::wishes(QueryString::of(uri)?.parameter("lang")?, headers)?;
    let language = api.content_language(&wishes);
    let asked = parameters::of_body(headers, body, settings).await?;
    let visit = Visit {
        actor: api.admit(&caller, asked.operations()).await?,
        wishes,
    };
    let mut used = Used::default();
    let answer = match asked {
        Asked::One(parameters) => {
            let prepared = document::prepare(parameters, settings, &layer.field_types, &mut used)?;
            answer(layer, prepared, visit, caller, media, 1).await?
        }
        Asked::Batch(items) => {
            let prepared: Vec<Result<Prepared, Refusal>> = items
                .into_iter()
                .map(|item| document::prepare(item?, settings, &layer.field_types, &mut used))
                .collect();
            let mut answers = Vec::with_capacity(prepared.len());
            let share = u32::try_from(prepared.len()).unwrap_or(u32::MAX);
            // One after the other: a later item may read what an earlier one wrote.
            for (item, prepared) in prepared.into_iter().enumerate() {
                let answered = match prepared {
                    Ok(prepared) => {
                        let caller = caller.of_item(item);
                        answer(layer, prepared, visit.clone(), caller, media, share).await
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
    visit: Visit,
    caller: Caller,
    media: Media,
    share: u32,
) -> Result<Answer, Refusal> {
    let settings = &layer.settings;
    let request_id = caller.request_id.clone();
    let time = settings.execution_timeout / share;
    let executed = execution::execute(layer, prepared, visit, caller, time).await?;
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
