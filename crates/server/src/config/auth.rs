//! How people sign in.

use std::num::NonZeroU32;

use domain::policy::Role;
use serde::{Deserialize, Serialize};

use super::value::Span;

/// How people sign in.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // `config.example.toml` describes each
pub struct AuthConfig {
    pub access_token_lifetime: Span,
    pub session_lifetime: Span,
    pub login_link_lifetime: Span,
    pub invitation_lifetime: Span,
    pub second_factor_required: Vec<Role>,
    /// In KiB.
    pub hash_memory: NonZeroU32,
    pub hash_iterations: NonZeroU32,
    pub hash_parallelism: NonZeroU32,
    /// How many at once: each takes its memory and a processor.
    pub hashes_at_once: NonZeroU32,
}

impl Default for AuthConfig {
    fn default() -> Self {
        const MINUTE: u64 = 60;
        const DAY: u64 = 24 * 60 * MINUTE;
        let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            access_token_lifetime: Span::seconds(10 * MINUTE),
            session_lifetime: Span::seconds(30 * DAY),
            login_link_lifetime: Span::seconds(15 * MINUTE),
            invitation_lifetime: Span::seconds(14 * DAY),
            second_factor_required: Vec::new(),
            // What OWASP asks for at least.
            hash_memory: number(19 * 1024),
            hash_iterations: number(2),
            hash_parallelism: number(1),
            hashes_at_once: number(2),
        }
    }
}
