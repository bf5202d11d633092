//! What a use case came to, for a payload; and its refusals, for the client program.

use application::{ApplicationError, UseCaseError};
use async_graphql::{Context, Error, ErrorExtensions, Result};
use domain::policy::{Actor, Denied, Refusal};
use tracing::{error, warn};

use super::UserError;
use crate::authentication::Reason;
use crate::error::{ErrorCode, coded};
use crate::http::Caller;
use crate::request::{actor, application, reader};

/// What a use case came to, as far as a payload can say it.
pub(crate) enum Outcome<T> {
    /// It was done.
    Done(T),
    /// A person has to mend something first.
    ToMend(Vec<UserError>),
}

impl<T> Outcome<T> {
    /// What a use case came to. What was done can be read from here on.
    pub(crate) async fn of(ctx: &Context<'_>, result: Result<T, UseCaseError>) -> Result<Self> {
        match result {
            Ok(value) => {
                show_what_was_written(ctx).await;
                Ok(Self::Done(value))
            }
            Err(UseCaseError::Rejected(violations)) => {
                Ok(Self::ToMend(UserError::all(ctx, &violations)))
            }
            Err(error) => Err(refused(ctx, error)),
        }
    }
}

/// Let the rest of the request, and every later one, read what was written. Where that fails, the
/// write is done all the same and is shown as soon as the database can be read again.
async fn show_what_was_written(ctx: &Context<'_>) {
    let application = application(ctx);
    let reader = reader(ctx);
    if let Err(error) = application.catch_up(reader.now).await {
        let error = &error as &dyn std::error::Error;
        warn!(
            request.id = request_id(ctx),
            error, "a write is not shown yet"
        );
    }
    reader.snapshot.renew(application.snapshot());
}

/// Why a use case did not do what it was asked, for the client program. What a person can mend comes
/// here only from where there is no payload to say it in.
pub(crate) fn refused(ctx: &Context<'_>, refusal: UseCaseError) -> Error {
    match refusal {
        UseCaseError::Rejected(violations) => {
            coded(ErrorCode::BadUserInput, violations.to_string())
        }
        UseCaseError::Unauthenticated(refused) => unauthenticated(Reason::of(&refused)),
        UseCaseError::Denied(denied) => self::denied(ctx, &denied),
        UseCaseError::NotFound(what) => not_found(&what),
        UseCaseError::Conflict { current } => coded(
            ErrorCode::Conflict,
            format!("somebody else was first: the current revision is {current}"),
        )
        .extend_with(|_, extensions| extensions.set("currentRevision", current)),
        UseCaseError::Busy { retry_after } => {
            let seconds = retry_after.as_secs().max(1);
            ctx.insert_http_header("Retry-After", seconds.to_string());
            coded(
                ErrorCode::RateLimited,
                format!("too much at once: come back in {seconds} s"),
            )
            .extend_with(|_, extensions| extensions.set("retryAfter", seconds))
        }
        UseCaseError::KeyReused => key_reused(ctx),
        UseCaseError::SecretShown(key) => secret_shown(&key),
        UseCaseError::Failed(failure) => failed(ctx, &failure),
        // The enum may grow in its own crate; a refusal that nobody worded stays inside.
        other => internal(ctx, &other),
    }
}

/// What does not exist, as far as the actor may know.
pub(crate) fn not_found(what: &str) -> Error {
    let what = crate::error::excerpt(what, 80);
    coded(ErrorCode::NotFound, format!("`{what}` does not exist"))
}

/// What only people do, asked for by somebody else.
pub(crate) fn only_people(actor: &Actor) -> Error {
    match actor {
        Actor::Client(_) => coded(ErrorCode::Forbidden, "this is for people, not for programs"),
        Actor::Anonymous | Actor::Operator | Actor::Person(_) => unauthenticated(Reason::NOBODY),
    }
}

fn unauthenticated(Reason { code, message }: Reason) -> Error {
    coded(ErrorCode::Unauthenticated, message)
        .extend_with(|_, extensions| extensions.set("reason", code))
}

/// Whoever has not signed in is told to; others learn of what lies in their scope only.
fn denied(ctx: &Context<'_>, denied: &Denied) -> Error {
    let person = match actor(ctx) {
        Actor::Anonymous => return unauthenticated(Reason::NOBODY),
        Actor::Person(person) => Some(person),
        Actor::Client(_) | Actor::Operator => None,
    };
    match denied.reason {
        Refusal::NotFound => coded(ErrorCode::NotFound, "there is no such thing"),
        Refusal::Forbidden => {
            let awaits = person.is_some_and(|person| person.awaits_second_factor());
            let error = coded(ErrorCode::Forbidden, denied.to_string());
            if awaits {
                error.extend_with(|_, it| it.set("reason", "SECOND_FACTOR_REQUIRED"))
            } else {
                error
            }
        }
    }
}

fn key_reused(ctx: &Context<'_>) -> Error {
    let key = ctx
        .data_opt::<Caller>()
        .and_then(|caller| caller.idempotency_key.as_ref());
    let key = key.map_or("", |key| key.as_str());
    coded(
        ErrorCode::Conflict,
        format!("the Idempotency-Key `{key}` was used for another request: make a new one"),
    )
    .extend_with(|_, extensions| extensions.set("idempotencyKey", key))
}

/// Keys are all that is made with a secret and under an `Idempotency-Key`.
fn secret_shown(key: &str) -> Error {
    coded(
        ErrorCode::Conflict,
        format!(
            "this was done before, and the secret of the key `{key}` was shown then: where that was \
             lost, take the key back and make another with a new Idempotency-Key"
        ),
    )
    .extend_with(|_, extensions| {
        extensions.set("reason", "SECRET_SHOWN");
        extensions.set("apiKey", key);
    })
}

fn failed(ctx: &Context<'_>, failure: &ApplicationError) -> Error {
    if failure.may_pass() {
        let error = failure as &dyn std::error::Error;
        warn!(
            request.id = request_id(ctx),
            error, "a use case could not be done now"
        );
        return coded(
            ErrorCode::Unavailable,
            "this cannot be done at the moment; the same request may work later",
        );
    }
    internal(ctx, failure)
}

fn internal(ctx: &Context<'_>, failure: &(dyn std::error::Error + 'static)) -> Error {
    error!(
        request.id = request_id(ctx),
        error = failure,
        "a use case failed"
    );
    coded(
        ErrorCode::Internal,
        "something went wrong on the server; please report the request id",
    )
}

fn request_id<'a>(ctx: &Context<'a>) -> &'a str {
    ctx.data_opt::<Caller>()
        .map_or("-", |caller| caller.request_id.as_str())
}
