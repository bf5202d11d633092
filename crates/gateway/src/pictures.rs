//! Why a picture was not taken in or cannot be shown, for the client program.

use application::UseCaseError;
use application::images::{NotTakenIn, PictureError};
use axum::http::StatusCode;
use tracing::error;

use crate::authentication::Reason;
use crate::http::{Caller, Refusal};

/// Why a picture was not taken in.
pub(crate) fn not_taken_in(refused: NotTakenIn, caller: &Caller) -> Refusal {
    let message = |error: &dyn std::fmt::Display| error.to_string();
    match refused {
        NotTakenIn::Picture(error) => {
            let (status, reason) = match &error {
                PictureError::Empty => (StatusCode::BAD_REQUEST, "EMPTY"),
                PictureError::TooManyBytes { .. } => {
                    (StatusCode::PAYLOAD_TOO_LARGE, "TOO_MANY_BYTES")
                }
                PictureError::NotAPicture => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "NOT_A_PICTURE"),
                PictureError::TooManyPixels { .. } => {
                    (StatusCode::UNPROCESSABLE_ENTITY, "TOO_MANY_PIXELS")
                }
                PictureError::Damaged => (StatusCode::UNPROCESSABLE_ENTITY, "DAMAGED"),
            };
            Refusal::unfit(status, reason, message(&error))
        }
        NotTakenIn::TooManyWaiting { .. } => {
            Refusal::unfit(StatusCode::CONFLICT, "TOO_MANY_WAITING", message(&refused))
        }
        NotTakenIn::Refused(error) => failed(error, caller),
        other => internal(&other, caller),
    }
}

/// Why nothing can be said about a picture.
pub(crate) fn failed(refused: UseCaseError, caller: &Caller) -> Refusal {
    match refused {
        UseCaseError::Denied(_) => {
            Refusal::forbidden("pictures are brought by those who write contents")
        }
        UseCaseError::Busy { retry_after } => Refusal::rate_limited(
            retry_after.as_secs().max(1),
            "too many pictures at once; try again",
        ),
        UseCaseError::Failed(failure) if failure.may_pass() => {
            Refusal::unavailable("this cannot be done at the moment; try again")
        }
        other => internal(&other, caller),
    }
}

/// Nobody has signed in.
pub(crate) fn sign_in() -> Refusal {
    let Reason { code, message } = Reason::NOBODY;
    Refusal::sign_in(code, message)
}

fn internal(failure: &(dyn std::error::Error + 'static), caller: &Caller) -> Refusal {
    error!(request.id = %caller.request_id, error = failure, "a picture could not be handled");
    Refusal::internal(caller.request_id.as_str())
}
