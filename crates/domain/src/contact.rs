//! How to reach somebody (Kontakt): function mailboxes and numbers first of all.
//!
//! A named person is personal data. It is kept only with a recorded consent, shown only while the
//! consent lasts, and can be erased everywhere.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

use crate::code::codes;
use crate::id::PartId;
use crate::text::{LocalizedText, Words, misleads};

codes! {
    /// For whom a contact is meant.
    ContactAudience {
        /// Everybody.
        Public = "PUBLIC",
        /// Colleagues in other institutions; never published.
        Professional = "PROFESSIONAL",
    }
}

/// A way to reach an organization or an entry.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Kept when the contact changes.
    pub id: PartId,
    /// For whom it is meant.
    pub audience: ContactAudience,
    /// What it is for ("registration", "reception").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<LocalizedText>,
    /// Who answers, where that person agreed to be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<NamedPerson>,
    /// The mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumber>,
    /// The extension behind the number, digits only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_extension: Option<String>,
    /// The web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    /// The day on which a person was erased whom the contact named. It says that something stood
    /// here, and never what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_erased_on: Option<NaiveDate>,
}

impl Contact {
    /// What the public may see of it on this day: nothing of a contact for colleagues, and no
    /// person without a valid consent.
    #[must_use]
    pub(crate) fn published(self, today: NaiveDate) -> Option<Self> {
        match self.audience {
            ContactAudience::Professional => None,
            ContactAudience::Public => Some(self.with_consent(today)),
        }
    }

    /// What colleagues may see of it on this day beside what the public sees: nothing of a public
    /// contact, and no person without a valid consent.
    #[must_use]
    pub(crate) fn for_colleagues(self, today: NaiveDate) -> Option<Self> {
        match self.audience {
            ContactAudience::Public => None,
            ContactAudience::Professional => Some(self.with_consent(today)),
        }
    }

    fn with_consent(mut self, today: NaiveDate) -> Self {
        self.person = self.person.filter(|person| person.consents_on(today));
        self
    }
}

/// A person by name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NamedPerson {
    /// The name as the person wants to be called.
    pub name: Words,
    /// When the consent was recorded.
    pub consent_recorded_on: NaiveDate,
    /// The last day on which the consent holds.
    pub consent_expires_on: NaiveDate,
}

impl NamedPerson {
    fn consents_on(&self, day: NaiveDate) -> bool {
        (self.consent_recorded_on..=self.consent_expires_on).contains(&day)
    }
}

/// A value that cannot be read as what it should be.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ContactError {
    /// Not an e-mail address.
    #[error("`{0}` is not an e-mail address")]
    Email(String),
    /// Not a telephone number.
    #[error(
        "`{0}` is not a telephone number: write it with + and country code, or as a short code"
    )]
    Phone(String),
    /// Not a web address.
    #[error("`{0}` is not a web address that begins with https:// or http://")]
    Url(String),
}

macro_rules! parsed_text {
    ($(#[$meta:meta])* $name:ident, $parse:expr, $error:path) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Read it.
            ///
            /// # Errors
            /// Shows the text that cannot be read.
            pub fn parse(text: &str) -> Result<Self, ContactError> {
                let parse: fn(&str) -> Option<Box<str>> = $parse;
                parse(text.trim())
                    .map(Self)
                    .ok_or_else(|| $error(text.chars().take(80).collect()))
            }

            /// As text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = ContactError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }
    };
}

/// The longest address of a mailbox that can be sent to, in bytes (RFC 5321, section 4.5.3.1).
const LONGEST_EMAIL: usize = 254;

/// The longest web address, in bytes: beyond it, not every browser and messenger follows.
const LONGEST_URL: usize = 2_000;

parsed_text! {
    /// A mailbox (RFC 5321): its bare address, without a name beside it. Local parts in quotes could
    /// hold anything, and nobody has one.
    EmailAddress,
    |text| {
        let options = email_address::Options::default()
            .without_display_text()
            .without_domain_literal();
        let well_formed = text.len() <= LONGEST_EMAIL
            && !text.chars().any(|c| c == '"' || c.is_whitespace() || c.is_control() || misleads(c))
            && email_address::EmailAddress::parse_with_options(text, options).is_ok();
        well_formed.then(|| text.into())
    },
    ContactError::Email
}

parsed_text! {
    /// A telephone number: E.164 (`+49571…`), or a short code such as 110 or 116016. Spaces,
    /// hyphens, slashes and brackets are dropped.
    PhoneNumber,
    |text| {
        let number: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '/' | '(' | ')' | '.'))
            .collect();
        let digits = number.strip_prefix('+').unwrap_or(&number);
        let long = number.starts_with('+') && (7..=15).contains(&digits.len());
        let short = !number.starts_with(['+', '0']) && (3..=6).contains(&digits.len());
        let well_formed = digits.bytes().all(|byte| byte.is_ascii_digit()) && (long || short);
        (well_formed && !number.starts_with("+0")).then(|| number.into())
    },
    ContactError::Phone
}

parsed_text! {
    /// A web address with http or https, and without the name of a user, behind which another host
    /// than the one that is read first can hide.
    WebUrl,
    |text| {
        let url = Url::parse(text).ok()?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let plain = url.username().is_empty() && url.password().is_none();
        (web && plain && url.as_str().len() <= LONGEST_URL).then(|| String::from(url).into())
    },
    ContactError::Url
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::text::LanguageTag;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_kept_in_one_form() {
        let phone = |text| PhoneNumber::parse(text).map(|number| number.to_string());
        assert_eq!(phone("+49 (571) 89-0"), Ok("+49571890".into()));
        assert_eq!(phone("116 016"), Ok("116016".into()));
        assert!(phone("0571 890").is_err());
        assert!(phone("+0571890123").is_err());
        assert!(phone("call us").is_err());
    }

    #[test]
    fn a_mailbox_holds_nothing_but_an_address() {
        assert!(EmailAddress::parse("ana@verein.example").is_ok());
        assert!(EmailAddress::parse("ana.maria+kurse@büro.example").is_ok());
        let long = format!("{}@verein.example", "a".repeat(250));
        for text in [
            "Ana <ana@verein.example>",
            "<script>alert(1)</script> <ana@verein.example>",
            "\"<b>ana</b>\"@verein.example",
            "ana@[127.0.0.1]",
            "ana\u{202E}@verein.example",
            "ana\u{7}@verein.example",
            &long,
        ] {
            assert!(EmailAddress::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_script_is_no_web_address() {
        assert!(WebUrl::parse("javascript:alert(1)").is_err());
        assert!(WebUrl::parse("https://minden.de@evil.example/").is_err());
        assert!(WebUrl::parse(&format!("https://example.org/{}", "a".repeat(2_000))).is_err());
        assert!(WebUrl::parse("https://example.org/a").is_ok());
    }

    #[test]
    fn a_person_is_shown_only_while_the_consent_lasts() {
        let contact = Contact {
            id: PartId::from_uuid(uuid::Uuid::nil()),
            audience: ContactAudience::Public,
            function: Some(LocalizedText::new(
                LanguageTag::parse("de").unwrap(),
                Words::parse("Anmeldung").unwrap(),
            )),
            person: Some(NamedPerson {
                name: Words::parse("A. Beispiel").unwrap(),
                consent_recorded_on: day("2026-01-01"),
                consent_expires_on: day("2026-12-31"),
            }),
            email: None,
            phone: None,
            phone_extension: None,
            url: None,
            person_erased_on: None,
        };
        let person_on = |date| contact.clone().published(day(date)).and_then(|c| c.person);
        assert!(person_on("2026-12-31").is_some());
        assert!(person_on("2027-01-01").is_none());
        let internal = Contact {
            audience: ContactAudience::Professional,
            ..contact.clone()
        };
        assert_eq!(internal.published(day("2026-06-01")), None);
    }
}
