//! Random schedules and instants.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc, Weekday};
use proptest::prelude::*;

use crate::schedule::tests::{day, hours, part, weekly};
use crate::schedule::{
    HoursMode, MonthWeek, PublicHolidayRule, RawClosure, RawException, RawHours, RawRule,
    RawSchedule, RawSeason, SchoolHolidayRule,
};

pub(super) fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..500).prop_map(|days| day("2026-07-01") + Days::new(days))
}

fn any_hours() -> impl Strategy<Value = RawHours> {
    let mode = prop_oneof![Just(HoursMode::WalkIn), Just(HoursMode::ByAppointment)];
    // Often in the small hours, in which the clocks change.
    let quarter = || prop_oneof![2 => 0_u32..96, 1 => 4_u32..16];
    (quarter(), quarter(), mode).prop_map(|(start, end, mode)| {
        let clock = |quarter: u32| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
        RawHours {
            mode,
            ..hours(&clock(start), &clock(end))
        }
    })
}

fn any_rule(number: u128) -> impl Strategy<Value = RawRule> {
    let weekdays = proptest::sample::subsequence(
        vec![
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ],
        1..=7,
    );
    let month_weeks = proptest::sample::subsequence(
        vec![
            MonthWeek::First,
            MonthWeek::Third,
            MonthWeek::Fifth,
            MonthWeek::Last,
        ],
        1..=2,
    );
    let recurrence = prop_oneof![
        3 => Just((Vec::new(), None)),
        1 => month_weeks.prop_map(|weeks| (weeks, None)),
        1 => (2_u32..6, any_date()).prop_map(|every| (Vec::new(), Some(every))),
    ];
    let season = proptest::option::weighted(0.2, (1_u32..=12, 1_u32..=12));
    let from = proptest::option::weighted(0.2, any_date());
    let length = proptest::option::weighted(0.2, 0_u64..200);
    (weekdays, any_hours(), recurrence, season, from, length).prop_map(
        move |(weekdays, hours, (month_weeks, every), season, from, length)| RawRule {
            hours,
            month_weeks,
            every_weeks: every.map(|(weeks, _)| weeks),
            anchor: every.map(|(_, anchor)| anchor.to_string()),
            season: season.map(|(from, to)| RawSeason {
                from: format!("{from:02}-15"),
                to: format!("{to:02}-14"),
            }),
            valid_from: from.map(|date| date.to_string()),
            valid_to: from
                .zip(length)
                .map(|(date, days)| (date + Days::new(days)).to_string()),
            ..weekly(number, &weekdays, "00:00", "00:00")
        },
    )
}

pub(super) fn any_schedule() -> impl Strategy<Value = RawSchedule> {
    let rules = prop_oneof![
        1 => Just(Vec::new()).boxed(),
        4 => any_rule(1).prop_map(|rule| vec![rule]).boxed(),
        4 => (any_rule(1), any_rule(2)).prop_map(|(one, two)| vec![one, two]).boxed(),
    ];
    let exceptions = proptest::collection::btree_map(
        any_date(),
        proptest::collection::vec(any_hours(), 0..3),
        0..4,
    );
    let closure = proptest::option::weighted(0.3, (any_date(), proptest::option::of(0_u64..60)));
    let school = proptest::option::of(proptest::sample::select(vec![
        SchoolHolidayRule::Runs,
        SchoolHolidayRule::Pauses,
        SchoolHolidayRule::OnlyThen,
    ]));
    let public = proptest::option::of(proptest::sample::select(vec![
        PublicHolidayRule::Runs,
        PublicHolidayRule::Pauses,
        PublicHolidayRule::AsOnSunday,
    ]));
    let by_appointment = proptest::option::of(any::<bool>());
    (rules, exceptions, closure, school, public, by_appointment).prop_map(
        |(rules, exceptions, closure, school_holidays, public_holidays, by_appointment)| {
            let exceptions = exceptions.into_iter().enumerate();
            RawSchedule {
                rules,
                exceptions: exceptions
                    .map(|(index, (date, hours))| RawException {
                        id: part(100 + index as u128),
                        date: date.to_string(),
                        hours,
                        note: None,
                    })
                    .collect(),
                closures: closure
                    .map(|(from, days)| RawClosure {
                        id: part(50),
                        from: from.to_string(),
                        to: days.map(|days| (from + Days::new(days)).to_string()),
                        reason: None,
                    })
                    .into_iter()
                    .collect(),
                by_appointment,
                binding: None,
                school_holidays,
                public_holidays,
            }
        },
    )
}

/// Instants over the dates of the schedules, often on the days when the clocks change or the
/// knowledge of holidays begins or ends.
pub(super) fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    let special = proptest::sample::select(vec![
        "2026-10-24",
        "2026-10-25",
        "2027-03-27",
        "2027-03-28",
        "2027-10-31",
        "2026-12-25",
        "2027-07-18",
        "2027-08-31",
        "2027-09-01",
    ])
    .prop_map(day);
    (prop_oneof![any_date(), special], 0_i64..24 * 60).prop_map(|(date, minute)| {
        date.and_hms_opt(0, 0, 0).unwrap().and_utc() + TimeDelta::minutes(minute)
    })
}
