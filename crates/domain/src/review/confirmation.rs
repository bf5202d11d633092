//! For how long a confirmation holds (Bestätigung: "es stimmt noch alles").

use chrono::TimeDelta;

use super::EntryContent;
use crate::entry::{Confirmation, ConfirmedBy, EntryKind, LifeStage};
use crate::period::Instant;

/// For how many days a confirmation holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ConfirmationDays {
    /// Of an offer: a quarter, since courses and meetings change.
    pub offer: u16,
    /// Of a counselling point: half a year.
    pub counselling_point: u16,
}

impl Default for ConfirmationDays {
    fn default() -> Self {
        Self {
            offer: 92,
            counselling_point: 183,
        }
    }
}

impl ConfirmationDays {
    /// The confirmation of an entry that somebody gives now.
    #[must_use]
    pub fn confirm<T: EntryContent>(
        self,
        content: &T,
        by: ConfirmedBy,
        at: Instant,
    ) -> Confirmation {
        let due = self.after(at, content);
        Confirmation { by, at, due }
    }

    /// When the next confirmation of a published entry is due: as the last one says, or so long
    /// after it was first published.
    #[must_use]
    pub fn due<T: EntryContent>(self, content: &T, published_at: Instant) -> Instant {
        match content.entry().confirmation {
            Some(confirmation) => confirmation.due,
            None => self.after(published_at, content),
        }
    }

    fn after<T: EntryContent>(self, at: Instant, content: &T) -> Instant {
        let days = match T::KIND {
            EntryKind::Offer => self.offer,
            EntryKind::CounsellingPoint => self.counselling_point,
        };
        // What is over changes no more, and nobody should be asked about it each quarter.
        let times = match content.entry().life_stage {
            Some(LifeStage::Ended | LifeStage::ToBeRevived) => 4,
            Some(LifeStage::Planned | LifeStage::Running) | None => 1,
        };
        (at.utc() + TimeDelta::days(i64::from(days) * times)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn day(text: &str) -> Instant {
        let at: chrono::DateTime<chrono::Utc> =
            format!("{text}T12:00:00Z").parse().unwrap_or_default();
        at.into()
    }

    #[test]
    fn what_nobody_has_confirmed_is_due_after_it_was_published() {
        let days = ConfirmationDays::default();
        let mut offer = sample::offer("course", "club");
        offer.entry.confirmation = None;
        let published = day("2026-01-01");
        assert_eq!(days.due(&offer, published), day("2026-04-03"));
        offer.entry.life_stage = Some(LifeStage::Ended);
        assert_eq!(days.due(&offer, published), day("2027-01-04"));
        let by = ConfirmedBy::Provider;
        offer.entry.life_stage = None;
        offer.entry.confirmation = Some(days.confirm(&offer, by, day("2026-05-01")));
        assert_eq!(days.due(&offer, published), day("2026-08-01"));
    }
}
