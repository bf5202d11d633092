//! Exceptions, closures, appointments, and what nobody said.

use chrono::Weekday;

use super::{
    WORKING_DAYS, at, closure, exception, holidays, hours, running, schedule, state, weekly,
};
use crate::schedule::{HoursMode, OpeningState, PublicHolidayRule, RawSchedule};

#[test]
fn an_exception_replaces_the_rules_of_its_day() {
    let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
    raw.exceptions = vec![
        exception(2, "2027-01-12", vec![hours("14:00", "15:00")]),
        exception(3, "2027-01-11", Vec::new()),
    ];
    let schedule = schedule(raw);
    assert_eq!(
        state(&schedule, "2027-01-11T10:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2027-01-12T10:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2027-01-12T14:30+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-01-13T10:00+01:00"),
        OpeningState::Open
    );
}

#[test]
fn an_exception_outranks_a_closure_and_a_holiday() {
    let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
    raw.school_holidays = None;
    raw.public_holidays = Some(PublicHolidayRule::Pauses);
    raw.closures = vec![closure(2, "2026-12-21", Some("2027-01-08"))];
    raw.exceptions = vec![exception(3, "2026-12-25", vec![hours("10:00", "11:00")])];
    let schedule = schedule(raw);
    assert_eq!(
        state(&schedule, "2026-12-24T10:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2026-12-25T10:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2026-12-25T11:00+01:00"),
        OpeningState::Closed
    );
}

#[test]
fn a_closure_without_an_end_goes_on() {
    let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
    raw.closures = vec![closure(2, "2027-01-12", None)];
    let schedule = schedule(raw);
    assert_eq!(
        state(&schedule, "2027-01-11T10:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-01-12T10:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2031-01-13T10:00+01:00"),
        OpeningState::Closed
    );
}

#[test]
fn an_empty_schedule_is_unknown_and_never_changes() {
    let schedule = schedule(RawSchedule::default());
    assert_eq!(
        state(&schedule, "2027-01-11T10:00+01:00"),
        OpeningState::Unknown
    );
    assert_eq!(
        schedule.next_change(at("2027-01-11T10:00+01:00"), &holidays()),
        None
    );
}

#[test]
fn without_rules_only_the_stated_dates_are_known() {
    let schedule = schedule(RawSchedule {
        exceptions: vec![exception(1, "2027-01-11", vec![hours("09:00", "12:00")])],
        closures: vec![closure(2, "2027-01-13", Some("2027-01-13"))],
        ..RawSchedule::default()
    });
    assert_eq!(
        state(&schedule, "2027-01-11T10:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(
        state(&schedule, "2027-01-11T13:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2027-01-12T10:00+01:00"),
        OpeningState::Unknown
    );
    assert_eq!(
        state(&schedule, "2027-01-13T10:00+01:00"),
        OpeningState::Closed
    );
}

#[test]
fn by_appointment_alone_is_by_appointment_except_on_closed_days() {
    let schedule = schedule(RawSchedule {
        by_appointment: Some(true),
        closures: vec![closure(1, "2027-01-12", Some("2027-01-12"))],
        ..RawSchedule::default()
    });
    assert_eq!(
        state(&schedule, "2027-01-11T10:00+01:00"),
        OpeningState::ByAppointment
    );
    assert_eq!(
        state(&schedule, "2027-01-12T10:00+01:00"),
        OpeningState::Closed
    );
    assert_eq!(
        state(&schedule, "2026-12-28T10:00+01:00"),
        OpeningState::ByAppointment
    );
    assert_eq!(
        state(&schedule, "2035-01-12T10:00+01:00"),
        OpeningState::ByAppointment
    );
}

#[test]
fn hours_may_be_for_appointments_while_others_are_open() {
    let mut consultation = weekly(1, &[Weekday::Tue], "14:00", "16:00");
    consultation.hours.mode = HoursMode::ByAppointment;
    let mut raw = running(vec![
        consultation,
        weekly(2, &[Weekday::Tue], "15:00", "18:00"),
    ]);
    let strict = schedule(raw.clone());
    assert_eq!(
        state(&strict, "2027-01-12T14:30+01:00"),
        OpeningState::ByAppointment
    );
    assert_eq!(state(&strict, "2027-01-12T15:30+01:00"), OpeningState::Open);
    assert_eq!(
        state(&strict, "2027-01-12T18:30+01:00"),
        OpeningState::Closed
    );
    raw.by_appointment = Some(true);
    assert_eq!(
        state(&schedule(raw), "2027-01-12T18:30+01:00"),
        OpeningState::ByAppointment
    );
}

#[test]
fn approximate_hours_answer_like_binding_ones() {
    let mut raw = running(vec![weekly(1, &WORKING_DAYS, "09:00", "12:00")]);
    raw.binding = Some(false);
    let schedule = schedule(raw);
    assert_eq!(
        state(&schedule, "2027-01-11T10:00+01:00"),
        OpeningState::Open
    );
    assert_eq!(schedule.binding(), Some(false));
}
