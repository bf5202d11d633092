//! Likely duplicates (Dubletten): what may be the same thing entered twice. A warning for whoever
//! writes, never a refusal: two clubs may well offer the same on the same evening.
//!
//! | kind | may be the same |
//! |---|---|
//! | entries | titles that are much alike; somewhat alike with the same provider or location |
//! | organizations | the same name, abbreviation or alias; names that are much alike; the same web page or mailbox, unless one is known to be a part of the other, or both of the same whole |
//! | locations | the same street, number and postal code; nearly the same point with names that are somewhat alike |
//!
//! Words are compared by their trigrams after folding, which forgives umlauts, endings and the order
//! of words. An index over what is published follows the catalogue; asking looks only at what shares
//! a mark or a rare enough trigram.
//!
//! What is known is what the public reads: only that is learned. So nobody is told of a draft, of a
//! hidden place, or that something takes place there.

mod features;
mod index;
mod likeness;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::features::{Comparable, Features};
use self::index::Index;
use crate::code::codes;
use crate::id::{EntityId, EntityKind};
use crate::policy::Published;

/// How many are named at most.
const MOST: usize = 5;

codes! {
    /// What something has in common with what may be the same, beside words that are alike.
    Coincidence {
        /// Of entries: the same organization runs them.
        Provider = "PROVIDER",
        /// Of entries: they take place at the same location.
        Location = "LOCATION",
        /// Of organizations: a name, an abbreviation, or another wording by which documents name them.
        Name = "NAME",
        /// Of organizations: the web page.
        Website = "WEBSITE",
        /// Of organizations: a mailbox.
        Email = "EMAIL",
        /// Of locations: street, number and postal code; or the town, where one of them has no postal
        /// code.
        Address = "ADDRESS",
        /// Of locations: the point on the map, give or take 50 metres.
        Point = "POINT",
    }
}

/// Something published that may be the same.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LikelyDuplicate {
    /// Which.
    pub thing: EntityId,
    /// How alike the titles or names are, from 0 to 1.
    pub likeness: f64,
    /// What both have in common beside that, each once.
    pub in_common: Vec<Coincidence>,
}

/// What is published, to find what is like something that is written.
#[derive(Clone, Debug, Default)]
pub struct Known {
    entries: Index,
    organizations: Index,
    locations: Index,
}

impl Known {
    /// Learn what the public reads of a thing now.
    pub fn learn<T: Comparable>(&mut self, published: &Published<T>) {
        let features = published.document().features();
        if let Some(index) = self.index_mut(features.id.kind) {
            index.learn(features);
        }
    }

    /// Forget what the public reads no longer.
    pub fn forget(&mut self, id: EntityId) {
        if let Some(index) = self.index_mut(id.kind) {
            index.forget(id);
        }
    }

    /// What may be the same as this, the likeliest first; never the thing itself, nor the original of
    /// which it has just been copied.
    #[must_use]
    pub fn like(&self, asked: &Features, original: Option<EntityId>) -> Vec<LikelyDuplicate> {
        let index = self.index(asked.id.kind);
        index.map_or_else(Vec::new, |index| index.like(asked, original))
    }

    const fn index(&self, kind: EntityKind) -> Option<&Index> {
        match kind {
            EntityKind::Offer | EntityKind::CounsellingPoint => Some(&self.entries),
            EntityKind::Organization => Some(&self.organizations),
            EntityKind::Location => Some(&self.locations),
            _ => None,
        }
    }

    const fn index_mut(&mut self, kind: EntityKind) -> Option<&mut Index> {
        match kind {
            EntityKind::Offer | EntityKind::CounsellingPoint => Some(&mut self.entries),
            EntityKind::Organization => Some(&mut self.organizations),
            EntityKind::Location => Some(&mut self.locations),
            _ => None,
        }
    }
}

/// The likeliest of these, the likeliest first: what has more in common that tells by itself, then
/// what is more alike.
#[must_use]
pub fn likeliest(found: impl IntoIterator<Item = LikelyDuplicate>) -> Vec<LikelyDuplicate> {
    let telling = |likely: &LikelyDuplicate| {
        let in_common = likely.in_common.iter();
        in_common.filter(|it| it.is_telling()).count()
    };
    let mut likely: Vec<LikelyDuplicate> = found.into_iter().collect();
    likely.sort_by(|a, b| {
        telling(b)
            .cmp(&telling(a))
            .then(b.likeness.total_cmp(&a.likeness))
            .then(a.thing.cmp(&b.thing))
    });
    likely.truncate(MOST);
    likely
}
