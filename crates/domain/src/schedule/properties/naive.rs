//! An independent reading of schedules. It shares nothing with the evaluator but the input: it knows
//! the zone by the two switching Sundays of European summer time, finds the instant of a local time
//! by walking through the quarters of an hour, and decides each rule by counting.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday,
};

use crate::schedule::tests::day;
use crate::schedule::{
    HolidayCalendar, HoursMode, MonthWeek, OpeningState, PublicHolidayRule, RawClosure, RawHours,
    RawRule, RawSchedule, SchoolHolidayRule,
};

/// Whether summer time holds: from the last Sunday of March to that of October, 01:00 UTC each.
fn summer_time(instant: DateTime<Utc>) -> bool {
    let switch = |month| {
        let last = NaiveDate::from_ymd_opt(instant.year(), month, 31).unwrap();
        let back = u64::from(last.weekday().num_days_from_sunday());
        (last - Days::new(back))
            .and_hms_opt(1, 0, 0)
            .unwrap()
            .and_utc()
    };
    switch(3) <= instant && instant < switch(10)
}

pub(super) fn local(instant: DateTime<Utc>) -> NaiveDateTime {
    let offset = TimeDelta::hours(if summer_time(instant) { 2 } else { 1 });
    instant.naive_utc() + offset
}

/// The first instant at which the clocks on the wall show this time or a later one.
fn first_reached(wall: NaiveDateTime) -> DateTime<Utc> {
    let mut instant = wall.and_utc() - TimeDelta::hours(3);
    while local(instant) < wall {
        instant += TimeDelta::minutes(15);
    }
    instant
}

fn takes_place(rule: &RawRule, date: NaiveDate, as_on_sunday: bool) -> bool {
    let monthly = rule.month_weeks.iter().any(|week| {
        let same_weekday =
            |other: &NaiveDate| other.month() == date.month() && other.weekday() == date.weekday();
        let month = date.with_day(1).unwrap().iter_days().take(31);
        let of_month: Vec<_> = month.filter(same_weekday).collect();
        match week {
            MonthWeek::Last => of_month.last() == Some(&date),
            other => of_month.get(*other as usize) == Some(&date),
        }
    });
    let every = match (rule.every_weeks, &rule.anchor) {
        (Some(weeks), Some(anchor)) => {
            let anchor = day(anchor);
            let same_week = |monday: NaiveDate| monday <= date && date < monday + Days::new(7);
            let mut monday = anchor;
            while monday.weekday() != Weekday::Mon {
                monday = monday.pred_opt().unwrap();
            }
            let mut found = false;
            while monday <= date {
                found |= same_week(monday);
                monday = monday + Days::new(7 * u64::from(weeks));
            }
            found && date >= anchor
        }
        _ => false,
    };
    let is_weekly = rule.month_weeks.is_empty() && rule.every_weeks.is_none();
    let on_day = if as_on_sunday {
        is_weekly && rule.weekdays.contains(&Weekday::Sun)
    } else {
        rule.weekdays.contains(&date.weekday()) && (is_weekly || monthly || every)
    };
    on_day && in_force(rule, date)
}

fn in_force(rule: &RawRule, date: NaiveDate) -> bool {
    let text = date.to_string();
    let in_season = rule.season.as_ref().is_none_or(|season| {
        let today = &text[5..];
        let (from, to) = (season.from.as_str(), season.to.as_str());
        if from <= to {
            from <= today && today <= to
        } else {
            from <= today || today <= to
        }
    });
    in_season
        && rule.valid_from.as_ref().is_none_or(|from| *from <= text)
        && rule.valid_to.as_ref().is_none_or(|to| text <= *to)
}

fn span(hours: &RawHours, date: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let wall = |date: NaiveDate, time: &str| {
        date.and_time(NaiveTime::parse_from_str(time, "%H:%M").unwrap())
    };
    let last = if hours.end <= hours.start {
        date + Days::new(1)
    } else {
        date
    };
    (
        first_reached(wall(date, &hours.start)),
        first_reached(wall(last, &hours.end)),
    )
}

/// The spans that start on a day, and whether the day is known, closed all day, or neither.
fn naive_day(
    raw: &RawSchedule,
    calendar: &HolidayCalendar,
    date: NaiveDate,
) -> (Option<bool>, Vec<RawHours>) {
    let text = date.to_string();
    if let Some(exception) = raw
        .exceptions
        .iter()
        .find(|exception| exception.date == text)
    {
        return (Some(exception.hours.is_empty()), exception.hours.clone());
    }
    let closed = |closure: &RawClosure| {
        closure.from <= text && closure.to.as_ref().is_none_or(|to| text <= *to)
    };
    if raw.closures.iter().any(closed) {
        return (Some(true), Vec::new());
    }
    let public = calendar.public_holiday(date).is_some();
    let school = calendar.is_school_holiday(date);
    let pauses = public && raw.public_holidays == Some(PublicHolidayRule::Pauses)
        || school == Some(true) && raw.school_holidays == Some(SchoolHolidayRule::Pauses)
        || school == Some(false) && raw.school_holidays == Some(SchoolHolidayRule::OnlyThen);
    if pauses {
        return (Some(true), Vec::new());
    }
    let unanswered = public && raw.public_holidays.is_none()
        || school == Some(true) && raw.school_holidays.is_none()
        || school.is_none() && raw.school_holidays != Some(SchoolHolidayRule::Runs);
    let as_on_sunday = public && raw.public_holidays == Some(PublicHolidayRule::AsOnSunday);
    let running = raw
        .rules
        .iter()
        .filter(|rule| takes_place(rule, date, as_on_sunday));
    let spans = running.map(|rule| rule.hours.clone()).collect();
    let unknown = unanswered && raw.rules.iter().any(|rule| in_force(rule, date));
    (if unknown { None } else { Some(false) }, spans)
}

pub(super) fn state(
    raw: &RawSchedule,
    calendar: &HolidayCalendar,
    instant: DateTime<Utc>,
) -> OpeningState {
    let today = local(instant).date();
    let covering = |date| {
        let (known, spans) = naive_day(raw, calendar, date);
        let covers = |hours: &RawHours| {
            let (start, end) = span(hours, date);
            start <= instant && instant < end
        };
        let covering = spans.into_iter().filter(covers).map(|hours| hours.mode);
        (known.is_some(), covering.collect::<Vec<_>>())
    };
    let days = [covering(today.pred_opt().unwrap()), covering(today)];
    let certain: Vec<_> = days
        .iter()
        .filter(|(known, _)| *known)
        .flat_map(|(_, a)| a)
        .collect();
    let perhaps = days
        .iter()
        .any(|(known, covering)| !known && !covering.is_empty());
    let (today_known, _) = naive_day(raw, calendar, today);
    let exceptional = raw
        .exceptions
        .iter()
        .any(|exception| day(&exception.date) == today);
    if certain.contains(&&HoursMode::WalkIn) {
        return OpeningState::Open;
    }
    if !certain.is_empty() {
        return OpeningState::ByAppointment;
    }
    match today_known {
        None => OpeningState::Unknown,
        Some(false) if raw.by_appointment == Some(true) => OpeningState::ByAppointment,
        Some(false) if raw.rules.is_empty() && !exceptional => OpeningState::Unknown,
        Some(_) if perhaps => OpeningState::Unknown,
        Some(_) => OpeningState::Closed,
    }
}
