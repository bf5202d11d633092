//! Answers that need not be computed again.
//!
//! The tag of an answer is made of the question and of the version of what answers are made from,
//! so a client that holds it is told "unchanged" before anything is executed.

use async_graphql::Request;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue};
use domain::text::LanguageTag;

use super::accept::Media;

/// The tag of an answer: strong, since equal questions to an equal version give equal bytes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct EntityTag(String);

impl EntityTag {
    /// The tag of the answer to a question; nothing where somebody signed in asks, since their
    /// answers are their own.
    pub(super) fn of(
        request: &Request,
        headers: &HeaderMap,
        media: Media,
        language: &LanguageTag,
        version: &str,
        wishes: &[LanguageTag],
    ) -> Option<Self> {
        if headers.contains_key(AUTHORIZATION) {
            return None;
        }
        let variables = serde_json::to_vec(&request.variables).ok()?;
        let mut hash = Fnv::default();
        hash.part(request.query.as_bytes());
        hash.part(&variables);
        hash.part(
            request
                .operation_name
                .as_deref()
                .unwrap_or_default()
                .as_bytes(),
        );
        hash.part(media.content_type().as_bytes());
        hash.part(language.as_str().as_bytes());
        hash.part(version.as_bytes());
        for wish in wishes {
            hash.part(wish.as_str().as_bytes());
        }
        Some(Self(format!("\"{:032x}\"", hash.0)))
    }

    /// Whether the client holds this answer. Tags are compared as RFC 9110 says for
    /// `If-None-Match`: a weak one is as good. `*` names no answer and is passed over.
    pub(super) fn is_held(&self, headers: &HeaderMap) -> bool {
        headers
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == self.0)
    }

    /// Say that anybody may keep the answer for a while, and how to ask whether it still holds.
    pub(super) fn publish(&self, headers: &mut HeaderMap, max_age: u32) {
        let kept = format!("public, max-age={max_age}");
        for (name, text) in [(ETAG, &self.0), (CACHE_CONTROL, &kept)] {
            if let Ok(value) = HeaderValue::from_str(text) {
                headers.insert(name, value);
            }
        }
    }
}

/// Say that nobody may keep the answer.
pub(super) fn keep_nowhere(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// FNV-1a with 128 bits: the same in every process. It only has to tell apart answers under one
/// address, where nobody gains by making two collide.
pub(super) struct Fnv(pub(super) u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    /// Add a part; its length goes in too, so that parts cannot run into each other.
    pub(super) fn part(&mut self, bytes: &[u8]) {
        self.bytes(&bytes.len().to_le_bytes());
        self.bytes(bytes);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u128::from(*byte);
            self.0 = self
                .0
                .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
