//! Managing accounts: closing and opening them, and saying what people may do for the directory as a
//! whole.

use domain::account::{
    Account, AccountId, AccountState, AuditAction, Grant, MembershipRole, parse_name,
};
use domain::contact::{EmailAddress, WebUrl};
use domain::mail::MailTemplate;
use domain::period::Instant;
use domain::policy::{Actor, Administration, Clearance, Denied, Refusal, Tried, administer};
use domain::text::LanguageTag;
use domain::violation::{Rule, Violations};
use persistence::Tx;
use persistence::account::{LinkPurpose, NewAccount, Right, SessionEnd, grants_json};

use super::Accounts;
use super::invitations::{check_grants, check_parts};
use super::links::prefix;
use super::mails::link;
use super::settings::after;
use super::sign_in::has_second_factor;
use super::trail::About;
use crate::use_case::UseCaseError;

/// Somebody who is to administer, before anybody does.
#[derive(Clone, Debug)]
pub struct NewAdministrator {
    /// The address.
    pub email: String,
    /// What the person is called.
    pub name: String,
    /// In which language mails are.
    pub language: Option<LanguageTag>,
}

impl Accounts {
    /// Accounts after this one in the order of ids, at most that many, and never more than 200.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn accounts(
        &self,
        actor: &Actor,
        after: Option<AccountId>,
        limit: u32,
    ) -> Result<Vec<Account>, UseCaseError> {
        administer(actor, Administration::ManageAccounts)?;
        Ok(self.store.accounts(after, limit.min(200)).await?)
    }

    /// One account.
    ///
    /// # Errors
    /// The actor may not, there is none, or the database fails.
    pub async fn account(&self, actor: &Actor, id: AccountId) -> Result<Account, UseCaseError> {
        administer(actor, Administration::ManageAccounts)?;
        let account = self.store.account(id).await?;
        account.ok_or_else(|| UseCaseError::NotFound(id.to_global()))
    }

    /// Close an account: its sessions end, and nobody signs in.
    ///
    /// # Errors
    /// The actor may not, there is no such account, nobody would be left to administer, or the
    /// database fails.
    pub async fn disable_account(
        &self,
        actor: &Actor,
        id: AccountId,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let clearance = administer(actor, Administration::ManageAccounts)?;
        let mut tx = self.store.begin().await?;
        let account = existing(&mut tx, id).await?;
        require_other_administrator(&mut tx, &account).await?;
        if account.state == AccountState::Active {
            let right = Right::Cleared(&clearance);
            tx.set_account_state(right, id, AccountState::Disabled)
                .await?;
            tx.end_sessions(id, None, SessionEnd::AccountClosed, now)
                .await?;
            let action = AuditAction::AccountDisabled;
            self.note(&mut tx, &clearance, (action, id), now).await?;
            self.tell_of_organizations_left(&mut tx, &account, now)
                .await?;
        }
        self.done(tx, id).await
    }

    /// Open a closed account again. An erased one stays as it is.
    ///
    /// # Errors
    /// The actor may not, there is no such account, or the database fails.
    pub async fn enable_account(
        &self,
        actor: &Actor,
        id: AccountId,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let clearance = administer(actor, Administration::ManageAccounts)?;
        let mut tx = self.store.begin().await?;
        let account = existing(&mut tx, id).await?;
        if account.state == AccountState::Disabled {
            let right = Right::Cleared(&clearance);
            tx.set_account_state(right, id, AccountState::Active)
                .await?;
            let action = AuditAction::AccountEnabled;
            self.note(&mut tx, &clearance, (action, id), now).await?;
        }
        self.done(tx, id).await
    }

    /// Say what somebody may do for the directory as a whole, instead of what was said before.
    ///
    /// # Errors
    /// The actor may not, there is no such account, a grant stands there twice or grants nothing,
    /// nobody would be left to administer, or the database fails.
    pub async fn change_grants(
        &self,
        actor: &Actor,
        id: AccountId,
        grants: Vec<Grant>,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let clearance = administer(actor, Administration::ManageAccounts)?;
        let mut violations = Violations::default();
        check_grants(&grants, &mut violations);
        violations.or_value(())?;
        let mut tx = self.store.begin().await?;
        let account = existing(&mut tx, id).await?;
        if account.state == AccountState::Erased {
            return Err(UseCaseError::NotFound(id.to_global()));
        }
        if !grants.contains(&Grant::Administrator) {
            require_other_administrator(&mut tx, &account).await?;
        }
        check_parts(&mut tx, &grants).await?;
        tx.set_grants(Right::Cleared(&clearance), id, &grants)
            .await?;
        let about = About::Account(id);
        let mut line = self
            .line(AuditAction::GrantsChanged, None, about, now)
            .by(clearance.author());
        line.before = Some(grants_json(&account.grants));
        line.after = Some(grants_json(&grants));
        tx.write_audit(line).await?;
        self.done(tx, id).await
    }

    /// Take the second factor away from somebody who has lost it, and the recovery codes with it. The
    /// person signs in again, sets up another one, and is told so by mail. One's own is removed with
    /// a code of it: a session that somebody left open must not be enough.
    ///
    /// # Errors
    /// The actor may not, it is the actor's own, there is no such account or second factor, or the
    /// database fails.
    pub async fn reset_second_factor(
        &self,
        actor: &Actor,
        id: AccountId,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let what = Administration::ManageAccounts;
        let clearance = administer(actor, what)?;
        if actor.person().is_some_and(|person| person.account.id == id) {
            return Err(UseCaseError::Denied(Denied {
                tried: Tried::Administration(what),
                reason: Refusal::Forbidden,
            }));
        }
        let mut tx = self.store.begin().await?;
        let holder = tx.credentials(id).await?;
        let holder = holder.ok_or_else(|| UseCaseError::NotFound(id.to_global()))?;
        if !has_second_factor(&holder) {
            return Err(UseCaseError::broken(&["account"], Rule::Missing));
        }
        tx.remove_authenticator(Right::Cleared(&clearance), id)
            .await?;
        tx.end_sessions(id, None, SessionEnd::CredentialsChanged, now)
            .await?;
        let action = AuditAction::SecondFactorRemoved;
        self.note(&mut tx, &clearance, (action, id), now).await?;
        self.tell(&mut tx, &holder, MailTemplate::SecondFactorReset, now)
            .await?;
        self.done(tx, id).await
    }

    /// Make somebody administrator, with a new account or the one that has the address, and return
    /// the link with which a password is chosen. For whoever runs the program: the first one has
    /// nobody who could invite.
    ///
    /// # Errors
    /// The actor may not, name or address break rules, the account is closed, or the database
    /// fails.
    pub async fn create_administrator(
        &self,
        actor: &Actor,
        input: NewAdministrator,
        now: Instant,
    ) -> Result<WebUrl, UseCaseError> {
        let clearance = administer(actor, Administration::ManageAccounts)?;
        let mut violations = Violations::default();
        let email = EmailAddress::parse(&input.email)
            .map_err(|error| violations.add(&["email"], Rule::Malformed(error.to_string())))
            .ok();
        let name = parse_name(&input.name)
            .map_err(|rule| violations.add(&["name"], rule))
            .ok();
        let Some((email, name)) = violations.or_value(email.zip(name))? else {
            return Err(UseCaseError::broken(&["name"], Rule::Missing));
        };
        let (page, lifetime, _) = self.link_of(LinkPurpose::ResetPassword);
        let token = self.secrets.token(prefix(LinkPurpose::ResetPassword));
        let link = link(page, &token)?;

        let mut tx = self.store.begin().await?;
        let id = match tx.account_by_email(&email).await? {
            Some(account) if account.state != AccountState::Active => {
                return Err(UseCaseError::broken(&["email"], Rule::Expired));
            }
            Some(account) => account.id,
            None => {
                let id = AccountId::from_uuid(self.secrets.id(now));
                let language = input
                    .language
                    .unwrap_or_else(|| self.settings.language.clone());
                tx.create_account(NewAccount {
                    id,
                    email,
                    name,
                    language,
                    password: None,
                    at: now,
                })
                .await?;
                self.note(&mut tx, &clearance, (AuditAction::AccountCreated, id), now)
                    .await?;
                id
            }
        };
        let account = existing(&mut tx, id).await?;
        let mut grants = account.grants.clone();
        if !grants.contains(&Grant::Administrator) {
            grants.push(Grant::Administrator);
            tx.set_grants(Right::Cleared(&clearance), id, &grants)
                .await?;
            self.note(&mut tx, &clearance, (AuditAction::GrantsChanged, id), now)
                .await?;
        }
        let purpose = LinkPurpose::ResetPassword;
        let times = (now, after(now, lifetime));
        tx.keep_link((&token.hash(), purpose), Some(id), times)
            .await?;
        self.done(tx, id).await?;
        Ok(link)
    }

    /// Tell the coordinating office of every organization that this person was the last to manage.
    pub(super) async fn tell_of_organizations_left(
        &self,
        tx: &mut Tx,
        account: &Account,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        for membership in &account.memberships {
            if membership.role == MembershipRole::Manager {
                tx.lock_organization(membership.organization).await?;
                self.tell_where_nobody_manages(tx, membership.organization, now)
                    .await?;
            }
        }
        Ok(())
    }

    async fn note(
        &self,
        tx: &mut Tx,
        clearance: &Clearance,
        (action, id): (AuditAction, AccountId),
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let line = self
            .line(action, None, About::Account(id), now)
            .by(clearance.author());
        Ok(tx.write_audit(line).await?)
    }

    async fn done(&self, mut tx: Tx, id: AccountId) -> Result<Account, UseCaseError> {
        let changed = tx.account(id).await?;
        tx.commit().await?;
        self.known.forget(id);
        changed.ok_or_else(|| UseCaseError::NotFound(id.to_global()))
    }
}

/// The account, locked.
pub(super) async fn existing(tx: &mut Tx, id: AccountId) -> Result<Account, UseCaseError> {
    let account = tx.account(id).await?;
    account.ok_or_else(|| UseCaseError::NotFound(id.to_global()))
}

/// Somebody else has to be left who administers, where this account does.
pub(super) async fn require_other_administrator(
    tx: &mut Tx,
    account: &Account,
) -> Result<(), UseCaseError> {
    if !account.grants.contains(&Grant::Administrator) {
        return Ok(());
    }
    let administrators = tx.holders_locked(&Grant::Administrator).await?;
    if administrators.iter().any(|other| other.id != account.id) {
        Ok(())
    } else {
        Err(UseCaseError::broken(&[], Rule::LastAdministrator))
    }
}
