//! Recurring hours.

use chrono::{TimeDelta, Weekday};

use super::{dates, day, exception, holidays, running, schedule, state, weekly};
use crate::schedule::{MonthWeek, OpeningState, RawSeason};

#[test]
fn hours_are_open_from_their_first_minute_to_before_their_end() {
    let schedule = schedule(running(vec![weekly(1, &[Weekday::Mon], "09:00", "12:00")]));
    assert_eq!(
        state(&schedule, "2027-01-11T08:59+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2027-01-11T09:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-01-11T11:59+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-01-11T12:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2027-01-12T10:00+01:00"),
        OpeningState::Closed
    );
}

#[test]
fn an_overnight_span_belongs_to_the_day_it_starts() {
    let mut raw = running(vec![weekly(1, &[Weekday::Fri], "22:00", "02:00")]);
    raw.exceptions = vec![exception(2, "2027-01-16", Vec::new())];
    let schedule = schedule(raw);
    assert_eq!(
        state(&schedule, "2027-01-15T01:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2027-01-15T23:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-01-16T01:59+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-01-16T02:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(dates(&schedule, "2027-01-15", "2027-01-16"), ["2027-01-15"]);
}

#[test]
fn the_same_time_twice_is_24_hours() {
    for (start, end) in [("00:00", "00:00"), ("00:00", "24:00"), ("08:00", "08:00")] {
        let schedule = schedule(running(vec![weekly(1, &[Weekday::Mon], start, end)]));
        let holidays = holidays();
        let monday = day("2027-01-11");
        let occurrence = schedule
            .occurrences(monday..=monday, &holidays)
            .next()
            .unwrap();
        assert_eq!(occurrence.end - occurrence.start, TimeDelta::hours(24));
    }
}

#[test]
fn a_monthly_rule_takes_place_at_its_places_of_the_month() {
    let monthly = |weeks: &[MonthWeek]| {
        let mut rule = weekly(1, &[Weekday::Tue], "15:00", "17:00");
        rule.month_weeks = weeks.to_vec();
        dates(&schedule(running(vec![rule])), "2027-06-01", "2027-07-31")
    };
    let first_and_third = ["2027-06-01", "2027-06-15", "2027-07-06", "2027-07-20"];
    assert_eq!(
        monthly(&[MonthWeek::First, MonthWeek::Third]),
        first_and_third
    );
    assert_eq!(monthly(&[MonthWeek::Fifth]), ["2027-06-29"]);
    assert_eq!(monthly(&[MonthWeek::Last]), ["2027-06-29", "2027-07-27"]);
}

#[test]
fn the_last_of_a_month_is_at_most_six_days_before_its_end() {
    let mut rule = weekly(1, &[Weekday::Mon, Weekday::Sun], "15:00", "17:00");
    rule.month_weeks = vec![MonthWeek::Last];
    let schedule = schedule(running(vec![rule]));
    let expected = ["2027-01-25", "2027-01-31", "2027-02-22", "2027-02-28"];
    assert_eq!(dates(&schedule, "2027-01-01", "2027-02-28"), expected);
}

#[test]
fn an_interval_counts_weeks_from_its_anchor_and_not_before() {
    let mut rule = weekly(1, &[Weekday::Mon, Weekday::Thu], "15:00", "17:00");
    rule.every_weeks = Some(2);
    rule.anchor = Some("2027-01-13".into());
    let schedule = schedule(running(vec![rule]));
    let expected = ["2027-01-14", "2027-01-25", "2027-01-28", "2027-02-08"];
    assert_eq!(dates(&schedule, "2026-12-01", "2027-02-08"), expected);
}

#[test]
fn an_interval_goes_on_over_the_end_of_the_year() {
    let mut rule = weekly(1, &[Weekday::Mon], "15:00", "17:00");
    rule.every_weeks = Some(2);
    rule.anchor = Some("2026-12-21".into());
    let schedule = schedule(running(vec![rule]));
    let expected = ["2026-12-21", "2027-01-04", "2027-01-18"];
    assert_eq!(dates(&schedule, "2026-12-21", "2027-01-24"), expected);
}

#[test]
fn a_season_may_wrap_the_end_of_the_year() {
    let mut rule = weekly(1, &[Weekday::Mon], "15:00", "17:00");
    rule.season = Some(RawSeason {
        from: "10-01".into(),
        to: "02-29".into(),
    });
    let schedule = schedule(running(vec![rule]));
    assert_eq!(
        state(&schedule, "2026-12-28T16:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-02-22T16:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-03-01T16:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2026-09-28T16:00+02:00"),
        OpeningState::Closed
    );
}

#[test]
fn a_rule_holds_from_its_first_to_its_last_day() {
    let mut rule = weekly(1, &[Weekday::Mon], "15:00", "17:00");
    rule.valid_from = Some("2027-01-11".into());
    rule.valid_to = Some("2027-01-18".into());
    let schedule = schedule(running(vec![rule]));
    assert_eq!(
        dates(&schedule, "2026-12-01", "2027-12-31"),
        ["2027-01-11", "2027-01-18"]
    );
}
