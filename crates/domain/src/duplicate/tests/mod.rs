//! What is named as a likely duplicate, and what is not.

#![allow(clippy::unwrap_used)]

mod entries;
mod locations;
mod organizations;
mod properties;

use super::{Comparable, Known, LikelyDuplicate};
use crate::aggregate::{Aggregate, PublishedRevision, RevisionStamp};
use crate::id::EntityId;
use crate::period::Instant;
use crate::policy::{Protection, publish};

fn revision<T: Aggregate>(content: &T) -> PublishedRevision<T> {
    let at: Instant = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH.into();
    let stamp = RevisionStamp {
        number: 1,
        published_at: at,
        updated_at: at,
    };
    PublishedRevision::new(content.clone(), stamp)
}

/// Learn what the public reads of it.
fn learn<T: Aggregate + Comparable>(known: &mut Known, content: &T, protection: &Protection) {
    let today = "2026-03-01".parse().unwrap();
    if let Some(published) = publish(revision(content), protection, today) {
        known.learn(&published);
    }
}

/// Everything there is, and nothing of it protected by something else.
fn known<T: Aggregate + Comparable>(contents: &[T]) -> Known {
    let mut known = Known::default();
    for content in contents {
        learn(&mut known, content, &protection(contents));
    }
    known
}

/// What these say about places, as far as they are locations.
fn protection<T: Aggregate>(contents: &[T]) -> Protection {
    let mut protection = Protection::default();
    for content in contents {
        let any: &dyn std::any::Any = content;
        if let Some(location) = any.downcast_ref() {
            protection.learn_location(&revision::<crate::place::Location>(location));
        }
    }
    protection
}

fn found<T: Comparable>(known: &Known, asked: &T) -> Vec<LikelyDuplicate> {
    known.like(&asked.features(), None)
}

fn like<T: Comparable>(known: &Known, asked: &T) -> Vec<EntityId> {
    let found = found(known, asked).into_iter();
    found.map(|likely| likely.thing).collect()
}
