//! Warnings about what may be there already.

use async_graphql::{Context, SimpleObject};
use domain::duplicate as model;

use crate::entry::Entry;
use crate::request::snapshot;

/// A published entry that may be the same thing.
#[derive(SimpleObject)]
pub struct LikelyDuplicate {
    /// The entry.
    entry: Entry,
    /// How alike the titles are, from 0 to 1.
    likeness: f64,
    /// Whether the same organization runs it.
    same_provider: bool,
    /// Whether it takes place at the same location.
    same_location: bool,
}

impl LikelyDuplicate {
    /// Those of these that are still published.
    pub(crate) fn all(ctx: &Context<'_>, found: &[model::LikelyDuplicate]) -> Vec<Self> {
        found
            .iter()
            .filter_map(|likely| {
                Some(Self {
                    entry: snapshot(ctx).entry(likely.entry)?.into(),
                    likeness: likely.likeness,
                    same_provider: likely.same_provider,
                    same_location: likely.same_location,
                })
            })
            .collect()
    }
}
