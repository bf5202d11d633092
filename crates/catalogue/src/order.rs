//! In which order lists are read.
//!
//! A sort key holds what a thing is sorted by and its id, so that keys are unique and a cursor can
//! name a place in the list even after the thing itself is gone.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::period::Instant;
use domain::text::{LanguageTag, LocalizedText, fold};

/// The orders that every list knows.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Order {
    /// First published last.
    Newest,
    /// Changed last.
    Updated,
    /// By its place in the plan or taxonomy.
    Position,
    /// By title, as read in a language.
    Title(LanguageTag),
}

/// What a thing is sorted by.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Rank {
    /// By time, the latest first, in microseconds since 1970.
    Time(Reverse<i64>),
    /// By number, the least first.
    Position(u64),
    /// By folded text.
    Title(Arc<str>),
}

/// Where a thing stands in an order.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SortKey {
    /// What it is sorted by.
    pub rank: Rank,
    /// Which thing, among those that are equal in rank.
    pub id: u128,
}

impl Rank {
    pub(crate) fn of_time(instant: Instant) -> Self {
        Self::Time(Reverse(instant.utc().timestamp_micros()))
    }

    pub(crate) fn of_title(title: &LocalizedText, language: &LanguageTag) -> Self {
        let served = title.serve(std::slice::from_ref(language));
        // Cursors carry the rank; titles that are alike so far are told apart by id.
        let beginning: String = served.version.text.as_str().chars().take(80).collect();
        Self::Title(fold(&beginning).into())
    }
}
