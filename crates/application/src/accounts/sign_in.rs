//! Signing in: by password, or by a link in a mail; with a second factor where there is one.

use std::iter::once;
use std::sync::Arc;

use domain::account::{Account, AccountId, AccountState, AuditAction, Password, SessionId};
use domain::contact::EmailAddress;
use domain::period::Instant;
use domain::violation::Rule;
use persistence::Tx;
use persistence::account::{Credentials, LinkPurpose, NewRefreshToken, PasswordHash, Session};

use super::access_token::Bearer;
use super::delays::{self, Subject};
use super::secret::{Token, redacted};
use super::settings::after;
use super::{Accounts, Circumstance, SignedIn};
use crate::use_case::{TokenRefused, UseCaseError};

/// What refresh tokens begin with.
const REFRESH_TOKEN: &str = "rt_";

redacted! {
    /// What somebody signs in with.
    LogIn {
        /// The address of the account.
        email: String,
        /// The password.
        password: String,
        /// A code of the authenticator app, or a recovery code.
        code: Option<String>,
    }

    /// What somebody signs in with who has asked for a link.
    LogInByLink {
        /// What stands in the link.
        token: String,
        /// A code of the authenticator app, or a recovery code.
        code: Option<String>,
    }
}

/// A session that was begun or goes on, before its tokens are handed over.
pub(super) struct Opened {
    pub(super) bearer: Bearer,
    pub(super) account: Account,
    pub(super) refresh_token: Token,
    pub(super) refresh_expires_at: Instant,
}

impl Accounts {
    /// Sign in with a password.
    ///
    /// # Errors
    /// Address and password do not belong together, a code is wanted or wrong, there were too many
    /// attempts, or the database fails.
    pub async fn log_in(
        &self,
        input: LogIn,
        circumstance: &Circumstance,
    ) -> Result<SignedIn, UseCaseError> {
        let LogIn {
            email,
            password,
            code,
        } = input;
        let now = circumstance.now;
        let email = parse_email(&email)?;
        let attempts: Vec<Subject> = once(Self::passwords_for(&email))
            .chain(self.attempts_from(circumstance))
            .collect();
        self.count_attempt(&attempts, now).await?;

        let holder = self.store.credentials_by_email(&email).await?;
        let holder = holder.filter(|holder| holder.state == AccountState::Active);
        let hash = holder.as_ref().and_then(|holder| holder.password.clone());
        let entered = Password::entered(&password);
        let compared = match self.hashing.compare(entered.clone(), hash.clone()).await {
            Ok(compared) => compared,
            Err(error) => {
                // Nothing was tried: too many others are being compared.
                self.forgive_attempt(&attempts, now).await?;
                return Err(error);
            }
        };
        let wrong = || UseCaseError::broken(&["password"], Rule::WrongCredentials);
        let holder = holder.filter(|_| compared.matches).ok_or_else(wrong)?;

        let code = match self.wanted_code(&holder, code, now).await {
            Ok(code) => code,
            Err(error) => {
                // The password was right: to ask for the code is no failure.
                self.forgive_attempt(&attempts, now).await?;
                return Err(error);
            }
        };
        let rehashed = match entered.filter(|_| compared.is_outdated) {
            Some(password) => Some(self.hashing.hash(password, self.secrets.bytes()).await?),
            None => None,
        };

        let mut tx = self.store.begin().await?;
        let current = tx.credentials(holder.account).await?;
        // It may have been changed while the password was compared.
        let current = current
            .filter(|current| current.state == AccountState::Active && current.password == hash)
            .ok_or_else(wrong)?;
        self.accept_wanted_code(&mut tx, &current, code.as_deref(), now)
            .await?;
        if let Some(hash) = rehashed {
            tx.set_password(current.account, &hash).await?;
        }
        delays::forgive(&mut tx, &attempts, now).await?;
        delays::forget(&mut tx, &Self::passwords_for(&email)).await?;
        let opened = self.open_session(&mut tx, &current, now).await?;
        tx.commit().await?;
        self.hand_over_tokens(opened, now).await
    }

    /// Sign in by a link in a mail. The link is used up, and every other one that the person has
    /// got.
    ///
    /// # Errors
    /// The link is unknown, over or used, a code is wanted or wrong, or the database fails.
    pub async fn log_in_by_link(
        &self,
        input: LogInByLink,
        circumstance: &Circumstance,
    ) -> Result<SignedIn, UseCaseError> {
        let LogInByLink { token, code } = input;
        let now = circumstance.now;
        // Nothing is used up before the code is right.
        let holder = {
            let mut tx = self.store.begin().await?;
            Self::holder_of_link(&mut tx, &token, LinkPurpose::LogIn, now).await?
        };
        let code = self.wanted_code(&holder, code, now).await?;

        let mut tx = self.store.begin().await?;
        let holder = Self::holder_of_link(&mut tx, &token, LinkPurpose::LogIn, now).await?;
        self.accept_wanted_code(&mut tx, &holder, code.as_deref(), now)
            .await?;
        tx.use_links(holder.account, LinkPurpose::LogIn, now)
            .await?;
        if let Some(email) = &holder.email {
            delays::forget(&mut tx, &Self::passwords_for(email)).await?;
        }
        let opened = self.open_session(&mut tx, &holder, now).await?;
        tx.commit().await?;
        self.hand_over_tokens(opened, now).await
    }

    /// The code that has to be shown, once the attempt is counted; nothing where none is asked for.
    pub(super) async fn wanted_code(
        &self,
        holder: &Credentials,
        code: Option<String>,
        now: Instant,
    ) -> Result<Option<String>, UseCaseError> {
        if !has_second_factor(holder) {
            return Ok(None);
        }
        let code =
            code.ok_or_else(|| UseCaseError::broken(&["code"], Rule::SecondFactorRequired))?;
        self.count_attempt(&[Self::codes_of(holder.account)], now)
            .await?;
        Ok(Some(code))
    }

    async fn accept_wanted_code(
        &self,
        tx: &mut Tx,
        holder: &Credentials,
        code: Option<&str>,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        match code {
            Some(code) => self.accept_code(tx, holder, code, now).await,
            // It was set up while the password was compared.
            None if has_second_factor(holder) => {
                Err(UseCaseError::broken(&["code"], Rule::SecondFactorRequired))
            }
            None => Ok(()),
        }
    }

    /// Begin a session for somebody who has shown who it is, whatever was asked for.
    pub(super) async fn open_session(
        &self,
        tx: &mut Tx,
        holder: &Credentials,
        now: Instant,
    ) -> Result<Opened, UseCaseError> {
        let session = Session {
            id: SessionId::from_uuid(self.secrets.id(now)),
            account: holder.account,
            created_at: now,
            last_used_at: now,
            expires_at: after(now, self.settings.session_lifetime),
            second_factor: has_second_factor(holder),
            ended_at: None,
        };
        tx.begin_session(session).await?;
        let line = self.own_line(AuditAction::LoggedIn, holder.account, now);
        tx.write_audit(line).await?;
        self.go_on(tx, session, now).await
    }

    /// Give out the next refresh token of a session.
    pub(super) async fn go_on(
        &self,
        tx: &mut Tx,
        session: Session,
        now: Instant,
    ) -> Result<Opened, UseCaseError> {
        let account = tx.account(session.account).await?;
        let account = account
            .filter(|account| account.state == AccountState::Active)
            .ok_or(TokenRefused::AccountClosed)?;
        let token = self.secrets.token(REFRESH_TOKEN);
        let expires_at = after(now, self.settings.session_idle).min(session.expires_at);
        tx.keep_refresh_token(NewRefreshToken {
            token: token.hash(),
            session: session.id,
            issued_at: now,
            expires_at,
        })
        .await?;
        Ok(Opened {
            bearer: Bearer {
                account: session.account,
                session: session.id,
            },
            account,
            refresh_token: token,
            refresh_expires_at: expires_at,
        })
    }

    /// Once everything is committed.
    pub(super) async fn hand_over_tokens(
        &self,
        opened: Opened,
        now: Instant,
    ) -> Result<SignedIn, UseCaseError> {
        let (access_token, access_expires_at) = self.access_token(opened.bearer, now).await?;
        Ok(SignedIn {
            account: Arc::new(opened.account),
            access_token,
            access_expires_at,
            refresh_token: opened.refresh_token.reveal(),
            refresh_expires_at: opened.refresh_expires_at,
        })
    }

    /// Whether somebody's password is this one; counted as an attempt, and forgiven where it is.
    pub(super) async fn check_password(
        &self,
        email: &EmailAddress,
        entered: &str,
        hash: Option<PasswordHash>,
        now: Instant,
    ) -> Result<bool, UseCaseError> {
        let attempts = [Self::passwords_for(email)];
        self.count_attempt(&attempts, now).await?;
        let entered = Password::entered(entered);
        let compared = self.hashing.compare(entered, hash).await?;
        if compared.matches {
            self.forgive_attempt(&attempts, now).await?;
        }
        Ok(compared.matches)
    }

    /// How somebody signs in who has signed in already.
    pub(super) async fn own_credentials(
        &self,
        account: AccountId,
    ) -> Result<Credentials, UseCaseError> {
        let found = self.store.credentials(account).await?;
        Ok(found
            .filter(|found| found.state == AccountState::Active)
            .ok_or(TokenRefused::AccountClosed)?)
    }
}

/// Whether a code is asked for.
pub(super) fn has_second_factor(holder: &Credentials) -> bool {
    holder
        .authenticator
        .as_ref()
        .is_some_and(|authenticator| authenticator.is_confirmed)
}

/// An address, at `email` of the input.
pub(super) fn parse_email(text: &str) -> Result<EmailAddress, UseCaseError> {
    EmailAddress::parse(text)
        .map_err(|error| UseCaseError::broken(&["email"], Rule::Malformed(error.to_string())))
}
