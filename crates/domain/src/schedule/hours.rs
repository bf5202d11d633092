//! Times of day, and hours from one to another.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Timelike};
use thiserror::Error;

use crate::code::codes;

/// A time of day in Europe/Berlin (Uhrzeit) to the minute, written `09:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime(NaiveTime);

impl LocalTime {
    /// The start of a day.
    pub const MIDNIGHT: Self = Self(NaiveTime::MIN);

    /// The same as a time of chrono, with zero seconds.
    #[must_use]
    pub fn as_naive(self) -> NaiveTime {
        self.0
    }
}

impl FromStr for LocalTime {
    type Err = LocalTimeError;

    /// Reads `HH:MM`. `24:00` is midnight: as an end that is the end of the day.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || LocalTimeError {
            text: text.chars().take(20).collect(),
        };
        let (hour, minute) = text.split_once(':').ok_or_else(invalid)?;
        let number = |digits: &str| {
            (digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| digits.parse::<u32>().ok())
                .flatten()
                .ok_or_else(invalid)
        };
        match (number(hour)?, number(minute)?) {
            (24, 0) => Ok(Self::MIDNIGHT),
            (hour, minute) => NaiveTime::from_hms_opt(hour, minute, 0)
                .map(Self)
                .ok_or_else(invalid),
        }
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

/// Text that is not a time of day.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("`{text}` is not a time of day such as 09:30")]
pub struct LocalTimeError {
    text: String,
}

/// Hours of one day, from `start` to before `end`.
///
/// Where `end` is not after `start` they last until `end` on the next day: `22:00`–`02:00` is a
/// night, and the same time twice is 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The first minute.
    pub start: LocalTime,
    /// The first minute after.
    pub end: LocalTime,
    /// How one gets in during them.
    pub mode: HoursMode,
}

impl Hours {
    /// Whether they end on the day after they start (an end at midnight counts).
    #[must_use]
    pub fn end_on_next_day(self) -> bool {
        self.end <= self.start
    }
}

codes! {
    /// How one gets in during stated hours.
    HoursMode {
        /// Without an appointment (offene Sprechstunde).
        WalkIn = "WALK_IN",
        /// By an appointment agreed before (nach Vereinbarung).
        ByAppointment = "BY_APPOINTMENT",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro of codes takes no attribute on a variant"
)]
impl Default for HoursMode {
    fn default() -> Self {
        Self::WalkIn
    }
}
