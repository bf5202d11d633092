//! The zone Europe/Berlin: from local times to instants and back.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Europe::Berlin;

use super::hours::LocalTime;

/// The years for which schedules have an answer. The bound keeps all arithmetic on dates far from
/// the ends of what a date can express.
pub(super) const YEARS: RangeInclusive<i32> = 1970..=2199;

/// The local date of an instant; null outside [`YEARS`].
pub(super) fn date_of(instant: DateTime<Utc>) -> Option<NaiveDate> {
    YEARS
        .contains(&instant.year())
        .then(|| instant.with_timezone(&Berlin).date_naive())
}

/// The instant at which a day reaches a time: the first one where the time exists twice, and the
/// moment the clocks jump where it does not exist.
///
/// Moving a missing time forward by the length of the gap, as RFC 5545 does, would let 02:30 come
/// after 03:00 and turn spans inside out.
pub(super) fn instant_of(date: NaiveDate, time: LocalTime) -> DateTime<Utc> {
    let local = date.and_time(time.as_naive());
    let after_gap = || {
        let hour = local - TimeDelta::minutes(i64::from(local.minute()));
        (1..=3).find_map(|hours| {
            Berlin
                .from_local_datetime(&(hour + TimeDelta::hours(hours)))
                .earliest()
        })
    };
    Berlin
        .from_local_datetime(&local)
        .earliest()
        .or_else(after_gap)
        .map_or_else(|| local.and_utc(), |found| found.to_utc())
}

/// The day before; the first of all days is its own.
pub(super) fn day_before(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(1)).unwrap_or(date)
}

/// The day after; the last of all days is its own.
pub(super) fn day_after(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}
