//! Making what nobody can guess: tokens, codes, ids and keys.

use std::fmt;

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use domain::period::Instant;
use persistence::Uuid;
use persistence::account::TokenHash;
use sha2::{Digest, Sha256};

use super::settings::Chance;

/// Makes secrets out of the chance that the server lends.
pub(super) struct Secrets {
    chance: Chance,
}

/// A token in the clear: it goes to its holder and nowhere else.
pub(super) struct Token(String);

impl Secrets {
    pub(super) const fn new(chance: Chance) -> Self {
        Self { chance }
    }

    pub(super) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.chance)(&mut bytes);
        bytes
    }

    /// A token of 32 bytes behind a prefix that says what it is for, so that a leaked one can be
    /// recognised.
    pub(super) fn token(&self, prefix: &str) -> Token {
        let bytes: [u8; 32] = self.bytes();
        Token(format!("{prefix}{}", BASE64URL_NOPAD.encode(&bytes)))
    }

    /// A code of 80 bits that a person can copy from paper.
    pub(super) fn recovery_code(&self) -> String {
        let text = BASE32_NOPAD.encode(&self.bytes::<10>()).to_lowercase();
        let groups: Vec<&str> = (0..4).filter_map(|n| text.get(n * 4..n * 4 + 4)).collect();
        groups.join("-")
    }

    /// A UUIDv7: ids are in the order in which they were made, to the millisecond.
    pub(super) fn id(&self, now: Instant) -> Uuid {
        let mut bytes: [u8; 16] = self.bytes();
        let millis = u64::try_from(now.utc().timestamp_millis()).unwrap_or_default();
        for (byte, part) in bytes.iter_mut().zip(millis.to_be_bytes().iter().skip(2)) {
            *byte = *part;
        }
        bytes[6] = (bytes[6] & 0x0f) | 0x70;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Uuid::from_bytes(bytes)
    }
}

impl Token {
    pub(super) fn hash(&self) -> TokenHash {
        hash(&self.0)
    }

    /// For its holder.
    pub(super) fn reveal(self) -> String {
        self.0
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256: enough for what nobody can guess; passwords get more.
pub(super) fn hash(text: &str) -> TokenHash {
    TokenHash::from_bytes(&Sha256::digest(text.as_bytes()).into())
}

/// The same text keyed, so that whoever has the hash cannot try all texts.
pub(super) fn keyed_hash(key: &[u8; 32], text: &[u8]) -> TokenHash {
    // The key is of one length and stands first; nobody sees the hash who could lengthen the text.
    let mut hash = Sha256::new();
    hash.update(key);
    hash.update(text);
    TokenHash::from_bytes(&hash.finalize().into())
}

/// A recovery code as its holder typed it.
pub(super) fn recovery_code_hash(typed: &str) -> TokenHash {
    let code: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    hash(&format!("recovery:{code}"))
}

/// Defines types whose secret fields are not printed.
macro_rules! redacted {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)+
    })+) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)+
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}
pub(super) use redacted;
