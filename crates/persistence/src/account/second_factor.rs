//! Authenticator apps and the codes for whoever has lost one.

use domain::account::AccountId;
use domain::period::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter};

use super::{Right, SecretText, TokenHash};
use crate::entity::recovery_code;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::write;

impl Tx {
    /// Begin to set up an authenticator app: it does not count before it is confirmed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_authenticator(
        &mut self,
        account: AccountId,
        secret: &SecretText,
    ) -> Result<(), StoreError> {
        self.update_account(account, |row| {
            row.totp_secret = ActiveValue::Set(Some(secret.reveal().to_owned()));
            row.totp_confirmed_at = ActiveValue::Set(None);
            row.totp_last_step = ActiveValue::Set(None);
        })
        .await
    }

    /// The app has shown its first code: from now on it is asked for. These recovery codes replace
    /// all earlier ones.
    ///
    /// # Errors
    /// The database fails.
    pub async fn confirm_authenticator(
        &mut self,
        account: AccountId,
        recovery_codes: &[TokenHash],
        at: Instant,
    ) -> Result<(), StoreError> {
        self.update_account(account, |row| {
            row.totp_confirmed_at = ActiveValue::Set(Some(at.utc()));
        })
        .await?;
        self.forget_recovery_codes(account).await?;
        let rows = recovery_codes
            .iter()
            .map(|code| recovery_code::Model {
                account: account.uuid(),
                code: code.text().to_owned(),
                used_at: None,
            })
            .collect();
        write::insert::<recovery_code::Entity>(self.connection(), rows).await
    }

    /// Note the step whose code was accepted last, so that it is not accepted again.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_authenticator_step(
        &mut self,
        account: AccountId,
        step: u64,
    ) -> Result<(), StoreError> {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        self.update_account(account, |row| {
            row.totp_last_step = ActiveValue::Set(Some(step));
        })
        .await
    }

    /// Take the authenticator app and its recovery codes away.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn remove_authenticator(
        &mut self,
        right: Right<'_>,
        account: AccountId,
    ) -> Result<(), StoreError> {
        right.to_account(account)?;
        self.update_account(account, |row| {
            row.totp_secret = ActiveValue::Set(None);
            row.totp_confirmed_at = ActiveValue::Set(None);
            row.totp_last_step = ActiveValue::Set(None);
        })
        .await?;
        self.forget_recovery_codes(account).await
    }

    /// Use up a recovery code. Whether there was such a code, not yet used.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_recovery_code(
        &mut self,
        account: AccountId,
        code: &TokenHash,
        at: Instant,
    ) -> Result<bool, StoreError> {
        let used = recovery_code::Entity::update_many()
            .col_expr(recovery_code::Column::UsedAt, Expr::value(at.utc()))
            .filter(recovery_code::Column::Account.eq(account.uuid()))
            .filter(recovery_code::Column::Code.eq(code.text()))
            .filter(recovery_code::Column::UsedAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(used.rows_affected > 0)
    }

    async fn forget_recovery_codes(&self, account: AccountId) -> Result<(), StoreError> {
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::Account.eq(account.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}
