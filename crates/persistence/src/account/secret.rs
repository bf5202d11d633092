//! What must not be seen: kept as a hash where that is enough, and never printed.

use std::fmt;

/// SHA-256 of a token that nobody can guess, as hexadecimal text.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct TokenHash(String);

impl TokenHash {
    /// The hash with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// As the database keeps it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    pub(crate) fn from_stored(text: String) -> Self {
        Self(text)
    }
}

macro_rules! hidden {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Eq, PartialEq)]
        pub struct $name(String);

        impl $name {
            /// Wrap the text.
            #[must_use]
            pub const fn new(text: String) -> Self {
                Self(text)
            }

            /// The text, for whoever needs it.
            #[must_use]
            pub fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

hidden! {
    /// A password's argon2id hash with its salt and cost, as a PHC string.
    PasswordHash
}

hidden! {
    /// A secret that has to be used again as it is: of an authenticator app, or a key's private
    /// half.
    SecretText
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}
