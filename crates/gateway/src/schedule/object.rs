//! When something takes place. All local times are those of Europe/Berlin.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::schedule as model;

use crate::code::Coded;
use crate::period::Period;
use crate::request::reader;
use crate::scalar::{Date, DateTime, LanguageTag, LocalTime, MonthDay};
use crate::text::{LocalizedText, localized_option};

pub struct Schedule<'a>(pub(crate) &'a model::Schedule);

/// When something takes place or is open. Local times are those of Europe/Berlin. Nothing stated
/// means that nobody said, never that it is closed.
#[Object]
impl Schedule<'_> {
    /// The recurring hours.
    async fn rules(&self) -> Vec<ScheduleRule<'_>> {
        self.0.rules().iter().map(ScheduleRule).collect()
    }

    /// Days with hours of their own, by date.
    async fn exceptions(&self) -> Vec<DatedException<'_>> {
        self.0.exceptions().iter().map(DatedException).collect()
    }

    /// Temporary closures, by first day.
    async fn closures(&self) -> Vec<Closure<'_>> {
        self.0.closures().iter().map(Closure).collect()
    }

    /// Whether one can agree a time besides; null when nobody said.
    async fn by_appointment(&self) -> Option<bool> {
        self.0.by_appointment()
    }

    /// Whether the hours are binding (true) or approximate (false); null when nobody said.
    async fn binding(&self) -> Option<bool> {
        self.0.binding()
    }

    /// What happens in the school holidays of North Rhine-Westphalia; null when nobody said.
    async fn school_holidays(&self) -> Option<Coded<model::SchoolHolidayRule>> {
        self.0.school_holidays().map(Coded)
    }

    /// What happens on the public holidays of North Rhine-Westphalia; null when nobody said.
    async fn public_holidays(&self) -> Option<Coded<model::PublicHolidayRule>> {
        self.0.public_holidays().map(Coded)
    }

    /// Whether it is open at a moment. Unknown is neither open nor closed.
    #[graphql(complexity = 5)]
    async fn state(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The moment asked for.")] at: DateTime,
    ) -> Coded<model::OpeningState> {
        Coded(self.0.state_at(at.0.utc(), &reader(ctx).holidays))
    }

    /// When the state changes next after a moment; null when it does not within two years.
    #[graphql(complexity = 100)]
    async fn next_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The moment from which on is looked.")] at: DateTime,
    ) -> Option<DateTime> {
        self.0
            .next_change(at.0.utc(), &reader(ctx).holidays)
            .map(|change| DateTime(change.into()))
    }
}

/// Hours of a day. Where the end is not after the start, they last until then on the next day.
#[derive(SimpleObject)]
pub struct Hours {
    /// The first minute.
    start: LocalTime,
    /// The first minute after.
    end: LocalTime,
    /// How one gets in during them.
    mode: Coded<model::HoursMode>,
}

impl From<model::Hours> for Hours {
    fn from(hours: model::Hours) -> Self {
        Self {
            start: LocalTime(hours.start),
            end: LocalTime(hours.end),
            mode: Coded(hours.mode),
        }
    }
}

pub struct ScheduleRule<'a>(&'a model::ScheduleRule);

/// Hours that recur.
#[Object]
impl ScheduleRule<'_> {
    /// The id by which an update names it.
    async fn part_id(&self) -> ID {
        self.0.id().to_global().into()
    }

    /// The days of the week.
    async fn weekdays(&self) -> Vec<Weekday> {
        self.0
            .weekdays()
            .iter(chrono::Weekday::Mon)
            .map(Weekday::from)
            .collect()
    }

    /// The hours.
    async fn hours(&self) -> Hours {
        self.0.hours().into()
    }

    /// Which of these weekdays in each month; empty means all of them.
    async fn month_weeks(&self) -> Vec<Coded<model::MonthWeek>> {
        match self.0.recurrence() {
            model::Recurrence::Monthly(weeks) => weeks.iter().map(Coded).collect(),
            model::Recurrence::Weekly | model::Recurrence::EveryWeeks { .. } => Vec::new(),
        }
    }

    /// Every how many weeks: 1 is each week.
    async fn interval_weeks(&self) -> u8 {
        match self.0.recurrence() {
            model::Recurrence::EveryWeeks { interval, .. } => interval,
            model::Recurrence::Weekly | model::Recurrence::Monthly(_) => 1,
        }
    }

    /// A day of the first week, where not each week counts; else null.
    async fn anchor(&self) -> Option<Date> {
        match self.0.recurrence() {
            model::Recurrence::EveryWeeks { anchor, .. } => Some(Date(anchor)),
            model::Recurrence::Weekly | model::Recurrence::Monthly(_) => None,
        }
    }

    /// The part of each year in which it holds; null means the whole year.
    async fn season(&self) -> Option<Season> {
        self.0.season().map(|season| Season {
            start: MonthDay(season.from),
            end: MonthDay(season.to),
        })
    }

    /// From when until when it holds.
    async fn validity(&self) -> Period {
        self.0.valid().into()
    }

    /// What to know about these hours; null when there is nothing.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note(), language)
    }
}

/// A part of each year, both days included. It may wrap the end of the year.
#[derive(SimpleObject)]
pub struct Season {
    /// The first day.
    start: MonthDay,
    /// The last day.
    end: MonthDay,
}

pub struct DatedException<'a>(&'a model::DatedException);

/// A day with hours of its own.
#[Object]
impl DatedException<'_> {
    /// The id by which an update names it.
    async fn part_id(&self) -> ID {
        self.0.id().to_global().into()
    }

    /// The day.
    async fn date(&self) -> Date {
        Date(self.0.date())
    }

    /// The hours on that day; empty means closed.
    async fn hours(&self) -> Vec<Hours> {
        self.0.hours().iter().copied().map(Hours::from).collect()
    }

    /// Why; null when nobody said.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note(), language)
    }
}

pub struct Closure<'a>(&'a model::Closure);

/// A temporary closure.
#[Object]
impl Closure<'_> {
    /// The id by which an update names it.
    async fn part_id(&self) -> ID {
        self.0.id().to_global().into()
    }

    /// The first day.
    async fn start(&self) -> Date {
        Date(self.0.from())
    }

    /// The last day; null when nobody knows yet.
    async fn end(&self) -> Option<Date> {
        self.0.to().map(Date)
    }

    /// Why; null when nobody said.
    async fn reason(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.reason(), language)
    }
}

/// Days of the week.
#[derive(Clone, Copy, Debug, Eq, PartialEq, async_graphql::Enum)]
pub enum Weekday {
    /// Monday, the first day of the week.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}
