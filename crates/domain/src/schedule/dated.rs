//! What holds on certain dates only: exceptions and temporary closures.

use chrono::NaiveDate;

use super::hours::Hours;
use crate::id::PartId;
use crate::text::LocalizedText;

/// A day that is not like the rules say (Ausnahme): closed, or with other hours. It outranks
/// closures and holidays, for whoever names a date means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedException {
    pub(super) id: PartId,
    pub(super) date: NaiveDate,
    pub(super) hours: Vec<Hours>,
    pub(super) note: Option<LocalizedText>,
}

impl DatedException {
    /// Stable over updates of the schedule.
    #[must_use]
    pub fn id(&self) -> PartId {
        self.id
    }

    /// The day.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// The hours that replace those of the rules; none means closed.
    #[must_use]
    pub fn hours(&self) -> &[Hours] {
        &self.hours
    }

    /// What the editor says about that day.
    #[must_use]
    pub fn note(&self) -> Option<&LocalizedText> {
        self.note.as_ref()
    }
}

/// A temporary closure (vorübergehend geschlossen), first and last day included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    pub(super) id: PartId,
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
    pub(super) reason: Option<LocalizedText>,
}

impl Closure {
    /// Stable over updates of the schedule.
    #[must_use]
    pub fn id(&self) -> PartId {
        self.id
    }

    /// The first closed day.
    #[must_use]
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last closed day; null while nobody knows it ("bis auf Weiteres").
    #[must_use]
    pub fn to(&self) -> Option<NaiveDate> {
        self.to
    }

    /// Why, for readers.
    #[must_use]
    pub fn reason(&self) -> Option<&LocalizedText> {
        self.reason.as_ref()
    }

    pub(super) fn includes(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|last| date <= last)
    }
}
