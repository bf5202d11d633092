//! Mails about accounts, and the outbox for whoever sends them.

use std::time::Duration;

use domain::account::{Account, Grant, Jurisdiction, MembershipRole};
use domain::contact::{EmailAddress, WebUrl};
use domain::id::OrganizationId;
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::organization::Organization;
use domain::period::Instant;
use domain::policy::{Actor, scope};
use domain::text::LanguageTag;
use persistence::account::{Credentials, OutboxMail};
use persistence::{Tx, Uuid};

use super::Accounts;
use super::secret::Token;
use super::settings::{LinkPage, after};
use crate::error::ApplicationError;
use crate::use_case::UseCaseError;

/// How long whoever takes mails has for sending them.
const LEASE: Duration = Duration::from_secs(5 * 60);
/// After so many failures a mail is given up.
const ATTEMPTS: u32 = 12;
/// How long after a first failure it is tried again; then twice as long, and so on.
const FIRST_PAUSE: Duration = Duration::from_secs(60);
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 60 * 60);

impl Accounts {
    /// The mails that are due, for whoever sends them: they are the caller's for five minutes.
    ///
    /// # Errors
    /// The database fails.
    pub async fn mails_due(
        &self,
        now: Instant,
        limit: u32,
    ) -> Result<Vec<OutboxMail>, ApplicationError> {
        if !self.store.has_due_mails(now).await? {
            return Ok(Vec::new());
        }
        let mut tx = self.store.begin().await?;
        let mails = tx.take_due_mails(now, limit, after(now, LEASE)).await?;
        tx.commit().await?;
        Ok(mails)
    }

    /// A mail was sent; what it said is forgotten.
    ///
    /// # Errors
    /// The database fails.
    pub async fn mail_sent(&self, id: Uuid, now: Instant) -> Result<(), ApplicationError> {
        let mut tx = self.store.begin().await?;
        tx.mark_mail_sent(id, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A mail could not be sent: it is due again, each time later, and says when; after many
    /// failures never. `reason` names nobody.
    ///
    /// # Errors
    /// The database fails.
    pub async fn mail_failed(
        &self,
        mail: &OutboxMail,
        reason: &str,
        now: Instant,
    ) -> Result<Option<Instant>, ApplicationError> {
        let doubled = FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(mail.attempts.min(16)));
        let again = after(now, doubled.min(LONGEST_PAUSE));
        let again = (mail.attempts + 1 < ATTEMPTS).then_some(again);
        let mut tx = self.store.begin().await?;
        tx.mark_mail_failed(mail.id, reason, again).await?;
        tx.commit().await?;
        Ok(again)
    }

    /// A mail can never be sent: it is not tried again. `reason` names nobody.
    ///
    /// # Errors
    /// The database fails.
    pub async fn mail_given_up(&self, id: Uuid, reason: &str) -> Result<(), ApplicationError> {
        let mut tx = self.store.begin().await?;
        tx.mark_mail_failed(id, reason, None).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Let a mail wait in this transaction.
    pub(crate) async fn queue(
        &self,
        tx: &mut Tx,
        mail: Mail,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        Ok(tx.queue_mail(self.secrets.id(now), mail, now).await?)
    }

    /// Tell somebody about the own account; nobody where the person was erased.
    pub(super) async fn tell(
        &self,
        tx: &mut Tx,
        credentials: &Credentials,
        template: MailTemplate,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let Some(to) = credentials.email.clone() else {
            return Ok(());
        };
        let mail = Mail {
            to,
            account: Some(credentials.account),
            language: credentials.language.clone(),
            template,
            values: MailValues {
                name: Some(credentials.name.as_str().to_owned()),
                ..MailValues::default()
            },
            expires_at: None,
        };
        self.queue(tx, mail, now).await
    }

    /// What an organization is called, for a mail to somebody who reads this language. Its name is
    /// read by the program itself, whatever the person may read.
    pub(super) async fn organization_name(
        tx: &mut Tx,
        id: OrganizationId,
        language: &LanguageTag,
    ) -> Result<Option<String>, UseCaseError> {
        let organization = tx
            .current::<Organization>(&scope(&Actor::Operator), id)
            .await?;
        Ok(organization.map(|organization| {
            let served = organization
                .content
                .name
                .serve(std::slice::from_ref(language));
            served.version.text.as_str().to_owned()
        }))
    }

    /// Tell the coordinating office, where nobody is left who manages the organization.
    pub(super) async fn tell_where_nobody_manages(
        &self,
        tx: &mut Tx,
        organization: OrganizationId,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let members = tx.members(organization).await?;
        let manages =
            |member: &Account| member.role_in(organization) == Some(MembershipRole::Manager);
        if members.iter().any(manages) {
            return Ok(());
        }
        let everything = Grant::Coordinator(Jurisdiction::Everything);
        let holders = tx.holders(&everything).await?;
        let of_everything: Vec<&Account> = holders
            .iter()
            .filter(|holder| holder.grants.contains(&everything))
            .collect();
        // Coordinators of a part are better than nobody.
        let told = if of_everything.is_empty() {
            holders.iter().collect()
        } else {
            of_everything
        };
        for coordinator in told {
            let Some(to) = coordinator.email.clone() else {
                continue;
            };
            let language = coordinator.language.clone();
            let values = MailValues {
                name: Some(coordinator.name.as_str().to_owned()),
                organization: Self::organization_name(tx, organization, &language).await?,
                ..MailValues::default()
            };
            let mail = Mail {
                to,
                account: Some(coordinator.id),
                language,
                template: MailTemplate::LastManagerLeft,
                values,
                expires_at: None,
            };
            self.queue(tx, mail, now).await?;
        }
        Ok(())
    }
}

/// A mail with a link that holds for some time.
pub(super) struct LinkMail<'a> {
    pub(super) to: EmailAddress,
    pub(super) holder: Option<&'a Credentials>,
    pub(super) language: LanguageTag,
    pub(super) template: MailTemplate,
    pub(super) link: Option<WebUrl>,
    pub(super) lifetime: Duration,
}

impl LinkMail<'_> {
    pub(super) fn written(self, now: Instant) -> Mail {
        let minutes = u32::try_from(self.lifetime.as_secs() / 60).unwrap_or(u32::MAX);
        Mail {
            to: self.to,
            account: self.holder.map(|holder| holder.account),
            language: self.language,
            template: self.template,
            values: MailValues {
                name: self.holder.map(|holder| holder.name.as_str().to_owned()),
                minutes: self.link.is_some().then_some(minutes),
                link: self.link,
                ..MailValues::default()
            },
            expires_at: Some(after(now, self.lifetime)),
        }
    }
}

/// The page with the token where it takes it.
pub(super) fn link(page: &LinkPage, token: &Token) -> Result<WebUrl, ApplicationError> {
    page.with(token.as_str())
        .map_err(|_| ApplicationError::Page(page.address().as_str().to_owned()))
}
