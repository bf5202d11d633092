//! Choosing another password. All other sessions end with it, since whoever knew the old one may
//! have begun them, and the person is told.

use domain::account::{AuditAction, Password, PasswordError, SessionId};
use domain::mail::MailTemplate;
use domain::period::Instant;
use domain::policy::Person;
use domain::violation::{Rule, Violations};
use persistence::Tx;
use persistence::account::{Credentials, LinkPurpose, PasswordHash, SessionEnd};

use super::secret::redacted;
use super::{Accounts, Circumstance, delays};
use crate::use_case::{TokenRefused, UseCaseError};

redacted! {
    /// Another password instead of the one that is known.
    ChangePassword {
        /// The one until now; left out by those who have none.
        current: Option<String>,
        /// The one from now on.
        new: String,
    }

    /// Another password instead of one that was forgotten.
    ResetPassword {
        /// What stands in the link.
        token: String,
        /// The password from now on.
        password: String,
    }
}

impl Accounts {
    /// Change the own password. Other sessions end.
    ///
    /// # Errors
    /// The current one is wrong, the new one too short or too easily guessed, there were too many
    /// attempts, or the database fails.
    pub async fn change_password(
        &self,
        person: &Person,
        input: ChangePassword,
        circumstance: &Circumstance,
    ) -> Result<(), UseCaseError> {
        let ChangePassword { current, new } = input;
        let now = circumstance.now;
        let holder = self.own_credentials(person.account.id).await?;
        let mut violations = Violations::default();
        let new = chosen(&holder, &new)
            .map_err(|rule| violations.add(&["new"], rule))
            .ok();
        if holder.password.is_some() && current.is_none() {
            violations.add(&["current"], Rule::Missing);
        }
        let new = violations.or_value(new)?;
        if let Some((email, hash)) = holder.email.clone().zip(holder.password.clone()) {
            let current = current.unwrap_or_default();
            if !self
                .check_password(&email, &current, Some(hash), now)
                .await?
            {
                return Err(UseCaseError::broken(&["current"], Rule::WrongCredentials));
            }
        }
        let Some(new) = new else {
            return Ok(());
        };
        let hash = self.hashing.hash(new, self.secrets.bytes()).await?;

        let mut tx = self.store.begin().await?;
        let found = tx.credentials(holder.account).await?;
        if found.is_none_or(|found| found.password != holder.password) {
            return Err(TokenRefused::SessionOver.into());
        }
        self.replace_password(&mut tx, &holder, &hash, Some(person.session), now)
            .await?;
        let line = self.own_line(AuditAction::PasswordChanged, holder.account, now);
        tx.write_audit(line).await?;
        tx.commit().await?;
        self.known.forget(holder.account);
        Ok(())
    }

    /// Choose a password by a link in a mail. Every session ends; sign in with the new password
    /// then, and with the second factor where there is one.
    ///
    /// # Errors
    /// The link is unknown, over or used, the password too short or too easily guessed, or the
    /// database fails.
    pub async fn reset_password(
        &self,
        input: ResetPassword,
        circumstance: &Circumstance,
    ) -> Result<(), UseCaseError> {
        let ResetPassword { token, password } = input;
        let now = circumstance.now;
        let purpose = LinkPurpose::ResetPassword;
        let holder = {
            let mut tx = self.store.begin().await?;
            Self::holder_of_link(&mut tx, &token, purpose, now).await?
        };
        let password =
            chosen(&holder, &password).map_err(|rule| UseCaseError::broken(&["password"], rule))?;
        let hash = self.hashing.hash(password, self.secrets.bytes()).await?;

        let mut tx = self.store.begin().await?;
        let holder = Self::holder_of_link(&mut tx, &token, purpose, now).await?;
        self.replace_password(&mut tx, &holder, &hash, None, now)
            .await?;
        if let Some(email) = &holder.email {
            delays::forget(&mut tx, &Self::passwords_for(email)).await?;
        }
        let line = self.own_line(AuditAction::PasswordReset, holder.account, now);
        tx.write_audit(line).await?;
        tx.commit().await?;
        self.known.forget(holder.account);
        Ok(())
    }

    async fn replace_password(
        &self,
        tx: &mut Tx,
        holder: &Credentials,
        hash: &PasswordHash,
        spare: Option<SessionId>,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let account = holder.account;
        tx.set_password(account, hash).await?;
        for purpose in [LinkPurpose::LogIn, LinkPurpose::ResetPassword] {
            tx.use_links(account, purpose, now).await?;
        }
        tx.end_sessions(account, spare, SessionEnd::CredentialsChanged, now)
            .await?;
        self.tell(tx, holder, MailTemplate::PasswordChanged, now)
            .await
    }
}

/// A password that somebody chooses who has an account.
fn chosen(holder: &Credentials, text: &str) -> Result<Password, Rule> {
    let email = holder.email.as_ref().map_or("", |email| email.as_str());
    choose(text, &[holder.name.as_str(), email])
}

/// A password that somebody chooses of whom these words are known.
pub(super) fn choose(text: &str, own_words: &[&str]) -> Result<Password, Rule> {
    Password::choose(text, own_words).map_err(|error| match error {
        PasswordError::TooShort => Rule::TooShort { min: Password::MIN },
        PasswordError::TooLong => Rule::TooLong {
            max: Password::MAX_BYTES,
        },
        PasswordError::Common => Rule::Guessable,
    })
}
