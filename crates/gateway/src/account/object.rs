//! People, where they belong, how they signed in, and the programs that read with keys.

use async_graphql::{Context, ID, Object};
use domain::account as model;
use domain::id::OrganizationId;

use super::Grant;
use crate::code::Coded;
use crate::object::{global_id, linked};
use crate::organization::Organization;
use crate::record::Record;
use crate::scalar::{Date, DateTime, EmailAddress, LanguageTag};

#[derive(Clone)]
pub struct Account(pub(crate) std::sync::Arc<model::Account>);

/// A person who can sign in (Konto). Seen by that person and by administrators.
#[Object]
impl Account {
    /// The id. It is not one for `node`: people are not content.
    async fn id(&self) -> ID {
        ID(self.0.id.to_global())
    }

    /// Where mails go; null once the person was erased.
    async fn email(&self) -> Option<EmailAddress> {
        self.0.email.clone().map(EmailAddress)
    }

    /// What the person wants to be called.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// In which language mails are, and messages where the request asks for none.
    async fn language(&self) -> LanguageTag {
        LanguageTag(self.0.language.clone())
    }

    /// Whether the account can be used.
    async fn state(&self) -> Coded<model::AccountState> {
        Coded(self.0.state)
    }

    /// What the person may do for the directory as a whole. Those of coordinators and administrators
    /// rest until a second factor was passed, where the installation demands one.
    async fn grants(&self) -> Vec<Grant> {
        self.0.grants.iter().cloned().map(Grant).collect()
    }

    /// The organizations for which the person works.
    async fn memberships(&self) -> Vec<Membership> {
        self.0.memberships.iter().copied().map(Membership).collect()
    }

    /// Whether a second factor was set up and confirmed.
    async fn has_second_factor(&self) -> bool {
        self.0.has_second_factor
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }
}

impl From<model::Account> for Account {
    fn from(account: model::Account) -> Self {
        Self(account.into())
    }
}

impl Record for Account {
    fn global(&self) -> String {
        self.0.id.to_global()
    }
}

#[derive(Clone, Copy)]
pub struct Membership(pub(crate) model::Membership);

/// That a person works for an organization.
#[Object]
impl Membership {
    /// The id of the organization.
    async fn organization_id(&self) -> ID {
        global_id(self.0.organization)
    }

    /// The organization; null while it is not published.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.0.organization)
    }

    /// As what.
    async fn role(&self) -> Coded<model::MembershipRole> {
        Coded(self.0.role)
    }

    /// Since when.
    async fn since(&self) -> DateTime {
        DateTime(self.0.since)
    }
}

pub struct Member {
    account: model::Account,
    membership: model::Membership,
}

impl Member {
    /// What the person is in the organization; nothing where that is nothing.
    pub(crate) fn of(account: model::Account, organization: OrganizationId) -> Option<Self> {
        let mut memberships = account.memberships.iter();
        let membership = memberships.find(|it| it.organization == organization)?;
        Some(Self {
            membership: *membership,
            account,
        })
    }
}

/// A person who works for an organization, as those see who manage it. Where else the person works,
/// they do not learn.
#[Object]
impl Member {
    /// The id of the account, for `changeMemberRole` and `removeMember`.
    async fn account_id(&self) -> ID {
        ID(self.account.id.to_global())
    }

    /// What the person wants to be called.
    async fn name(&self) -> &str {
        self.account.name.as_str()
    }

    /// Where mails go; null once the person was erased.
    async fn email(&self) -> Option<EmailAddress> {
        self.account.email.clone().map(EmailAddress)
    }

    /// As what.
    async fn role(&self) -> Coded<model::MembershipRole> {
        Coded(self.membership.role)
    }

    /// Since when.
    async fn since(&self) -> DateTime {
        DateTime(self.membership.since)
    }
}

impl Record for Member {
    fn global(&self) -> String {
        self.account.id.to_global()
    }
}

pub struct Session {
    pub(crate) session: application::accounts::Session,
    pub(crate) is_current: bool,
}

/// A sign-in on one device. It lasts as long as its refresh tokens are used.
#[Object]
impl Session {
    /// The id, for `endSession`.
    async fn id(&self) -> ID {
        ID(self.session.id.to_global())
    }

    /// Whether this very request belongs to it.
    async fn is_current(&self) -> bool {
        self.is_current
    }

    /// When the person signed in.
    async fn created_at(&self) -> DateTime {
        DateTime(self.session.created_at)
    }

    /// When it was refreshed last.
    async fn last_used_at(&self) -> DateTime {
        DateTime(self.session.last_used_at)
    }

    /// When it is over, however much it is used.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.session.expires_at)
    }

    /// Whether a second factor was passed.
    async fn second_factor_passed(&self) -> bool {
        self.session.second_factor
    }
}

pub struct Invitation(pub(crate) application::accounts::Invitation);

/// An invitation by mail (Einladung): to work for an organization, for the directory, or both.
#[Object]
impl Invitation {
    /// The id, for `revokeInvitation`.
    async fn id(&self) -> ID {
        ID(self.0.id.to_global())
    }

    /// Who is invited; null once that person was erased.
    async fn email(&self) -> Option<EmailAddress> {
        self.0.email.clone().map(EmailAddress)
    }

    /// In which language the mail is.
    async fn language(&self) -> LanguageTag {
        LanguageTag(self.0.language.clone())
    }

    /// The id of the organization to which it invites; null where it invites to none.
    async fn organization_id(&self) -> Option<ID> {
        self.0.organization.map(|(id, _)| global_id(id))
    }

    /// The organization to which it invites; null where it invites to none, or while that is not
    /// published.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Organization> {
        self.0.organization.and_then(|(id, _)| linked(ctx, id))
    }

    /// As what; null where it invites to no organization.
    async fn role(&self) -> Option<Coded<model::MembershipRole>> {
        self.0.organization.map(|(_, role)| Coded(role))
    }

    /// What the person shall do for the directory as a whole.
    async fn grants(&self) -> Vec<Grant> {
        self.0.grants.iter().cloned().map(Grant).collect()
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Until when it can be accepted.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.expires_at)
    }

    /// When it was accepted; null where it was not.
    async fn accepted_at(&self) -> Option<DateTime> {
        self.0.accepted_at.map(DateTime)
    }

    /// When it was taken back; null where it was not.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(DateTime)
    }
}

impl From<application::accounts::Invitation> for Invitation {
    fn from(invitation: application::accounts::Invitation) -> Self {
        Self(invitation)
    }
}

impl Record for Invitation {
    fn global(&self) -> String {
        self.0.id.to_global()
    }
}

pub struct InvitationPreview(pub(crate) application::accounts::InvitationPreview);

/// What an invitation says, for whoever has the secret of its link.
#[Object]
impl InvitationPreview {
    /// Who is invited.
    async fn email(&self) -> EmailAddress {
        EmailAddress(self.0.email.clone())
    }

    /// The organization to which it invites; null where it invites to none, or while that is not
    /// published.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Organization> {
        self.0.organization.and_then(|(id, _)| linked(ctx, id))
    }

    /// As what; null where it invites to no organization.
    async fn role(&self) -> Option<Coded<model::MembershipRole>> {
        self.0.organization.map(|(_, role)| Coded(role))
    }

    /// What the person shall do for the directory as a whole.
    async fn grants(&self) -> Vec<Grant> {
        self.0.grants.iter().cloned().map(Grant).collect()
    }

    /// Whether a name and a password have to be given, because nobody has an account with the
    /// address yet.
    async fn needs_account(&self) -> bool {
        self.0.needs_account
    }

    /// Until when it can be accepted.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.expires_at)
    }
}

pub struct ApiKey(pub(crate) application::accounts::ApiKey);

/// A key with which a program reads. The secret is shown once, when the key is made, and is kept
/// nowhere.
#[Object]
impl ApiKey {
    /// The id, for `revokeApiKey`.
    async fn id(&self) -> ID {
        ID(self.0.id.to_global())
    }

    /// What it is for.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// What may be read with it.
    async fn scopes(&self) -> Vec<Coded<model::ApiScope>> {
        self.0.scopes.iter().copied().map(Coded).collect()
    }

    /// How many operations a minute it allows; each item of a batch is one.
    async fn quota_per_minute(&self) -> u32 {
        self.0.quota_per_minute
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Until when it holds; null where that is not bounded.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(DateTime)
    }

    /// The day on which it was used last; null where it never was.
    async fn last_used_on(&self) -> Option<Date> {
        self.0.last_used_on.map(Date)
    }

    /// When it was taken back; null while it holds.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(DateTime)
    }
}

impl From<application::accounts::ApiKey> for ApiKey {
    fn from(key: application::accounts::ApiKey) -> Self {
        Self(key)
    }
}

impl Record for ApiKey {
    fn global(&self) -> String {
        self.0.id.to_global()
    }
}
