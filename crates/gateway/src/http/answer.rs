//! What goes back: the status, the errors and their codes, the body.

use std::borrow::Cow;

use async_graphql::{ErrorExtensionValues, Response as Executed, ServerError, Value};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use tracing::error;

use super::accept::Media;
use super::envelope::RequestId;
use super::refusal::{Refusal, status_of};
use super::settings::HttpSettings;
use super::unfit;
use crate::error::{ErrorCode as Code, excerpt};

/// The most characters of a message, and the most errors of one answer that are shown one by one.
const MESSAGE_LIMIT: usize = 300;
const ERROR_LIMIT: usize = 49;

/// An answer to one request, or to a batch.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    /// Whether it says that something is wrong: such answers are not kept by anybody.
    pub has_errors: bool,
    headers: HeaderMap,
    json: Vec<u8>,
}

/// The errors of a request that was not executed. There is no `data`, by the specification.
#[derive(Serialize)]
struct Errors<'a> {
    errors: &'a [ServerError],
}

impl Answer {
    /// What execution came to.
    pub(super) fn executed(
        mut executed: Executed,
        media: Media,
        request_id: &RequestId,
        settings: &HttpSettings,
    ) -> Self {
        let was_executed = was_executed(&executed);
        let left_out = executed.errors.len().saturating_sub(ERROR_LIMIT);
        executed.errors.truncate(ERROR_LIMIT);
        for error in &mut executed.errors {
            complete(error, request_id, settings);
            shorten(error);
        }
        if left_out > 0 {
            executed.errors.push(more_errors(left_out));
        }
        let headers = std::mem::take(&mut executed.http_headers);
        if was_executed {
            return Self {
                status: StatusCode::OK,
                has_errors: !executed.errors.is_empty(),
                headers,
                json: json(&executed),
            };
        }
        Self {
            status: refused_status(&executed.errors, media),
            has_errors: true,
            headers,
            json: json(&Errors {
                errors: &executed.errors,
            }),
        }
    }

    /// Why nothing was executed.
    pub(super) fn refused(refusal: &Refusal, media: Media) -> Self {
        let mut error = refusal.error().clone();
        shorten(&mut error);
        Self {
            status: refusal.status(media),
            has_errors: true,
            headers: refusal.headers().clone(),
            json: json(&Errors { errors: &[error] }),
        }
    }

    /// The answers to a batch, in its order. Each item tells for itself how it went.
    pub(super) fn batch(answers: &[Self]) -> Self {
        let items: Vec<&[u8]> = answers
            .iter()
            .map(|answer| answer.json.as_slice())
            .collect();
        Self {
            status: StatusCode::OK,
            has_errors: answers.iter().any(|answer| answer.has_errors),
            headers: HeaderMap::new(),
            json: [b"[", items.join(&b","[..]).as_slice(), b"]"].concat(),
        }
    }

    pub(super) fn into_response(self, media: Media) -> Response {
        let mut response = Response::new(Body::from(self.json));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .entry(WWW_AUTHENTICATE)
                .or_insert(scheme);
        }
        let content_type = HeaderValue::from_static(media.content_type());
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }
}

/// Whether resolvers ran. Errors from before that (validation, or the program's own refusal) come
/// without data and without a path.
fn was_executed(executed: &Executed) -> bool {
    executed.errors.is_empty()
        || executed.data != Value::Null
        || executed.errors.iter().any(|error| !error.path.is_empty())
}

fn refused_status(errors: &[ServerError], media: Media) -> StatusCode {
    let status = errors
        .iter()
        .filter_map(code_of)
        .map(status_of)
        .max()
        .unwrap_or(StatusCode::BAD_REQUEST);
    match media {
        Media::Json if status == StatusCode::BAD_REQUEST => StatusCode::OK,
        Media::Json | Media::GraphqlResponse => status,
    }
}

/// Give an error the code that it lacks.
///
/// Before execution, what the executor refuses is the document's fault. During execution, errors of
/// ours have their codes; one without is a value that does not fit its type, or a detail that
/// slipped through and does not reach a client.
fn complete(error: &mut ServerError, request_id: &RequestId, settings: &HttpSettings) {
    match code_of(error) {
        Some("INTERNAL") => {
            extend(error).set("requestId", request_id.as_str());
        }
        Some(_) => {}
        None => match limit_of(&error.message, settings) {
            Some(limit) => {
                extend(error).set("code", Code::QueryTooComplex.as_str());
                if let Some(limit) = limit {
                    extend(error).set("limit", u64::try_from(limit).unwrap_or(u64::MAX));
                }
            }
            None if unfit::reword(error) => {}
            None if error.path.is_empty() => {
                extend(error).set("code", Code::BadUserInput.as_str());
            }
            None => {
                error!(request.id = %request_id, message = %error.message, "error without a code");
                let refusal = Refusal::internal(request_id.as_str());
                error.message.clone_from(&refusal.error().message);
                error.extensions.clone_from(&refusal.error().extensions);
            }
        },
    }
}

/// Messages repeat what was sent, some of them all of it: the answer would be as large as a client
/// wants it to be.
fn shorten(error: &mut ServerError) {
    if let Cow::Owned(message) = excerpt(&error.message, MESSAGE_LIMIT) {
        error.message = message;
    }
}

/// Stands for the errors that an answer does not show one by one.
fn more_errors(number: usize) -> ServerError {
    let mut error = ServerError::new(format!("{number} more errors are not shown"), None);
    let extensions = extend(&mut error);
    extensions.set("code", Code::BadUserInput.as_str());
    extensions.set("notShown", u64::try_from(number).unwrap_or(u64::MAX));
    error
}

/// The executor's own limits, by its words. The inner value is the limit where we know it.
fn limit_of(message: &str, settings: &HttpSettings) -> Option<Option<usize>> {
    match message {
        "Query is too complex." => Some(settings.schema_complexity_limit),
        "Query is nested too deep." => Some(settings.schema_depth_limit),
        _ if message.starts_with("The recursion depth of the query cannot be greater than")
            || message.starts_with("The number of directives") =>
        {
            Some(None)
        }
        _ => None,
    }
}

fn code_of(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        Value::Enum(code) => Some(code),
        _ => None,
    }
}

fn extend(error: &mut ServerError) -> &mut ErrorExtensionValues {
    error
        .extensions
        .get_or_insert_with(ErrorExtensionValues::default)
}

/// Values of GraphQL are always JSON: their keys are strings and their numbers finite.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_else(|_| b"null".to_vec())
}
