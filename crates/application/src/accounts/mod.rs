//! Accounts: signing in and out, working for organizations, keys for programs, and what is kept
//! about all that.
//!
//! - Who asks is found out by [`Accounts::authenticate`]; what they may do is `domain::policy`'s.
//! - Nothing here tells whether an address has an account: the answer is the same, and so is the
//!   work. Passwords are compared with something in any case, attempts are counted in any case, and
//!   a mail is written in any case.
//! - Failed attempts make the next one wait, and never lock anybody out for ever; a link in a mail
//!   is the way out.
//! - What is secret is shown once, to whom it is for. What is kept of it is a hash.
//!
//! Times, chance and room for long jobs come in ([`Circumstance`], [`Capabilities`]). Passwords are
//! hashed before a transaction begins, never within one: on SQLite it would keep all writers
//! waiting.

mod access_token;
mod administration;
mod api_keys;
mod authentication;
mod delays;
mod hashing;
mod invitations;
mod keys;
mod links;
mod mails;
mod members;
mod passwords;
mod person;
mod second_factor;
mod secret;
mod sessions;
mod settings;
mod sign_in;
mod trail;
mod upkeep;
mod welcome;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use domain::account::Account;
use domain::contact::WebUrl;
use domain::period::Instant;
use persistence::Store;
pub use persistence::account::{
    ApiKey, AuditFilter, AuditPage, AuditRow, AuditSubject, Invitation, InvitationPage, OutboxMail,
    Session, Tidied, TimeSpan, TrailFilter, TrailLine,
};

pub use self::administration::NewAdministrator;
pub use self::api_keys::{CreatedApiKey, NewApiKey};
use self::authentication::Known;
use self::hashing::Hashing;
pub use self::invitations::Invite;
use self::keys::Keys;
pub use self::passwords::{ChangePassword, ResetPassword};
pub use self::person::ChangeProfile;
pub use self::second_factor::{RecoveryCodes, SecondFactorSetup};
use self::secret::{Secrets, redacted};
pub(crate) use self::settings::after;
pub use self::settings::{
    AccountSettings, Argon2Cost, Blocking, Capabilities, Chance, Circumstance, LinkPage,
};
pub use self::sign_in::{LogIn, LogInByLink};
pub use self::welcome::{AcceptInvitation, Accepted, InvitationPreview};
use crate::error::ApplicationError;

/// People and programs that act, and how they show who they are.
pub struct Accounts {
    store: Store,
    settings: AccountSettings,
    secrets: Secrets,
    blocking: Blocking,
    hashing: Hashing,
    keys: Keys,
    known: Known,
    /// Made anew whenever the program starts: what is kept of a computer's address cannot be traced
    /// back with the database alone, and is worth nothing after a restart.
    address_key: [u8; 32],
}

redacted! {
    /// What somebody gets who has signed in.
    SignedIn {
        /// Who it is.
        account: Arc<Account>,
        /// Shows who asks, with each request.
        access_token: String,
        /// Until when that holds.
        access_expires_at: Instant,
        /// Gets the next access token, once; the answer brings the next one of these.
        refresh_token: String,
        /// Until when that can be used.
        refresh_expires_at: Instant,
    }
}

impl Accounts {
    /// Accounts as they are kept in this store.
    ///
    /// # Errors
    /// The cost of hashing passwords makes no sense.
    pub fn new(
        store: Store,
        settings: AccountSettings,
        capabilities: Capabilities,
    ) -> Result<Self, ApplicationError> {
        let Capabilities { chance, blocking } = capabilities;
        let secrets = Secrets::new(chance);
        Ok(Self {
            address_key: secrets.bytes(),
            hashing: Hashing::new(
                settings.argon2,
                settings.hashes_at_once,
                Arc::clone(&blocking),
            )?,
            blocking,
            keys: Keys::default(),
            known: Known::default(),
            store,
            settings,
            secrets,
        })
    }

    /// Accounts of which everything can be foretold, with passwords that cost nothing: for tests and
    /// the benchmark, never for people.
    ///
    /// # Errors
    /// None that is expected.
    pub fn predictable(store: Store) -> Result<Self, ApplicationError> {
        const HOME: &str = "https://angebote.example";
        let home = WebUrl::parse(HOME).map_err(|_| ApplicationError::Page(HOME.to_owned()))?;
        let settings = AccountSettings::new(&home);
        let mut settings = settings.map_err(|_| ApplicationError::Page(HOME.to_owned()))?;
        settings.argon2 = Argon2Cost {
            memory_kib: 8,
            iterations: 1,
            parallelism: 1,
        };
        Self::new(store, settings, Capabilities::predictable(0))
    }

    /// Room for long computations, as the server lends it.
    pub(crate) fn blocking(&self) -> Blocking {
        Arc::clone(&self.blocking)
    }

    /// An id for something that is made now (UUIDv7), from the chance that the server lends.
    #[must_use]
    pub fn fresh_id(&self, now: Instant) -> persistence::Uuid {
        self.secrets.id(now)
    }

    /// How accounts work in this installation.
    #[must_use]
    pub const fn settings(&self) -> &AccountSettings {
        &self.settings
    }
}

impl fmt::Debug for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accounts").finish_non_exhaustive()
    }
}
