//! From raw schedules and JSON, and back.

use chrono::Weekday;

use super::{closure, exception, hours, running, schedule, violations, weekly};
use crate::schedule::{MonthWeek, RawSchedule, RawSeason, Schedule};

#[test]
fn a_schedule_reports_everything_that_is_wrong_at_once() {
    let mut night = weekly(1, &[], "25:00", "9:00");
    night.month_weeks = vec![MonthWeek::First];
    night.every_weeks = Some(1);
    night.season = Some(RawSeason {
        from: "02-30".into(),
        to: "03-01".into(),
    });
    night.valid_from = Some("2027-02-01".into());
    night.valid_to = Some("2027-01-01".into());
    let found = violations(RawSchedule {
        rules: vec![night],
        exceptions: vec![
            exception(1, "2027-01-11", vec![hours("10:00", "x")]),
            exception(2, "2027-01-11", Vec::new()),
        ],
        closures: vec![closure(3, "2300-01-01", Some("yesterday"))],
        ..RawSchedule::default()
    });
    insta::assert_snapshot!(found.join("\n"), @r"
    exceptions.0.id: `00000000-0000-0000-0000-000000000001` stands there twice
    rules.0.weekdays: a value is required
    rules.0.hours.start: `25:00` is not a time of day such as 09:30
    rules.0.hours.end: `9:00` is not a time of day such as 09:30
    rules.0.every_weeks: outside 2 to 52
    rules.0.anchor: a value is required
    rules.0.month_weeks: weeks of the month and an interval of weeks exclude each other
    rules.0.season.from: `02-30` is not a day of the year such as 03-31
    rules.0.valid_to: the end lies before the start
    exceptions.0.hours.0.end: `x` is not a time of day such as 09:30
    exceptions.1.date: `2027-01-11` stands there twice
    closures.0.from: outside 1970 to 2199
    closures.0.to: `yesterday` is not a date such as 2027-03-31
    ");
}

#[test]
fn a_schedule_has_at_most_100_rules() {
    let rules = (0..101)
        .map(|number| weekly(number, &[Weekday::Mon], "09:00", "10:00"))
        .collect();
    assert_eq!(violations(running(rules)), ["rules: outside 0 to 100"]);
}

#[test]
fn the_json_of_a_schedule_is_compact_and_reads_back() {
    let mut rule = weekly(1, &[Weekday::Thu, Weekday::Mon], "18:00", "24:00");
    rule.month_weeks = vec![MonthWeek::Last, MonthWeek::First];
    rule.season = Some(RawSeason {
        from: "10-01".into(),
        to: "03-31".into(),
    });
    let schedule = schedule(RawSchedule {
        exceptions: vec![exception(2, "2027-01-11", Vec::new())],
        ..running(vec![rule])
    });
    let json = serde_json::to_string(&schedule).unwrap();
    insta::assert_snapshot!(json, @r#"{"rules":[{"id":"00000000-0000-0000-0000-000000000001","weekdays":["Mon","Thu"],"hours":{"start":"18:00","end":"00:00"},"month_weeks":["FIRST","LAST"],"season":{"from":"10-01","to":"03-31"}}],"exceptions":[{"id":"00000000-0000-0000-0000-000000000002","date":"2027-01-11"}],"school_holidays":"RUNS","public_holidays":"RUNS"}"#);
    assert_eq!(serde_json::from_str::<Schedule>(&json).unwrap(), schedule);
}

#[test]
fn json_with_a_field_nobody_knows_is_refused() {
    assert!(serde_json::from_str::<Schedule>(r#"{"timezone":"UTC"}"#).is_err());
}
