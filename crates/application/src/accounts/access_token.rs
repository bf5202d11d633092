//! Access tokens: JWTs that say who has signed in, for some minutes.
//!
//! The algorithm is fixed, whatever a token says about itself, and the time is ours: the library's
//! checks of it read the system's clock and are switched off.

use std::time::Duration;

use domain::account::{AccountId, SessionId};
use domain::period::Instant;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

use super::Accounts;
use super::settings::after;
use crate::error::ApplicationError;
use crate::use_case::TokenRefused;

/// By how many seconds clocks may differ.
const LEEWAY: i64 = 5;
/// The longest token that is looked at, in bytes.
const MAX: usize = 4_096;

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: String,
    /// The account.
    pub(super) sub: String,
    /// The session.
    pub(super) sid: String,
    pub(super) iat: i64,
    pub(super) exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) nbf: Option<i64>,
    pub(super) jti: String,
}

/// Who an access token says has signed in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Bearer {
    pub(super) account: AccountId,
    pub(super) session: SessionId,
}

impl Accounts {
    /// A token for whoever has signed in, and until when it holds. Not to be asked for within a
    /// transaction: it may make a key in one of its own.
    pub(super) async fn access_token(
        &self,
        bearer: Bearer,
        now: Instant,
    ) -> Result<(String, Instant), ApplicationError> {
        let settings = &self.settings;
        let key = self
            .keys
            .current(
                &self.store,
                || self.secrets.bytes(),
                settings.signing_key_lifetime,
                now,
            )
            .await?;
        let expires_at = after(now, settings.access_lifetime);
        let claims = Claims {
            iss: settings.issuer.clone(),
            aud: settings.audience.clone(),
            sub: bearer.account.to_global(),
            sid: bearer.session.to_global(),
            iat: now.utc().timestamp(),
            exp: expires_at.utc().timestamp(),
            nbf: None,
            jti: self.secrets.id(now).to_string(),
        };
        let header = Header {
            kid: Some(key.id.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let token = encode(&header, &claims, &key.signs)
            .map_err(|error| ApplicationError::SigningKey(error.to_string()))?;
        Ok((token, expires_at))
    }

    /// Who the token says has signed in, where it is one of ours and holds.
    pub(super) async fn bearer(&self, token: &str, now: Instant) -> Result<Bearer, TokenRefused> {
        if token.len() > MAX {
            return Err(TokenRefused::Malformed);
        }
        let header = decode_header(token).map_err(|error| match error.kind() {
            // Not an algorithm at all, such as "none".
            ErrorKind::Json(_) | ErrorKind::InvalidAlgorithmName => TokenRefused::Forged,
            _ => TokenRefused::Malformed,
        })?;
        if header.alg != Algorithm::EdDSA {
            return Err(TokenRefused::Forged);
        }
        let lifetime = self.settings.access_lifetime;
        let key = header.kid.ok_or(TokenRefused::Forged)?;
        let key = self.keys.named(&self.store, &key, lifetime, now).await;
        let key = key.map_err(TokenRefused::Failed)?;
        let key = key.ok_or(TokenRefused::Forged)?;
        let decoded = decode::<Claims>(token, &key.verifies, &self.validation());
        let claims = decoded.map_err(|_| TokenRefused::Forged)?.claims;
        check_time(&claims, lifetime, now)?;
        let account = AccountId::from_global(&claims.sub);
        let session = SessionId::from_global(&claims.sid);
        match account.zip(session) {
            Some((account, session)) => Ok(Bearer { account, session }),
            None => Err(TokenRefused::Forged),
        }
    }

    fn validation(&self) -> Validation {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.set_issuer(&[&self.settings.issuer]);
        validation.set_audience(&[&self.settings.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation
    }
}

/// A token holds from its start until its end, and never for longer than tokens live: where the
/// clock was put back, one from the future does not live until then.
fn check_time(claims: &Claims, lifetime: Duration, now: Instant) -> Result<(), TokenRefused> {
    let now = now.utc().timestamp();
    let lifetime = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
    let over = claims.exp.saturating_add(LEEWAY) <= now;
    let from_the_future = claims.exp > now.saturating_add(lifetime).saturating_add(LEEWAY);
    let not_yet = claims
        .nbf
        .is_some_and(|nbf| nbf > now.saturating_add(LEEWAY));
    if over || from_the_future || not_yet {
        Err(TokenRefused::Expired)
    } else {
        Ok(())
    }
}
