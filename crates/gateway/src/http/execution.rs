//! Running a request so that neither a slow nor a broken resolver takes the answer away.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use async_graphql::Response;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use domain::text::LanguagePreferences;
use tracing::{error, warn};

use super::document::Prepared;
use super::empty;
use super::envelope::RequestId;
use super::nulls::Question;
use super::refusal::Refusal;
use super::{Api, Layer};

/// Who sends a request, as far as HTTP knows: in the data of every request, for the schema to read.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The id under which the log knows the request.
    pub request_id: RequestId,
    /// How the request came.
    pub transport: Transport,
    /// The `Authorization` header. Marked sensitive, so that it does not show when printed.
    pub authorization: Option<HeaderValue>,
    /// The `Idempotency-Key` header.
    pub idempotency_key: Option<HeaderValue>,
}

/// How a request came.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Transport {
    /// In the address, which caches and logs may keep: nothing that tells about a person belongs
    /// there.
    Get,
    /// In the body.
    Post,
}

impl Caller {
    pub(super) fn new(transport: Transport, request_id: RequestId, headers: &HeaderMap) -> Self {
        const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
        let authorization = headers.get(AUTHORIZATION).cloned().map(|mut value| {
            value.set_sensitive(true);
            value
        });
        Self {
            request_id,
            transport,
            authorization,
            idempotency_key: headers.get(IDEMPOTENCY_KEY).cloned(),
        }
    }
}

/// Execute a request within a time.
pub(super) async fn execute<A: Api>(
    layer: &Layer<A>,
    prepared: Prepared,
    wishes: LanguagePreferences,
    caller: Caller,
    time: Duration,
) -> Result<Response, Refusal> {
    let request_id = caller.request_id.clone();
    let question = Question {
        query: prepared.request.query.clone(),
        operation_name: prepared.request.operation_name.clone(),
    };
    let request = prepared.request.data(caller);
    let guarded = unless_panicking(async { layer.api.execute(request, wishes).await });
    match tokio::time::timeout(time, guarded).await {
        Ok(Ok(mut response)) => {
            if prepared.is_marked {
                empty::unmark(&mut response.data);
            }
            layer.field_types.complete(&question, &mut response);
            Ok(response)
        }
        Ok(Err(Panicked)) => {
            error!(request.id = %request_id, "execution panicked");
            Err(Refusal::internal(request_id.as_str()))
        }
        Err(_) => {
            warn!(request.id = %request_id, "execution took too long");
            Err(Refusal::unavailable(format!(
                "the answer was not ready after {} ms; ask for less, or later",
                time.as_millis()
            )))
        }
    }
}

/// The message and place of a panic are printed by the hook of the process.
struct Panicked;

/// A panic ends this request only. Nothing of the request is looked at afterwards, so nothing half
/// changed is seen.
async fn unless_panicking<T>(future: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut future = pin!(future);
    std::future::poll_fn(move |context| {
        let future: Pin<&mut _> = future.as_mut();
        match catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => Poll::Ready(Err(Panicked)),
        }
    })
    .await
}
