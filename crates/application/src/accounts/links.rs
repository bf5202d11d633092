//! Links in mails that do one thing once.
//!
//! Whoever asks for one is answered the same whether the address has an account or not, after the
//! same work: a mail is written in any case, and a link is kept in any case. To an address without
//! an account the mail says so. After a few mails to one address the next ones are silently left
//! out for a while; those that were sent before still work.

use std::time::Duration;

use domain::account::{Account, AccountId, AccountState};
use domain::contact::WebUrl;
use domain::mail::MailTemplate;
use domain::period::Instant;
use domain::text::LanguageTag;
use domain::violation::Rule;
use persistence::Tx;
use persistence::account::{Credentials, LinkPurpose, OneTimeLink};

use super::mails::{LinkMail, link};
use super::secret::hash;
use super::settings::{LinkPage, after};
use super::sign_in::parse_email;
use super::{Accounts, Circumstance, delays};
use crate::use_case::UseCaseError;

impl Accounts {
    /// Send a link that signs in. The answer does not tell whether there is an account.
    ///
    /// # Errors
    /// The address is none, too much is asked for from one computer, or the database fails.
    pub async fn request_login_link(
        &self,
        email: &str,
        language: Option<LanguageTag>,
        circumstance: &Circumstance,
    ) -> Result<(), UseCaseError> {
        self.send_link(email, language, LinkPurpose::LogIn, circumstance)
            .await
    }

    /// Send a link with which a password can be chosen. The answer does not tell whether there is an
    /// account.
    ///
    /// # Errors
    /// As [`Accounts::request_login_link`].
    pub async fn request_password_reset(
        &self,
        email: &str,
        language: Option<LanguageTag>,
        circumstance: &Circumstance,
    ) -> Result<(), UseCaseError> {
        self.send_link(email, language, LinkPurpose::ResetPassword, circumstance)
            .await
    }

    async fn send_link(
        &self,
        email: &str,
        language: Option<LanguageTag>,
        purpose: LinkPurpose,
        circumstance: &Circumstance,
    ) -> Result<(), UseCaseError> {
        let now = circumstance.now;
        let to = parse_email(email)?;
        if let Some(computer) = self.links_from(circumstance) {
            self.count_attempt(&[computer], now).await?;
        }
        let (page, lifetime, template) = self.link_of(purpose);
        let token = self.secrets.token(prefix(purpose));

        let mut tx = self.store.begin().await?;
        let holder = tx.credentials_by_email(&to).await?;
        let holder = holder.filter(|holder| holder.state == AccountState::Active);
        if let Err(error) = delays::count(&mut tx, &[Self::mails_to(&to)], now).await {
            return match error {
                UseCaseError::Busy { .. } => Ok(()),
                error => Err(error),
            };
        }
        let account = holder.as_ref().map(|holder| holder.account);
        let times = (now, after(now, lifetime));
        tx.keep_link((&token.hash(), purpose), account, times)
            .await?;
        let mail = match &holder {
            Some(holder) => LinkMail {
                to: holder.email.clone().unwrap_or(to),
                holder: Some(holder),
                language: holder.language.clone(),
                template,
                link: Some(link(page, &token)?),
                lifetime,
            },
            None => LinkMail {
                to,
                holder: None,
                language: language.unwrap_or_else(|| self.settings.language.clone()),
                template: MailTemplate::NoAccount,
                link: None,
                lifetime,
            },
        };
        self.queue(&mut tx, mail.written(now), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The page, the lifetime and the mail of links of this purpose.
    pub(super) const fn link_of(
        &self,
        purpose: LinkPurpose,
    ) -> (&LinkPage, Duration, MailTemplate) {
        let settings = &self.settings;
        match purpose {
            LinkPurpose::LogIn => (
                &settings.log_in_page,
                settings.login_link_lifetime,
                MailTemplate::LoginLink,
            ),
            LinkPurpose::ResetPassword => (
                &settings.reset_password_page,
                settings.reset_link_lifetime,
                MailTemplate::PasswordReset,
            ),
            LinkPurpose::Confirm => (
                &settings.confirmation_page,
                settings.confirmation_link_lifetime,
                MailTemplate::ConfirmationDue,
            ),
        }
    }

    /// Whose link this is, where it can still be used. It stays locked.
    pub(super) async fn holder_of_link(
        tx: &mut Tx,
        token: &str,
        purpose: LinkPurpose,
        now: Instant,
    ) -> Result<Credentials, UseCaseError> {
        let link = usable(tx.link(&hash(token), purpose).await?, now)?;
        let holder = match link.account {
            Some(account) => tx.credentials(account).await?,
            None => None,
        };
        holder
            .filter(|holder| holder.state == AccountState::Active)
            .ok_or_else(unknown)
    }

    /// Whose link to sign in this is. Nothing is used up by looking.
    ///
    /// # Errors
    /// The link is unknown, over or used, or the database fails.
    pub async fn look_at_login_link(
        &self,
        token: &str,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let found = self.look_at_link(token, LinkPurpose::LogIn, now).await?;
        Ok(found.0)
    }

    /// Whose link to choose a password this is. Nothing is used up by looking.
    ///
    /// # Errors
    /// The link is unknown, over or used, or the database fails.
    pub async fn look_at_reset_link(
        &self,
        token: &str,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let found = self.look_at_link(token, LinkPurpose::ResetPassword, now);
        Ok(found.await?.0)
    }

    /// Whose link this is, and when it was made. Nothing is used up by looking.
    pub(crate) async fn look_at_link(
        &self,
        token: &str,
        purpose: LinkPurpose,
        now: Instant,
    ) -> Result<(Account, Instant), UseCaseError> {
        let link = usable(self.store.link(&hash(token), purpose).await?, now)?;
        let holder = match link.account {
            Some(account) => self.store.account(account).await?,
            None => None,
        };
        let holder = holder.filter(|holder| holder.state == AccountState::Active);
        Ok((holder.ok_or_else(unknown)?, link.created_at))
    }

    /// Make a link with which somebody confirms entries, in this transaction.
    pub(crate) async fn make_confirmation_link(
        &self,
        tx: &mut Tx,
        account: AccountId,
        now: Instant,
    ) -> Result<WebUrl, UseCaseError> {
        let purpose = LinkPurpose::Confirm;
        let (page, lifetime, _) = self.link_of(purpose);
        let token = self.secrets.token(prefix(purpose));
        let times = (now, after(now, lifetime));
        tx.keep_link((&token.hash(), purpose), Some(account), times)
            .await?;
        Ok(link(page, &token)?)
    }
}

/// The link, where it can still be used.
fn usable(found: Option<OneTimeLink>, now: Instant) -> Result<OneTimeLink, UseCaseError> {
    let link = found.ok_or_else(unknown)?;
    if link.used_at.is_some() {
        return Err(UseCaseError::broken(&["token"], Rule::AlreadyUsed));
    }
    if link.expires_at <= now {
        return Err(UseCaseError::broken(&["token"], Rule::Expired));
    }
    Ok(link)
}

fn unknown() -> UseCaseError {
    UseCaseError::broken(&["token"], Rule::Unknown("link".to_owned()))
}

/// What the tokens of links begin with.
pub(super) const fn prefix(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::LogIn => "ll_",
        LinkPurpose::ResetPassword => "pr_",
        LinkPurpose::Confirm => "cf_",
    }
}
