//! Freshness (Aktualität): which entries are due to be confirmed, who is reminded of it, and how
//! somebody answers a reminder without an app.
//!
//! | file | use cases |
//! |---|---|
//! | `queue.rs` | what is due, for those whom it concerns |
//! | `remind.rs` | mails to providers, then to the coordinating office |
//! | `answer.rs` | the link in such a mail: still correct, or ended |
//!
//! When an entry is due is read from the catalogue: it holds what the public reads, and only that
//! is confirmed.

mod answer;
mod consents;
mod queue;
mod remind;
#[cfg(test)]
mod tests;

use catalogue::{Shelved, Snapshot};
use domain::entry::{CounsellingPoint, EntryId, Offer};
use domain::id::{EntityId, TypedId};
use domain::period::Instant;
use domain::review::EntryContent;

pub use self::answer::{Answer, AnswerRefused, ConfirmationRound, RoundEntry, Standing};
pub use self::queue::{DueEntry, DuePage, DuePlace};
pub use self::remind::Reminded;
use crate::Application;

/// A published entry, and when its next confirmation is due.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Due {
    at: Instant,
    entity: EntityId,
    is_demo: bool,
}

impl Due {
    fn id(self) -> Option<EntryId> {
        EntryId::try_from(self.entity).ok()
    }
}

impl Application {
    /// When the next confirmation of an entry is due; nothing where the public reads nothing of it.
    #[must_use]
    pub fn confirmation_due(&self, id: EntryId) -> Option<Instant> {
        let snapshot = self.snapshot();
        match id {
            EntryId::Offer(id) => snapshot
                .find::<Offer>(id)
                .map(|it| self.due_of(it.as_ref())),
            EntryId::CounsellingPoint(id) => snapshot
                .find::<CounsellingPoint>(id)
                .map(|it| self.due_of(it.as_ref())),
        }
    }

    /// What is due until then, the longest due first.
    fn due_until(&self, snapshot: &Snapshot, until: Instant) -> Vec<Due> {
        let mut due = self.due_on_shelf::<Offer>(snapshot, until);
        due.extend(self.due_on_shelf::<CounsellingPoint>(snapshot, until));
        due.sort();
        due
    }

    fn due_on_shelf<T: EntryContent + Shelved>(
        &self,
        snapshot: &Snapshot,
        until: Instant,
    ) -> Vec<Due> {
        let all = snapshot.shelf::<T>().iter();
        let due = all.map(|content| Due {
            at: self.due_of(content.as_ref()),
            entity: content.id().entity(),
            is_demo: content.entry().demo,
        });
        due.filter(|due| due.at <= until).collect()
    }

    fn due_of<T: EntryContent>(&self, content: &domain::policy::Published<T>) -> Instant {
        let published_at = content.stamp().published_at;
        self.editorial
            .confirmation
            .due(content.document(), published_at)
    }
}
