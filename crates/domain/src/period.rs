//! Spans: of days, of ages.

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A moment, cut to microseconds, since that is what every supported database keeps.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(from = "DateTime<Utc>", into = "DateTime<Utc>")]
pub struct Instant(DateTime<Utc>);

impl Instant {
    /// As a date and time in UTC.
    #[must_use]
    pub const fn utc(self) -> DateTime<Utc> {
        self.0
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(moment: DateTime<Utc>) -> Self {
        let micros = moment.nanosecond() / 1000 * 1000;
        Self(moment.with_nanosecond(micros).unwrap_or(moment))
    }
}

impl From<Instant> for DateTime<Utc> {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

/// Days from `start` to `end`, both included; an end that is not given is open.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "RawPeriod", into = "RawPeriod")]
pub struct Period {
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
}

impl Period {
    /// The days from `start` to `end`.
    ///
    /// # Errors
    /// The end lies before the start.
    pub fn new(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Result<Self, SpanReversed> {
        match (start, end) {
            (Some(start), Some(end)) if end < start => Err(SpanReversed),
            _ => Ok(Self { start, end }),
        }
    }

    /// The first day, where there is one.
    #[must_use]
    pub const fn start(&self) -> Option<NaiveDate> {
        self.start
    }

    /// The last day, where there is one.
    #[must_use]
    pub const fn end(&self) -> Option<NaiveDate> {
        self.end
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |one: &Self, other: &Self| {
            one.start
                .is_none_or(|start| other.end.is_none_or(|end| start <= end))
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawPeriod {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<NaiveDate>,
}

impl TryFrom<RawPeriod> for Period {
    type Error = SpanReversed;

    fn try_from(raw: RawPeriod) -> Result<Self, Self::Error> {
        Self::new(raw.start, raw.end)
    }
}

impl From<Period> for RawPeriod {
    fn from(period: Period) -> Self {
        Self {
            start: period.start,
            end: period.end,
        }
    }
}

/// An age: in years, or in months below two years.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(try_from = "RawAge", into = "RawAge")]
pub enum Age {
    /// Completed years, at most 130.
    Years(u8),
    /// Completed months, at most 23.
    Months(u8),
}

impl Age {
    /// An age in completed years.
    ///
    /// # Errors
    /// More than 130.
    pub const fn years(years: u8) -> Result<Self, AgeOutOfRange> {
        if years > 130 {
            return Err(AgeOutOfRange);
        }
        Ok(Self::Years(years))
    }

    /// An age in completed months.
    ///
    /// # Errors
    /// More than 23: from two years on, ages are in years.
    pub const fn months(months: u8) -> Result<Self, AgeOutOfRange> {
        if months > 23 {
            return Err(AgeOutOfRange);
        }
        Ok(Self::Months(months))
    }

    /// The month of life at which somebody reaches it.
    #[must_use]
    pub fn first_month(self) -> u16 {
        match self {
            Self::Years(years) => u16::from(years) * 12,
            Self::Months(months) => u16::from(months),
        }
    }

    /// The last month of life in which somebody has it: "13 years" lasts up to the 14th birthday.
    #[must_use]
    pub fn last_month(self) -> u16 {
        match self {
            Self::Years(_) => self.first_month() + 11,
            Self::Months(_) => self.first_month(),
        }
    }
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum RawAge {
    Years(u8),
    Months(u8),
}

impl TryFrom<RawAge> for Age {
    type Error = AgeOutOfRange;

    fn try_from(raw: RawAge) -> Result<Self, Self::Error> {
        match raw {
            RawAge::Years(years) => Self::years(years),
            RawAge::Months(months) => Self::months(months),
        }
    }
}

impl From<Age> for RawAge {
    fn from(age: Age) -> Self {
        match age {
            Age::Years(years) => Self::Years(years),
            Age::Months(months) => Self::Months(months),
        }
    }
}

/// An age that nobody has, or that is written in the wrong unit.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("an age is 0 to 130 years, or 0 to 23 months")]
pub struct AgeOutOfRange;

/// Ages, both ends included; an end that is not given is open.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "RawAges", into = "RawAges")]
pub struct AgeRange {
    min: Option<Age>,
    max: Option<Age>,
}

impl AgeRange {
    /// The ages from `min` to `max`.
    ///
    /// # Errors
    /// The greatest age ends before the least begins.
    pub fn new(min: Option<Age>, max: Option<Age>) -> Result<Self, SpanReversed> {
        match (min, max) {
            (Some(min), Some(max)) if max.last_month() < min.first_month() => Err(SpanReversed),
            _ => Ok(Self { min, max }),
        }
    }

    /// The least age, where there is one.
    #[must_use]
    pub const fn min(&self) -> Option<Age> {
        self.min
    }

    /// The greatest age, where there is one.
    #[must_use]
    pub const fn max(&self) -> Option<Age> {
        self.max
    }

    /// Whether somebody of this age is meant.
    #[must_use]
    pub fn contains(&self, age: Age) -> bool {
        self.overlaps(&Self {
            min: Some(age),
            max: Some(age),
        })
    }

    /// Whether some month of life lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |min: Option<Age>, max: Option<Age>| match (min, max) {
            (Some(min), Some(max)) => min.first_month() <= max.last_month(),
            _ => true,
        };
        begins_in_time(self.min, other.max) && begins_in_time(other.min, self.max)
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawAges {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<Age>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<Age>,
}

impl TryFrom<RawAges> for AgeRange {
    type Error = SpanReversed;

    fn try_from(raw: RawAges) -> Result<Self, Self::Error> {
        Self::new(raw.min, raw.max)
    }
}

impl From<AgeRange> for RawAges {
    fn from(ages: AgeRange) -> Self {
        Self {
            min: ages.min,
            max: ages.max,
        }
    }
}

/// A span whose end lies before its start.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("the end lies before the start")]
pub struct SpanReversed;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_reversed_span_is_refused_wherever_it_comes_from() {
        assert_eq!(
            AgeRange::new(Some(Age::Years(14)), Some(Age::Years(6))),
            Err(SpanReversed)
        );
        assert!(
            serde_json::from_str::<AgeRange>(r#"{"min":{"years":14},"max":{"years":6}}"#).is_err()
        );
        assert!(
            serde_json::from_str::<Period>(r#"{"start":"2026-02-01","end":"2026-01-01"}"#).is_err()
        );
    }

    #[test]
    fn an_age_lasts_up_to_the_next_birthday() {
        let toddlers = AgeRange::new(Some(Age::Months(6)), Some(Age::Years(2))).unwrap();
        assert!(toddlers.contains(Age::Years(2)));
        assert!(!toddlers.contains(Age::Months(5)));
        assert!(!toddlers.contains(Age::Years(3)));
    }

    fn age() -> impl Strategy<Value = Age> {
        prop_oneof![
            (0..=130u8).prop_map(Age::Years),
            (0..=23u8).prop_map(Age::Months)
        ]
    }

    proptest! {
        #[test]
        fn ranges_overlap_when_some_month_lies_in_both(
            a in (proptest::option::of(age()), proptest::option::of(age())),
            b in (proptest::option::of(age()), proptest::option::of(age())),
        ) {
            if let (Ok(a), Ok(b)) = (AgeRange::new(a.0, a.1), AgeRange::new(b.0, b.1)) {
                let holds = |range: &AgeRange, month: u16| {
                    range.min().is_none_or(|min| min.first_month() <= month)
                        && range.max().is_none_or(|max| month <= max.last_month())
                };
                let shared = (0..=131 * 12).any(|month| holds(&a, month) && holds(&b, month));
                prop_assert_eq!(a.overlaps(&b), shared);
            }
        }
    }
}
