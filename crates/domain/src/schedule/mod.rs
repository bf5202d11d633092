//! When something is open or takes place (Öffnungszeiten, Termine), and the honest answer to "open
//! at t?".
//!
//! A [`Schedule`] is a list of weekly or monthly [`ScheduleRule`]s with [`DatedException`]s and
//! [`Closure`]s on top, all read in the zone Europe/Berlin. For one day the most specific statement
//! counts: an exception, else a closure, else what the schedule says about holidays, else the rules.
//! A span belongs to the day on which it starts, so a closed day does not cut short the night
//! before. What nobody said stays [`OpeningState::Unknown`]: it is never shown as open or closed.
//!
//! | clocks | rule |
//! |---|---|
//! | spring forward, the local time does not exist | the moment the clocks jump, for starts and ends; a span wholly inside the gap does not take place |
//! | fall back, the local time exists twice | the first of the two, as in RFC 5545 |
//!
//! The evaluator is our own: `opening-hours` reads strings of OpenStreetMap grammar and brings a
//! parser generator, compiled C and a compressed table of the world's holidays with it. It knows
//! neither the school holidays of North Rhine-Westphalia nor an answer that is unknown because
//! holidays are, which is the point here. Our rules are structured, so that only its grammar could
//! be of use, and that belongs where foreign formats are read.
//!
//! Deliberately absent: languages of a time slot (they belong to the entry), the clock (an instant
//! is a parameter), and the file of school holidays (a [`HolidayCalendar`] is a parameter).

mod berlin;
mod dated;
mod holidays;
mod hours;
mod raw;
mod reading;
mod rule;
mod timetable;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::code::codes;

pub use self::dated::{Closure, DatedException};
pub use self::holidays::{
    HolidayCalendar, InvalidHolidays, PublicHoliday, SchoolHoliday, SchoolHolidayProblem,
};
pub use self::hours::{Hours, HoursMode, LocalTime, LocalTimeError};
pub use self::raw::{RawClosure, RawException, RawHours, RawRule, RawSchedule, RawSeason};
pub use self::rule::{
    MonthDay, MonthDayError, MonthWeek, MonthWeeks, Recurrence, ScheduleRule, Season,
};
pub use self::timetable::Occurrence;

/// When an entry or one of its places is open (Zeiten).
///
/// Built from a [`RawSchedule`], which is also its JSON form. The default is empty: nobody has said
/// anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "RawSchedule", try_from = "RawSchedule")]
pub struct Schedule {
    rules: Vec<ScheduleRule>,
    exceptions: Vec<DatedException>,
    closures: Vec<Closure>,
    by_appointment: Option<bool>,
    binding: Option<bool>,
    school_holidays: Option<SchoolHolidayRule>,
    public_holidays: Option<PublicHolidayRule>,
}

impl Schedule {
    /// The recurring hours, in the order in which the editor put them.
    #[must_use]
    pub fn rules(&self) -> &[ScheduleRule] {
        &self.rules
    }

    /// The days with hours of their own, by date, at most one a date.
    #[must_use]
    pub fn exceptions(&self) -> &[DatedException] {
        &self.exceptions
    }

    /// The temporary closures, by first day.
    #[must_use]
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// Whether one can agree a time outside the stated hours ("und nach Vereinbarung"); with no
    /// hours at all, whether that is the only way. Null when nobody said.
    #[must_use]
    pub fn by_appointment(&self) -> Option<bool> {
        self.by_appointment
    }

    /// Whether the hours are binding (true) or approximate (false). It changes no answer: whoever
    /// shows the state of approximate hours says that they are approximate. Null when nobody said.
    #[must_use]
    pub fn binding(&self) -> Option<bool> {
        self.binding
    }

    /// What happens in school holidays; null when nobody said.
    #[must_use]
    pub fn school_holidays(&self) -> Option<SchoolHolidayRule> {
        self.school_holidays
    }

    /// What happens on public holidays; null when nobody said.
    #[must_use]
    pub fn public_holidays(&self) -> Option<PublicHolidayRule> {
        self.public_holidays
    }
}

codes! {
    /// What a reader learns about one moment.
    OpeningState {
        /// One can come now.
        Open = "OPEN",
        /// Nobody is there now.
        Closed = "CLOSED",
        /// One can come now only by an appointment agreed before.
        ByAppointment = "BY_APPOINTMENT",
        /// Nobody said, or it depends on holidays that are not published yet.
        Unknown = "UNKNOWN",
    }

    /// What a schedule does in school holidays (Schulferien).
    SchoolHolidayRule {
        /// The hours hold in school holidays as at other times.
        Runs = "RUNS",
        /// Nothing starts on a day of the school holidays.
        Pauses = "PAUSES",
        /// The hours hold on days of the school holidays only.
        OnlyThen = "ONLY_THEN",
    }

    /// What a schedule does on public holidays (gesetzliche Feiertage).
    PublicHolidayRule {
        /// The hours hold on public holidays as on other days.
        Runs = "RUNS",
        /// Nothing starts on a public holiday.
        Pauses = "PAUSES",
        /// The weekly hours of a Sunday hold ("sonn- und feiertags"); rules that are not weekly
        /// pause.
        AsOnSunday = "AS_ON_SUNDAY",
    }
}
