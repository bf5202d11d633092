//! From raw schedules to schedules: everything that is wrong is found at once.

use std::collections::HashSet;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, WeekdaySet};

use super::Schedule;
use super::berlin::YEARS;
use super::dated::{Closure, DatedException};

use super::hours::Hours;
use super::raw::{RawClosure, RawException, RawHours, RawRule, RawSchedule, RawSeason};
use super::rule::{MonthWeek, MonthWeeks, Recurrence, ScheduleRule, Season};
use crate::findings::Findings;
use crate::period::Period;
use crate::violation::{Rule, Violations};

/// More rules or closures, or hours of one day, nobody can read any more.
const MOST_RULES: usize = 100;
/// More than a year of daily exceptions is a rule.
const MOST_EXCEPTIONS: usize = 400;

impl TryFrom<RawSchedule> for Schedule {
    type Error = Violations;

    fn try_from(raw: RawSchedule) -> Result<Self, Self::Error> {
        let RawSchedule {
            rules,
            exceptions,
            closures,
            by_appointment,
            binding,
            school_holidays,
            public_holidays,
        } = raw;
        let mut findings = Findings::default();
        refuse_repeated_ids(&mut findings, &rules, &exceptions, &closures);
        let mut dates = HashSet::new();
        let rules = read_list(&mut findings, "rules", MOST_RULES, rules, read_rule);
        let mut exceptions = read_list(
            &mut findings,
            "exceptions",
            MOST_EXCEPTIONS,
            exceptions,
            |findings, raw| read_exception(findings, raw, &mut dates),
        );
        let mut closures = read_list(
            &mut findings,
            "closures",
            MOST_RULES,
            closures,
            read_closure,
        );
        exceptions.sort_by_key(|exception| exception.date);
        closures.sort_by_key(|closure| closure.from);
        findings.or_value(Self {
            rules,
            exceptions,
            closures,
            by_appointment,
            binding,
            school_holidays,
            public_holidays,
        })
    }
}

fn read_list<R, T>(
    findings: &mut Findings,
    name: &str,
    limit: usize,
    raw: Vec<R>,
    mut read: impl FnMut(&mut Findings, R) -> Option<T>,
) -> Vec<T> {
    findings.at(name, |findings| {
        if raw.len() > limit {
            findings.note(Rule::OutOfRange {
                min: 0,
                max: limit as i64,
            });
            return Vec::new();
        }
        let read_at = |(index, item)| findings.at(index, |findings| read(findings, item));
        raw.into_iter().enumerate().filter_map(read_at).collect()
    })
}

fn read_rule(findings: &mut Findings, raw: RawRule) -> Option<ScheduleRule> {
    let weekdays: WeekdaySet = raw.weekdays.iter().copied().collect();
    if weekdays.is_empty() {
        findings.at("weekdays", |findings| findings.note(Rule::Missing));
    }
    let hours = findings.at("hours", |findings| read_hours(findings, raw.hours));
    let recurrence = read_recurrence(
        findings,
        &raw.month_weeks,
        raw.every_weeks,
        raw.anchor.as_deref(),
    );
    let season = raw
        .season
        .and_then(|season| findings.at("season", |findings| read_season(findings, &season)));
    let valid = read_period(
        findings,
        ("valid_from", raw.valid_from.as_deref()),
        ("valid_to", raw.valid_to.as_deref()),
    );
    Some(ScheduleRule {
        id: raw.id,
        weekdays,
        hours: hours?,
        recurrence: recurrence?,
        season,
        valid: valid?,
        note: raw.note,
    })
}

fn read_recurrence(
    findings: &mut Findings,
    month_weeks: &[MonthWeek],
    every_weeks: Option<u32>,
    anchor: Option<&str>,
) -> Option<Recurrence> {
    let anchor_date = anchor.and_then(|text| read_date(findings, "anchor", text));
    let interval = every_weeks.and_then(|weeks| {
        let interval = u8::try_from(weeks)
            .ok()
            .filter(|weeks| (2..=52).contains(weeks));
        findings.at("every_weeks", |findings| {
            findings.keep(interval.ok_or(Rule::OutOfRange { min: 2, max: 52 }))
        })
    });
    if every_weeks.is_some() != anchor.is_some() {
        let missing = if anchor.is_some() {
            "every_weeks"
        } else {
            "anchor"
        };
        findings.at(missing, |findings| findings.note(Rule::Missing));
    }
    match (MonthWeeks::new(month_weeks.iter().copied()), every_weeks) {
        (None, None) => Some(Recurrence::Weekly),
        (Some(weeks), None) => Some(Recurrence::Monthly(weeks)),
        (None, Some(_)) => Some(Recurrence::EveryWeeks {
            interval: interval?,
            anchor: anchor_date?,
        }),
        (Some(_), Some(_)) => {
            findings.at("month_weeks", |findings| {
                let reason = "weeks of the month and an interval of weeks exclude each other";
                findings.note(Rule::Malformed(reason.to_owned()));
            });
            None
        }
    }
}

fn read_hours(findings: &mut Findings, raw: RawHours) -> Option<Hours> {
    let start = findings.parse("start", &raw.start);
    let end = findings.parse("end", &raw.end);
    Some(Hours {
        start: start?,
        end: end?,
        mode: raw.mode,
    })
}

fn read_season(findings: &mut Findings, raw: &RawSeason) -> Option<Season> {
    let from = findings.parse("from", &raw.from);
    let to = findings.parse("to", &raw.to);
    Some(Season {
        from: from?,
        to: to?,
    })
}

fn read_exception(
    findings: &mut Findings,
    raw: RawException,
    dates_so_far: &mut HashSet<NaiveDate>,
) -> Option<DatedException> {
    let date = read_date(findings, "date", &raw.date);
    if date.is_some_and(|date| !dates_so_far.insert(date)) {
        findings.at("date", |findings| findings.note(Rule::Duplicate(raw.date)));
    }
    let hours = read_list(findings, "hours", MOST_RULES, raw.hours, read_hours);
    Some(DatedException {
        id: raw.id,
        date: date?,
        hours,
        note: raw.note,
    })
}

fn read_closure(findings: &mut Findings, raw: RawClosure) -> Option<Closure> {
    let days = read_period(
        findings,
        ("from", Some(&raw.from)),
        ("to", raw.to.as_deref()),
    )?;
    Some(Closure {
        id: raw.id,
        from: days.start()?,
        to: days.end(),
        reason: raw.reason,
    })
}

fn read_date(findings: &mut Findings, step: &str, text: &str) -> Option<NaiveDate> {
    let malformed = |_| {
        let shown: String = text.chars().take(20).collect();
        Rule::Malformed(format!("`{shown}` is not a date such as 2027-03-31"))
    };
    let date = NaiveDate::from_str(text)
        .map_err(malformed)
        .and_then(|date| {
            let too_far = Rule::OutOfRange {
                min: i64::from(*YEARS.start()),
                max: i64::from(*YEARS.end()),
            };
            YEARS.contains(&date.year()).then_some(date).ok_or(too_far)
        });
    findings.at(step, |findings| findings.keep(date))
}

fn read_period(
    findings: &mut Findings,
    (first_step, first): (&str, Option<&str>),
    (last_step, last): (&str, Option<&str>),
) -> Option<Period> {
    let first = first.and_then(|text| read_date(findings, first_step, text));
    let last = last.and_then(|text| read_date(findings, last_step, text));
    let period = Period::new(first, last).map_err(|_| Rule::RangeReversed);
    findings.at(last_step, |findings| findings.keep(period))
}

fn refuse_repeated_ids(
    findings: &mut Findings,
    rules: &[RawRule],
    exceptions: &[RawException],
    closures: &[RawClosure],
) {
    let rules = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| ("rules", index, rule.id));
    let exceptions = exceptions.iter().enumerate();
    let exceptions = exceptions.map(|(index, exception)| ("exceptions", index, exception.id));
    let closures = closures.iter().enumerate();
    let closures = closures.map(|(index, closure)| ("closures", index, closure.id));
    let mut seen = HashSet::new();
    for (list, index, id) in rules.chain(exceptions).chain(closures) {
        if !seen.insert(id) {
            findings.note_at(
                [list, &index.to_string(), "id"],
                Rule::Duplicate(id.uuid().to_string()),
            );
        }
    }
}
