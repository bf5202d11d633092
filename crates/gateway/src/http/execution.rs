//! Running a request so that neither a slow nor a broken resolver takes the answer away.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use async_graphql::Response;
use tracing::{error, warn};

use super::caller::{Caller, Fingerprint};
use super::document::Prepared;
use super::empty;
use super::nulls::Question;
use super::refusal::Refusal;
use super::{Api, Layer, Visit};

/// Execute a request within a time.
pub(super) async fn execute<A: Api>(
    layer: &Layer<A>,
    prepared: Prepared,
    visit: Visit,
    caller: Caller,
    time: Duration,
) -> Result<Response, Refusal> {
    let request_id = caller.request_id.clone();
    let question = Question {
        query: prepared.request.query.clone(),
        operation_name: prepared.request.operation_name.clone(),
    };
    let mut request = prepared.request;
    if caller.idempotency_key.is_some() {
        let fingerprint = Fingerprint::of(&request);
        request = request.data(fingerprint);
    }
    let request = request.data(caller);
    let guarded = unless_panicking(async { layer.api.execute(request, visit).await });
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
