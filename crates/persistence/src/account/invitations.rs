//! Invitations (Einladungen), by the hash of what is secret in their link.

use domain::account::{AccountId, Grant, InvitationId, MembershipRole};
use domain::code::Code;
use domain::contact::EmailAddress;
use domain::id::{OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Administration, Clearance};
use domain::text::LanguageTag;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::grants::{grants_from_json, grants_json};
use super::people::folded;
use super::{TokenHash, code, corrupt, moment};
use crate::entity::invitation;
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// An invitation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Who is invited; not there once that person was erased.
    pub email: Option<EmailAddress>,
    /// In which language the mail is.
    pub language: LanguageTag,
    /// To work for which organization, and as what.
    pub organization: Option<(OrganizationId, MembershipRole)>,
    /// To do what for the directory as a whole.
    pub grants: Vec<Grant>,
    /// Who invites; none for the operator.
    pub invited_by: Option<AccountId>,
    /// When it was written.
    pub created_at: Instant,
    /// Until when it can be accepted.
    pub expires_at: Instant,
    /// When it was accepted, where it was.
    pub accepted_at: Option<Instant>,
    /// When it was taken back, where it was.
    pub revoked_at: Option<Instant>,
}

/// An invitation to write.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// What it says.
    pub invitation: Invitation,
    /// The hash of what is secret in its link.
    pub token: TokenHash,
}

/// A page of invitations, the newest first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InvitationPage {
    /// Only those before this one; all where none is given.
    pub before: Option<InvitationId>,
    /// How many at most.
    pub limit: u32,
}

impl Store {
    /// The invitation with this secret, over ones included.
    ///
    /// # Errors
    /// The database fails.
    pub async fn invitation(&self, token: &TokenHash) -> Result<Option<Invitation>, StoreError> {
        invitation::Entity::find()
            .filter(invitation::Column::Token.eq(token.text()))
            .one(&self.connection)
            .await?
            .map(invitation_of)
            .transpose()
    }

    /// A page of the invitations to an organization, or of all.
    ///
    /// # Errors
    /// Not by that clearance, or the database fails.
    pub async fn invitations(
        &self,
        clearance: &Clearance,
        page: InvitationPage,
    ) -> Result<Vec<Invitation>, StoreError> {
        let mut select = match clearance.what() {
            Administration::ManageMembers(organization) => invitation::Entity::find()
                .filter(invitation::Column::Organization.eq(organization.uuid())),
            Administration::ManageAccounts => invitation::Entity::find(),
            _ => return Err(StoreError::NotCleared),
        };
        if let Some(before) = page.before {
            select = select.filter(invitation::Column::Id.lt(before.uuid()));
        }
        // Their ids have the order of time.
        let rows = select
            .order_by_desc(invitation::Column::Id)
            .limit(u64::from(page.limit))
            .all(&self.connection)
            .await?;
        rows.into_iter().map(invitation_of).collect()
    }
}

impl Tx {
    /// Write an invitation. Takes a clearance for each thing to which it invites.
    ///
    /// # Errors
    /// Not by these clearances, or the database fails.
    pub async fn write_invitation(
        &mut self,
        clearances: &[Clearance],
        new: NewInvitation,
    ) -> Result<(), StoreError> {
        let NewInvitation { invitation, token } = new;
        let cleared = |what| clearances.iter().any(|clearance| clearance.what() == what);
        let to_organization = invitation
            .organization
            .is_none_or(|(organization, _)| cleared(Administration::InviteMember(organization)));
        let to_grants = invitation.grants.is_empty() || cleared(Administration::InviteStaff);
        if !(to_organization && to_grants) {
            return Err(StoreError::NotCleared);
        }
        let row = invitation::Model {
            id: invitation.id.uuid(),
            token: token.text().to_owned(),
            email_folded: invitation.email.as_ref().map(folded),
            email: invitation.email.map(String::from),
            language: invitation.language.as_str().to_owned(),
            organization: invitation.organization.map(|(id, _)| id.uuid()),
            role: invitation
                .organization
                .map(|(_, role)| role.code().to_owned()),
            grants: grants_json(&invitation.grants).to_string(),
            invited_by: invitation.invited_by.map(AccountId::uuid),
            created_at: invitation.created_at.utc(),
            expires_at: invitation.expires_at.utc(),
            accepted_at: None,
            accepted_by: None,
            revoked_at: None,
        };
        write::insert::<invitation::Entity>(self.connection(), vec![row]).await
    }

    /// The invitation with this secret, locked.
    ///
    /// # Errors
    /// The database fails.
    pub async fn invitation(
        &mut self,
        token: &TokenHash,
    ) -> Result<Option<Invitation>, StoreError> {
        invitation::Entity::find()
            .filter(invitation::Column::Token.eq(token.text()))
            .lock_exclusive()
            .one(self.connection())
            .await?
            .map(invitation_of)
            .transpose()
    }

    /// The invitation with this id, locked.
    ///
    /// # Errors
    /// The database fails.
    pub async fn invitation_by_id(
        &mut self,
        id: InvitationId,
    ) -> Result<Option<Invitation>, StoreError> {
        invitation::Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.connection())
            .await?
            .map(invitation_of)
            .transpose()
    }

    /// Note that an invitation was accepted.
    ///
    /// # Errors
    /// The database fails.
    pub async fn accept_invitation(
        &mut self,
        id: InvitationId,
        by: AccountId,
        at: Instant,
    ) -> Result<(), StoreError> {
        invitation::Entity::update_many()
            .col_expr(invitation::Column::AcceptedAt, Expr::value(at.utc()))
            .col_expr(invitation::Column::AcceptedBy, Expr::value(by.uuid()))
            .filter(invitation::Column::Id.eq(id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Take an invitation back. Takes the clearance that manages what it invites to.
    ///
    /// # Errors
    /// Not by that clearance, or the database fails.
    pub async fn revoke_invitation(
        &mut self,
        clearance: &Clearance,
        invitation: &Invitation,
        at: Instant,
    ) -> Result<(), StoreError> {
        let what = match invitation.organization {
            Some((organization, _)) => Administration::ManageMembers(organization),
            None => Administration::ManageAccounts,
        };
        super::right::require(clearance, what)?;
        invitation::Entity::update_many()
            .col_expr(invitation::Column::RevokedAt, Expr::value(at.utc()))
            .filter(invitation::Column::Id.eq(invitation.id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

fn invitation_of(row: invitation::Model) -> Result<Invitation, StoreError> {
    let corrupt = corrupt("invitation");
    let role = row
        .role
        .map(|role| code::<MembershipRole>("invitation", &role))
        .transpose()?;
    Ok(Invitation {
        id: InvitationId::from_uuid(row.id),
        email: row
            .email
            .map(|email| EmailAddress::parse(&email))
            .transpose()
            .map_err(|error| corrupt(error.into()))?,
        language: LanguageTag::parse(&row.language).map_err(|error| corrupt(error.into()))?,
        organization: row.organization.map(OrganizationId::from_uuid).zip(role),
        grants: grants_from_json("invitation", &row.grants)?,
        invited_by: row.invited_by.map(AccountId::from_uuid),
        created_at: row.created_at.into(),
        expires_at: row.expires_at.into(),
        accepted_at: moment(row.accepted_at),
        revoked_at: moment(row.revoked_at),
    })
}
