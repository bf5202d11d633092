//! Inputs of entries.

use serde::Deserialize;

use super::{
    AccessibilityInput, Change, ContactInput, EntryLanguageInput, ImageInput, PlaceInput, RunInput,
    ScheduleInput, TextInput,
};
use crate::audience::AudienceMode;
use crate::entry::{
    AccessConditionKind, AdmissionMode, AppointmentMode, CefrLevel, CostUnit, CourseType, Currency,
    EducationBenefit, LifeStage, LiteracyLevel, OfferKind, Requirement,
};
use crate::place::LocationVisibility;
use crate::taxonomy::Gender;

/// What changes about an entry. Deliberately absent: the slug (made once, from the title), what
/// replaces it (said when it is archived), the confirmation (given by confirming) and whether it is
/// made up (said by seeds alone).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct EntryInput {
    /// Who runs it, by id; needed for a new one.
    pub provider: Change<String>,
    /// What it is called; needed for a new one.
    pub title: Change<TextInput>,
    /// What it is, in a sentence or two.
    pub summary: Change<TextInput>,
    /// What it is, at length.
    pub description: Change<TextInput>,
    /// The areas of action, by id.
    pub areas: Change<Vec<String>>,
    /// What it is about, by id.
    pub topics: Change<Vec<String>>,
    /// For whom it is.
    pub audience: Change<AudienceInput>,
    /// What somebody has to fulfil; each kind once.
    pub access: Change<Vec<AccessConditionInput>>,
    /// The languages in which it is offered.
    pub languages: Change<Vec<EntryLanguageInput>>,
    /// Where it takes place.
    pub places: Change<Vec<PlaceInput>>,
    /// For which districts it is there, by id.
    pub service_area: Change<Vec<String>>,
    /// When it takes place.
    pub schedule: Change<ScheduleInput>,
    /// How to get in.
    pub admission: Change<AdmissionInput>,
    /// What it costs.
    pub cost: Change<CostInput>,
    /// Whether children are looked after meanwhile.
    pub childcare: Change<bool>,
    /// What people with disabilities have to know.
    pub accessibility: Change<AccessibilityInput>,
    /// Whether one can simply come.
    pub low_threshold: Change<bool>,
    /// How to reach it.
    pub contacts: Change<Vec<ContactInput>>,
    /// What to bring: the whole list, each text with all its languages.
    pub documents: Change<Vec<TextInput>>,
    /// How to apply for it.
    pub application_route: Change<TextInput>,
    /// Who decides on the application, by id.
    pub competent_authority: Change<String>,
    /// The first day on which it exists.
    pub valid_from: Change<String>,
    /// The last day on which it exists.
    pub valid_to: Change<String>,
    /// Pictures.
    pub images: Change<Vec<ImageInput>>,
    /// The name of a pictogram.
    pub pictogram: Change<String>,
    /// Where it stands in its life.
    pub life_stage: Change<LifeStage>,
    /// The measures of the plan that it implements, by id.
    pub measures: Change<Vec<String>>,
    /// What else may be of use: entries by id.
    pub related: Change<Vec<String>>,
    /// How much of its places the public may learn.
    pub visibility: Change<LocationVisibility>,
    /// Whether notifications about it stay neutral.
    pub discreet: Change<bool>,
}

/// What changes about an offer.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct OfferInput {
    /// What it has in common with other entries; its fields stand beside the others.
    #[serde(flatten)]
    pub entry: EntryInput,
    /// What kind of offer it is; needed for a new one.
    pub kind: Change<OfferKind>,
    /// Whether one can take part without a long commitment.
    pub no_long_commitment: Change<bool>,
    /// What a course asks for and teaches.
    pub course: Change<CourseInput>,
    /// Its dated rounds.
    pub runs: Change<Vec<RunInput>>,
}

/// What changes about a counselling point.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct CounsellingPointInput {
    /// What it has in common with other entries; its fields stand beside the others.
    #[serde(flatten)]
    pub entry: EntryInput,
    /// What one is advised about, by id.
    pub counselling_topics: Change<Vec<String>>,
    /// Whether one needs an appointment.
    pub appointment_mode: Change<AppointmentMode>,
    /// The genders of those who answer.
    pub answered_by: Change<Vec<Gender>>,
}

/// What changes about a course.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct CourseInput {
    /// The level one needs.
    pub level_required: Change<CefrLevel>,
    /// How well one has to read and write.
    pub literacy_required: Change<LiteracyLevel>,
    /// The level one reaches.
    pub level_taught: Change<CefrLevel>,
    /// The type of course.
    pub course_type: Change<CourseType>,
    /// Who accredited it.
    pub accreditation: Change<String>,
}

/// What changes about for whom it is.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct AudienceInput {
    /// The groups: the whole list.
    pub links: Change<Vec<AudienceLinkInput>>,
    /// The ages.
    pub ages: Change<AgesInput>,
    /// The only genders that are let in: the whole list.
    pub genders: Change<Vec<Gender>>,
}

/// A target group.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct AudienceLinkInput {
    /// The group, by id.
    pub group: String,
    /// How it is meant.
    pub mode: AudienceMode,
}

/// Ages, both ends included.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct AgesInput {
    /// The least; null where there is none.
    pub min: Option<AgeInput>,
    /// The greatest; null where there is none.
    pub max: Option<AgeInput>,
}

/// An age: exactly one of the two.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct AgeInput {
    /// Completed years.
    pub years: Option<i64>,
    /// Completed months, below two years.
    pub months: Option<i64>,
}

/// A condition, found again by its kind.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct AccessConditionInput {
    /// What it is about.
    pub kind: AccessConditionKind,
    /// Whether it has to be fulfilled.
    pub requirement: Requirement,
    /// What exactly is asked for.
    #[serde(default)]
    pub note: Change<TextInput>,
}

/// What changes about how to get in.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct AdmissionInput {
    /// The way in; needed where there was none.
    pub mode: Change<AdmissionMode>,
    /// What to know about it.
    pub note: Change<TextInput>,
    /// Where to do it on the Internet.
    pub url: Change<String>,
}

/// What changes about the cost.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct CostInput {
    /// Whether it is free of charge; excludes an amount.
    pub free: Change<bool>,
    /// The amount.
    pub amount: Change<MoneyInput>,
    /// What the amount is for.
    pub unit: Change<CostUnit>,
    /// Who pays less or nothing.
    pub reductions: Change<TextInput>,
    /// What the education benefits pay: the whole list, each component once.
    pub education_benefits: Change<Vec<EducationBenefitInput>>,
}

/// An amount of money.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct MoneyInput {
    /// In the smallest unit of the currency (cents), above 0.
    pub minor_units: i64,
    /// The currency.
    pub currency: Currency,
}

/// A component of the education benefits.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct EducationBenefitInput {
    /// The component.
    pub component: EducationBenefit,
    /// Who decides on it, by id.
    #[serde(default)]
    pub decided_by: Option<String>,
}
