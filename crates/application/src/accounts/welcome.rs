//! Accepting an invitation, with a new account or with one that is there.
//!
//! Whoever has the link has the mailbox, which is what an account is made of. Somebody who has an
//! account gets what the invitation says and is not signed in by it: there may be a second factor.

use std::sync::Arc;

use domain::account::{
    Account, AccountId, AccountState, AuditAction, Grant, MembershipRole, parse_name,
};
use domain::contact::EmailAddress;
use domain::id::OrganizationId;
use domain::period::Instant;
use domain::text::LanguageTag;
use domain::violation::{Rule, Violations};
use persistence::Tx;
use persistence::account::{Invitation, NewAccount, Right};

use super::invitations::invited_json;
use super::passwords::choose;
use super::secret::{hash, redacted};
use super::sign_in::Opened;
use super::trail::About;
use super::{Accounts, Circumstance, SignedIn};
use crate::use_case::UseCaseError;

redacted! {
    /// How somebody accepts an invitation.
    AcceptInvitation {
        /// What stands in the link.
        token: String,
        /// What the person wants to be called; for a new account.
        name: Option<String>,
        /// The password; for a new account.
        password: Option<String>,
        /// The language of mails; that of the invitation where nothing is said.
        language: Option<LanguageTag>,
    }

    /// What came of it.
    Accepted {
        /// The account, with what it may do now.
        account: Arc<Account>,
        /// The first session of a new account.
        signed_in: Option<SignedIn>,
    }

    /// What an invitation says, for whoever has the link.
    InvitationPreview {
        /// Who is invited.
        email: EmailAddress,
        /// In which language the invitation was.
        language: LanguageTag,
        /// To work for which organization, and as what.
        organization: Option<(OrganizationId, MembershipRole)>,
        /// To do what for the directory as a whole.
        grants: Vec<Grant>,
        /// Whether a name and a password have to be given.
        needs_account: bool,
        /// Until when it can be accepted.
        expires_at: Instant,
    }
}

impl Accounts {
    /// What an invitation says. Nothing is used up by looking.
    ///
    /// # Errors
    /// The invitation is unknown, over, taken back or accepted, or the database fails.
    pub async fn invitation(
        &self,
        token: &str,
        now: Instant,
    ) -> Result<InvitationPreview, UseCaseError> {
        let found = self.store.invitation(&hash(token)).await?;
        let (invitation, email) = open(found, now)?;
        let holder = self.store.credentials_by_email(&email).await?;
        Ok(InvitationPreview {
            needs_account: holder.is_none(),
            email,
            language: invitation.language,
            organization: invitation.organization,
            grants: invitation.grants,
            expires_at: invitation.expires_at,
        })
    }

    /// Accept an invitation. It is used up.
    ///
    /// # Errors
    /// The invitation is unknown, over, taken back or accepted, name or password break rules or are
    /// missing where there is no account yet, the account is closed, or the database fails.
    pub async fn accept_invitation(
        &self,
        input: AcceptInvitation,
        circumstance: &Circumstance,
    ) -> Result<Accepted, UseCaseError> {
        let now = circumstance.now;
        let token = hash(&input.token);
        let (invitation, email) = open(self.store.invitation(&token).await?, now)?;
        let holder = self.store.credentials_by_email(&email).await?;
        let new = match holder {
            Some(_) => None,
            None => Some(self.new_account(&invitation, email, input, now).await?),
        };

        let mut tx = self.store.begin().await?;
        let (invitation, email) = open(tx.invitation(&token).await?, now)?;
        let is_new = new.is_some();
        if let Some(new) = new {
            let line = self.own_line(AuditAction::AccountCreated, new.id, now);
            tx.create_account(new).await?;
            tx.write_audit(line).await?;
        }
        let account = tx.account_by_email(&email).await?;
        let account = account
            .filter(|account| account.state == AccountState::Active)
            .ok_or_else(|| UseCaseError::broken(&["token"], Rule::Expired))?;
        self.take_in(&mut tx, &account, &invitation, now).await?;
        let opened = match tx.credentials(account.id).await? {
            Some(holder) if is_new => Some(self.open_session(&mut tx, &holder, now).await?),
            _ => None,
        };
        let account = tx.account(account.id).await?.unwrap_or(account);
        tx.commit().await?;
        self.known.forget(account.id);
        self.welcomed(account, opened, now).await
    }

    async fn new_account(
        &self,
        invitation: &Invitation,
        email: EmailAddress,
        input: AcceptInvitation,
        now: Instant,
    ) -> Result<NewAccount, UseCaseError> {
        let mut violations = Violations::default();
        let name = input.name.as_deref().ok_or(Rule::Missing);
        let name = name
            .and_then(parse_name)
            .map_err(|rule| violations.add(&["name"], rule))
            .ok();
        let called = name.as_ref().map_or("", |name| name.as_str());
        let password = input.password.as_deref().ok_or(Rule::Missing);
        let password = password
            .and_then(|password| choose(password, &[called, email.as_str()]))
            .map_err(|rule| violations.add(&["password"], rule))
            .ok();
        let Some((name, password)) = violations.or_value(name.zip(password))? else {
            return Err(UseCaseError::broken(&["name"], Rule::Missing));
        };
        let hash = self.hashing.hash(password, self.secrets.bytes()).await?;
        Ok(NewAccount {
            id: AccountId::from_uuid(self.secrets.id(now)),
            email,
            name,
            language: input
                .language
                .unwrap_or_else(|| invitation.language.clone()),
            password: Some(hash),
            at: now,
        })
    }

    /// Give an account what an invitation says, and nothing less than it had.
    async fn take_in(
        &self,
        tx: &mut Tx,
        account: &Account,
        invitation: &Invitation,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let right = Right::Invited(invitation);
        if let Some((organization, role)) = invitation.organization
            && account.role_in(organization) != Some(MembershipRole::Manager)
        {
            let membership = (account.id, organization);
            tx.put_membership(right, membership, role, now).await?;
        }
        if !invitation.grants.is_empty() {
            let sort = std::mem::discriminant::<Grant>;
            let kept = account.grants.iter().filter(|kept| {
                let replaced = |new: &Grant| sort(new) == sort(kept);
                !invitation.grants.iter().any(replaced)
            });
            let grants: Vec<Grant> = kept.chain(&invitation.grants).cloned().collect();
            tx.set_grants(right, account.id, &grants).await?;
        }
        tx.accept_invitation(invitation.id, account.id, now).await?;
        let mut line = self.line(
            AuditAction::InvitationAccepted,
            Some(account.id),
            About::Invitation(invitation.id),
            now,
        );
        line.after = Some(invited_json(invitation));
        tx.write_audit(line).await?;
        Ok(())
    }

    async fn welcomed(
        &self,
        account: Account,
        opened: Option<Opened>,
        now: Instant,
    ) -> Result<Accepted, UseCaseError> {
        let signed_in = match opened {
            Some(opened) => Some(self.hand_over_tokens(opened, now).await?),
            None => None,
        };
        Ok(Accepted {
            account: Arc::new(account),
            signed_in,
        })
    }
}

/// An invitation that can still be accepted, and by whom.
fn open(
    found: Option<Invitation>,
    now: Instant,
) -> Result<(Invitation, EmailAddress), UseCaseError> {
    let refused = |rule| UseCaseError::broken(&["token"], rule);
    let unknown = || refused(Rule::Unknown("invitation".to_owned()));
    let invitation = found.ok_or_else(unknown)?;
    if invitation.accepted_at.is_some() {
        return Err(refused(Rule::AlreadyUsed));
    }
    if invitation.revoked_at.is_some() || invitation.expires_at <= now {
        return Err(refused(Rule::Expired));
    }
    let email = invitation.email.clone().ok_or_else(unknown)?;
    Ok((invitation, email))
}
