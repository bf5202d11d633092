//! What a request carries through the resolvers: one snapshot, who asks, and the reader's wishes.

use std::iter::successors;
use std::sync::{Arc, OnceLock};

use application::accounts::{Accounts, Circumstance};
use application::{Application, Idempotency};
use async_graphql::{Context, Result};
use catalogue::Snapshot;
use domain::period::Instant;
use domain::policy::{Actor, Person};
use domain::review::ConfirmationDays;
use domain::schedule::HolidayCalendar;
use domain::text::{LanguagePreferences, LanguageTag};

use crate::http::{Caller, Fingerprint};
use crate::mutation::only_people;

/// What one request reads from, and for whom.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The state that the request is answered from.
    pub snapshot: Pinned,
    /// Who asks.
    pub actor: Actor,
    /// The languages that the reader wants, best first.
    pub wishes: LanguagePreferences,
    /// When the request came in.
    pub now: Instant,
    /// Public and school holidays.
    pub holidays: Arc<HolidayCalendar>,
    /// For how long it holds that somebody has confirmed an entry.
    pub confirmation_days: ConfirmationDays,
}

/// The state that a request is answered from.
///
/// A request that only reads has one from its start to its end. A mutation pins a newer one behind
/// it, so that its payload, and the mutations after it, see what was written; whoever still reads
/// from the older one can go on.
#[derive(Clone, Debug)]
pub struct Pinned {
    snapshot: Arc<Snapshot>,
    newer: OnceLock<Box<Self>>,
}

impl From<Arc<Snapshot>> for Pinned {
    fn from(snapshot: Arc<Snapshot>) -> Self {
        Self {
            snapshot,
            newer: OnceLock::new(),
        }
    }
}

impl Pinned {
    /// The newest of them.
    #[must_use]
    pub fn newest(&self) -> &Arc<Snapshot> {
        &self.last().snapshot
    }

    fn last(&self) -> &Self {
        successors(Some(self), |pinned| pinned.newer.get().map(AsRef::as_ref))
            .last()
            .unwrap_or(self)
    }

    /// Pin a newer state. Mutations run one after the other, so nobody else pins one meanwhile; if
    /// somebody did, theirs would stay, which saw the write as well.
    pub(crate) fn renew(&self, snapshot: Arc<Snapshot>) {
        self.last().newer.get_or_init(|| Box::new(snapshot.into()));
    }
}

impl Reader {
    /// The language by which titles are sorted for this reader: the first wish in which the
    /// directory is kept, or its first language.
    #[must_use]
    pub fn sort_language(&self) -> LanguageTag {
        let kept = self.snapshot.newest().languages();
        let by_tag = |wish: &LanguageTag| kept.iter().find(|tag| *tag == wish);
        let by_primary =
            |wish: &LanguageTag| kept.iter().find(|tag| tag.primary() == wish.primary());
        let wishes = self.wishes.tags();
        wishes
            .iter()
            .find_map(|wish| by_tag(wish).or_else(|| by_primary(wish)))
            .or_else(|| kept.first())
            .cloned()
            .unwrap_or_else(LanguageTag::german)
    }

    /// The language that the reader wants most, where the request says so.
    #[must_use]
    pub fn first_wish(&self) -> Option<LanguageTag> {
        self.wishes.tags().first().cloned()
    }

    /// The languages for messages to this reader, best first: those of the request, then that of
    /// the account.
    #[must_use]
    pub fn message_languages(&self) -> Vec<LanguageTag> {
        let own = self.actor.person().map(|person| &person.account.language);
        self.wishes.tags().iter().chain(own).cloned().collect()
    }
}

/// The reader of the request in hand.
pub(crate) fn reader<'a>(ctx: &Context<'a>) -> &'a Reader {
    ctx.data_unchecked::<Reader>()
}

/// The snapshot of the request in hand.
pub(crate) fn snapshot<'a>(ctx: &Context<'a>) -> &'a Arc<Snapshot> {
    reader(ctx).snapshot.newest()
}

/// Who sent the request in hand.
pub(crate) fn actor<'a>(ctx: &Context<'a>) -> &'a Actor {
    &reader(ctx).actor
}

/// The person who sent the request in hand.
///
/// # Errors
/// Nobody has signed in, or a program asks.
pub(crate) fn person<'a>(ctx: &Context<'a>) -> Result<&'a Person> {
    let actor = actor(ctx);
    actor.person().ok_or_else(|| only_people(actor))
}

/// The program behind the request in hand.
pub(crate) fn application<'a>(ctx: &Context<'a>) -> &'a Application {
    ctx.data_unchecked::<Arc<Application>>()
}

/// People and programs that act.
pub(crate) fn accounts<'a>(ctx: &Context<'a>) -> &'a Accounts {
    application(ctx).accounts()
}

/// When and from where the request in hand came.
pub(crate) fn circumstance(ctx: &Context<'_>) -> Circumstance {
    let address = ctx
        .data_opt::<Caller>()
        .and_then(|caller| caller.address)
        .map(|address| address.0);
    Circumstance {
        now: reader(ctx).now,
        address,
    }
}

/// What names the mutation in hand, however often it is sent, where the client gave its request an
/// `Idempotency-Key`. A batch and a document may hold several mutations, and one key serves them
/// all.
pub(crate) fn idempotency(ctx: &Context<'_>) -> Option<Idempotency> {
    let caller = ctx.data_opt::<Caller>()?;
    let Fingerprint(body) = *ctx.data_opt::<Fingerprint>()?;
    let field = ctx.field();
    let place = field.alias().unwrap_or(field.name());
    let operation = format!("{} {} {place}", field.name(), caller.item);
    Idempotency::new(caller.idempotency_key.as_ref()?.as_str(), &operation, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pinned_behind_a_snapshot_is_seen_by_whoever_looks_anew() {
        let [first, second, third] =
            [(); 3].map(|()| Arc::new(Snapshot::empty(&[LanguageTag::german()])));
        let pinned = Pinned::from(Arc::clone(&first));
        let before = pinned.newest();
        pinned.renew(Arc::clone(&second));
        assert!(Arc::ptr_eq(before, &first));
        assert!(Arc::ptr_eq(pinned.newest(), &second));
        pinned.renew(Arc::clone(&third));
        assert!(Arc::ptr_eq(pinned.newest(), &third));
    }
}
