//! Inputs of schedules. Rules, exceptions and closures are parts: found again by id.

use serde::Deserialize;

use super::{Change, TextInput};
use crate::schedule::{HoursMode, MonthWeek, PublicHolidayRule, SchoolHolidayRule};

/// What changes about when something takes place.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ScheduleInput {
    /// Recurring hours.
    pub rules: Change<Vec<RuleInput>>,
    /// Days with hours of their own.
    pub exceptions: Change<Vec<ExceptionInput>>,
    /// Temporary closures.
    pub closures: Change<Vec<ClosureInput>>,
    /// Whether one can agree a time outside the hours.
    pub by_appointment: Change<bool>,
    /// Whether the hours are binding.
    pub binding: Change<bool>,
    /// What happens in school holidays.
    pub school_holidays: Change<SchoolHolidayRule>,
    /// What happens on public holidays.
    pub public_holidays: Change<PublicHolidayRule>,
}

/// Recurring hours.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct RuleInput {
    /// Which rule it is; absent for a new one.
    pub id: Option<String>,
    /// At least one; needed for a new one.
    pub weekdays: Change<Vec<chrono::Weekday>>,
    /// The hours on each of its days; needed for a new one.
    pub hours: Change<HoursInput>,
    /// Places in the month; none for every week.
    pub month_weeks: Change<Vec<MonthWeek>>,
    /// The interval in weeks, 2 to 52; needs the anchor.
    pub every_weeks: Change<i64>,
    /// A date in the week from which the interval counts.
    pub anchor: Change<String>,
    /// The part of each year.
    pub season: Change<SeasonInput>,
    /// The first date.
    pub valid_from: Change<String>,
    /// The last date.
    pub valid_to: Change<String>,
    /// What to know about these hours.
    pub note: Change<TextInput>,
}

/// Hours of one day.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct HoursInput {
    /// `HH:MM`.
    pub start: String,
    /// `HH:MM`; not after the start means the next day.
    pub end: String,
    /// How one gets in during them.
    pub mode: HoursMode,
}

/// A part of each year.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct SeasonInput {
    /// `MM-DD`, the first day.
    pub from: String,
    /// `MM-DD`, the last day.
    pub to: String,
}

/// A day with hours of its own.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ExceptionInput {
    /// Which exception it is; absent for a new one.
    pub id: Option<String>,
    /// The date; needed for a new one.
    pub date: Change<String>,
    /// The hours; none means closed.
    pub hours: Change<Vec<HoursInput>>,
    /// What to know about that day.
    pub note: Change<TextInput>,
}

/// A temporary closure.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ClosureInput {
    /// Which closure it is; absent for a new one.
    pub id: Option<String>,
    /// The first closed date; needed for a new one.
    pub from: Change<String>,
    /// The last closed date; null while nobody knows it.
    pub to: Change<String>,
    /// Why, for readers.
    pub reason: Change<TextInput>,
}
