//! Schedules as they arrive and as they are kept: plain texts and lists, nothing checked.
//!
//! The raw form is also the JSON of revisions, so that what is read back passes the same door.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use super::dated::{Closure, DatedException};
use super::hours::{Hours, HoursMode};
use super::rule::{MonthWeek, Recurrence, ScheduleRule, Season};
use super::{PublicHolidayRule, Schedule, SchoolHolidayRule};
use crate::id::PartId;
use crate::text::LocalizedText;

/// A schedule before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSchedule {
    /// Recurring hours.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RawRule>,
    /// Days with hours of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<RawException>,
    /// Temporary closures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<RawClosure>,
    /// See [`Schedule::by_appointment`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_appointment: Option<bool>,
    /// See [`Schedule::binding`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binding: Option<bool>,
    /// See [`Schedule::school_holidays`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_holidays: Option<SchoolHolidayRule>,
    /// See [`Schedule::public_holidays`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_holidays: Option<PublicHolidayRule>,
}

/// A [`ScheduleRule`] before it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRule {
    /// Stable over updates of the schedule.
    pub id: PartId,
    /// At least one; `"Mon"` to `"Sun"` in JSON.
    pub weekdays: Vec<Weekday>,
    /// The hours on each of its days.
    pub hours: RawHours,
    /// Places in the month; none for every week. Excludes `every_weeks`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub month_weeks: Vec<MonthWeek>,
    /// The interval in weeks, 2 to 52; needs `anchor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_weeks: Option<u32>,
    /// A date in the week from which the interval counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The part of each year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<RawSeason>,
    /// The first date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// The last date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// What the editor adds to these hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
}

/// [`Hours`] before they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHours {
    /// `HH:MM`.
    pub start: String,
    /// `HH:MM`; not after the start means the next day; `24:00` is the end of the day.
    pub end: String,
    /// How one gets in during them.
    #[serde(default, skip_serializing_if = "is_walk_in")]
    pub mode: HoursMode,
}

/// A [`Season`] before it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSeason {
    /// `MM-DD`, the first day.
    pub from: String,
    /// `MM-DD`, the last day.
    pub to: String,
}

/// A [`DatedException`] before it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawException {
    /// Stable over updates of the schedule.
    pub id: PartId,
    /// The date.
    pub date: String,
    /// None means closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<RawHours>,
    /// What the editor says about that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
}

/// A [`Closure`] before it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawClosure {
    /// Stable over updates of the schedule.
    pub id: PartId,
    /// The first closed date.
    pub from: String,
    /// The last closed date; null while nobody knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<LocalizedText>,
}

impl From<Schedule> for RawSchedule {
    fn from(schedule: Schedule) -> Self {
        let Schedule {
            rules,
            exceptions,
            closures,
            by_appointment,
            binding,
            school_holidays,
            public_holidays,
        } = schedule;
        Self {
            rules: rules.into_iter().map(RawRule::from).collect(),
            exceptions: exceptions.into_iter().map(RawException::from).collect(),
            closures: closures.into_iter().map(RawClosure::from).collect(),
            by_appointment,
            binding,
            school_holidays,
            public_holidays,
        }
    }
}

impl From<ScheduleRule> for RawRule {
    fn from(rule: ScheduleRule) -> Self {
        let ScheduleRule {
            id,
            weekdays,
            hours,
            recurrence,
            season,
            valid,
            note,
        } = rule;
        let (month_weeks, every_weeks, anchor) = match recurrence {
            Recurrence::Weekly => (Vec::new(), None, None),
            Recurrence::Monthly(weeks) => (weeks.iter().collect(), None, None),
            Recurrence::EveryWeeks { interval, anchor } => (
                Vec::new(),
                Some(u32::from(interval)),
                Some(anchor.to_string()),
            ),
        };
        Self {
            id,
            weekdays: weekdays.iter(Weekday::Mon).collect(),
            hours: hours.into(),
            month_weeks,
            every_weeks,
            anchor,
            season: season.map(|Season { from, to }| RawSeason {
                from: from.to_string(),
                to: to.to_string(),
            }),
            valid_from: valid.start().map(|date| date.to_string()),
            valid_to: valid.end().map(|date| date.to_string()),
            note,
        }
    }
}

impl From<Hours> for RawHours {
    fn from(Hours { start, end, mode }: Hours) -> Self {
        Self {
            start: start.to_string(),
            end: end.to_string(),
            mode,
        }
    }
}

impl From<DatedException> for RawException {
    fn from(
        DatedException {
            id,
            date,
            hours,
            note,
        }: DatedException,
    ) -> Self {
        let hours = hours.into_iter().map(RawHours::from).collect();
        Self {
            id,
            date: date.to_string(),
            hours,
            note,
        }
    }
}

impl From<Closure> for RawClosure {
    fn from(
        Closure {
            id,
            from,
            to,
            reason,
        }: Closure,
    ) -> Self {
        Self {
            id,
            from: from.to_string(),
            to: to.map(|date| date.to_string()),
            reason,
        }
    }
}

fn is_walk_in(mode: &HoursMode) -> bool {
    *mode == HoursMode::WalkIn
}
