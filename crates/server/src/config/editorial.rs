//! How the directory is kept correct: what is reviewed, how long a confirmation holds, and who is
//! told of what.

use application::entries::{EditPage, EditorialSettings};
use domain::review::{ConfirmationDays, LowRisk, ReminderDays};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::public_url::PublicUrl;
use super::value::{Optional, Span};

/// How the directory is kept correct.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // `config.example.toml` describes each
pub struct EditorialConfig {
    pub low_risk_fields: LowRiskFields,
    pub offer_confirmation_days: u16,
    pub counselling_point_confirmation_days: u16,
    pub reminders: bool,
    pub reminder_days_ahead: u16,
    pub coordinator_reminder_days: u16,
    pub reminder_link_lifetime: Span,
    /// Unset: the page of the program.
    pub confirmation_page: Optional<PublicUrl>,
    /// Unset: the program's page says how an entry is changed.
    pub edit_page: Optional<EditAddress>,
    pub review_mails: bool,
    pub review_mail_pause: Span,
    pub review_page: Optional<PublicUrl>,
    pub expired_consent_days: u16,
}

impl Default for EditorialConfig {
    fn default() -> Self {
        const HOUR: u64 = 60 * 60;
        let ConfirmationDays {
            offer,
            counselling_point,
        } = ConfirmationDays::default();
        let ReminderDays {
            ahead,
            coordinator_after,
        } = ReminderDays::default();
        Self {
            low_risk_fields: LowRiskFields::default(),
            offer_confirmation_days: offer,
            counselling_point_confirmation_days: counselling_point,
            reminders: true,
            reminder_days_ahead: ahead,
            coordinator_reminder_days: coordinator_after,
            reminder_link_lifetime: Span::seconds(60 * 24 * HOUR),
            confirmation_page: Optional::default(),
            edit_page: Optional::default(),
            review_mails: true,
            review_mail_pause: Span::seconds(HOUR),
            review_page: Optional::default(),
            expired_consent_days: EditorialSettings::default().expired_consent_days,
        }
    }
}

impl EditorialConfig {
    /// What use cases are told.
    pub(crate) fn settings(&self) -> EditorialSettings {
        let fields = self.low_risk_fields.0.iter().map(String::as_str);
        EditorialSettings {
            low_risk: LowRisk::new(fields),
            confirmation: ConfirmationDays {
                offer: self.offer_confirmation_days,
                counselling_point: self.counselling_point_confirmation_days,
            },
            reminders: self.reminders.then_some(ReminderDays {
                ahead: self.reminder_days_ahead,
                coordinator_after: self.coordinator_reminder_days,
            }),
            review_mails: self.review_mails.then(|| self.review_mail_pause.duration()),
            edit_page: self.edit_page.as_ref().map(|it| it.0.clone()),
            review_page: self.review_page.as_ref().map(|page| page.web_url().clone()),
            expired_consent_days: self.expired_consent_days,
        }
    }

    /// What makes no sense, each with the option that is to blame.
    pub(super) fn contradictions(&self) -> Vec<(&'static str, &'static str)> {
        let checks = [
            (
                self.offer_confirmation_days == 0,
                "editorial.offer_confirmation_days",
                "a confirmation has to hold for a day at least",
            ),
            (
                self.counselling_point_confirmation_days == 0,
                "editorial.counselling_point_confirmation_days",
                "a confirmation has to hold for a day at least",
            ),
        ];
        let wrong = checks.into_iter().filter(|(is_wrong, ..)| *is_wrong);
        wrong.map(|(_, key, reason)| (key, reason)).collect()
    }
}

/// The fields that pass without a review, each of them one that may.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct LowRiskFields(Vec<String>);

impl Default for LowRiskFields {
    fn default() -> Self {
        Self(
            LowRisk::USUAL
                .iter()
                .map(|field| (*field).to_owned())
                .collect(),
        )
    }
}

impl<'de> Deserialize<'de> for LowRiskFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Vec::<String>::deserialize(deserializer)?;
        match LowRisk::chosen(fields.iter().map(String::as_str)) {
            Ok(_) => Ok(Self(fields)),
            Err(unknown) => Err(D::Error::custom(format!(
                "no field that can pass without a review: {}; those that can are {}",
                unknown.join(", "),
                LowRisk::USUAL
                    .iter()
                    .chain(LowRisk::POSSIBLE)
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", ")
            ))),
        }
    }
}

/// An address in which `{id}` stands for an entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EditAddress(EditPage);

impl std::str::FromStr for EditAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        EditPage::parse(text).map(Self).map_err(|_| {
            "an address is expected with {id} where the entry is named: \
             https://app.example.org/edit/{id}"
                .to_owned()
        })
    }
}

impl std::fmt::Display for EditAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str())
    }
}
