//! What schedules answer, rule by rule; here the builders.

#![allow(clippy::unwrap_used, clippy::panic)]

mod clocks;
mod dated;
mod on_holidays;
mod reading;
mod rules;

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use uuid::Uuid;

use super::{
    HolidayCalendar, HoursMode, OpeningState, PublicHolidayRule, RawClosure, RawException,
    RawHours, RawRule, RawSchedule, Schedule, SchoolHoliday, SchoolHolidayRule,
};
use crate::id::PartId;

const WORKING_DAYS: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant by its offset, as in `2027-01-11T10:00+01:00`.
fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z")
        .unwrap()
        .to_utc()
}

pub(super) fn part(number: u128) -> PartId {
    PartId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn hours(start: &str, end: &str) -> RawHours {
    RawHours {
        start: start.into(),
        end: end.into(),
        mode: HoursMode::WalkIn,
    }
}

pub(super) fn weekly(number: u128, weekdays: &[Weekday], start: &str, end: &str) -> RawRule {
    RawRule {
        id: part(number),
        weekdays: weekdays.to_vec(),
        hours: hours(start, end),
        month_weeks: Vec::new(),
        every_weeks: None,
        anchor: None,
        season: None,
        valid_from: None,
        valid_to: None,
        note: None,
    }
}

fn exception(number: u128, date: &str, hours: Vec<RawHours>) -> RawException {
    RawException {
        id: part(number),
        date: date.into(),
        hours,
        note: None,
    }
}

fn closure(number: u128, from: &str, to: Option<&str>) -> RawClosure {
    RawClosure {
        id: part(number),
        from: from.into(),
        to: to.map(Into::into),
        reason: None,
    }
}

/// Hours that hold on all holidays, so that a test sees nothing but the rule it is about.
fn running(rules: Vec<RawRule>) -> RawSchedule {
    RawSchedule {
        rules,
        school_holidays: Some(SchoolHolidayRule::Runs),
        public_holidays: Some(PublicHolidayRule::Runs),
        ..RawSchedule::default()
    }
}

fn schedule(raw: RawSchedule) -> Schedule {
    Schedule::try_from(raw).unwrap()
}

pub(super) fn holidays() -> HolidayCalendar {
    let school_holiday = |name: &str, from: &str, to: &str| SchoolHoliday {
        name: name.into(),
        from: day(from),
        to: day(to),
        source: "a decree".into(),
    };
    HolidayCalendar::new(
        day("2026-07-20")..=day("2027-08-31"),
        vec![
            school_holiday("Sommerferien", "2026-07-20", "2026-09-01"),
            school_holiday("Herbstferien", "2026-10-17", "2026-10-31"),
            school_holiday("Weihnachtsferien", "2026-12-23", "2027-01-06"),
            school_holiday("Osterferien", "2027-03-22", "2027-04-03"),
            school_holiday("Pfingstferien", "2027-05-18", "2027-05-18"),
            school_holiday("Sommerferien", "2027-07-19", "2027-08-31"),
        ],
    )
    .unwrap()
}

fn state(schedule: &Schedule, instant: &str) -> OpeningState {
    schedule.state_at(at(instant), &holidays())
}

/// The local dates from `from` to `to` on which something takes place.
fn dates(schedule: &Schedule, from: &str, to: &str) -> Vec<String> {
    let holidays = holidays();
    let occurrences = schedule.occurrences(day(from)..=day(to), &holidays);
    occurrences
        .map(|occurrence| occurrence.date.to_string())
        .collect()
}

fn violations(raw: RawSchedule) -> Vec<String> {
    let violations = Schedule::try_from(raw).unwrap_err();
    violations
        .all()
        .iter()
        .map(|found| format!("{}: {}", found.path.join("."), found.rule))
        .collect()
}
