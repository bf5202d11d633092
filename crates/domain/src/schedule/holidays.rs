//! Public and school holidays of North Rhine-Westphalia.
//!
//! Public holidays follow from the law and are computed. School holidays are decided years ahead
//! and published; so they come as dated, sourced ranges, together with the days up to which they
//! are known.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::code::codes;

/// The holidays by which schedules are read (Feiertage und Ferien in Nordrhein-Westfalen).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayCalendar {
    known: RangeInclusive<NaiveDate>,
    school_holidays: Vec<SchoolHoliday>,
}

impl HolidayCalendar {
    /// A calendar whose school holidays are complete for the known days.
    ///
    /// # Errors
    ///
    /// All ranges that are reversed, leave the known days or overlap another one.
    pub fn new(
        known: RangeInclusive<NaiveDate>,
        mut school_holidays: Vec<SchoolHoliday>,
    ) -> Result<Self, InvalidHolidays> {
        school_holidays.sort_by_key(|holiday| holiday.from);
        let mut problems = Vec::new();
        let mut last_day_so_far: Option<NaiveDate> = None;
        for holiday in &school_holidays {
            let mut refuse = |problem| problems.push((holiday.clone(), problem));
            if holiday.to < holiday.from {
                refuse(SchoolHolidayProblem::Reversed);
            }
            if !known.contains(&holiday.from) || !known.contains(&holiday.to) {
                refuse(SchoolHolidayProblem::OutsideKnownDays);
            }
            if last_day_so_far.is_some_and(|last| holiday.from <= last) {
                refuse(SchoolHolidayProblem::Overlapping);
            }
            last_day_so_far = last_day_so_far.max(Some(holiday.to));
        }
        if problems.is_empty() {
            Ok(Self {
                known,
                school_holidays,
            })
        } else {
            Err(InvalidHolidays(problems))
        }
    }

    /// The first and the last day for which the school holidays are known.
    #[must_use]
    pub fn known(&self) -> RangeInclusive<NaiveDate> {
        self.known.clone()
    }

    /// All school holidays, by date.
    #[must_use]
    pub fn school_holidays(&self) -> &[SchoolHoliday] {
        &self.school_holidays
    }

    /// The school holidays to which a day belongs.
    #[must_use]
    pub fn school_holiday(&self, date: NaiveDate) -> Option<&SchoolHoliday> {
        let after = self
            .school_holidays
            .partition_point(|holiday| holiday.from <= date);
        let latest = self.school_holidays.get(after.checked_sub(1)?)?;
        (date <= latest.to).then_some(latest)
    }

    /// Whether a day belongs to the school holidays; null outside the known days.
    #[must_use]
    pub fn is_school_holiday(&self, date: NaiveDate) -> Option<bool> {
        self.known
            .contains(&date)
            .then(|| self.school_holiday(date).is_some())
    }

    /// The public holiday that a day is.
    #[must_use]
    pub fn public_holiday(&self, date: NaiveDate) -> Option<PublicHoliday> {
        PublicHoliday::on(date)
    }
}

/// One range of school holidays (Ferien), first and last day included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolHoliday {
    /// The German name, such as "Herbstferien".
    pub name: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Where it was published.
    pub source: String,
}

/// The ranges of school holidays that cannot be, each with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{} of the school holidays cannot be: {}", .0.len(), listed(.0))]
pub struct InvalidHolidays(Vec<(SchoolHoliday, SchoolHolidayProblem)>);

impl InvalidHolidays {
    /// Each refused range with its reason, by date.
    #[must_use]
    pub fn problems(&self) -> &[(SchoolHoliday, SchoolHolidayProblem)] {
        &self.0
    }
}

/// Why a range of school holidays cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SchoolHolidayProblem {
    /// It ends before it begins.
    #[error("the last day is before the first")]
    Reversed,
    /// It leaves the days for which the calendar claims to be complete.
    #[error("it leaves the known days")]
    OutsideKnownDays,
    /// It begins before an earlier one has ended.
    #[error("it overlaps an earlier one")]
    Overlapping,
}

fn listed(problems: &[(SchoolHoliday, SchoolHolidayProblem)]) -> String {
    let described = problems
        .iter()
        .map(|(holiday, problem)| format!("{} from {}: {problem}", holiday.name, holiday.from));
    described.collect::<Vec<_>>().join("; ")
}

codes! {
    /// A public holiday of North Rhine-Westphalia (gesetzlicher Feiertag), by the state's law on Sundays
    /// and holidays as it stands since 1995.
    PublicHoliday {
        /// Neujahr, 1 January.
        NewYear = "NEW_YEAR",
        /// Karfreitag, two days before Easter.
        GoodFriday = "GOOD_FRIDAY",
        /// Ostermontag, the day after Easter. Easter itself is kept as the Sunday it is.
        EasterMonday = "EASTER_MONDAY",
        /// Tag der Arbeit, 1 May.
        LabourDay = "LABOUR_DAY",
        /// Christi Himmelfahrt, 39 days after Easter.
        AscensionDay = "ASCENSION_DAY",
        /// Pfingstmontag, 50 days after Easter.
        WhitMonday = "WHIT_MONDAY",
        /// Fronleichnam, 60 days after Easter.
        CorpusChristi = "CORPUS_CHRISTI",
        /// Tag der Deutschen Einheit, 3 October.
        GermanUnityDay = "GERMAN_UNITY_DAY",
        /// Reformationstag, 31 October: in 2017 only, for the 500th anniversary.
        ReformationDay = "REFORMATION_DAY",
        /// Allerheiligen, 1 November.
        AllSaintsDay = "ALL_SAINTS_DAY",
        /// Erster Weihnachtstag, 25 December.
        ChristmasDay = "CHRISTMAS_DAY",
        /// Zweiter Weihnachtstag, 26 December.
        SecondDayOfChristmas = "SECOND_DAY_OF_CHRISTMAS",
    }
}

impl PublicHoliday {
    fn on(date: NaiveDate) -> Option<Self> {
        match (date.month(), date.day()) {
            (1, 1) => return Some(Self::NewYear),
            // Before Ascension Day, which may fall on 1 May (in 2008): it is one holiday then.
            (5, 1) => return Some(Self::LabourDay),
            (10, 3) => return Some(Self::GermanUnityDay),
            (10, 31) if date.year() == 2017 => return Some(Self::ReformationDay),
            (11, 1) => return Some(Self::AllSaintsDay),
            (12, 25) => return Some(Self::ChristmasDay),
            (12, 26) => return Some(Self::SecondDayOfChristmas),
            // Easter and what hangs on it lie between 20 March and 24 June.
            (1 | 2 | 7..=12, _) => return None,
            _ => {}
        }
        let easter = easter_sunday(date.year())?;
        match date.signed_duration_since(easter).num_days() {
            -2 => Some(Self::GoodFriday),
            1 => Some(Self::EasterMonday),
            39 => Some(Self::AscensionDay),
            50 => Some(Self::WhitMonday),
            60 => Some(Self::CorpusChristi),
            _ => None,
        }
    }
}

/// Easter Sunday of the Gregorian calendar, after Gauss, as Lichtenberg corrected it; null before
/// 1583 and beyond what the formula was made for.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let century = year / 100;
    let moon_shift = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun_shift = 2 - (3 * century + 3) / 4;
    let moon = year % 19;
    let seed = (19 * moon + moon_shift) % 30;
    let correction = (seed + moon / 11) / 29;
    let full_moon = 21 + seed - correction;
    let first_sunday = 7 - (year + year / 4 + sun_shift) % 7;
    let distance = 7 - (full_moon - first_sunday) % 7;
    let day_of_march = u64::try_from(full_moon + distance).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(day_of_march - 1))
}
