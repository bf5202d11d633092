//! Warnings about likely duplicates, kept cheap: an index over everything published is made anew
//! only after many changes, and what the same provider has is looked at as it is now.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use catalogue::{Position, Snapshot};
use domain::duplicate::{Known, LikelyDuplicate};
use domain::entry::{CounsellingPoint, Entry, EntryId, Offer};
use domain::id::{EntityId, TypedId};
use domain::review::Maintained;

/// After how many changes the index is made anew.
const STALE: u64 = 500;

/// The index, and for which state of the catalogue it was made.
#[derive(Debug, Default)]
pub(crate) struct Duplicates(Mutex<Option<(Position, Arc<Known>)>>);

impl Duplicates {
    /// Published entries that may be the same as this content; nothing for what is no entry.
    pub(super) fn like<T: Maintained>(
        &self,
        snapshot: &Snapshot,
        content: &T,
    ) -> Vec<LikelyDuplicate> {
        let Some((id, entry)) = content.as_entry() else {
            return Vec::new();
        };
        let mut found: BTreeMap<EntryId, LikelyDuplicate> = BTreeMap::new();
        let fresh = Known::new(of_provider(snapshot, entry));
        for likely in self
            .known(snapshot)
            .like(id, entry)
            .into_iter()
            .chain(fresh.like(id, entry))
        {
            if snapshot.holds(EntityId::from(likely.entry)) {
                found.insert(likely.entry, likely);
            }
        }
        let mut likely: Vec<LikelyDuplicate> = found.into_values().collect();
        likely.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        likely
    }

    fn known(&self, snapshot: &Snapshot) -> Arc<Known> {
        let now = snapshot.position();
        let mut index = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, known)) = &*index
            && at.epoch == now.epoch
            && now.token.abs_diff(at.token) < STALE
        {
            return Arc::clone(known);
        }
        let offers = snapshot.shelf::<Offer>().iter();
        let points = snapshot.shelf::<CounsellingPoint>().iter();
        let offers = offers.map(|offer| (EntryId::Offer(offer.id), &offer.entry));
        let points = points.map(|point| (EntryId::CounsellingPoint(point.id), &point.entry));
        let known = Arc::new(Known::new(offers.chain(points)));
        *index = Some((now, Arc::clone(&known)));
        known
    }
}

fn of_provider<'a>(
    snapshot: &'a Snapshot,
    entry: &Entry,
) -> impl Iterator<Item = (EntryId, &'a Entry)> {
    let provider = entry.provider.entity();
    let offers = snapshot.referrers::<Offer>(provider);
    let points = snapshot.referrers::<CounsellingPoint>(provider);
    let offers = offers.map(|offer| (EntryId::Offer(offer.id), &offer.entry));
    offers.chain(points.map(|point| (EntryId::CounsellingPoint(point.id), &point.entry)))
}
