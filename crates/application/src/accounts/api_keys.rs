//! Keys of programs. A key is shown once; what is kept is its hash.

use std::collections::BTreeSet;

use domain::account::{ApiKeyId, ApiScope, AuditAction, parse_name};
use domain::code::Code;
use domain::period::Instant;
use domain::policy::{Actor, Administration, administer};
use domain::violation::{Rule, Violations};
use persistence::account::ApiKey;
use serde_json::{Value, json};

use super::Accounts;
use super::authentication::API_KEY;
use super::secret::{hash, redacted};
use super::trail::About;
use crate::idempotency::{Idempotency, recall, remember};
use crate::use_case::UseCaseError;

/// The most requests a minute that a key may allow.
const MOST_A_MINUTE: u32 = 100_000;

/// A key to make.
#[derive(Clone, Debug)]
pub struct NewApiKey {
    /// What it is for.
    pub name: String,
    /// What may be read with it.
    pub scopes: BTreeSet<ApiScope>,
    /// How many requests a minute it allows.
    pub quota_per_minute: u32,
    /// Until when it holds, where that is to be bounded.
    pub expires_at: Option<Instant>,
}

redacted! {
    /// A key that was made.
    CreatedApiKey {
        /// What is kept of it.
        key: ApiKey,
        /// The key itself, for this one time.
        secret: String,
    }
}

impl Accounts {
    /// Give a program a key.
    ///
    /// # Errors
    /// The actor may not, the input breaks rules, the key was made and shown when the same request
    /// came before, or the database fails.
    pub async fn create_api_key(
        &self,
        actor: &Actor,
        input: NewApiKey,
        idempotency: Option<&Idempotency>,
        now: Instant,
    ) -> Result<CreatedApiKey, UseCaseError> {
        let clearance = administer(actor, Administration::ManageApiKeys)?;
        let mut violations = Violations::default();
        let name = parse_name(&input.name)
            .map_err(|rule| violations.add(&["name"], rule))
            .ok();
        if input.scopes.is_empty() {
            violations.add(&["scopes"], Rule::Missing);
        }
        if !(1..=MOST_A_MINUTE).contains(&input.quota_per_minute) {
            let (min, max) = (1, i64::from(MOST_A_MINUTE));
            violations.add(&["quotaPerMinute"], Rule::OutOfRange { min, max });
        }
        if input.expires_at.is_some_and(|expires_at| expires_at <= now) {
            violations.add(&["expiresAt"], Rule::Expired);
        }
        let Some(name) = violations.or_value(name)? else {
            return Err(UseCaseError::broken(&["name"], Rule::Missing));
        };
        let id = ApiKeyId::from_uuid(self.secrets.id(now));
        let key = ApiKey {
            id,
            name,
            scopes: input.scopes,
            quota_per_minute: input.quota_per_minute,
            created_by: clearance.author().account,
            created_at: now,
            expires_at: input.expires_at,
            last_used_on: None,
            revoked_at: None,
        };
        // The id stands in the key, so that people can tell which of theirs has leaked.
        let secret = self.secrets.token(&format!("{API_KEY}{}_", id.to_global()));
        let secret = secret.reveal();

        let mut tx = self.store.begin().await?;
        if let Some(made) = recall::<ApiKeyId>(&mut tx, actor, idempotency).await? {
            return Err(UseCaseError::SecretShown(made.to_global()));
        }
        tx.keep_api_key(&clearance, &hash(&secret), &key).await?;
        let mut line = self
            .line(AuditAction::ApiKeyCreated, None, About::ApiKey(id), now)
            .by(clearance.author());
        line.after = Some(key_json(&key));
        tx.write_audit(line).await?;
        remember(&mut tx, actor, idempotency, &id, now).await?;
        tx.commit().await?;
        Ok(CreatedApiKey { key, secret })
    }

    /// Take a key back. Nothing happens where it was taken back already.
    ///
    /// # Errors
    /// The actor may not, there is no such key, or the database fails.
    pub async fn revoke_api_key(
        &self,
        actor: &Actor,
        id: ApiKeyId,
        now: Instant,
    ) -> Result<ApiKey, UseCaseError> {
        let clearance = administer(actor, Administration::ManageApiKeys)?;
        let mut tx = self.store.begin().await?;
        let key = tx.revoke_api_key(&clearance, id, now).await?;
        let key = key.ok_or_else(|| UseCaseError::NotFound(id.to_global()))?;
        let line = self
            .line(AuditAction::ApiKeyRevoked, None, About::ApiKey(id), now)
            .by(clearance.author());
        tx.write_audit(line).await?;
        tx.commit().await?;
        self.known.forget_clients();
        Ok(key)
    }

    /// Every key, the newest first.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn api_keys(&self, actor: &Actor) -> Result<Vec<ApiKey>, UseCaseError> {
        let clearance = administer(actor, Administration::ManageApiKeys)?;
        Ok(self.store.api_keys(&clearance).await?)
    }
}

fn key_json(key: &ApiKey) -> Value {
    json!({
        "name": key.name.as_str(),
        "scopes": key.scopes.iter().map(|scope| scope.code()).collect::<Vec<_>>(),
        "quotaPerMinute": key.quota_per_minute,
        "expiresAt": key.expires_at,
    })
}
