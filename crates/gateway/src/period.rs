//! Spans of days and ages.

use async_graphql::SimpleObject;

use crate::scalar::Date;

/// Days from start to end, both included.
#[derive(SimpleObject)]
pub struct Period {
    /// The first day; null when it is open or unknown.
    start: Option<Date>,
    /// The last day; null when it is open or unknown.
    end: Option<Date>,
}

impl From<domain::period::Period> for Period {
    fn from(period: domain::period::Period) -> Self {
        Self {
            start: period.start().map(Date),
            end: period.end().map(Date),
        }
    }
}

/// An age: either years or, below two years, months.
#[derive(SimpleObject)]
pub struct Age {
    /// Completed years; null when the age is given in months.
    years: Option<u8>,
    /// Completed months, below two years; null when the age is given in years.
    months: Option<u8>,
}

impl From<domain::period::Age> for Age {
    fn from(age: domain::period::Age) -> Self {
        match age {
            domain::period::Age::Years(years) => Self {
                years: Some(years),
                months: None,
            },
            domain::period::Age::Months(months) => Self {
                years: None,
                months: Some(months),
            },
        }
    }
}

/// Ages, both ends included: "up to 13 years" lasts to the day before the 14th birthday.
#[derive(SimpleObject)]
pub struct AgeRange {
    /// The least age; null when there is none.
    min: Option<Age>,
    /// The greatest age; null when there is none.
    max: Option<Age>,
}

impl From<domain::period::AgeRange> for AgeRange {
    fn from(ages: domain::period::AgeRange) -> Self {
        Self {
            min: ages.min().map(Age::from),
            max: ages.max().map(Age::from),
        }
    }
}
