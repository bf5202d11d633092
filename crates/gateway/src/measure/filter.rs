//! The filter of measures.

use async_graphql::{Context, ID, InputObject, Result};
use domain::plan as model;

use crate::code::{Coded, codes};
use crate::object::known_ids;

/// Which measures are wanted. A list inside one field means "or", several fields mean "and". Only
/// what the plan says matches, unless `includeUnknown` is set.
#[derive(Default, InputObject)]
pub struct MeasureFilter {
    /// Ids of areas of action.
    areas: Option<Vec<ID>>,
    /// Ids of challenges that it answers.
    challenges: Option<Vec<ID>>,
    /// Ids of goals that it serves.
    goals: Option<Vec<ID>>,
    /// Ids of suggestions that it takes up.
    suggestions: Option<Vec<ID>>,
    /// Ids of organizations that take part in it, in whatever role.
    organizations: Option<Vec<ID>>,
    /// Ids of target groups that it names; narrower groups match as well.
    target_groups: Option<Vec<ID>>,
    /// Terms of its horizon: a span from short to long matches each of them.
    horizons: Option<Vec<Coded<model::Term>>>,
    /// How far it is.
    statuses: Option<Vec<Coded<model::ImplementationStatus>>>,
    /// What it needs.
    resources: Option<Vec<Coded<model::ResourceKind>>>,
    /// Whether some entry of the directory implements it. `false` finds the gaps.
    has_entries: Option<bool>,
    /// Whether measures are kept about which the plan does not say what is asked.
    include_unknown: Option<bool>,
}

impl MeasureFilter {
    /// The filter of the domain, when everything that it names exists.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<model::MeasureFilter> {
        Ok(model::MeasureFilter {
            item: model::PlanItemFilter {
                areas: known_ids::<model::ActionArea>(ctx, self.areas, &["filter", "areas"])?,
                target_groups: known_ids::<domain::taxonomy::TargetGroup>(
                    ctx,
                    self.target_groups,
                    &["filter", "targetGroups"],
                )?,
                horizons: codes(self.horizons),
                prioritized: None,
                has_entries: self.has_entries,
                include_unknown: self.include_unknown.unwrap_or_default(),
            },
            challenges: known_ids::<model::Challenge>(
                ctx,
                self.challenges,
                &["filter", "challenges"],
            )?,
            goals: known_ids::<model::Goal>(ctx, self.goals, &["filter", "goals"])?,
            suggestions: known_ids::<model::Suggestion>(
                ctx,
                self.suggestions,
                &["filter", "suggestions"],
            )?,
            organizations: known_ids::<domain::organization::Organization>(
                ctx,
                self.organizations,
                &["filter", "organizations"],
            )?,
            statuses: codes(self.statuses),
            resources: codes(self.resources),
        })
    }
}
