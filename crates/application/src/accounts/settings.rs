//! How accounts work in this installation, and what the server lends to them.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::contact::{ContactError, WebUrl};
use domain::period::Instant;
use domain::text::LanguageTag;
use sha2::{Digest, Sha256};

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;

/// How accounts work in this installation.
#[derive(Clone, Debug)]
pub struct AccountSettings {
    /// Who signs access tokens (`iss`).
    pub issuer: String,
    /// For whom they are (`aud`).
    pub audience: String,
    /// How authenticator apps call this installation.
    pub site_name: String,
    /// What hashing a password costs.
    pub argon2: Argon2Cost,
    /// How many passwords are hashed at once.
    pub hashes_at_once: usize,
    /// How long an access token holds.
    pub access_lifetime: Duration,
    /// How long a session lasts, however much it is used.
    pub session_lifetime: Duration,
    /// How long a session lasts that nobody uses.
    pub session_idle: Duration,
    /// How long a link holds that signs in.
    pub login_link_lifetime: Duration,
    /// How long a link holds with which a password is chosen.
    pub reset_link_lifetime: Duration,
    /// How long an invitation holds.
    pub invitation_lifetime: Duration,
    /// How long a key signs before another takes its place.
    pub signing_key_lifetime: Duration,
    /// How long the audit names who acted.
    pub audit_lifetime: Duration,
    /// Whether whoever coordinates or administers needs a second factor.
    pub second_factor_required: bool,
    /// How long a link holds with which entries are confirmed.
    pub confirmation_link_lifetime: Duration,
    /// The page that takes the token of a link that signs in.
    pub log_in_page: LinkPage,
    /// The page that takes the token with which a password is chosen.
    pub reset_password_page: LinkPage,
    /// The page that takes the token of an invitation.
    pub invitation_page: LinkPage,
    /// The page that takes the token with which entries are confirmed.
    pub confirmation_page: LinkPage,
    /// The language of mails to people of whom nobody knows which they read.
    pub language: LanguageTag,
}

/// A page that takes the token of a link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LinkPage {
    /// One that the program serves. The token ends its path: without a script nothing that stands
    /// behind a `#` would reach it.
    Own(WebUrl),
    /// One of an app or another website. The token stands behind its `#`, where it is sent to no
    /// server and stands in no log.
    App(WebUrl),
}

impl LinkPage {
    /// The page, without a token.
    #[must_use]
    pub const fn address(&self) -> &WebUrl {
        match self {
            Self::Own(page) | Self::App(page) => page,
        }
    }

    /// The page with this token.
    ///
    /// # Errors
    /// The address cannot be continued.
    pub fn with(&self, token: &str) -> Result<WebUrl, ContactError> {
        let address = self.address().as_str();
        match self {
            Self::Own(_) => WebUrl::parse(&format!("{address}/{token}")),
            Self::App(_) => WebUrl::parse(&format!("{address}#{token}")),
        }
    }
}

/// What hashing a password costs (argon2id).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

impl Default for Argon2Cost {
    /// What the OWASP Password Storage Cheat Sheet asks for at least.
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            iterations: 2,
            parallelism: 1,
        }
    }
}

impl AccountSettings {
    /// The usual settings of an installation at this address.
    ///
    /// # Errors
    /// The address cannot be continued.
    pub fn new(public_url: &WebUrl) -> Result<Self, ContactError> {
        let base = public_url.as_str().trim_end_matches('/');
        let page = |path: &str| WebUrl::parse(&format!("{base}/{path}")).map(LinkPage::Own);
        Ok(Self {
            issuer: base.to_owned(),
            audience: base.to_owned(),
            site_name: "Angebote".to_owned(),
            argon2: Argon2Cost::default(),
            hashes_at_once: 2,
            access_lifetime: Duration::from_secs(10 * MINUTE),
            session_lifetime: Duration::from_secs(90 * DAY),
            session_idle: Duration::from_secs(30 * DAY),
            login_link_lifetime: Duration::from_secs(15 * MINUTE),
            reset_link_lifetime: Duration::from_secs(60 * MINUTE),
            invitation_lifetime: Duration::from_secs(14 * DAY),
            confirmation_link_lifetime: Duration::from_secs(60 * DAY),
            signing_key_lifetime: Duration::from_secs(90 * DAY),
            audit_lifetime: Duration::from_secs(365 * DAY),
            second_factor_required: true,
            log_in_page: page("log-in")?,
            reset_password_page: page("reset-password")?,
            invitation_page: page("invitation")?,
            confirmation_page: page("confirm")?,
            language: LanguageTag::german(),
        })
    }
}

/// Fills bytes with what nobody can guess.
pub type Chance = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Runs a job where it may take long without keeping others waiting, or at once in tests.
pub type Blocking = Arc<dyn Fn(Box<dyn FnOnce() + Send>) + Send + Sync>;

/// What accounts need and cannot have by themselves.
#[derive(Clone)]
pub struct Capabilities {
    /// Randomness.
    pub chance: Chance,
    /// Room for long jobs.
    pub blocking: Blocking,
}

impl Capabilities {
    /// Everything can be foretold, and jobs run at once: for tests and the benchmark, never for
    /// people.
    #[must_use]
    pub fn predictable(seed: u64) -> Self {
        let count = AtomicU64::new(0);
        let chance = move |bytes: &mut [u8]| {
            for chunk in bytes.chunks_mut(32) {
                let count = count.fetch_add(1, Ordering::Relaxed);
                let mut hash = Sha256::new();
                hash.update(seed.to_be_bytes());
                hash.update(count.to_be_bytes());
                let hash: [u8; 32] = hash.finalize().into();
                for (byte, made) in chunk.iter_mut().zip(hash) {
                    *byte = made;
                }
            }
        };
        Self {
            chance: Arc::new(chance),
            blocking: Arc::new(|job| job()),
        }
    }
}

impl fmt::Debug for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capabilities").finish_non_exhaustive()
    }
}

/// When and from where something is asked. Never logged.
#[derive(Clone, Copy)]
pub struct Circumstance {
    /// When.
    pub now: Instant,
    /// From which computer, where that is known. It is never stored either.
    pub address: Option<IpAddr>,
}

impl fmt::Debug for Circumstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Circumstance")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// That long after a moment.
pub(crate) fn after(now: Instant, time: Duration) -> Instant {
    chrono::TimeDelta::from_std(time)
        .ok()
        .and_then(|time| now.utc().checked_add_signed(time))
        .map_or(now, Instant::from)
}

/// That long before a moment.
pub(super) fn before(now: Instant, time: Duration) -> Instant {
    chrono::TimeDelta::from_std(time)
        .ok()
        .and_then(|time| now.utc().checked_sub_signed(time))
        .map_or(now, Instant::from)
}
