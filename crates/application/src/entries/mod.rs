//! What providers maintain (Einträge pflegen): offers, counselling points, locations, and the
//! profile of their organization.
//!
//! Every use case has one order: load in scope, authorize, decide, write, log, commit; and then the
//! catalogue catches up, so that what was written is visible to public readers before the answer.
//! What they have in common stands in `desk.rs`, who may do it to a thing of which a draft waits in
//! `sides.rs`, what changes beside that which was asked in `amend.rs`.
//!
//! | file | use cases |
//! |---|---|
//! | `write.rs` | create, update |
//! | `copy.rs` | copy |
//! | `beneath.rs` | (what is of low risk passes beneath a change that waits) |
//! | `review.rs` | hand in, take back, approve, return, reject |
//! | `life.rs` | archive, restore, go back to an older revision |
//! | `reading.rs` | revisions, what differs, what waits for a review |
//! | `meanwhile.rs` | (what was translated meanwhile keeps nobody from editing) |
//! | `confirm.rs` | confirm that everything is still correct, or say that it has ended |
//! | `verdict_mail.rs` | what authors are told about what became of their changes |
//! | `warnings.rs` | (what may be there already) |

mod amend;
mod beneath;
mod confirm;
mod copy;
pub(crate) mod desk;
mod life;
pub(crate) mod meanwhile;
mod reading;
mod references;
mod review;
mod sides;
#[cfg(test)]
pub(crate) mod tests;
mod verdict_mail;
mod warnings;
mod write;

use std::fmt;
use std::time::Duration;

use domain::aggregate::EditorialState;
use domain::contact::{ContactError, WebUrl};
use domain::duplicate::LikelyDuplicate;
use domain::id::EntityId;
use domain::period::Instant;
use domain::policy::Actor;
use domain::review::{Channel, ConfirmationDays, LowRisk, ReminderDays};
use persistence::Uuid;
use serde::{Deserialize, Serialize};

pub use self::copy::{Copy, CopyLocation};
pub use self::life::{Archive, GoBack, TakeOut};
pub use self::reading::{Compare, Comparison, Seen};
pub use self::review::Judgement;
pub(crate) use self::warnings::Duplicates;
pub use self::write::{Create, Update};
use crate::idempotency::Idempotency;
pub use persistence::{
    Beside, Change, Head, HeadCursor, HeadFilter, HeadOrder, HeadPage, HistoryPage, LogEntry,
    LogPage, Revision,
};

/// Makes ids: UUIDv7.
pub type Fresh<'a> = dyn Fn() -> Uuid + Send + Sync + 'a;

/// Who asks, when, and where ids come from.
#[derive(Clone, Copy)]
pub struct Occasion<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// When.
    pub now: Instant,
    /// Ids for what is made.
    pub ids: &'a Fresh<'a>,
    /// So that the same request sent again is not done twice.
    pub idempotency: Option<&'a Idempotency>,
}

impl fmt::Debug for Occasion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never who: an account holds personal data.
        f.debug_struct("Occasion")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// How this installation reviews.
#[derive(Clone, Debug)]
pub struct EditorialSettings {
    /// What passes without a review.
    pub low_risk: LowRisk,
    /// For how long a confirmation holds.
    pub confirmation: ConfirmationDays,
    /// When people are reminded of what is due to be confirmed; never where none is given.
    pub reminders: Option<ReminderDays>,
    /// Whether mails tell of changes that wait and of what became of them, and for how long those to
    /// the coordinating office are gathered; no mails where none is given.
    pub review_mails: Option<Duration>,
    /// Where an app changes an entry.
    pub edit_page: Option<EditPage>,
    /// Where an app shows what waits for a review.
    pub review_page: Option<WebUrl>,
    /// For how many days people stay named in revisions once their consent is over; then they are
    /// erased.
    pub expired_consent_days: u16,
}

impl Default for EditorialSettings {
    fn default() -> Self {
        Self {
            low_risk: LowRisk::default(),
            confirmation: ConfirmationDays::default(),
            reminders: Some(ReminderDays::default()),
            review_mails: Some(Duration::from_secs(60 * 60)),
            edit_page: None,
            review_page: None,
            expired_consent_days: 90,
        }
    }
}

/// Where an app changes an entry: an address in which `{id}` stands for the entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EditPage(Box<str>);

impl EditPage {
    const PLACE: &'static str = "{id}";

    /// Read such an address.
    ///
    /// # Errors
    /// It is no web address, or has no `{id}` in it.
    pub fn parse(text: &str) -> Result<Self, ContactError> {
        let page = Self(text.into());
        if !text.contains(Self::PLACE) {
            return Err(ContactError::Url(text.to_owned()));
        }
        WebUrl::parse(&text.replace(Self::PLACE, "id"))?;
        Ok(page)
    }

    /// The address for this entry.
    #[must_use]
    pub fn of(&self, id: EntityId) -> String {
        self.0.replace(Self::PLACE, &id.to_global())
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What its maker says about a change.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Note {
    /// Through which channel the provider told it, where the coordinating office writes on its
    /// behalf.
    pub channel: Option<Channel>,
    /// What for.
    pub comment: Option<String>,
    /// Whether it changes so little that no translation is outdated by it.
    pub minor: bool,
}

/// What becomes of a change once it is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Then {
    /// It stays a draft.
    #[default]
    Keep,
    /// It is handed in at once: see `submit_for_review`.
    HandIn,
}

/// Where something stands after a use case.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Saved {
    /// What was written.
    pub entity: EntityId,
    /// The number of its newest revision.
    pub revision: u32,
    /// Where that stands in its life.
    pub state: EditorialState,
    /// The revision that the public reads.
    pub published: Option<u32>,
    /// What is published and may be the same; a warning.
    pub likely_duplicates: Vec<LikelyDuplicate>,
}
