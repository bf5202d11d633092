//! Inputs of what stands inside an entry. A part with an id is changed and keeps the id, one
//! without is added, one that is left out is removed.

use serde::Deserialize;

use super::{Change, ScheduleInput, TextInput};
use crate::contact::ContactAudience;
use crate::entry::{Availability, LanguageRole};
use crate::place::WheelchairAccess;

/// A place: at a location, or somewhere in a district; one of the two.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct PlaceInput {
    /// Which place it is; absent for a new one.
    pub id: Option<String>,
    /// The location, by id.
    pub location: Change<String>,
    /// The district in which it is somewhere, by id.
    pub district: Change<String>,
    /// When it takes place there, where that differs.
    pub schedule: Change<ScheduleInput>,
    /// How to reach it there, where that differs.
    pub contacts: Change<Vec<ContactInput>>,
    /// The languages there, where they differ.
    pub languages: Change<Vec<EntryLanguageInput>>,
}

/// A dated round of an offer.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct RunInput {
    /// Which round it is; absent for a new one.
    pub id: Option<String>,
    /// For a new one: which round of the same offer it begins as a copy of.
    pub copy_of: Option<String>,
    /// The first day.
    pub starts_on: Change<String>,
    /// The last day.
    pub ends_on: Change<String>,
    /// What to know about this round.
    pub note: Change<TextInput>,
    /// Where, when it differs from the offer. Its id is not asked for.
    pub place: Change<PlaceInput>,
    /// The last day on which one can register.
    pub registration_deadline: Change<String>,
    /// How many people have room, from 1.
    pub capacity: Change<i64>,
    /// Whether there is room.
    pub availability: Change<AvailabilityInput>,
}

/// Whether there is room, as somebody reports it now.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct AvailabilityInput {
    /// Whether there is room.
    pub availability: Availability,
    /// Until when that holds, as RFC 3339 time; at most a year ahead.
    pub valid_until: String,
}

/// A language.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct EntryLanguageInput {
    /// The language, as BCP 47 tag.
    pub language: String,
    /// What it is for.
    pub role: LanguageRole,
}

/// A way to reach somebody.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ContactInput {
    /// Which contact it is; absent for a new one.
    pub id: Option<String>,
    /// For whom it is meant; everybody where a new one does not say.
    pub audience: Change<ContactAudience>,
    /// What it is for.
    pub function: Change<TextInput>,
    /// Who answers.
    pub person: Change<PersonInput>,
    /// The mailbox.
    pub email: Change<String>,
    /// The number.
    pub phone: Change<String>,
    /// The extension behind the number.
    pub phone_extension: Change<String>,
    /// The web page.
    pub url: Change<String>,
}

/// A person who agreed to be named.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct PersonInput {
    /// The name as the person wants to be called.
    pub name: String,
    /// When the consent was recorded; not after today.
    pub consent_recorded_on: String,
    /// The last day on which it holds; at most five years later.
    pub consent_expires_on: String,
}

/// A picture: one that is there already, or one that was uploaded before.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ImageInput {
    /// Which picture it is; absent for a new one.
    pub id: Option<String>,
    /// What was uploaded; needed for a new one.
    pub upload: Change<String>,
    /// What is to be seen on it; needed for a new one.
    pub alternative_text: Change<TextInput>,
    /// Who made it.
    pub credit: Change<String>,
    /// Under which licence, as SPDX identifier.
    pub license: Change<String>,
}

/// What changes about what people with disabilities have to know.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct AccessibilityInput {
    /// Whether a wheelchair gets in.
    pub wheelchair: Change<WheelchairAccess>,
    /// Whether there is a toilet for wheelchair users.
    pub accessible_toilet: Change<bool>,
    /// Whether there is a parking space for people with disabilities.
    pub accessible_parking: Change<bool>,
    /// Whether there is an induction loop for hearing aids.
    pub induction_loop: Change<bool>,
    /// Whether blind people find guidance.
    pub tactile_guidance: Change<bool>,
    /// What else there is to know.
    pub note: Change<TextInput>,
}
