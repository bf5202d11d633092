//! The filter of challenges, goals and suggestions.

use async_graphql::{Context, ID, InputObject, Result};
use domain::plan as model;

use crate::code::{Coded, codes};
use crate::object::known_ids;

/// Which plan items are wanted. A list inside one field means "or", several fields mean "and".
/// Only what the plan says matches, unless `includeUnknown` is set.
#[derive(Default, InputObject)]
pub struct PlanItemFilter {
    /// Ids of areas of action.
    areas: Option<Vec<ID>>,
    /// Ids of target groups that the item names; narrower groups match as well.
    target_groups: Option<Vec<ID>>,
    /// Terms of its horizon: a span from short to long matches each of them.
    horizons: Option<Vec<Coded<model::Term>>>,
    /// Whether it has priority. Only challenges can; for many it is unknown.
    prioritized: Option<bool>,
    /// Whether some entry of the directory stands behind it: implements a measure that serves it.
    /// `false` finds the gaps.
    has_entries: Option<bool>,
    /// Whether items are kept about which the plan does not say what is asked.
    include_unknown: Option<bool>,
}

impl PlanItemFilter {
    /// The filter of the domain, when everything that it names exists.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<model::PlanItemFilter> {
        Ok(model::PlanItemFilter {
            areas: known_ids::<model::ActionArea>(ctx, self.areas, &["filter", "areas"])?,
            target_groups: known_ids::<domain::taxonomy::TargetGroup>(
                ctx,
                self.target_groups,
                &["filter", "targetGroups"],
            )?,
            horizons: codes(self.horizons),
            prioritized: self.prioritized,
            has_entries: self.has_entries,
            include_unknown: self.include_unknown.unwrap_or_default(),
        })
    }
}
