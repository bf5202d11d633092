//! What a request carries through the resolvers: one snapshot and the reader's wishes.

use std::sync::Arc;

use async_graphql::Context;
use catalogue::Snapshot;
use domain::period::Instant;
use domain::schedule::HolidayCalendar;
use domain::text::{LanguagePreferences, LanguageTag};

/// What one request reads from, and for whom.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The state that the whole request is answered from.
    pub snapshot: Arc<Snapshot>,
    /// The languages that the reader wants, best first.
    pub wishes: LanguagePreferences,
    /// When the request came in.
    pub now: Instant,
    /// Public and school holidays.
    pub holidays: Arc<HolidayCalendar>,
}

impl Reader {
    /// The language by which titles are sorted for this reader: the first wish in which the
    /// directory is kept, or its first language.
    #[must_use]
    pub fn sort_language(&self) -> LanguageTag {
        let kept = self.snapshot.languages();
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
}

/// The reader of the request in hand.
pub(crate) fn reader<'a>(ctx: &Context<'a>) -> &'a Reader {
    ctx.data_unchecked::<Reader>()
}

/// The snapshot of the request in hand.
pub(crate) fn snapshot<'a>(ctx: &Context<'a>) -> &'a Arc<Snapshot> {
    &reader(ctx).snapshot
}
