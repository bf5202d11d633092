//! Taking in the body of a request: so much and no more, and not for ever.
//!
//! A client that is still sending when the connection is closed gets a broken pipe and never reads
//! why. So what is too large is taken in and thrown away before it is refused, up to a limit of its
//! own: whoever sends still more is cut off.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{CONTENT_LENGTH, EXPECT};
use axum::http::{HeaderMap, StatusCode};
use tokio::time::timeout;

use super::refusal::Refusal;
use super::settings::HttpSettings;

/// How many times the limit is thrown away of a body that is too large.
const THROWN_AWAY: usize = 16;
/// How long is waited for more of what is thrown away.
const PAUSE: Duration = Duration::from_millis(500);

/// The whole body.
pub(crate) async fn take(
    headers: &HeaderMap,
    body: Body,
    settings: &HttpSettings,
) -> Result<Vec<u8>, Refusal> {
    take_up_to(headers, body, settings, settings.body_limit).await
}

/// The whole body, where another limit holds.
pub(super) async fn take_up_to(
    headers: &HeaderMap,
    mut body: Body,
    settings: &HttpSettings,
    limit: usize,
) -> Result<Vec<u8>, Refusal> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let taken = if announced.is_some_and(|length| length > limit) {
        Ok(Err(Trouble::TooLarge))
    } else {
        timeout(settings.body_timeout, collect(&mut body, limit)).await
    };
    match taken {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(Trouble::BrokeOff)) => Err(Refusal::malformed(
            StatusCode::BAD_REQUEST,
            "the body broke off",
        )),
        Ok(Err(Trouble::TooLarge)) => {
            // Who asks first has sent nothing yet, and sends nothing once refused.
            if !headers.contains_key(EXPECT) {
                let thrown_away = throw_away(body, limit.saturating_mul(THROWN_AWAY));
                // Whether all of it came makes no difference to the answer.
                drop(timeout(settings.body_timeout, thrown_away).await);
            }
            Err(Refusal::malformed(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("the body is larger than the {limit} bytes that are allowed"),
            )
            .with("limit", limit))
        }
        Err(_) => Err(Refusal::malformed(
            StatusCode::REQUEST_TIMEOUT,
            format!(
                "the body had not arrived after {} ms",
                settings.body_timeout.as_millis()
            ),
        )),
    }
}

enum Trouble {
    BrokeOff,
    TooLarge,
}

async fn collect(body: &mut Body, limit: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    while let Some(part) = next(body).await {
        let part = part.map_err(|_| Trouble::BrokeOff)?;
        if bytes.len() + part.len() > limit {
            return Err(Trouble::TooLarge);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// Take in what comes without a pause, up to so many bytes.
async fn throw_away(mut body: Body, limit: usize) {
    let mut seen: usize = 0;
    while seen <= limit
        && let Ok(Some(Ok(part))) = timeout(PAUSE, next(&mut body)).await
    {
        seen = seen.saturating_add(part.len());
    }
}

/// The next part of a body; none at its end. Trailers hold nothing for us.
async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
    Some(frame.map(|frame| frame.into_data().unwrap_or_default()))
}
