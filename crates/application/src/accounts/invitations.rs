//! Inviting people: to work for an organization, or for the directory as a whole.

use domain::account::{AuditAction, Grant, InvitationId, MembershipRole};
use domain::code::Code;
use domain::id::{OrganizationId, TypedId};
use domain::mail::MailTemplate;
use domain::period::Instant;
use domain::policy::{Actor, Administration, Clearance, administer};
use domain::text::LanguageTag;
use domain::violation::{Rule, Violations};
use persistence::Tx;
use persistence::account::{Invitation, InvitationPage, NewInvitation, grants_json};
use serde_json::{Value, json};

use super::Accounts;
use super::delays;
use super::mails::{LinkMail, link};
use super::settings::after;
use super::trail::About;
use crate::idempotency::{Idempotency, recall, remember};
use crate::use_case::UseCaseError;

/// What the tokens of invitations begin with.
const INVITATION: &str = "iv_";

/// Who is invited, and to what.
#[derive(Clone, Debug)]
pub struct Invite {
    /// The address to which the invitation goes.
    pub email: String,
    /// The language of the mail, where that is known.
    pub language: Option<LanguageTag>,
    /// To work for which organization, and as what.
    pub organization: Option<(OrganizationId, MembershipRole)>,
    /// To do what for the directory as a whole.
    pub grants: Vec<Grant>,
}

impl Accounts {
    /// Invite somebody. Whether the address has an account is not told.
    ///
    /// # Errors
    /// The actor may not, the address is none, nothing is said to which the person is invited, the
    /// organization does not exist, the person works for it already, or the database fails.
    pub async fn invite_member(
        &self,
        actor: &Actor,
        invite: Invite,
        idempotency: Option<&Idempotency>,
        now: Instant,
    ) -> Result<Invitation, UseCaseError> {
        let clearances = clearances(actor, &invite)?;
        let invitation = self.invitation_from(actor, &invite, now)?;
        let token = self.secrets.token(INVITATION);

        let mut tx = self.store.begin().await?;
        if let Some(id) = recall::<InvitationId>(&mut tx, actor, idempotency).await? {
            let earlier = tx.invitation_by_id(id).await?;
            return earlier.ok_or_else(|| UseCaseError::NotFound(id.to_global()));
        }
        Self::check_organization(&mut tx, &invitation).await?;
        Self::count_invitation(&mut tx, actor, &invitation).await?;
        check_parts(&mut tx, &invitation.grants).await?;
        let values = self.mail_of(&mut tx, &invitation, &token).await?;
        let new = NewInvitation {
            invitation: invitation.clone(),
            token: token.hash(),
        };
        tx.write_invitation(&clearances, new).await?;
        self.queue(&mut tx, values.written_with(now), now).await?;
        if let Some(clearance) = clearances.first() {
            let about = About::Invitation(invitation.id);
            let mut line = self
                .line(AuditAction::MemberInvited, None, about, now)
                .by(clearance.author());
            line.after = Some(invited_json(&invitation));
            tx.write_audit(line).await?;
        }
        remember(&mut tx, actor, idempotency, &invitation.id, now).await?;
        tx.commit().await?;
        Ok(invitation)
    }

    /// Take an invitation back. Nothing happens where it was taken back already.
    ///
    /// # Errors
    /// The actor may not, there is no such invitation, it was accepted, or the database fails.
    pub async fn revoke_invitation(
        &self,
        actor: &Actor,
        id: InvitationId,
        now: Instant,
    ) -> Result<Invitation, UseCaseError> {
        let mut tx = self.store.begin().await?;
        let found = tx.invitation_by_id(id).await?;
        let mut invitation = found.ok_or_else(|| UseCaseError::NotFound(id.to_global()))?;
        let what = match invitation.organization {
            Some((organization, _)) => Administration::ManageMembers(organization),
            None => Administration::ManageAccounts,
        };
        let clearance = administer(actor, what)?;
        if invitation.accepted_at.is_some() {
            return Err(UseCaseError::broken(&["id"], Rule::AlreadyUsed));
        }
        if invitation.revoked_at.is_none() {
            tx.revoke_invitation(&clearance, &invitation, now).await?;
            let line = self
                .line(
                    AuditAction::InvitationRevoked,
                    None,
                    About::Invitation(id),
                    now,
                )
                .by(clearance.author());
            tx.write_audit(line).await?;
            invitation.revoked_at = Some(now);
        }
        tx.commit().await?;
        Ok(invitation)
    }

    /// A page of the invitations to an organization.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn invitations(
        &self,
        actor: &Actor,
        (organization, page): (OrganizationId, InvitationPage),
    ) -> Result<Vec<Invitation>, UseCaseError> {
        let clearance = administer(actor, Administration::ManageMembers(organization))?;
        Ok(self.store.invitations(&clearance, page).await?)
    }

    /// A page of all invitations, to organizations and to the directory as a whole.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn all_invitations(
        &self,
        actor: &Actor,
        page: InvitationPage,
    ) -> Result<Vec<Invitation>, UseCaseError> {
        let clearance = administer(actor, Administration::ManageAccounts)?;
        Ok(self.store.invitations(&clearance, page).await?)
    }

    fn invitation_from(
        &self,
        actor: &Actor,
        invite: &Invite,
        now: Instant,
    ) -> Result<Invitation, UseCaseError> {
        let mut violations = Violations::default();
        let email = domain::contact::EmailAddress::parse(&invite.email)
            .map_err(|error| violations.add(&["email"], Rule::Malformed(error.to_string())))
            .ok();
        if invite.organization.is_none() && invite.grants.is_empty() {
            violations.add(&["organization"], Rule::Missing);
        }
        check_grants(&invite.grants, &mut violations);
        let email = violations.or_value(email)?;
        Ok(Invitation {
            id: InvitationId::from_uuid(self.secrets.id(now)),
            email,
            language: invite
                .language
                .clone()
                .unwrap_or_else(|| self.settings.language.clone()),
            organization: invite.organization,
            grants: invite.grants.clone(),
            invited_by: actor.person().map(|person| person.account.id),
            created_at: now,
            expires_at: after(now, self.settings.invitation_lifetime),
            accepted_at: None,
            revoked_at: None,
        })
    }

    /// Neither does an address get many of them, nor does somebody who works for an organization send
    /// many; the office invites whole associations in a day.
    async fn count_invitation(
        tx: &mut Tx,
        actor: &Actor,
        invitation: &Invitation,
    ) -> Result<(), UseCaseError> {
        let to = invitation.email.as_ref().map(Self::invitations_to);
        let is_of_the_office = actor.person().is_some_and(|person| {
            let mut grants = person.account.grants.iter();
            grants.any(|it| matches!(it, Grant::Coordinator(_) | Grant::Administrator))
        });
        let by = invitation.invited_by.filter(|_| !is_of_the_office);
        let subjects: Vec<_> = to.into_iter().chain(by.map(Self::invitations_by)).collect();
        delays::count(tx, &subjects, invitation.created_at).await
    }

    async fn check_organization(tx: &mut Tx, invitation: &Invitation) -> Result<(), UseCaseError> {
        let Some((organization, _)) = invitation.organization else {
            return Ok(());
        };
        if !tx.lock_organization(organization).await? {
            let unknown = Rule::Unknown(organization.to_global());
            return Err(UseCaseError::broken(&["organization"], unknown));
        }
        let members = tx.members(organization).await?;
        let folded = |email: &domain::contact::EmailAddress| email.as_str().to_lowercase();
        let invited = invitation.email.as_ref().map(folded);
        // Whoever may invite sees the members anyway.
        if members
            .iter()
            .any(|member| member.email.as_ref().map(folded) == invited)
        {
            return Err(UseCaseError::broken(&["email"], Rule::AlreadyThere));
        }
        Ok(())
    }

    async fn mail_of(
        &self,
        tx: &mut Tx,
        invitation: &Invitation,
        token: &super::secret::Token,
    ) -> Result<InvitationMail, UseCaseError> {
        let organization = match invitation.organization {
            Some((id, _)) => Self::organization_name(tx, id, &invitation.language).await?,
            None => None,
        };
        let to = invitation
            .email
            .clone()
            .ok_or_else(|| UseCaseError::broken(&["email"], Rule::Missing))?;
        Ok(InvitationMail {
            mail: LinkMail {
                to,
                holder: None,
                language: invitation.language.clone(),
                template: MailTemplate::Invitation,
                link: Some(link(&self.settings.invitation_page, token)?),
                lifetime: self.settings.invitation_lifetime,
            },
            organization,
        })
    }
}

/// A mail that also names the organization.
struct InvitationMail {
    mail: LinkMail<'static>,
    organization: Option<String>,
}

impl InvitationMail {
    fn written_with(self, now: Instant) -> domain::mail::Mail {
        let mut mail = self.mail.written(now);
        mail.values.organization = self.organization;
        mail
    }
}

/// What policy has to allow for this invitation.
fn clearances(actor: &Actor, invite: &Invite) -> Result<Vec<Clearance>, UseCaseError> {
    let mut clearances = Vec::new();
    if let Some((organization, _)) = invite.organization {
        clearances.push(administer(
            actor,
            Administration::InviteMember(organization),
        )?);
    }
    if !invite.grants.is_empty() || invite.organization.is_none() {
        clearances.push(administer(actor, Administration::InviteStaff)?);
    }
    Ok(clearances)
}

/// Each sort of grant at most once, and none that grants nothing.
pub(super) fn check_grants(grants: &[Grant], violations: &mut Violations) {
    for (index, grant) in grants.iter().enumerate() {
        let place = index.to_string();
        let sort = std::mem::discriminant(grant);
        if grants
            .iter()
            .take(index)
            .any(|earlier| std::mem::discriminant(earlier) == sort)
        {
            violations.add(&["grants", &place], Rule::Duplicate("grant".to_owned()));
        }
        let is_empty = match grant {
            Grant::Translator(languages) => languages.is_empty(),
            Grant::Coordinator(domain::account::Jurisdiction::Parts { districts, areas }) => {
                districts.is_empty() && areas.is_empty()
            }
            Grant::Coordinator(domain::account::Jurisdiction::Everything)
            | Grant::Professional
            | Grant::Analyst
            | Grant::Administrator => false,
        };
        if is_empty {
            violations.add(&["grants", &place], Rule::Missing);
        }
    }
}

/// The districts and areas of grants exist.
pub(super) async fn check_parts(tx: &mut Tx, grants: &[Grant]) -> Result<(), UseCaseError> {
    let mut violations = Violations::default();
    for unknown in tx.unknown_parts(grants).await? {
        violations.add(&["grants"], Rule::Unknown(unknown.to_global()));
    }
    Ok(violations.or_value(())?)
}

/// To what somebody is invited, for the audit; never whom.
pub(super) fn invited_json(invitation: &Invitation) -> Value {
    json!({
        "organization": invitation.organization.map(|(id, _)| id.to_global()),
        "role": invitation.organization.map(|(_, role)| role.code()),
        "grants": grants_json(&invitation.grants),
    })
}
