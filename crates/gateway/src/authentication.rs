//! Who asks, by what a request shows: `Authorization: Bearer …` with the access token of a person or
//! the key of a program.

use application::TokenRefused;
use application::accounts::Accounts;
use axum::http::HeaderValue;
use domain::period::Instant;
use domain::policy::Actor;
use tracing::error;

use crate::http::{Caller, Refusal};
use crate::quota::{Exhausted, Quotas};

/// Who sends a request, where they may ask for so many things now.
pub(crate) async fn admit(
    accounts: &Accounts,
    quotas: &Quotas,
    caller: &Caller,
    operations: usize,
    now: Instant,
) -> Result<Actor, Refusal> {
    let Some(authorization) = &caller.authorization else {
        return Ok(Actor::Anonymous);
    };
    let token = bearer(authorization).ok_or_else(|| refusal(&TokenRefused::Malformed, caller))?;
    let actor = accounts
        .authenticate(token, now)
        .await
        .map_err(|refused| refusal(&refused, caller))?;
    if let Actor::Client(client) = &actor {
        quotas
            .take(client, operations, now)
            .map_err(|Exhausted { retry_after }| {
                Refusal::rate_limited(
                    retry_after,
                    format!(
                        "the key allows {} operations a minute; come back in {retry_after} s",
                        client.quota_per_minute
                    ),
                )
            })?;
    }
    Ok(actor)
}

/// The token behind `Bearer`, whose case does not matter (RFC 9110, section 11.1).
fn bearer(authorization: &HeaderValue) -> Option<&str> {
    let (scheme, token) = authorization.to_str().ok()?.split_once(' ')?;
    let token = token.trim_matches(' ');
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

fn refusal(refused: &TokenRefused, caller: &Caller) -> Refusal {
    if let TokenRefused::Failed(failure) = refused {
        let failure = failure as &dyn std::error::Error;
        error!(request.id = %caller.request_id, error = failure, "a token could not be checked");
        return Refusal::unavailable(
            "the token could not be checked; try again, or ask without it for what is public",
        );
    }
    let Reason { code, message } = Reason::of(refused);
    Refusal::unauthenticated(code, message)
}

/// Why somebody has to sign in, or to sign in anew: `extensions.reason`, and words for the
/// developer of the client.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Reason {
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
}

impl Reason {
    /// Nobody has signed in at all.
    pub(crate) const NOBODY: Self = Self::new(
        "SIGN_IN_REQUIRED",
        "somebody has to sign in for this: send `Authorization: Bearer` with an access token",
    );

    const fn new(code: &'static str, message: &'static str) -> Self {
        Self { code, message }
    }

    /// Why a token is not accepted. What is unknown and what was taken back are one: whoever tries
    /// tokens learns nothing about other people's.
    pub(crate) fn of(refused: &TokenRefused) -> Self {
        match refused {
            TokenRefused::Malformed => Self::new(
                "MALFORMED",
                "this is no token of this server: send `Authorization: Bearer` with an access \
                 token or a key, or no such header",
            ),
            TokenRefused::Forged => Self::new("INVALID", "this token was not made here for this"),
            TokenRefused::Expired => Self::new(
                "EXPIRED",
                "the token has expired: refresh, or sign in again",
            ),
            TokenRefused::Reused => Self::new(
                "REUSED",
                "the refresh token was used before, so the session has ended: sign in again",
            ),
            TokenRefused::AccountClosed => Self::new("ACCOUNT_CLOSED", "the account is closed"),
            _ => Self::new(
                "REVOKED",
                "the token is unknown or was taken back, or its session is over: sign in again",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_stands_behind_its_scheme() {
        let token = |text| bearer(&HeaderValue::from_static(text)).map(str::to_owned);
        assert_eq!(token("Bearer abc"), Some("abc".to_owned()));
        assert_eq!(token("bearer  abc "), Some("abc".to_owned()));
        for text in ["Bearer", "Bearer ", "Basic YTpi", "abc", ""] {
            assert_eq!(token(text), None, "{text}");
        }
    }
}
