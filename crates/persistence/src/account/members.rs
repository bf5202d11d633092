//! Who works for which organization.

use domain::account::{Account, AccountId, MembershipRole};
use domain::code::Code;
use domain::id::{EntityKind, OrganizationId, TypedId};
use domain::period::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::Right;
use super::people::accounts_with;
use crate::entity::{head, membership};
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;

impl Store {
    /// The accounts that can be used and belong to the organization.
    ///
    /// # Errors
    /// The database fails.
    pub async fn members(&self, organization: OrganizationId) -> Result<Vec<Account>, StoreError> {
        members_in(&self.connection, organization).await
    }
}

impl Tx {
    /// The accounts that can be used and belong to the organization.
    ///
    /// # Errors
    /// The database fails.
    pub async fn members(
        &mut self,
        organization: OrganizationId,
    ) -> Result<Vec<Account>, StoreError> {
        members_in(self.connection(), organization).await
    }

    /// Whether there is such an organization. Locked, so that two who leave it at the same time see
    /// each other go.
    ///
    /// # Errors
    /// The database fails.
    pub async fn lock_organization(
        &mut self,
        organization: OrganizationId,
    ) -> Result<bool, StoreError> {
        let found = head::Entity::find_by_id(organization.uuid())
            .filter(head::Column::Kind.eq(EntityKind::Organization.code()))
            .lock_exclusive()
            .one(self.connection())
            .await?;
        Ok(found.is_some())
    }

    /// Let somebody work for an organization, or do so in another role. `since` is kept where the
    /// person was a member already.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn put_membership(
        &mut self,
        right: Right<'_>,
        (account, organization): (AccountId, OrganizationId),
        role: MembershipRole,
        since: Instant,
    ) -> Result<(), StoreError> {
        right.to_membership(organization)?;
        let row = membership::Model {
            account: account.uuid(),
            organization: organization.uuid(),
            role: role.code().to_owned(),
            since: since.utc(),
        };
        let mut replace = OnConflict::columns([
            membership::Column::Account,
            membership::Column::Organization,
        ]);
        replace.update_column(membership::Column::Role);
        membership::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    /// End a membership. Whether there was one.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn end_membership(
        &mut self,
        right: Right<'_>,
        account: AccountId,
        organization: OrganizationId,
    ) -> Result<bool, StoreError> {
        right.to_end_membership(account, organization)?;
        let ended = membership::Entity::delete_many()
            .filter(membership::Column::Account.eq(account.uuid()))
            .filter(membership::Column::Organization.eq(organization.uuid()))
            .exec(self.connection())
            .await?;
        Ok(ended.rows_affected > 0)
    }
}

async fn members_in(
    connection: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Account>, StoreError> {
    let members: Vec<Uuid> = membership::Entity::find()
        .select_only()
        .column(membership::Column::Account)
        .filter(membership::Column::Organization.eq(organization.uuid()))
        .into_tuple()
        .all(connection)
        .await?;
    accounts_with(connection, members).await
}
