//! Public and school holidays.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{WORKING_DAYS, dates, day, holidays, running, schedule, state, weekly};
use crate::schedule::{
    HolidayCalendar, MonthWeek, OpeningState, PublicHoliday, PublicHolidayRule, RawSchedule,
    SchoolHoliday, SchoolHolidayRule,
};

#[test]
fn school_holidays_run_pause_or_are_the_only_time() {
    let with = |rule| {
        let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
        raw.school_holidays = rule;
        let schedule = schedule(raw);
        let on_holiday = state(&schedule, "2027-07-21T10:00+02:00");
        (on_holiday, state(&schedule, "2027-06-16T10:00+02:00"))
    };
    use crate::schedule::OpeningState::{Closed, Open, Unknown};
    assert_eq!(with(Some(SchoolHolidayRule::Runs)), (Open, Open));
    assert_eq!(with(Some(SchoolHolidayRule::Pauses)), (Closed, Open));
    assert_eq!(with(Some(SchoolHolidayRule::OnlyThen)), (Open, Closed));
    assert_eq!(with(None), (Unknown, Open));
}

#[test]
fn a_school_holiday_without_an_answer_is_unknown_all_day() {
    let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
    raw.school_holidays = None;
    let schedule = schedule(raw);
    assert_eq!(
        state(&schedule, "2027-07-21T20:00+02:00"),
        OpeningState::Unknown
    );
    assert!(dates(&schedule, "2027-07-21", "2027-07-21").is_empty());
}

#[test]
fn the_night_after_a_day_without_an_answer_is_unknown_too() {
    let mut raw = running(vec![weekly(1, &[Weekday::Wed], "22:00", "02:00")]);
    raw.school_holidays = None;
    let schedule = schedule(raw);
    // 6 January 2027 is a Wednesday and the last day of the Christmas holidays.
    assert_eq!(
        state(&schedule, "2027-01-07T01:00+01:00"),
        OpeningState::Unknown
    );
    assert_eq!(
        state(&schedule, "2027-01-07T02:00+01:00"),
        OpeningState::Closed
    );
}

#[test]
fn beyond_the_known_holidays_only_what_does_not_depend_on_them_is_known() {
    let with = |rule| {
        let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
        raw.school_holidays = rule;
        state(&schedule(raw), "2027-09-01T10:00+02:00")
    };
    assert_eq!(with(Some(SchoolHolidayRule::Runs)), OpeningState::Open);
    assert_eq!(with(Some(SchoolHolidayRule::Pauses)), OpeningState::Unknown);
    assert_eq!(
        with(Some(SchoolHolidayRule::OnlyThen)),
        OpeningState::Unknown
    );
    assert_eq!(with(None), OpeningState::Unknown);
}

#[test]
fn a_rule_that_is_over_is_closed_whatever_the_holidays() {
    let mut rule = weekly(1, &WORKING_DAYS, "09:00", "12:00");
    rule.valid_to = Some("2027-01-31".into());
    let schedule = schedule(RawSchedule {
        rules: vec![rule],
        ..RawSchedule::default()
    });
    assert_eq!(
        state(&schedule, "2027-07-21T10:00+02:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2033-07-20T10:00+02:00"),
        OpeningState::Closed
    );
}

#[test]
fn public_holidays_run_pause_or_are_kept_like_a_sunday() {
    let with = |rule| {
        let mut first_sunday = weekly(3, &[Weekday::Sun], "06:00", "07:00");
        first_sunday.month_weeks = vec![MonthWeek::First];
        let mut raw = running(vec![
            weekly(1, &WORKING_DAYS, "09:00", "12:00"),
            weekly(2, &[Weekday::Sun], "14:00", "16:00"),
            first_sunday,
        ]);
        raw.public_holidays = rule;
        let schedule = schedule(raw);
        // Ascension Day 2027 is 6 May, in the first week of the month.
        [
            "2027-05-06T06:30+02:00",
            "2027-05-06T10:00+02:00",
            "2027-05-06T15:00+02:00",
        ]
        .map(|instant| state(&schedule, instant))
    };
    use crate::schedule::OpeningState::{Closed, Open, Unknown};
    assert_eq!(with(Some(PublicHolidayRule::Runs)), [Closed, Open, Closed]);
    assert_eq!(
        with(Some(PublicHolidayRule::Pauses)),
        [Closed, Closed, Closed]
    );
    assert_eq!(
        with(Some(PublicHolidayRule::AsOnSunday)),
        [Closed, Closed, Open]
    );
    assert_eq!(with(None), [Unknown, Unknown, Unknown]);
}

#[test]
fn a_stated_pause_outweighs_a_missing_answer() {
    let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
    raw.school_holidays = None;
    raw.public_holidays = Some(PublicHolidayRule::Pauses);
    assert_eq!(
        state(&schedule(raw), "2026-12-25T10:00+01:00"),
        OpeningState::Closed
    );
}

#[test]
fn easter_and_what_hangs_on_it_fall_on_the_published_days() {
    let holidays = holidays();
    for (date, holiday) in [
        ("2024-03-29", PublicHoliday::GoodFriday),
        ("2025-04-21", PublicHoliday::EasterMonday),
        ("2026-05-14", PublicHoliday::AscensionDay),
        ("2027-05-17", PublicHoliday::WhitMonday),
        ("2027-05-27", PublicHoliday::CorpusChristi),
        ("2038-04-26", PublicHoliday::EasterMonday),
        ("2030-06-20", PublicHoliday::CorpusChristi),
        ("2026-11-01", PublicHoliday::AllSaintsDay),
    ] {
        assert_eq!(holidays.public_holiday(day(date)), Some(holiday), "{date}");
    }
    assert_eq!(holidays.public_holiday(day("2026-10-31")), None);
}

#[test]
fn a_year_has_eleven_public_holidays() {
    let holidays = holidays();
    for year in 2018..=2150 {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let of_year = first.iter_days().take_while(|date| date.year() == year);
        let count = of_year
            .filter(|date| holidays.public_holiday(*date).is_some())
            .count();
        assert_eq!(count, 11, "{year}");
    }
}

#[test]
fn a_holiday_calendar_refuses_ranges_that_cannot_be() {
    let range = |from, to| SchoolHoliday {
        name: "Ferien".into(),
        from: day(from),
        to: day(to),
        source: "a decree".into(),
    };
    let refused = HolidayCalendar::new(
        day("2027-01-01")..=day("2027-12-31"),
        vec![
            range("2027-03-22", "2027-04-03"),
            range("2027-04-03", "2027-04-05"),
            range("2027-08-02", "2027-08-01"),
            range("2027-12-24", "2028-01-08"),
        ],
    );
    let problems: Vec<_> = refused
        .unwrap_err()
        .problems()
        .iter()
        .map(|(_, problem)| *problem)
        .collect();
    use crate::schedule::SchoolHolidayProblem::{OutsideKnownDays, Overlapping, Reversed};
    assert_eq!(problems, [Overlapping, Reversed, OutsideKnownDays]);
}
