//! Who works for an organization. Where nobody is left who manages it, the coordinating office does,
//! and is told.

use domain::account::{Account, AccountId, AuditAction, MembershipRole};
use domain::code::Code;
use domain::id::{OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Actor, Administration, Clearance, Person, administer};
use domain::violation::Rule;
use persistence::Tx;
use persistence::account::{NewAuditRow, Right};
use serde_json::{Value, json};

use super::Accounts;
use super::trail::About;
use crate::use_case::UseCaseError;

impl Accounts {
    /// The people who work for an organization.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn members(
        &self,
        actor: &Actor,
        organization: OrganizationId,
    ) -> Result<Vec<Account>, UseCaseError> {
        administer(actor, Administration::ManageMembers(organization))?;
        Ok(self.store.members(organization).await?)
    }

    /// Whether nobody of the organization manages it, so that the coordinating office does.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_managed_by_coordinator(
        &self,
        organization: OrganizationId,
    ) -> Result<bool, UseCaseError> {
        let members = self.store.members(organization).await?;
        Ok(!members
            .iter()
            .any(|member| member.role_in(organization) == Some(MembershipRole::Manager)))
    }

    /// Let a member work in another role.
    ///
    /// # Errors
    /// The actor may not, the person is no member, or the database fails.
    pub async fn change_member_role(
        &self,
        actor: &Actor,
        organization: OrganizationId,
        member: AccountId,
        role: MembershipRole,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let clearance = administer(actor, Administration::ManageMembers(organization))?;
        let mut tx = self.store.begin().await?;
        tx.lock_organization(organization).await?;
        let (_, before) = member_in(&mut tx, organization, member).await?;
        if before != role {
            let right = Right::Cleared(&clearance);
            let membership = (member, organization);
            tx.put_membership(right, membership, role, now).await?;
            let mut line = self
                .line(
                    AuditAction::MemberRoleChanged,
                    None,
                    About::Account(member),
                    now,
                )
                .by(clearance.author());
            line.before = Some(role_json(organization, before));
            line.after = Some(role_json(organization, role));
            tx.write_audit(line).await?;
            if before == MembershipRole::Manager {
                self.tell_where_nobody_manages(&mut tx, organization, now)
                    .await?;
            }
        }
        let changed = tx.account(member).await?;
        tx.commit().await?;
        self.known.forget(member);
        changed.ok_or_else(|| UseCaseError::NotFound(member.to_global()))
    }

    /// End somebody's membership.
    ///
    /// # Errors
    /// The actor may not, the person is no member, or the database fails.
    pub async fn remove_member(
        &self,
        actor: &Actor,
        organization: OrganizationId,
        member: AccountId,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let clearance = administer(actor, Administration::ManageMembers(organization))?;
        let line = self
            .line(
                AuditAction::MemberRemoved,
                None,
                About::Account(member),
                now,
            )
            .by(clearance.author());
        let right = Right::Cleared(&clearance);
        self.end_membership(right, organization, member, line).await
    }

    /// Leave an organization.
    ///
    /// # Errors
    /// The person is no member, or the database fails.
    pub async fn leave_organization(
        &self,
        person: &Person,
        organization: OrganizationId,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let member = person.account.id;
        let line = self.own_line(AuditAction::MemberLeft, member, now);
        self.end_membership(Right::Own(member), organization, member, line)
            .await
    }

    /// Make another member manager, and work on as an editor.
    ///
    /// # Errors
    /// The person does not manage the organization, the other one is no member or the same person,
    /// or the database fails.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        organization: OrganizationId,
        to: AccountId,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let clearance = administer(actor, Administration::ManageMembers(organization))?;
        let mut tx = self.store.begin().await?;
        tx.lock_organization(organization).await?;
        let from = actor.person().map(|person| person.account.id);
        let from = from.ok_or_else(|| UseCaseError::NotFound("manager".to_owned()))?;
        if from == to {
            return Err(UseCaseError::broken(&["to"], Rule::AlreadyThere));
        }
        let (_, own_role) = member_in(&mut tx, organization, from).await?;
        if own_role != MembershipRole::Manager {
            return Err(UseCaseError::NotFound("manager".to_owned()));
        }
        member_in(&mut tx, organization, to).await?;
        let right = Right::Cleared(&clearance);
        for (account, role) in [
            (to, MembershipRole::Manager),
            (from, MembershipRole::Editor),
        ] {
            tx.put_membership(right, (account, organization), role, now)
                .await?;
        }
        self.note_handover(&mut tx, &clearance, (organization, from, to), now)
            .await?;
        tx.commit().await?;
        self.known.forget(from);
        self.known.forget(to);
        Ok(())
    }

    async fn note_handover(
        &self,
        tx: &mut Tx,
        clearance: &Clearance,
        (organization, from, to): (OrganizationId, AccountId, AccountId),
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let about = About::Organization(organization);
        let mut line = self
            .line(AuditAction::HandedOver, None, about, now)
            .by(clearance.author());
        line.before = Some(json!({ "manager": from.to_global() }));
        line.after = Some(json!({ "manager": to.to_global() }));
        Ok(tx.write_audit(line).await?)
    }

    async fn end_membership(
        &self,
        right: Right<'_>,
        organization: OrganizationId,
        member: AccountId,
        mut line: NewAuditRow,
    ) -> Result<(), UseCaseError> {
        let now = line.at;
        let mut tx = self.store.begin().await?;
        tx.lock_organization(organization).await?;
        let (_, role) = member_in(&mut tx, organization, member).await?;
        tx.end_membership(right, member, organization).await?;
        line.before = Some(role_json(organization, role));
        tx.write_audit(line).await?;
        if role == MembershipRole::Manager {
            self.tell_where_nobody_manages(&mut tx, organization, now)
                .await?;
        }
        tx.commit().await?;
        self.known.forget(member);
        Ok(())
    }
}

/// A member, locked, and its role.
async fn member_in(
    tx: &mut Tx,
    organization: OrganizationId,
    member: AccountId,
) -> Result<(Account, MembershipRole), UseCaseError> {
    let account = tx.account(member).await?;
    account
        .and_then(|account| {
            let role = account.role_in(organization)?;
            Some((account, role))
        })
        .ok_or_else(|| UseCaseError::NotFound(member.to_global()))
}

fn role_json(organization: OrganizationId, role: MembershipRole) -> Value {
    json!({ "organization": organization.to_global(), "role": role.code() })
}
