//! How people sign in.

use std::num::{NonZeroU32, NonZeroUsize};

use serde::{Deserialize, Serialize};

use super::public_url::PublicUrl;
use super::value::{Optional, Span};

/// How people sign in.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // `config.example.toml` describes each
pub struct AuthConfig {
    pub second_factor_required: bool,
    pub authenticator_name: String,
    /// Unset, here and in the next two: a page below the public address.
    pub log_in_page: Optional<PublicUrl>,
    pub reset_password_page: Optional<PublicUrl>,
    pub invitation_page: Optional<PublicUrl>,
    pub access_token_lifetime: Span,
    pub session_lifetime: Span,
    pub session_idle: Span,
    pub login_link_lifetime: Span,
    pub reset_link_lifetime: Span,
    pub invitation_lifetime: Span,
    pub signing_key_lifetime: Span,
    pub audit_lifetime: Span,
    /// In KiB.
    pub hash_memory: NonZeroU32,
    pub hash_iterations: NonZeroU32,
    pub hash_parallelism: NonZeroU32,
    /// Each takes its memory and a processor.
    pub hashes_at_once: NonZeroUsize,
}

impl Default for AuthConfig {
    fn default() -> Self {
        const MINUTE: u64 = 60;
        const DAY: u64 = 24 * 60 * MINUTE;
        let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            second_factor_required: true,
            authenticator_name: "Angebote".to_owned(),
            log_in_page: Optional::default(),
            reset_password_page: Optional::default(),
            invitation_page: Optional::default(),
            access_token_lifetime: Span::seconds(10 * MINUTE),
            session_lifetime: Span::seconds(90 * DAY),
            session_idle: Span::seconds(30 * DAY),
            login_link_lifetime: Span::seconds(15 * MINUTE),
            reset_link_lifetime: Span::seconds(60 * MINUTE),
            invitation_lifetime: Span::seconds(14 * DAY),
            signing_key_lifetime: Span::seconds(90 * DAY),
            audit_lifetime: Span::seconds(365 * DAY),
            // What OWASP asks for at least.
            hash_memory: number(19 * 1024),
            hash_iterations: number(2),
            hash_parallelism: number(1),
            hashes_at_once: NonZeroUsize::new(2).unwrap_or(NonZeroUsize::MIN),
        }
    }
}
