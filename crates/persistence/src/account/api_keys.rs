//! Keys of programs (API-Schlüssel), by their hash.

use chrono::NaiveDate;
use domain::account::{AccountId, ApiKeyId, ApiScope};
use domain::code::Code;
use domain::period::Instant;
use domain::policy::{Administration, Clearance};
use domain::text::Words;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;

use super::right::require;
use super::{TokenHash, code, corrupt, moment};
use crate::entity::api_key;
use crate::error::StoreError;
use crate::log::positive;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// The key of a program, without what is secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: Words,
    /// What may be read with it.
    pub scopes: BTreeSet<ApiScope>,
    /// How many requests a minute it allows.
    pub quota_per_minute: u32,
    /// Who made it; none for the operator.
    pub created_by: Option<AccountId>,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it holds, where that is bounded.
    pub expires_at: Option<Instant>,
    /// The day on which it was used last.
    pub last_used_on: Option<NaiveDate>,
    /// When it was taken back.
    pub revoked_at: Option<Instant>,
}

impl Store {
    /// The key with this hash, taken back and over ones included.
    ///
    /// # Errors
    /// The database fails.
    pub async fn api_key(&self, token: &TokenHash) -> Result<Option<ApiKey>, StoreError> {
        api_key::Entity::find()
            .filter(api_key::Column::Token.eq(token.text()))
            .one(&self.connection)
            .await?
            .map(api_key_of)
            .transpose()
    }

    /// Every key, the newest first.
    ///
    /// # Errors
    /// Not by that clearance, or the database fails.
    pub async fn api_keys(&self, clearance: &Clearance) -> Result<Vec<ApiKey>, StoreError> {
        require(clearance, Administration::ManageApiKeys)?;
        let rows = api_key::Entity::find()
            .order_by_desc(api_key::Column::CreatedAt)
            .order_by_desc(api_key::Column::Id)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(api_key_of).collect()
    }
}

impl Tx {
    /// Keep a key.
    ///
    /// # Errors
    /// Not by that clearance, or the database fails.
    pub async fn keep_api_key(
        &mut self,
        clearance: &Clearance,
        token: &TokenHash,
        key: &ApiKey,
    ) -> Result<(), StoreError> {
        require(clearance, Administration::ManageApiKeys)?;
        let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.code()).collect();
        let row = api_key::Model {
            id: key.id.uuid(),
            token: token.text().to_owned(),
            name: key.name.as_str().to_owned(),
            scopes: scopes.join(" "),
            quota_per_minute: i64::from(key.quota_per_minute),
            created_by: key.created_by.map(AccountId::uuid),
            created_at: key.created_at.utc(),
            expires_at: key.expires_at.map(Instant::utc),
            last_used_on: key.last_used_on,
            revoked_at: key.revoked_at.map(Instant::utc),
        };
        write::insert::<api_key::Entity>(self.connection(), vec![row]).await
    }

    /// Take a key back. The key as it is then; nothing where there is none.
    ///
    /// # Errors
    /// Not by that clearance, or the database fails.
    pub async fn revoke_api_key(
        &mut self,
        clearance: &Clearance,
        id: ApiKeyId,
        at: Instant,
    ) -> Result<Option<ApiKey>, StoreError> {
        require(clearance, Administration::ManageApiKeys)?;
        api_key::Entity::update_many()
            .col_expr(api_key::Column::RevokedAt, Expr::value(at.utc()))
            .filter(api_key::Column::Id.eq(id.uuid()))
            .filter(api_key::Column::RevokedAt.is_null())
            .exec(self.connection())
            .await?;
        api_key::Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.connection())
            .await?
            .map(api_key_of)
            .transpose()
    }

    /// Note that a key was used on a day; once a day is enough.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_api_key_use(
        &mut self,
        id: ApiKeyId,
        day: NaiveDate,
    ) -> Result<(), StoreError> {
        let earlier = Condition::any()
            .add(api_key::Column::LastUsedOn.is_null())
            .add(api_key::Column::LastUsedOn.lt(day));
        api_key::Entity::update_many()
            .col_expr(api_key::Column::LastUsedOn, Expr::value(day))
            .filter(api_key::Column::Id.eq(id.uuid()))
            .filter(earlier)
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

fn api_key_of(row: api_key::Model) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: ApiKeyId::from_uuid(row.id),
        name: Words::parse(&row.name).map_err(|error| corrupt("api_key")(error.into()))?,
        scopes: row
            .scopes
            .split_whitespace()
            .map(|scope| code("api_key", scope))
            .collect::<Result<_, _>>()?,
        quota_per_minute: positive(row.quota_per_minute, "api_key")?,
        created_by: row.created_by.map(AccountId::from_uuid),
        created_at: row.created_at.into(),
        expires_at: moment(row.expires_at),
        last_used_on: row.last_used_on,
        revoked_at: moment(row.revoked_at),
    })
}
