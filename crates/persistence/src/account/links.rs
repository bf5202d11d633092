//! Links that do one thing once, by the hash of what is secret in them.

use domain::account::AccountId;
use domain::period::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{TokenHash, moment};
use crate::entity::one_time_link;
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// What a link does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkPurpose {
    /// It signs its holder in.
    LogIn,
    /// It lets its holder choose a password.
    ResetPassword,
    /// It lets its holder say whether entries are still correct; until it is over, as often as it is
    /// opened.
    Confirm,
}

impl LinkPurpose {
    const fn code(self) -> &'static str {
        match self {
            Self::LogIn => "LOG_IN",
            Self::ResetPassword => "RESET_PASSWORD",
            Self::Confirm => "CONFIRM",
        }
    }
}

/// A link, as it is kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OneTimeLink {
    /// For whose account; none where the mail went to an address without one, and nothing opens.
    pub account: Option<AccountId>,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it can be used.
    pub expires_at: Instant,
    /// When it was used, or another of its purpose was.
    pub used_at: Option<Instant>,
}

impl Store {
    /// The link of this purpose, to look at and not to use.
    ///
    /// # Errors
    /// The database fails.
    pub async fn link(
        &self,
        token: &TokenHash,
        purpose: LinkPurpose,
    ) -> Result<Option<OneTimeLink>, StoreError> {
        let row = one_time_link::Entity::find_by_id(token.text())
            .filter(one_time_link::Column::Purpose.eq(purpose.code()))
            .one(&self.connection)
            .await?;
        Ok(row.map(link_of))
    }
}

impl Tx {
    /// Keep a link. One for nobody is kept as well, so that whoever watches the clock does not learn
    /// which addresses have an account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn keep_link(
        &mut self,
        (token, purpose): (&TokenHash, LinkPurpose),
        account: Option<AccountId>,
        (at, expires_at): (Instant, Instant),
    ) -> Result<(), StoreError> {
        let row = one_time_link::Model {
            token: token.text().to_owned(),
            account: account.map(AccountId::uuid),
            purpose: purpose.code().to_owned(),
            created_at: at.utc(),
            expires_at: expires_at.utc(),
            used_at: None,
        };
        write::insert::<one_time_link::Entity>(self.connection(), vec![row]).await
    }

    /// The link of this purpose, locked.
    ///
    /// # Errors
    /// The database fails.
    pub async fn link(
        &mut self,
        token: &TokenHash,
        purpose: LinkPurpose,
    ) -> Result<Option<OneTimeLink>, StoreError> {
        let row = one_time_link::Entity::find_by_id(token.text())
            .filter(one_time_link::Column::Purpose.eq(purpose.code()))
            .lock_exclusive()
            .one(self.connection())
            .await?;
        Ok(row.map(link_of))
    }

    /// Use up every link of this purpose that the account has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_links(
        &mut self,
        account: AccountId,
        purpose: LinkPurpose,
        at: Instant,
    ) -> Result<(), StoreError> {
        one_time_link::Entity::update_many()
            .col_expr(one_time_link::Column::UsedAt, Expr::value(at.utc()))
            .filter(one_time_link::Column::Account.eq(account.uuid()))
            .filter(one_time_link::Column::Purpose.eq(purpose.code()))
            .filter(one_time_link::Column::UsedAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

fn link_of(row: one_time_link::Model) -> OneTimeLink {
    OneTimeLink {
        account: row.account.map(AccountId::from_uuid),
        created_at: row.created_at.into(),
        expires_at: row.expires_at.into(),
        used_at: moment(row.used_at),
    }
}
