//! Warnings about likely duplicates, kept cheap: an index over what is published is made when
//! somebody needs it for the first time, and follows the catalogue from then on.

use std::sync::{Mutex, PoisonError};

use catalogue::{Position, Shelved, Snapshot};
use domain::duplicate::{Comparable, Features, Known, LikelyDuplicate, likeliest};
use domain::entry::{CounsellingPoint, Offer};
use domain::id::{EntityId, EntityKind, TypedId};
use domain::organization::Organization;
use domain::place::Location;
use domain::review::Maintained;

/// The index, once there is one.
#[derive(Debug, Default)]
pub(crate) struct Duplicates(Mutex<Option<Index>>);

/// What is known, and of which state of the catalogue.
#[derive(Debug)]
struct Index {
    position: Position,
    known: Known,
}

impl Duplicates {
    /// What is published and may be the same as this content; not the original of which it has just
    /// been copied, since whoever copies knows that.
    pub(super) fn like<T: Maintained>(
        &self,
        snapshot: &Snapshot,
        (content, original): (&T, Option<EntityId>),
    ) -> Vec<LikelyDuplicate> {
        let asked = content.features();
        let mut index = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = index.get_or_insert_with(|| Index::new(snapshot));
        let found = index.known.like(&asked, original).into_iter();
        // Another state may have been published since the index was brought up to date: what is told
        // is what the public reads now.
        likeliest(found.filter_map(|likely| asked.compared_to(&published(snapshot, likely.thing)?)))
    }

    /// Bring the index from one state of the catalogue to the next. One of another state is let go,
    /// and made anew when somebody needs it.
    pub(crate) fn follow(&self, before: &Snapshot, after: &Snapshot) {
        let mut index = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = index.take();
        let (from, to) = (before.position(), after.position());
        if let Some(index) = &mut known
            && index.position == from
            && (from.epoch, from.day) == (to.epoch, to.day)
        {
            index.follow(before, after);
        } else {
            known = None;
        }
        *index = known;
    }
}

impl Index {
    fn new(snapshot: &Snapshot) -> Self {
        let mut index = Self {
            position: snapshot.position(),
            known: Known::default(),
        };
        index.learn_all::<Offer>(snapshot);
        index.learn_all::<CounsellingPoint>(snapshot);
        index.learn_all::<Organization>(snapshot);
        index.learn_all::<Location>(snapshot);
        index
    }

    fn learn_all<T: Comparable + Shelved>(&mut self, snapshot: &Snapshot) {
        for document in snapshot.shelf::<T>().iter() {
            self.known.learn(document.as_ref());
        }
    }

    fn follow(&mut self, before: &Snapshot, after: &Snapshot) {
        self.learn_changes::<Offer>(before, after);
        self.learn_changes::<CounsellingPoint>(before, after);
        self.learn_changes::<Organization>(before, after);
        self.learn_changes::<Location>(before, after);
        self.position = after.position();
    }

    fn learn_changes<T: Comparable + Shelved>(&mut self, before: &Snapshot, after: &Snapshot) {
        let difference = after.shelf::<T>().since(before.shelf::<T>());
        for id in difference.withdrawn {
            self.known.forget(id.entity());
        }
        for document in &difference.published {
            self.known.learn(document.as_ref());
        }
    }
}

/// By what something is told apart, as the public reads it now; nothing where it does not.
fn published(snapshot: &Snapshot, id: EntityId) -> Option<Features> {
    match id.kind {
        EntityKind::Offer => features::<Offer>(snapshot, id),
        EntityKind::CounsellingPoint => features::<CounsellingPoint>(snapshot, id),
        EntityKind::Organization => features::<Organization>(snapshot, id),
        EntityKind::Location => features::<Location>(snapshot, id),
        _ => None,
    }
}

fn features<T: Comparable + Shelved>(snapshot: &Snapshot, id: EntityId) -> Option<Features> {
    let document = snapshot.find::<T>(T::Id::from_uuid(id.uuid))?;
    Some(document.document().features())
}
