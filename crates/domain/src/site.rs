//! What the operator of an installation says about it: imprint, privacy, emergency numbers.

use serde::{Deserialize, Serialize};

use crate::contact::{EmailAddress, PhoneNumber, WebUrl};
use crate::id::{PartId, SiteId, Slug};
use crate::text::{LanguageTag, LocalizedText, Words};

/// What the operator says about the installation.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Its stable name.
    pub slug: Slug,
    /// What the directory is called.
    pub name: LocalizedText,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<LocalizedText>,
    /// Who is liable (Impressum).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imprint: Option<LocalizedText>,
    /// What happens to personal data (Datenschutzerklärung).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<LocalizedText>,
    /// How accessible it is (Erklärung zur Barrierefreiheit).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessibility_statement: Option<LocalizedText>,
    /// Whom to tell about mistakes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_email: Option<EmailAddress>,
    /// Numbers for emergencies, the most urgent first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emergency_numbers: Vec<EmergencyNumber>,
    /// The licence of the content, as SPDX identifier; unknown until the operator decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_license: Option<Words>,
    /// Where the licence can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_license_url: Option<WebUrl>,
    /// The address of the app or page on which entries are shared; the slug goes behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_url: Option<WebUrl>,
    /// The languages in which the directory is kept, the most important first.
    pub languages: Vec<LanguageTag>,
}

/// A number for emergencies.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyNumber {
    /// Kept when it changes.
    pub id: PartId,
    /// The number.
    pub phone: PhoneNumber,
    /// For what.
    pub label: LocalizedText,
    /// When and in which languages somebody answers, and what it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
}
