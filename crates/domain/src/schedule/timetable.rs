//! Reading a schedule: the plan of one day, and from it the state at an instant, the next change
//! and the occurrences.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::berlin::{YEARS, date_of, day_after, day_before, instant_of};
use super::dated::DatedException;
use super::holidays::HolidayCalendar;
use super::hours::{Hours, HoursMode, LocalTime};
use super::{OpeningState, PublicHolidayRule, Schedule, SchoolHolidayRule};
use crate::id::PartId;

/// How many days ahead a change is looked for: two years and a bit, so that a rule of one day a
/// year is found, and a schedule that never changes costs little.
const DAYS_AHEAD: usize = 800;

/// One time at which something is open or takes place (Termin).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The rule or exception it comes from.
    pub part: PartId,
    /// The local day on which it starts and to which it belongs.
    pub date: NaiveDate,
    /// The first instant.
    pub start: DateTime<Utc>,
    /// The first instant after, later than `start`.
    pub end: DateTime<Utc>,
    /// How one gets in.
    pub mode: HoursMode,
}

impl Schedule {
    /// The answer to "open at t?".
    ///
    /// Unknown where nobody stated hours; on a holiday for which nobody said what happens; where the
    /// answer depends on school holidays and the calendar does not know the day; and outside the
    /// years 1970 to 2199.
    #[must_use]
    pub fn state_at(&self, instant: DateTime<Utc>, holidays: &HolidayCalendar) -> OpeningState {
        let Some(today) = date_of(instant) else {
            return OpeningState::Unknown;
        };
        let yesterday = self.plan(day_before(today), holidays);
        state_between(instant, &yesterday, &self.plan(today, holidays))
    }

    /// The first instant after the given one at which [`state_at`](Self::state_at) answers
    /// something else; null when that does not happen within 800 days.
    #[must_use]
    pub fn next_change(
        &self,
        instant: DateTime<Utc>,
        holidays: &HolidayCalendar,
    ) -> Option<DateTime<Utc>> {
        // What never changes is not looked for day by day. Holidays change even what has no hours.
        let has_days = !self.rules.is_empty()
            || !self.exceptions.is_empty()
            || !self.closures.is_empty()
            || self.school_holidays.is_some()
            || self.public_holidays.is_some();
        if !has_days {
            return None;
        }
        let today = date_of(instant)?;
        let now = self.state_at(instant, holidays);
        let mut before = self.plan(day_before(today), holidays);
        for date in today.iter_days().take(DAYS_AHEAD) {
            let plan = self.plan(date, holidays);
            let day = instant_of(date, LocalTime::MIDNIGHT)
                ..instant_of(day_after(date), LocalTime::MIDNIGHT);
            let spans = before.spans.iter().chain(&plan.spans);
            let change = spans
                .flat_map(|span| [span.start, span.end])
                .chain([day.start])
                .filter(|moment| *moment > instant && day.contains(moment))
                .filter(|moment| state_between(*moment, &before, &plan) != now)
                .min();
            if change.is_some() {
                return change.filter(|moment| date_of(*moment).is_some());
            }
            before = plan;
        }
        None
    }

    /// What takes place on these days (both included), by day and then by start.
    ///
    /// Each rule and exception speaks for itself: overlapping spans are not merged, so that each
    /// keeps its identity in a calendar. What may or may not take place is left out.
    pub fn occurrences<'a>(
        &'a self,
        dates: RangeInclusive<NaiveDate>,
        holidays: &'a HolidayCalendar,
    ) -> impl Iterator<Item = Occurrence> + 'a {
        let first = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1)
            .map_or(*dates.start(), |earliest| earliest.max(*dates.start()));
        let last = *dates.end();
        first
            .iter_days()
            .take_while(move |date| *date <= last && YEARS.contains(&date.year()))
            .flat_map(move |date| {
                let mut spans = self.plan(date, holidays).spans;
                spans.sort_by_key(|span| (span.start, span.end));
                spans
                    .into_iter()
                    .filter_map(move |span| span.occurrence(date))
            })
    }

    fn plan(&self, date: NaiveDate, holidays: &HolidayCalendar) -> DayPlan {
        if let Some(exception) = self.exception_on(date) {
            return self.exceptional_plan(exception);
        }
        if self.closures.iter().any(|closure| closure.includes(date)) {
            return DayPlan::closed();
        }
        match self.on_holidays(date, holidays) {
            Holidays::Pause => DayPlan::closed(),
            Holidays::Unanswered => DayPlan {
                otherwise: OpeningState::Unknown,
                spans: self.regular_spans(date, holidays, |_| OpeningState::Unknown),
            },
            Holidays::Run => DayPlan {
                otherwise: self.outside_hours(),
                spans: self.regular_spans(date, holidays, state_during),
            },
        }
    }

    fn exception_on(&self, date: NaiveDate) -> Option<&DatedException> {
        let found = self
            .exceptions
            .binary_search_by_key(&date, |exception| exception.date);
        found.ok().and_then(|index| self.exceptions.get(index))
    }

    fn exceptional_plan(&self, exception: &DatedException) -> DayPlan {
        if exception.hours.is_empty() {
            return DayPlan::closed();
        }
        let span = |hours: &Hours| {
            Span::new(
                exception.id,
                exception.date,
                *hours,
                state_during(hours.mode),
            )
        };
        DayPlan {
            otherwise: match self.by_appointment {
                Some(true) => OpeningState::ByAppointment,
                Some(false) | None => OpeningState::Closed,
            },
            spans: exception.hours.iter().filter_map(span).collect(),
        }
    }

    fn outside_hours(&self) -> OpeningState {
        match self.by_appointment {
            Some(true) => OpeningState::ByAppointment,
            Some(false) | None if self.rules.is_empty() => OpeningState::Unknown,
            Some(false) | None => OpeningState::Closed,
        }
    }

    fn regular_spans(
        &self,
        date: NaiveDate,
        holidays: &HolidayCalendar,
        state: impl Fn(HoursMode) -> OpeningState,
    ) -> Vec<Span> {
        let as_on_sunday = self.public_holidays == Some(PublicHolidayRule::AsOnSunday)
            && holidays.public_holiday(date).is_some();
        self.rules
            .iter()
            .filter(|rule| {
                if as_on_sunday {
                    rule.takes_place_as_on_sunday(date)
                } else {
                    rule.takes_place_on(date)
                }
            })
            .filter_map(|rule| Span::new(rule.id, date, rule.hours, state(rule.hours.mode)))
            .collect()
    }

    /// What public and school holidays make of a day. A stated pause outweighs a missing answer,
    /// and where no rule is in force there is nothing to answer.
    fn on_holidays(&self, date: NaiveDate, holidays: &HolidayCalendar) -> Holidays {
        use SchoolHolidayRule::{OnlyThen, Pauses, Runs};
        let school = match (self.school_holidays, holidays.is_school_holiday(date)) {
            (Some(Runs), _) | (Some(Pauses) | None, Some(false)) | (Some(OnlyThen), Some(true)) => {
                Holidays::Run
            }
            (Some(Pauses), Some(true)) | (Some(OnlyThen), Some(false)) => Holidays::Pause,
            (Some(Pauses | OnlyThen), None) | (None, Some(true) | None) => Holidays::Unanswered,
        };
        let public = match (self.public_holidays, holidays.public_holiday(date)) {
            (_, None)
            | (Some(PublicHolidayRule::Runs | PublicHolidayRule::AsOnSunday), Some(_)) => {
                Holidays::Run
            }
            (Some(PublicHolidayRule::Pauses), Some(_)) => Holidays::Pause,
            (None, Some(_)) => Holidays::Unanswered,
        };
        match school.max(public) {
            Holidays::Unanswered if !self.rules.iter().any(|rule| rule.is_in_force_on(date)) => {
                Holidays::Run
            }
            answer => answer,
        }
    }
}

/// What holidays make of a day; the later outweighs the earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holidays {
    Run,
    Unanswered,
    Pause,
}

/// What starts on one day, and what holds on it otherwise.
struct DayPlan {
    otherwise: OpeningState,
    spans: Vec<Span>,
}

impl DayPlan {
    fn closed() -> Self {
        Self {
            otherwise: OpeningState::Closed,
            spans: Vec::new(),
        }
    }
}

/// A stretch of time in one state. It is unknown where the day is: what starts then may or may not
/// reach into the next day.
struct Span {
    part: PartId,
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    state: OpeningState,
}

impl Span {
    /// Null when the clocks jump over all of it.
    fn new(part: PartId, date: NaiveDate, hours: Hours, state: OpeningState) -> Option<Self> {
        let last_day = if hours.end_on_next_day() {
            day_after(date)
        } else {
            date
        };
        let start = instant_of(date, hours.start);
        let end = instant_of(last_day, hours.end);
        (start < end).then_some(Self {
            part,
            start,
            end,
            state,
        })
    }

    fn occurrence(&self, date: NaiveDate) -> Option<Occurrence> {
        let mode = match self.state {
            OpeningState::Open => HoursMode::WalkIn,
            OpeningState::ByAppointment => HoursMode::ByAppointment,
            OpeningState::Closed | OpeningState::Unknown => return None,
        };
        Some(Occurrence {
            part: self.part,
            date,
            start: self.start,
            end: self.end,
            mode,
        })
    }
}

fn state_during(mode: HoursMode) -> OpeningState {
    match mode {
        HoursMode::WalkIn => OpeningState::Open,
        HoursMode::ByAppointment => OpeningState::ByAppointment,
    }
}

/// The state at an instant of today. No span lasts longer than a day, so that yesterday and today
/// are all that can reach it.
fn state_between(instant: DateTime<Utc>, yesterday: &DayPlan, today: &DayPlan) -> OpeningState {
    let spans = yesterday.spans.iter().chain(&today.spans);
    spans
        .filter(|span| span.start <= instant && instant < span.end)
        .map(|span| span.state)
        .chain([today.otherwise])
        .max_by_key(|state| certainty_of_getting_in(*state))
        .unwrap_or(OpeningState::Unknown)
}

/// Where several statements meet, the one that lets more people in counts: an open span is open
/// whatever else the day says, and "perhaps" outweighs "closed".
fn certainty_of_getting_in(state: OpeningState) -> u8 {
    match state {
        OpeningState::Closed => 0,
        OpeningState::Unknown => 1,
        OpeningState::ByAppointment => 2,
        OpeningState::Open => 3,
    }
}
