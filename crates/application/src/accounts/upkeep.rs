//! What has to be done from time to time: forgetting what nobody needs any more.

use std::time::Duration;

use domain::period::Instant;
use persistence::account::{Keep, Tidied};
use serde_json::Value;

use super::Accounts;
use super::delays::FORGOTTEN;
use super::settings::before;
use crate::error::ApplicationError;

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

    /// The public halves of the keys that sign access tokens (RFC 7517).
    ///
    /// # Errors
    /// The database fails.
    pub async fn jwks(&self, now: Instant) -> Result<Value, ApplicationError> {
        self.keys.published(&self.store, now).await
    }
}
