//! Recurring hours: on which days a rule takes place.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday, WeekdaySet};
use thiserror::Error;

use super::hours::Hours;
use crate::code::{Code, codes};
use crate::id::PartId;
use crate::period::Period;
use crate::text::LocalizedText;

/// Hours that recur (regelmäßige Zeiten), on one or more weekdays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleRule {
    pub(super) id: PartId,
    pub(super) weekdays: WeekdaySet,
    pub(super) hours: Hours,
    pub(super) recurrence: Recurrence,
    pub(super) season: Option<Season>,
    pub(super) valid: Period,
    pub(super) note: Option<LocalizedText>,
}

impl ScheduleRule {
    /// Stable over updates of the schedule.
    #[must_use]
    pub fn id(&self) -> PartId {
        self.id
    }

    /// The weekdays, at least one.
    #[must_use]
    pub fn weekdays(&self) -> WeekdaySet {
        self.weekdays
    }

    /// The hours on each of its days.
    #[must_use]
    pub fn hours(&self) -> Hours {
        self.hours
    }

    /// Which of its weekdays count.
    #[must_use]
    pub fn recurrence(&self) -> Recurrence {
        self.recurrence
    }

    /// The part of each year in which it holds; null for the whole year.
    #[must_use]
    pub fn season(&self) -> Option<Season> {
        self.season
    }

    /// The days on which it holds; without an end while nobody set one.
    #[must_use]
    pub fn valid(&self) -> Period {
        self.valid
    }

    /// What the editor adds to these hours.
    #[must_use]
    pub fn note(&self) -> Option<&LocalizedText> {
        self.note.as_ref()
    }

    /// Whether the rule holds around this day at all, whichever its weekdays: its dates and its
    /// season include it.
    pub(super) fn is_in_force_on(&self, date: NaiveDate) -> bool {
        self.valid.contains(date) && self.season.is_none_or(|season| season.includes(date))
    }

    /// Whether hours of this rule start on this day.
    pub(super) fn takes_place_on(&self, date: NaiveDate) -> bool {
        self.weekdays.contains(date.weekday())
            && self.is_in_force_on(date)
            && self.recurrence.counts(date)
    }

    /// The same for a public holiday that is kept like a Sunday. Only weekly rules have an answer:
    /// "the first Sunday of the month" says nothing about a Thursday.
    pub(super) fn takes_place_as_on_sunday(&self, date: NaiveDate) -> bool {
        self.weekdays.contains(Weekday::Sun)
            && self.is_in_force_on(date)
            && self.recurrence == Recurrence::Weekly
    }
}

/// Which of the days with the right weekday count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// Each of them.
    Weekly,
    /// Those at these places in their month ("every first and third Tuesday").
    Monthly(MonthWeeks),
    /// Those in every nth week, counted from the week (Monday to Sunday) of the anchor.
    EveryWeeks {
        /// 2 to 52.
        interval: u8,
        /// A day of the first week; nothing takes place before it.
        anchor: NaiveDate,
    },
}

impl Recurrence {
    fn counts(self, date: NaiveDate) -> bool {
        match self {
            Self::Weekly => true,
            Self::Monthly(weeks) => weeks.include(date),
            Self::EveryWeeks { interval, anchor } => {
                let weeks = monday_of(date)
                    .signed_duration_since(monday_of(anchor))
                    .num_weeks();
                anchor <= date && weeks % i64::from(interval) == 0
            }
        }
    }
}

codes! {
    /// A place of a weekday in its month.
    MonthWeek {
        /// The first, on the 1st to 7th.
        First = "FIRST",
        /// The second.
        Second = "SECOND",
        /// The third.
        Third = "THIRD",
        /// The fourth.
        Fourth = "FOURTH",
        /// The fifth, which not every month has.
        Fifth = "FIFTH",
        /// The last, which is the fourth or the fifth.
        Last = "LAST",
    }
}

/// A set of places of a weekday in its month, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthWeeks(u8);

impl MonthWeeks {
    /// Null when there are none.
    #[must_use]
    pub fn new(weeks: impl IntoIterator<Item = MonthWeek>) -> Option<Self> {
        let bits = weeks
            .into_iter()
            .fold(0, |bits, week| bits | 1 << week as u8);
        (bits != 0).then_some(Self(bits))
    }

    /// The places in the order of the month.
    pub fn iter(self) -> impl Iterator<Item = MonthWeek> {
        MonthWeek::ALL
            .iter()
            .copied()
            .filter(move |week| self.has(*week))
    }

    fn has(self, week: MonthWeek) -> bool {
        self.0 & 1 << week as u8 != 0
    }

    fn include(self, date: NaiveDate) -> bool {
        let place = 1 << (date.day0() / 7);
        let is_last = date.day() + 7 > u32::from(date.num_days_in_month());
        self.0 & place != 0 || is_last && self.has(MonthWeek::Last)
    }
}

/// A part of each year, first and last day included. It wraps the year's end where the last day is
/// before the first: October to March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Season {
    /// The first day.
    pub from: MonthDay,
    /// The last day.
    pub to: MonthDay,
}

impl Season {
    fn includes(self, date: NaiveDate) -> bool {
        let day = MonthDay {
            month: date.month(),
            day: date.day(),
        };
        if self.from <= self.to {
            self.from <= day && day <= self.to
        } else {
            self.from <= day || day <= self.to
        }
    }
}

/// A day of any year, written `10-31`. `02-29` is one: in other years it lies between `02-28` and
/// `03-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl FromStr for MonthDay {
    type Err = MonthDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const LEAP_YEAR: &str = "2024-";
        (text.len() == 5)
            .then(|| format!("{LEAP_YEAR}{text}").parse::<NaiveDate>().ok())
            .flatten()
            .map(|date| Self {
                month: date.month(),
                day: date.day(),
            })
            .ok_or_else(|| MonthDayError {
                text: text.chars().take(20).collect(),
            })
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// Text that is not a day of the year.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("`{text}` is not a day of the year such as 03-31")]
pub struct MonthDayError {
    text: String,
}

fn monday_of(date: NaiveDate) -> NaiveDate {
    let since_monday = u64::from(date.weekday().num_days_from_monday());
    date.checked_sub_days(Days::new(since_monday))
        .unwrap_or(date)
}
