//! How mails go out.

use std::fmt;
use std::path::{Path, PathBuf};

use domain::text::LanguageTag;
use lettre::message::Mailbox;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::value::{FilePath, Optional, Secret, Span};

/// How mails go out.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // `config.example.toml` describes each
pub struct MailConfig {
    /// Unset: mails are written into the folder.
    pub host: Optional<HostName>,
    /// 0: the usual one of the encryption.
    pub port: u16,
    pub encryption: MailEncryption,
    pub ca_file: Optional<FilePath>,
    pub user: Optional<String>,
    pub password: Secret,
    pub password_file: Optional<FilePath>,
    pub from: MailAddress,
    /// For whom none is known.
    pub language: LanguageTag,
    pub reply_to: Optional<MailAddress>,
    pub timeout: Span,
    pub folder: PathBuf,
}

/// How the way to the mail server is kept private.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MailEncryption {
    /// A plain connection that has to become an encrypted one before anything is said.
    StartTls,
    /// An encrypted connection from its beginning.
    Tls,
    /// None: for a server on this machine.
    None,
}

impl MailEncryption {
    /// The port on which servers listen that speak so.
    pub(crate) const fn usual_port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            host: Optional::default(),
            port: 0,
            encryption: MailEncryption::StartTls,
            ca_file: Optional::default(),
            user: Optional::default(),
            password: Secret::default(),
            password_file: Optional::default(),
            from: MailAddress::default(),
            language: LanguageTag::german(),
            reply_to: Optional::default(),
            timeout: Span::seconds(60),
            folder: PathBuf::from("mails"),
        }
    }
}

impl MailConfig {
    /// What does not go together, each with the option that is to blame.
    pub(super) fn contradictions(&self) -> Vec<(&'static str, &'static str)> {
        let has_password = self.password.is_set() || self.password_file.as_ref().is_some();
        let is_far = self
            .host
            .as_ref()
            .is_some_and(|host| !host.is_this_machine());
        let checks = [
            (
                self.password.is_set() && self.password_file.as_ref().is_some(),
                "mail.password_file",
                "mail.password is set as well: set one of them",
            ),
            (
                self.user.as_ref().is_some() && !has_password,
                "mail.user",
                "there is no password: set mail.password or mail.password_file, too",
            ),
            (
                self.user.as_ref().is_none() && has_password,
                "mail.user",
                "there is a password and nobody whose it is: set it, too",
            ),
            (
                has_password && is_far && self.encryption == MailEncryption::None,
                "mail.encryption",
                "without one a password is not sent to another machine: set starttls or tls",
            ),
        ];
        let wrong = checks.into_iter().filter(|(is_wrong, ..)| *is_wrong);
        wrong.map(|(_, key, reason)| (key, reason)).collect()
    }
}

/// A mailbox as it stands in a message: `Angebote <angebote@example.org>`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MailAddress(Mailbox);

impl MailAddress {
    /// As a message takes it.
    pub(crate) const fn mailbox(&self) -> &Mailbox {
        &self.0
    }

    /// Whether somebody can answer to it.
    pub(crate) fn is_reachable(&self) -> bool {
        self.0.email.domain() != UNREACHABLE
    }
}

/// The domain of the default, which no mail server takes.
const UNREACHABLE: &str = "localhost";

impl Default for MailAddress {
    fn default() -> Self {
        #[allow(clippy::expect_used)] // a constant, and a test reads it
        let mailbox = "Angebote <angebote@localhost>"
            .parse()
            .expect("the default is an address");
        Self(mailbox)
    }
}

impl std::str::FromStr for MailAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable =
            "an address is written `Name <mailbox@example.org>` or `mailbox@example.org`";
        let mailbox: Mailbox = text.parse().map_err(|_| unreadable.to_owned())?;
        Ok(Self(mailbox))
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for MailAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// The name of a machine, or its address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HostName(String);

impl HostName {
    /// As text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn is_this_machine(&self) -> bool {
        matches!(self.as_str(), "localhost" | "127.0.0.1" | "::1")
    }
}

impl std::str::FromStr for HostName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_usual = |c: char| c.is_ascii_alphanumeric() || ".-_:".contains(c);
        if text.chars().all(is_usual) && !text.contains("://") {
            Ok(Self(text.to_owned()))
        } else {
            Err(
                "the name of a machine is expected, without scheme or port: mail.example.org"
                    .to_owned(),
            )
        }
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Read a secret from its file, without the line end that editors put there.
///
/// # Errors
/// It cannot be read.
pub(crate) fn secret_in(file: &Path) -> std::io::Result<Secret> {
    let text = std::fs::read_to_string(file)?;
    Ok(Secret::from(text.trim_end_matches(['\r', '\n']).to_owned()))
}
