//! What has to be done from time to time: forgetting what nobody needs any more.

use std::time::Duration;

use domain::period::Instant;
use domain::policy::{Actor, Administration, administer};
use persistence::account::{Keep, Tidied};
use serde_json::Value;

use super::Accounts;
use super::delays::FORGOTTEN;
use super::settings::before;
use crate::error::ApplicationError;
use crate::use_case::UseCaseError;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Accounts {
    /// Forget what nobody needs any more: sessions, links and mails that are over for a month,
    /// attempts and answers of yesterday, invitations that are over for a year, keys whose tokens
    /// are all over, and who acted, in the audit, once it is old enough.
    ///
    /// # Errors
    /// The database fails.
    pub async fn tidy_up(&self, now: Instant) -> Result<Tidied, ApplicationError> {
        let lifetime = self.settings.access_lifetime;
        let spent = self.keys.spent(&self.store, lifetime, now).await?;
        let mut tx = self.store.begin().await?;
        for key in spent {
            tx.forget_signing_key(&key).await?;
        }
        let keep = Keep {
            now,
            over_since: before(now, 30 * DAY),
            invitations_since: before(now, 365 * DAY),
            failures_since: before(now, FORGOTTEN),
            answers_since: before(now, DAY),
            audit_since: before(now, self.settings.audit_lifetime),
        };
        let tidied = tx.tidy_accounts(keep).await?;
        tx.commit().await?;
        Ok(tidied)
    }

    /// Let another key sign access tokens from now on, and say how it is called. The one before is
    /// believed until the last token that it signed is over.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn rotate_keys(&self, actor: &Actor, now: Instant) -> Result<String, UseCaseError> {
        administer(actor, Administration::ManageSettings)?;
        let key = self.keys.rotate(&self.store, self.secrets.bytes(), now);
        Ok(key.await?.id.clone())
    }

    /// The public halves of the keys that sign access tokens (RFC 7517).
    ///
    /// # Errors
    /// The database fails.
    pub async fn jwks(&self, now: Instant) -> Result<Value, ApplicationError> {
        self.keys.published(&self.store, now).await
    }
}
