//! Passwords as people choose them: long enough, whatever they are made of.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// A password in the clear, normalised (NFC) so that every keyboard gives the same bytes. It is never
/// printed and never kept.
#[derive(Clone, Eq, PartialEq)]
pub struct Password(Box<str>);

/// Why a password cannot be chosen.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum PasswordError {
    /// Fewer characters than [`Password::MIN`].
    #[error("a password has at least {} characters", Password::MIN)]
    TooShort,
    /// More bytes than [`Password::MAX_BYTES`].
    #[error("a password has at most {} bytes", Password::MAX_BYTES)]
    TooLong,
    /// One of the passwords that are tried first, or made of what the account says.
    #[error("this password is among the first that are tried")]
    Common,
}

impl Password {
    /// The fewest characters (NIST SP 800-63B asks for 8, and for 15 where there is nothing else).
    pub const MIN: usize = 12;
    /// The most bytes, so that nobody makes the server work for nothing.
    pub const MAX_BYTES: usize = 1_024;

    /// A password that somebody chooses for the account with these own words (name, address).
    ///
    /// # Errors
    /// It is too short, too long or too easily guessed.
    pub fn choose(text: &str, own_words: &[&str]) -> Result<Self, PasswordError> {
        let password = Self::entered(text).ok_or(PasswordError::TooLong)?;
        if password.0.chars().count() < Self::MIN {
            return Err(PasswordError::TooShort);
        }
        if is_common(&password.0, own_words) {
            return Err(PasswordError::Common);
        }
        Ok(password)
    }

    /// A password that somebody enters to sign in; nothing where it is too long to be anybody's.
    #[must_use]
    pub fn entered(text: &str) -> Option<Self> {
        (text.len() <= Self::MAX_BYTES).then(|| Self(text.nfc().collect::<String>().into()))
    }

    /// The bytes to hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Whether little is left once what everybody tries first is taken out.
fn is_common(password: &str, own_words: &[&str]) -> bool {
    const FIRST_TRIED: [&str; 14] = [
        "password",
        "passwort",
        "qwertz",
        "qwerty",
        "asdf",
        "1234",
        "4321",
        "letmein",
        "welcome",
        "willkommen",
        "admin",
        "minden",
        "angebote",
        "hallo",
    ];
    let mut rest = password.to_lowercase();
    let own = own_words
        .iter()
        .flat_map(|words| words.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase);
    for word in FIRST_TRIED.iter().map(ToString::to_string).chain(own) {
        rest = rest.replace(&word, "");
    }
    let mut different: Vec<char> = rest.chars().filter(|c| c.is_alphanumeric()).collect();
    different.sort_unstable();
    different.dedup();
    different.len() < 5
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let refused =
            |text: &str| Password::choose(text, &["Ana Yıldız", "ana@verein.example"]).err();
        assert_eq!(refused("kurz"), Some(PasswordError::TooShort));
        assert_eq!(refused("passwort1234"), Some(PasswordError::Common));
        assert_eq!(refused("aaaaaaaaaaaaaaaa"), Some(PasswordError::Common));
        assert_eq!(refused("verein-yıldız-ana-1"), Some(PasswordError::Common));
        assert_eq!(refused(&"ä".repeat(600)), Some(PasswordError::TooLong));
        assert_eq!(refused("drei blaue Fahrräder"), None);
        assert_eq!(refused("مرحبا بكم في البيت"), None);
    }

    #[test]
    fn the_same_letters_are_the_same_password() {
        let composed = Password::entered("Fahrr\u{e4}der").unwrap();
        let decomposed = Password::entered("Fahrra\u{308}der").unwrap();
        assert_eq!(composed, decomposed);
    }

    #[test]
    fn it_is_never_printed() {
        let password = Password::entered("drei blaue Fahrräder").unwrap();
        assert_eq!(format!("{password:?}"), "Password(…)");
    }

    proptest! {
        #[test]
        fn choosing_never_panics(text in "\\PC{0,40}", own in "\\PC{0,20}") {
            let _ = Password::choose(&text, &[&own]);
        }
    }
}
