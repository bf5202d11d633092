//! Random schedules: against an independent reading, against themselves, and far away.

#![allow(clippy::unwrap_used, clippy::panic)]

mod naive;
mod random;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc, Weekday};
use proptest::prelude::*;

use self::random::{any_date, any_instant, any_schedule};
use super::tests::{holidays, weekly};
use super::{HoursMode, OpeningState, RawRule, RawSchedule, RawSeason, Schedule};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_state_is_that_of_an_independent_reading(raw in any_schedule(), first in any_instant()) {
        let schedule = Schedule::try_from(raw.clone()).unwrap();
        let calendar = holidays();
        // Nearly a day apart, so that dates and times of day both move.
        for step in 0..50 {
            let instant = first + TimeDelta::minutes(1427) * step;
            let expected = naive::state(&raw, &calendar, instant);
            prop_assert_eq!(schedule.state_at(instant, &calendar), expected, "at {}", instant);
        }
    }

    #[test]
    fn something_is_open_exactly_while_it_occurs(raw in any_schedule(), instant in any_instant()) {
        let schedule = Schedule::try_from(raw).unwrap();
        let calendar = holidays();
        let today = naive::local(instant).date();
        let open = schedule
            .occurrences(today - Days::new(1)..=today, &calendar)
            .filter(|span| span.start <= instant && instant < span.end)
            .any(|span| span.mode == HoursMode::WalkIn);
        prop_assert_eq!(schedule.state_at(instant, &calendar) == OpeningState::Open, open);
    }

    #[test]
    fn the_next_change_is_the_first_moment_with_another_state(
        raw in any_schedule(),
        instant in any_instant(),
        share in 0.0_f64..1.0,
    ) {
        let schedule = Schedule::try_from(raw).unwrap();
        let calendar = holidays();
        let now = schedule.state_at(instant, &calendar);
        let change = schedule.next_change(instant, &calendar);
        if let Some(change) = change {
            prop_assert!(instant < change);
            prop_assert_ne!(schedule.state_at(change, &calendar), now);
        }
        let end = change.unwrap_or(instant + TimeDelta::days(700));
        let last = end - TimeDelta::seconds(1);
        let between = instant + TimeDelta::seconds(((last - instant).num_seconds() as f64 * share) as i64);
        for unchanged in [last, between] {
            prop_assert_eq!(schedule.state_at(unchanged, &calendar), now);
        }
    }

    #[test]
    fn occurrences_come_in_order_and_last_at_most_25_hours(raw in any_schedule(), from in any_date()) {
        let schedule = Schedule::try_from(raw).unwrap();
        let calendar = holidays();
        let spans: Vec<_> = schedule.occurrences(from..=from + Days::new(60), &calendar).collect();
        prop_assert!(spans.is_sorted_by_key(|span| (span.date, span.start)));
        for span in spans {
            prop_assert!(span.start < span.end && span.end - span.start <= TimeDelta::hours(25));
            prop_assert_eq!(naive::local(span.start).date(), span.date);
        }
    }

    #[test]
    fn a_schedule_reads_back_from_its_json(raw in any_schedule()) {
        let schedule = Schedule::try_from(raw).unwrap();
        let json = serde_json::to_string(&schedule).unwrap();
        prop_assert_eq!(serde_json::from_str::<Schedule>(&json).unwrap(), schedule);
    }

    #[test]
    fn no_instant_is_too_far(
        raw in any_schedule(),
        seconds in prop_oneof![
            Just(DateTime::<Utc>::MIN_UTC.timestamp()),
            Just(DateTime::<Utc>::MAX_UTC.timestamp()),
            DateTime::<Utc>::MIN_UTC.timestamp()..=DateTime::<Utc>::MAX_UTC.timestamp(),
            -1_000_000_i64..1_000_000,
            7_258_000_000_i64..7_259_000_000,
        ],
    ) {
        let schedule = Schedule::try_from(raw).unwrap();
        let calendar = holidays();
        let instant = DateTime::from_timestamp(seconds, 0).unwrap();
        let _ = schedule.state_at(instant, &calendar);
        let _ = schedule.next_change(instant, &calendar);
        let date = instant.date_naive();
        let _ = schedule.occurrences(date..=NaiveDate::MAX, &calendar).take(10).count();
        let _ = schedule.occurrences(NaiveDate::MIN..=date, &calendar).take(10).count();
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,12}", other in "[0-9:+ -]{0,12}") {
        let raw = RawSchedule {
            rules: vec![RawRule {
                season: Some(RawSeason { from: text.clone(), to: other.clone() }),
                anchor: Some(other.clone()),
                valid_from: Some(text.clone()),
                ..weekly(1, &[Weekday::Mon], &text, &other)
            }],
            ..RawSchedule::default()
        };
        let _ = Schedule::try_from(raw);
    }
}
