//! Accounts: finding, making and changing them.

use std::collections::HashMap;

use domain::account::{Account, AccountId, AccountState, Grant, Membership};
use domain::code::Code;
use domain::contact::EmailAddress;
use domain::id::{OrganizationId, TypedId};
use domain::period::Instant;
use domain::text::{LanguageTag, Words};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::grants::{grants_of, kind_of};
use super::secret::{PasswordHash, SecretText};
use super::{Right, code, corrupt};
use crate::entity::{account, account_grant, membership};
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// How somebody signs in.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose they are.
    pub account: AccountId,
    /// Where mails go; none once the person was erased.
    pub email: Option<EmailAddress>,
    /// What the person wants to be called.
    pub name: Words,
    /// In which language mails are.
    pub language: LanguageTag,
    /// Whether the account can be used.
    pub state: AccountState,
    /// The password; none where the person signs in by links alone.
    pub password: Option<PasswordHash>,
    /// The second factor, where one was begun.
    pub authenticator: Option<Authenticator>,
}

/// An authenticator app that counts codes.
#[derive(Clone, Debug)]
pub struct Authenticator {
    /// The secret that the app has as well, as Base32.
    pub secret: SecretText,
    /// Whether a first code has shown that the app has it.
    pub is_confirmed: bool,
    /// The last step whose code was accepted.
    pub last_step: Option<u64>,
}

/// An account to make.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// Where mails go.
    pub email: EmailAddress,
    /// What the person wants to be called.
    pub name: Words,
    /// In which language mails are.
    pub language: LanguageTag,
    /// The password, where one was chosen.
    pub password: Option<PasswordHash>,
    /// When it is made.
    pub at: Instant,
}

impl Store {
    /// The account, where there is one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        account_in(&self.connection, id).await
    }

    /// The accounts after this one in the order of ids, at most that many.
    ///
    /// # Errors
    /// The database fails.
    pub async fn accounts(
        &self,
        after: Option<AccountId>,
        limit: u32,
    ) -> Result<Vec<Account>, StoreError> {
        let after = after.map_or(Uuid::nil(), AccountId::uuid);
        let rows = account::Entity::find()
            .filter(account::Column::Id.gt(after))
            .order_by_asc(account::Column::Id)
            .limit(u64::from(limit))
            .all(&self.connection)
            .await?;
        accounts_of(&self.connection, rows).await
    }

    /// How whoever has this address signs in; nothing where nobody has it. One statement.
    ///
    /// # Errors
    /// The database fails.
    pub async fn credentials_by_email(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<Credentials>, StoreError> {
        account::Entity::find()
            .filter(account::Column::EmailFolded.eq(folded(email)))
            .one(&self.connection)
            .await?
            .map(credentials_of)
            .transpose()
    }

    /// How the holder of the account signs in.
    ///
    /// # Errors
    /// The database fails.
    pub async fn credentials(&self, id: AccountId) -> Result<Option<Credentials>, StoreError> {
        account::Entity::find_by_id(id.uuid())
            .one(&self.connection)
            .await?
            .map(credentials_of)
            .transpose()
    }

    /// Accounts that can be used and hold a grant of this sort, such as all coordinators.
    ///
    /// # Errors
    /// The database fails.
    pub async fn holders(&self, grant: &Grant) -> Result<Vec<Account>, StoreError> {
        holders_in(&self.connection, grant).await
    }
}

impl Tx {
    /// The account, locked until the end of the transaction.
    ///
    /// # Errors
    /// The database fails.
    pub async fn account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let rows = account::Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .all(self.connection())
            .await?;
        Ok(accounts_of(self.connection(), rows).await?.pop())
    }

    /// The account with this address, locked.
    ///
    /// # Errors
    /// The database fails.
    pub async fn account_by_email(
        &mut self,
        email: &EmailAddress,
    ) -> Result<Option<Account>, StoreError> {
        let rows = account::Entity::find()
            .filter(account::Column::EmailFolded.eq(folded(email)))
            .lock_exclusive()
            .all(self.connection())
            .await?;
        Ok(accounts_of(self.connection(), rows).await?.pop())
    }

    /// How whoever has this address signs in, locked. One statement, whether anybody has it or not.
    ///
    /// # Errors
    /// The database fails.
    pub async fn credentials_by_email(
        &mut self,
        email: &EmailAddress,
    ) -> Result<Option<Credentials>, StoreError> {
        account::Entity::find()
            .filter(account::Column::EmailFolded.eq(folded(email)))
            .lock_exclusive()
            .one(self.connection())
            .await?
            .map(credentials_of)
            .transpose()
    }

    /// How the holder of the account signs in, locked.
    ///
    /// # Errors
    /// The database fails.
    pub async fn credentials(&mut self, id: AccountId) -> Result<Option<Credentials>, StoreError> {
        account::Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.connection())
            .await?
            .map(credentials_of)
            .transpose()
    }

    /// Accounts that can be used and hold a grant of this sort.
    ///
    /// # Errors
    /// The database fails.
    pub async fn holders(&mut self, grant: &Grant) -> Result<Vec<Account>, StoreError> {
        holders_in(self.connection(), grant).await
    }

    /// The same, and nobody else gives or takes such a grant, or finds out who holds it in this way,
    /// until this transaction ends: of two who would each leave the other one, one finds that out.
    ///
    /// # Errors
    /// The database fails.
    pub async fn holders_locked(&mut self, grant: &Grant) -> Result<Vec<Account>, StoreError> {
        account_grant::Entity::find()
            .filter(account_grant::Column::Kind.eq(kind_of(grant)))
            .order_by_asc(account_grant::Column::Account)
            .lock_exclusive()
            .all(self.connection())
            .await?;
        // Only a statement that begins after the wait sees what the other one did.
        holders_in(self.connection(), grant).await
    }

    /// Make an account without grants and memberships.
    ///
    /// # Errors
    /// The address has an account ([`StoreError::Concurrent`]), or the database fails.
    pub async fn create_account(&mut self, new: NewAccount) -> Result<(), StoreError> {
        let row = account::Model {
            id: new.id.uuid(),
            email_folded: Some(folded(&new.email)),
            email: Some(new.email.into()),
            name: new.name.into(),
            language: new.language.as_str().to_owned(),
            state: AccountState::Active.code().to_owned(),
            password: new.password.map(|hash| hash.reveal().to_owned()),
            totp_secret: None,
            totp_confirmed_at: None,
            totp_last_step: None,
            created_at: new.at.utc(),
        };
        write::insert::<account::Entity>(self.connection(), vec![row]).await
    }

    /// Change what the person is called and in which language mails are.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn change_profile(
        &mut self,
        right: Right<'_>,
        id: AccountId,
        name: &Words,
        language: &LanguageTag,
    ) -> Result<(), StoreError> {
        right.to_account(id)?;
        account::Entity::update_many()
            .col_expr(account::Column::Name, Expr::value(name.as_str()))
            .col_expr(account::Column::Language, Expr::value(language.as_str()))
            .filter(account::Column::Id.eq(id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Keep another password, or the same one hashed at another cost.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_password(
        &mut self,
        id: AccountId,
        password: &PasswordHash,
    ) -> Result<(), StoreError> {
        account::Entity::update_many()
            .col_expr(account::Column::Password, Expr::value(password.reveal()))
            .filter(account::Column::Id.eq(id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Close or open an account.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn set_account_state(
        &mut self,
        right: Right<'_>,
        id: AccountId,
        state: AccountState,
    ) -> Result<(), StoreError> {
        right.to_account(id)?;
        account::Entity::update_many()
            .col_expr(account::Column::State, Expr::value(state.code()))
            .filter(account::Column::Id.eq(id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Change some columns of an account.
    pub(super) async fn update_account(
        &mut self,
        id: AccountId,
        change: impl FnOnce(&mut account::ActiveModel),
    ) -> Result<(), StoreError> {
        let Some(row) = account::Entity::find_by_id(id.uuid())
            .one(self.connection())
            .await?
        else {
            return Ok(());
        };
        let mut row = row.into_active_model();
        change(&mut row);
        if row.is_changed() {
            account::Entity::update_many()
                .set(row)
                .filter(account::Column::Id.eq(id.uuid()))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}

/// Addresses are the same without regard to case, as every mail server takes them.
pub(super) fn folded(email: &EmailAddress) -> String {
    email.as_str().to_lowercase()
}

pub(super) async fn account_in(
    connection: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<Account>, StoreError> {
    let rows = account::Entity::find_by_id(id.uuid())
        .all(connection)
        .await?;
    Ok(accounts_of(connection, rows).await?.pop())
}

async fn holders_in(
    connection: &impl ConnectionTrait,
    grant: &Grant,
) -> Result<Vec<Account>, StoreError> {
    let holders: Vec<Uuid> = account_grant::Entity::find()
        .select_only()
        .column(account_grant::Column::Account)
        .filter(account_grant::Column::Kind.eq(kind_of(grant)))
        .into_tuple()
        .all(connection)
        .await?;
    accounts_with(connection, holders).await
}

/// Those of these accounts that can be used.
pub(super) async fn accounts_with(
    connection: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<Vec<Account>, StoreError> {
    let rows = account::Entity::find()
        .filter(account::Column::Id.is_in(ids))
        .filter(account::Column::State.eq(AccountState::Active.code()))
        .order_by_asc(account::Column::Id)
        .all(connection)
        .await?;
    accounts_of(connection, rows).await
}

fn credentials_of(row: account::Model) -> Result<Credentials, StoreError> {
    let authenticator = match row.totp_secret {
        None => None,
        Some(secret) => Some(Authenticator {
            secret: SecretText::new(secret),
            is_confirmed: row.totp_confirmed_at.is_some(),
            last_step: row
                .totp_last_step
                .map(|step| crate::log::positive(step, "account"))
                .transpose()?,
        }),
    };
    let corrupt = corrupt("account");
    Ok(Credentials {
        account: AccountId::from_uuid(row.id),
        email: row
            .email
            .map(|email| EmailAddress::parse(&email))
            .transpose()
            .map_err(|error| corrupt(error.into()))?,
        name: Words::parse(&row.name).map_err(|error| corrupt(error.into()))?,
        language: LanguageTag::parse(&row.language).map_err(|error| corrupt(error.into()))?,
        state: code("account", &row.state)?,
        password: row.password.map(PasswordHash::new),
        authenticator,
    })
}

/// Accounts with their grants and memberships: three statements, and three more where somebody
/// holds a grant with parts.
async fn accounts_of(
    connection: &impl ConnectionTrait,
    rows: Vec<account::Model>,
) -> Result<Vec<Account>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut grants = grants_of(connection, &ids).await?;
    let mut memberships: HashMap<Uuid, Vec<Membership>> = HashMap::new();
    let found = membership::Entity::find()
        .filter(membership::Column::Account.is_in(ids))
        .order_by_asc(membership::Column::Organization)
        .all(connection)
        .await?;
    for row in found {
        memberships
            .entry(row.account)
            .or_default()
            .push(Membership {
                organization: OrganizationId::from_uuid(row.organization),
                role: code("membership", &row.role)?,
                since: row.since.into(),
            });
    }
    rows.into_iter()
        .map(|row| {
            let grants = grants.remove(&row.id).unwrap_or_default();
            let memberships = memberships.remove(&row.id).unwrap_or_default();
            account_of(row, grants, memberships)
        })
        .collect()
}

fn account_of(
    row: account::Model,
    grants: Vec<Grant>,
    memberships: Vec<Membership>,
) -> Result<Account, StoreError> {
    let corrupt = corrupt("account");
    Ok(Account {
        id: AccountId::from_uuid(row.id),
        email: row
            .email
            .map(|email| EmailAddress::parse(&email))
            .transpose()
            .map_err(|error| corrupt(error.into()))?,
        name: Words::parse(&row.name).map_err(|error| corrupt(error.into()))?,
        language: LanguageTag::parse(&row.language).map_err(|error| corrupt(error.into()))?,
        state: code("account", &row.state)?,
        grants,
        memberships,
        has_second_factor: row.totp_confirmed_at.is_some(),
        created_at: row.created_at.into(),
    })
}
