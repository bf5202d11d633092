//! The second factor: codes that an authenticator app counts (TOTP, RFC 6238), and recovery codes
//! for whoever has lost it.

use domain::account::{AccountId, AuditAction};
use domain::mail::MailTemplate;
use domain::period::Instant;
use domain::policy::Person;
use domain::violation::Rule;
use persistence::Tx;
use persistence::account::{Authenticator, Credentials, Right, SecretText, SessionEnd, TokenHash};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use super::secret::{recovery_code_hash, redacted};
use super::sign_in::has_second_factor;
use super::{Accounts, Circumstance, delays};
use crate::error::ApplicationError;
use crate::use_case::{TokenRefused, UseCaseError};

/// For how many seconds an app shows one code.
const STEP: u64 = 30;
/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

redacted! {
    /// What an authenticator app has to be told.
    SecondFactorSetup {
        /// The secret, as Base32, to type in.
        secret: String,
        /// The same as an `otpauth:` address, to be shown as a picture.
        uri: String,
    }

    /// Codes for whoever loses the app, each good for once. They are shown this one time.
    RecoveryCodes {
        /// The codes.
        codes: Vec<String>,
    }
}

impl Accounts {
    /// Begin to set up an authenticator app. It is not asked for before
    /// [`Accounts::confirm_second_factor`].
    ///
    /// # Errors
    /// There is one already, or the database fails.
    pub async fn set_up_second_factor(
        &self,
        person: &Person,
        now: Instant,
    ) -> Result<SecondFactorSetup, UseCaseError> {
        let secret = Secret::from(self.secrets.bytes::<20>().to_vec());
        let mut tx = self.store.begin().await?;
        let holder = own_in(&mut tx, person).await?;
        if has_second_factor(&holder) {
            return Err(UseCaseError::broken(&[], Rule::AlreadyThere));
        }
        let setup = SecondFactorSetup {
            uri: self.uri_of(&holder, secret.clone())?,
            secret: secret.to_base32(),
        };
        tx.begin_authenticator(holder.account, &SecretText::new(setup.secret.clone()))
            .await?;
        tx.commit().await?;
        tracing::debug!(at = %now.utc(), "began to set up a second factor");
        Ok(setup)
    }

    /// Show that the app counts as we do. From now on it is asked for; other sessions end, since
    /// they were begun without it.
    ///
    /// # Errors
    /// The code is wrong, nothing was begun, there were too many attempts, or the database fails.
    pub async fn confirm_second_factor(
        &self,
        person: &Person,
        code: &str,
        circumstance: &Circumstance,
    ) -> Result<RecoveryCodes, UseCaseError> {
        let now = circumstance.now;
        let account = person.account.id;
        self.count_attempt(&[Self::codes_of(account)], now).await?;
        let codes: Vec<String> = (0..RECOVERY_CODES)
            .map(|_| self.secrets.recovery_code())
            .collect();
        let hashes: Vec<TokenHash> = codes.iter().map(|code| recovery_code_hash(code)).collect();

        let mut tx = self.store.begin().await?;
        let holder = own_in(&mut tx, person).await?;
        let begun = match &holder.authenticator {
            None => return Err(UseCaseError::broken(&[], Rule::Missing)),
            Some(begun) if begun.is_confirmed => {
                return Err(UseCaseError::broken(&[], Rule::AlreadyThere));
            }
            Some(begun) => begun,
        };
        let step = step_of(begun, code, now)?;
        let step = step.ok_or_else(|| UseCaseError::broken(&["code"], Rule::WrongCode))?;
        tx.confirm_authenticator(account, &hashes, now).await?;
        tx.note_authenticator_step(account, step).await?;
        tx.pass_second_factor(person.session).await?;
        let why = SessionEnd::CredentialsChanged;
        tx.end_sessions(account, Some(person.session), why, now)
            .await?;
        delays::forget(&mut tx, &Self::codes_of(account)).await?;
        self.note_change(&mut tx, &holder, AuditAction::SecondFactorSetUp, now)
            .await?;
        tx.commit().await?;
        self.known.forget(account);
        Ok(RecoveryCodes { codes })
    }

    /// Take the app away. Whoever needs a second factor has to set up another one before doing
    /// anything else.
    ///
    /// # Errors
    /// The code is wrong, there is no app, there were too many attempts, or the database fails.
    pub async fn remove_second_factor(
        &self,
        person: &Person,
        code: &str,
        circumstance: &Circumstance,
    ) -> Result<(), UseCaseError> {
        let now = circumstance.now;
        let account = person.account.id;
        self.count_attempt(&[Self::codes_of(account)], now).await?;
        let mut tx = self.store.begin().await?;
        let holder = own_in(&mut tx, person).await?;
        if !has_second_factor(&holder) {
            return Err(UseCaseError::broken(&[], Rule::Missing));
        }
        self.accept_code(&mut tx, &holder, code, now).await?;
        tx.remove_authenticator(Right::Own(account), account)
            .await?;
        self.note_change(&mut tx, &holder, AuditAction::SecondFactorRemoved, now)
            .await?;
        tx.commit().await?;
        self.known.forget(account);
        Ok(())
    }

    /// Accept a code of the app or a recovery code, each once. Count the attempt first.
    pub(super) async fn accept_code(
        &self,
        tx: &mut Tx,
        holder: &Credentials,
        code: &str,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let account = holder.account;
        let wrong = || UseCaseError::broken(&["code"], Rule::WrongCode);
        let authenticator = holder.authenticator.as_ref().ok_or_else(wrong)?;
        match step_of(authenticator, code, now)? {
            Some(step) => tx.note_authenticator_step(account, step).await?,
            None => {
                let hash = recovery_code_hash(code);
                if !tx.use_recovery_code(account, &hash, now).await? {
                    return Err(wrong());
                }
                self.note_change(tx, holder, AuditAction::RecoveryCodeUsed, now)
                    .await?;
            }
        }
        delays::forget(tx, &Self::codes_of(account)).await
    }

    async fn note_change(
        &self,
        tx: &mut Tx,
        holder: &Credentials,
        action: AuditAction,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        self.tell(tx, holder, MailTemplate::SecondFactorChanged, now)
            .await?;
        tx.write_audit(self.own_line(action, holder.account, now))
            .await?;
        Ok(())
    }

    fn uri_of(&self, holder: &Credentials, secret: Secret) -> Result<String, UseCaseError> {
        // A colon would end the name within the address.
        let whom = holder
            .email
            .as_ref()
            .map(|email| email.as_str().to_owned())
            .filter(|email| !email.contains(':'))
            .unwrap_or_else(|| AccountId::to_global(holder.account));
        let issuer = self.settings.site_name.replace(':', " ");
        let uri = builder(secret)
            .with_account_name(whom)
            .with_issuer(Some(issuer))
            .build()
            .and_then(|totp| totp.to_url());
        Ok(uri.map_err(|error| ApplicationError::SecondFactor(error.to_string()))?)
    }
}

/// How somebody signs in who has signed in already, locked.
async fn own_in(tx: &mut Tx, person: &Person) -> Result<Credentials, UseCaseError> {
    let found = tx.credentials(person.account.id).await?;
    Ok(found.ok_or(TokenRefused::AccountClosed)?)
}

/// The step whose code this is, where none from then on was accepted before. Apps and phones may be
/// a step off.
fn step_of(
    authenticator: &Authenticator,
    code: &str,
    now: Instant,
) -> Result<Option<u64>, UseCaseError> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let time = u64::try_from(now.utc().timestamp()).unwrap_or_default();
    // One from far in the future was accepted before the clock was put back.
    let last = authenticator
        .last_step
        .filter(|last| *last <= time / STEP + 1);
    let step = totp(authenticator)?.check(&code, time);
    Ok(step.filter(|step| last.is_none_or(|last| *step > last)))
}

fn totp(authenticator: &Authenticator) -> Result<Totp, ApplicationError> {
    let useless = |reason: String| ApplicationError::SecondFactor(reason);
    let secret = Secret::try_from_base32(authenticator.secret.reveal())
        .map_err(|error| useless(error.to_string()))?;
    builder(secret)
        .build()
        .map_err(|error| useless(error.to_string()))
}

/// What every app can do: SHA-1, six digits, half a minute.
fn builder(secret: Secret) -> Builder {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(STEP)
        .with_secret(secret)
}
