//! What changes about a schedule.

use async_graphql::{ID, MaybeUndefined};
use domain::schedule::{HoursMode, MonthWeek, PublicHolidayRule, SchoolHolidayRule};

use super::object::Weekday;
use crate::code::Coded;
use crate::editing::{Raw, TextInput, inputs};

impl Raw for Weekday {
    type Raw = chrono::Weekday;

    fn raw(self) -> chrono::Weekday {
        match self {
            Self::Monday => chrono::Weekday::Mon,
            Self::Tuesday => chrono::Weekday::Tue,
            Self::Wednesday => chrono::Weekday::Wed,
            Self::Thursday => chrono::Weekday::Thu,
            Self::Friday => chrono::Weekday::Fri,
            Self::Saturday => chrono::Weekday::Sat,
            Self::Sunday => chrono::Weekday::Sun,
        }
    }
}

inputs! {
    /// What changes about when something takes place. What is left out stays, null clears it. Local
    /// times are those of Europe/Berlin.
    ScheduleInput {
        /// Recurring hours: the whole list. One with an id is changed, one without is added, one that
        /// is left out is removed.
        rules: MaybeUndefined<Vec<RuleInput>>,
        /// Days with hours of their own: the whole list, as with `rules`.
        exceptions: MaybeUndefined<Vec<ExceptionInput>>,
        /// Temporary closures: the whole list, as with `rules`.
        closures: MaybeUndefined<Vec<ClosureInput>>,
        /// Whether one can agree a time outside the hours. Null: nobody said.
        by_appointment: MaybeUndefined<bool>,
        /// Whether the hours are binding (true) or approximate (false). Null: nobody said.
        binding: MaybeUndefined<bool>,
        /// What happens in the school holidays of North Rhine-Westphalia. Null: nobody said.
        school_holidays: MaybeUndefined<Coded<SchoolHolidayRule>>,
        /// What happens on the public holidays of North Rhine-Westphalia. Null: nobody said.
        public_holidays: MaybeUndefined<Coded<PublicHolidayRule>>,
    }

    /// Recurring hours. What is left out stays, null clears it.
    RuleInput {
        /// The `partId` of the rule; left out for a new one.
        id: Option<ID>,
        /// The days of the week, at least one; needed for a new rule.
        weekdays: MaybeUndefined<Vec<Weekday>>,
        /// The hours on each of these days; needed for a new rule.
        hours: MaybeUndefined<HoursInput>,
        /// Only these ones of each month, such as every first and third Monday. Null: every week.
        month_weeks: MaybeUndefined<Vec<Coded<MonthWeek>>>,
        /// Every how many weeks, 2 to 52; needs `anchor`. Null: every week.
        every_weeks: MaybeUndefined<i64>,
        /// A day of a week that counts, such as `2026-03-02`: needed with `everyWeeks`.
        anchor: MaybeUndefined<String>,
        /// The part of each year in which it holds. Null: the whole year.
        season: MaybeUndefined<SeasonInput>,
        /// The first day on which it holds, such as `2026-03-01`.
        valid_from: MaybeUndefined<String>,
        /// The last day on which it holds, such as `2026-10-31`.
        valid_to: MaybeUndefined<String>,
        /// What to know about these hours.
        note: MaybeUndefined<TextInput>,
    }

    /// Hours of one day.
    HoursInput {
        /// The first minute, such as `17:30`.
        start: String,
        /// The first minute after, such as `19:00`; one that is not after the start is on the next
        /// day.
        end: String,
        /// How one gets in during them.
        mode: Coded<HoursMode>,
    }

    /// A part of each year, both days included. It may wrap the end of the year.
    SeasonInput {
        /// The first day, such as `04-01`.
        from: String,
        /// The last day, such as `10-31`.
        to: String,
    }

    /// A day with hours of its own. What is left out stays, null clears it.
    ExceptionInput {
        /// The `partId` of the exception; left out for a new one.
        id: Option<ID>,
        /// The day, such as `2026-12-24`; needed for a new exception.
        date: MaybeUndefined<String>,
        /// The hours on that day: the whole list. Empty means closed.
        hours: MaybeUndefined<Vec<HoursInput>>,
        /// Why, for readers.
        note: MaybeUndefined<TextInput>,
    }

    /// A temporary closure. What is left out stays, null clears it.
    ClosureInput {
        /// The `partId` of the closure; left out for a new one.
        id: Option<ID>,
        /// The first closed day, such as `2026-07-20`; needed for a new closure.
        from: MaybeUndefined<String>,
        /// The last closed day. Null: nobody knows yet.
        to: MaybeUndefined<String>,
        /// Why, for readers.
        reason: MaybeUndefined<TextInput>,
    }
}
