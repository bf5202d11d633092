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
        let days = match T::KIND {
            EntryKind::Offer => self.offer,
            EntryKind::CounsellingPoint => self.counselling_point,
        };
        // What is over changes no more, and nobody should be asked about it each quarter.
        let times = match content.entry().life_stage {
            Some(LifeStage::Ended | LifeStage::ToBeRevived) => 4,
            Some(LifeStage::Planned | LifeStage::Running) | None => 1,
        };
        let due = at.utc() + TimeDelta::days(i64::from(days) * times);
        Confirmation {
            by,
            at,
            due: due.into(),
        }
    }
}
