//! The days on which the clocks change, and changes of the state.

use chrono::{TimeDelta, Weekday};

use super::{at, day, holidays, running, schedule, state, weekly};
use crate::schedule::{OpeningState, SchoolHolidayRule};

#[test]
fn a_night_is_an_hour_shorter_when_the_clocks_spring_forward() {
    let schedule = schedule(running(vec![weekly(1, &[Weekday::Sat], "22:00", "06:00")]));
    let holidays = holidays();
    let saturday = day("2027-03-27");
    let night = schedule
        .occurrences(saturday..=saturday, &holidays)
        .next()
        .unwrap();
    assert_eq!(night.end - night.start, TimeDelta::hours(7));
}

#[test]
fn a_time_that_does_not_exist_is_the_moment_the_clocks_jump() {
    let spans = |start, end| {
        let schedule = schedule(running(vec![weekly(1, &[Weekday::Sun], start, end)]));
        let holidays = holidays();
        let sunday = day("2027-03-28");
        let occurrences = schedule.occurrences(sunday..=sunday, &holidays);
        occurrences
            .map(|span| (span.start, span.end))
            .collect::<Vec<_>>()
    };
    let jump = at("2027-03-28T03:00+02:00");
    assert_eq!(
        spans("02:30", "05:00"),
        [(jump, at("2027-03-28T05:00+02:00"))]
    );
    assert_eq!(
        spans("01:00", "02:30"),
        [(at("2027-03-28T01:00+01:00"), jump)]
    );
    assert_eq!(spans("02:15", "02:45"), []);
}

#[test]
fn a_time_that_exists_twice_is_the_first() {
    let schedule = schedule(running(vec![weekly(1, &[Weekday::Sun], "02:30", "03:30")]));
    let holidays = holidays();
    let sunday = day("2027-10-31");
    let span = schedule
        .occurrences(sunday..=sunday, &holidays)
        .next()
        .unwrap();
    assert_eq!(span.start, at("2027-10-31T02:30+02:00"));
    assert_eq!(span.end, at("2027-10-31T03:30+01:00"));
    assert_eq!(
        state(&schedule, "2027-10-31T02:10+01:00"),
        OpeningState::Open
    );
}

#[test]
fn the_next_change_is_the_next_opening_or_closing() {
    let schedule = schedule(running(vec![
        weekly(1, &[Weekday::Mon], "09:00", "12:00"),
        weekly(2, &[Weekday::Mon], "12:00", "13:00"),
    ]));
    let next = |instant| schedule.next_change(at(instant), &holidays());
    assert_eq!(
        next("2027-01-12T10:00+01:00"),
        Some(at("2027-01-18T09:00+01:00"))
    );
    assert_eq!(
        next("2027-01-18T09:00+01:00"),
        Some(at("2027-01-18T13:00+01:00"))
    );
}

#[test]
fn the_end_of_the_known_holidays_is_a_change() {
    let mut raw = running(vec![weekly(1, &[Weekday::Mon], "09:00", "12:00")]);
    raw.school_holidays = Some(SchoolHolidayRule::Pauses);
    let next = schedule(raw).next_change(at("2027-07-20T10:00+02:00"), &holidays());
    assert_eq!(next, Some(at("2027-09-01T00:00+02:00")));
}
