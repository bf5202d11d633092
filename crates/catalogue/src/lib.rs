//! The read side: every published aggregate as an immutable document in memory.
//!
//! A request pins one [`Snapshot`] and answers from it without any SQL. Snapshots share structure,
//! so that one write never copies all of the pointers. Nothing gets in but what
//! [`domain::policy::publish`] let through; whoever loses the catalogue builds it again from the
//! revisions.
//!
//! Deliberately absent: bitmaps and full-text search. What a filter means is a predicate of the
//! domain; indexes that find the same set faster will come beside the orders.

mod change;
mod list;
mod lists;
mod order;
mod shelf;
mod snapshot;

use std::sync::Arc;

use arc_swap::ArcSwap;

pub use self::change::{Change, Document};
pub use self::list::{List, PageRequest, Slice, Window};
pub use self::lists::EntryDocument;
pub use self::order::{Order, Rank, SortKey};
pub use self::shelf::{Difference, Listed, Shelf};
pub use self::snapshot::{Position, Shelved, Snapshot};

/// The catalogue: the newest snapshot, replaced as a whole.
#[derive(Debug)]
pub struct Catalogue {
    current: ArcSwap<Snapshot>,
}

impl Catalogue {
    /// A catalogue that shows this snapshot.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            current: ArcSwap::from_pointee(snapshot),
        }
    }

    /// The newest snapshot. Whoever holds it reads one state, whatever is written meanwhile.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Show a newer snapshot.
    pub fn replace(&self, snapshot: Snapshot) {
        self.current.store(Arc::new(snapshot));
    }
}
