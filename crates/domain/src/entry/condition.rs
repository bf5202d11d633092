//! What somebody has to fulfil, how to get in, and what it costs.

use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::contact::WebUrl;
use crate::id::OrganizationId;
use crate::text::LocalizedText;

codes! {
    /// What a condition of access is about.
    AccessConditionKind {
        /// The residence status.
        ResidenceStatus = "RESIDENCE_STATUS",
        /// A benefit that one receives.
        Benefit = "BENEFIT",
        /// The age.
        Age = "AGE",
        /// A certificate of entitlement (Berechtigungsschein).
        Certificate = "CERTIFICATE",
        /// A membership.
        Membership = "MEMBERSHIP",
        /// A level of German.
        LanguageLevel = "LANGUAGE_LEVEL",
    }

    /// Whether a condition has to be fulfilled.
    Requirement {
        /// It has to.
        Required = "REQUIRED",
        /// It need not, and somebody said so.
        NotRequired = "NOT_REQUIRED",
    }

    /// How one gets in.
    AdmissionMode {
        /// One just comes.
        Open = "OPEN",
        /// One registers before.
        Registration = "REGISTRATION",
        /// One makes an appointment.
        Appointment = "APPOINTMENT",
        /// Somebody else has to refer.
        Referral = "REFERRAL",
        /// One applies, and somebody decides.
        Application = "APPLICATION",
    }

    /// What an amount is for.
    CostUnit {
        /// Once.
        Once = "ONCE",
        /// The whole course.
        Course = "COURSE",
        /// One time of taking part.
        Session = "SESSION",
        /// An hour.
        Hour = "HOUR",
        /// A month.
        Month = "MONTH",
        /// A year.
        Year = "YEAR",
    }

    /// The components of the education benefits (Bildung und Teilhabe, § 28 SGB II).
    EducationBenefit {
        /// Excursions of schools and day-care centres.
        SchoolTrips = "SCHOOL_TRIPS",
        /// Things needed for school.
        SchoolSupplies = "SCHOOL_SUPPLIES",
        /// The way to school.
        SchoolTransport = "SCHOOL_TRANSPORT",
        /// Support in learning.
        LearningSupport = "LEARNING_SUPPORT",
        /// Lunch taken together.
        Lunch = "LUNCH",
        /// Taking part in social and cultural life.
        SocialParticipation = "SOCIAL_PARTICIPATION",
    }
}

/// One condition; a condition that is not named is unknown.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AccessCondition {
    /// What it is about.
    pub kind: AccessConditionKind,
    /// Whether it has to be fulfilled.
    pub requirement: Requirement,
    /// What exactly is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
}

/// How to get in.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Admission {
    /// The way in.
    pub mode: AdmissionMode,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
    /// Where to do it on the Internet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
}

/// An amount of money.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// In the smallest unit of the currency (cents).
    pub minor_units: u32,
    /// The currency.
    pub currency: Currency,
}

codes! {
    /// Currencies by their ISO 4217 code.
    Currency {
        /// The euro; minor units are cents.
        Eur = "EUR",
    }
}

/// What it costs.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Whether it is free of charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free: Option<bool>,
    /// The amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What the amount is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<CostUnit>,
    /// Who pays less or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reductions: Option<LocalizedText>,
    /// What the education benefits pay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub education_benefits: Vec<EducationBenefitShare>,
}

/// A component of the education benefits that pays for an entry.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EducationBenefitShare {
    /// The component.
    pub component: EducationBenefit,
    /// Who decides on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<OrganizationId>,
}
