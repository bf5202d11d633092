//! Whoever asks: their account, their organizations, their sessions, and what they may do.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};
use domain::account::MembershipRole;
use domain::id::{OrganizationId, TypedId};
use domain::policy::{Administration, Person, administer};

use super::{Account, Invitation, Member, Session};
use crate::code::Coded;
use crate::error::bad_id;
use crate::mutation::refused;
use crate::object::{global_id, linked};
use crate::organization::Organization;
use crate::record::{Part, RecordPage};
use crate::request::{accounts, actor, reader};
use crate::revision::{Revision, RevisionFilter, maintained};

/// Something that somebody may do about people, keys and settings. What may be done with an entry
/// is told where the entry is edited.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub enum Ability {
    /// Close and open accounts, and say what somebody may do for the directory.
    ManageAccounts,
    /// Invite somebody to work for the directory as a whole.
    InviteStaff,
    /// Invite somebody to work for the organization.
    InviteMember,
    /// See, change and remove the members of the organization, and take invitations back.
    ManageMembers,
    /// Give keys to programs and take them back.
    ManageApiKeys,
    /// Read which account did what.
    ReadAudit,
    /// Say how long things are kept.
    ManageRetention,
    /// Change how the installation works.
    ManageSettings,
}

impl Ability {
    const fn of(what: Administration) -> Self {
        match what {
            Administration::ManageAccounts => Self::ManageAccounts,
            Administration::InviteStaff => Self::InviteStaff,
            Administration::InviteMember(_) => Self::InviteMember,
            Administration::ManageMembers(_) => Self::ManageMembers,
            Administration::ManageApiKeys => Self::ManageApiKeys,
            Administration::ReadAudit => Self::ReadAudit,
            Administration::ManageRetention => Self::ManageRetention,
            Administration::ManageSettings => Self::ManageSettings,
        }
    }
}

pub struct Viewer(pub(crate) Arc<Person>);

/// Whoever has signed in and asks now.
#[Object]
impl Viewer {
    /// One's own account.
    async fn account(&self) -> Account {
        self.0.account.clone().into()
    }

    /// The organizations for which one works.
    async fn organizations(&self) -> Vec<ManagedOrganization> {
        let memberships = self.0.account.memberships.iter();
        memberships
            .map(|membership| ManagedOrganization(membership.organization))
            .collect()
    }

    /// An organization whose people one may see: one's own, and every one for the coordinating
    /// office. What may be seen of it is decided field by field.
    async fn organization(
        &self,
        #[graphql(desc = "The id of the organization.")] id: ID,
    ) -> Result<ManagedOrganization> {
        OrganizationId::from_global(&id)
            .map(ManagedOrganization)
            .map_err(|error| bad_id(&error, &["id"]))
    }

    /// What one maintains: the newest revision of each thing of one's organizations, be it a draft,
    /// published or archived, that which was written last first. For the coordinating office
    /// everything in its jurisdiction.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            RevisionFilter,
        >,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<Revision>> {
        let part = Part::read(first, after.as_deref())?;
        Box::pin(maintained(ctx, filter, &part)).await
    }

    /// The sessions of one's account that are not over, the one used last first.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let sessions = accounts(ctx).sessions(&self.0, reader(ctx).now).await;
        let sessions = sessions.map_err(|error| refused(ctx, error))?;
        Ok(sessions
            .into_iter()
            .map(|session| Session {
                is_current: session.id == self.0.session,
                session,
            })
            .collect())
    }

    /// Whether this session may use everything that was granted: it passed a second factor, or none
    /// is demanded here.
    async fn second_factor_passed(&self) -> bool {
        self.0.second_factor_passed
    }

    /// Whether grants rest until one has set up a second factor and signed in with it.
    async fn awaits_second_factor(&self) -> bool {
        self.0.awaits_second_factor()
    }

    /// What one may do about people, keys and settings, whatever the organization.
    async fn may(&self, ctx: &Context<'_>) -> Vec<Ability> {
        let general = [
            Administration::ManageAccounts,
            Administration::InviteStaff,
            Administration::ManageApiKeys,
            Administration::ReadAudit,
            Administration::ManageRetention,
            Administration::ManageSettings,
        ];
        abilities(ctx, &general)
    }
}

fn abilities(ctx: &Context<'_>, all: &[Administration]) -> Vec<Ability> {
    all.iter()
        .filter(|what| administer(actor(ctx), **what).is_ok())
        .map(|what| Ability::of(*what))
        .collect()
}

pub struct ManagedOrganization(OrganizationId);

/// An organization from the inside: who works for it. What it publishes about itself is in
/// `organization`.
#[Object]
impl ManagedOrganization {
    /// The id of the organization.
    async fn id(&self) -> ID {
        global_id(self.0)
    }

    /// What it publishes about itself; null while it is not published.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.0)
    }

    /// What one is in it; null where one does not work for it.
    async fn role(&self, ctx: &Context<'_>) -> Option<Coded<MembershipRole>> {
        let person = actor(ctx).person()?;
        person.account.role_in(self.0).map(Coded)
    }

    /// What one may do about its people.
    async fn may(&self, ctx: &Context<'_>) -> Vec<Ability> {
        let about_members = [
            Administration::InviteMember(self.0),
            Administration::ManageMembers(self.0),
        ];
        abilities(ctx, &about_members)
    }

    /// Who works for it. For those who may `MANAGE_MEMBERS`.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<Member>> {
        let part = Part::read(first, after.as_deref())?;
        let members = accounts(ctx).members(actor(ctx), self.0).await;
        let members = members.map_err(|error| refused(ctx, error))?;
        let members = members
            .into_iter()
            .filter_map(|account| Member::of(account, self.0));
        Ok(part.of(members.collect()))
    }

    /// Who was invited to work for it, the newest first. For those who may `MANAGE_MEMBERS`.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<Invitation>> {
        let part = Part::read(first, after.as_deref())?;
        let wanted = (self.0, super::query::invitation_page(&part)?);
        let invitations = accounts(ctx).invitations(actor(ctx), wanted).await;
        let invitations = invitations.map_err(|error| refused(ctx, error))?;
        Ok(part.page(invitations.into_iter().map(Invitation)))
    }
}
