//! What filters on the plan mean: once, here. A list inside one field means "or", several fields
//! mean "and"; a filter matches known values only, unless it says `include_unknown`.

use super::{
    Commitment, ImplementationStatus, Measure, PlanItem, PlanItemKind, ResourceKind,
    Responsibility, ResponsibilityRole, ResponsibilitySubject, Term,
};
use crate::audience::TargetGroupTree;
use crate::code::Code;
use crate::id::{
    ActionAreaId, ChallengeId, EntityId, GoalId, OrganizationId, SuggestionId, TargetGroupId,
};

/// Which challenges, goals or suggestions a reader wants.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct PlanItemFilter {
    /// The fields of action.
    pub areas: Vec<ActionAreaId>,
    /// The target groups that the item names, or narrower ones.
    pub target_groups: Vec<TargetGroupId>,
    /// The terms of its horizon.
    pub horizons: Vec<Term>,
    /// Whether it has priority; only challenges can.
    pub prioritized: Option<bool>,
    /// Whether some published entry implements it, or a measure that serves it.
    pub has_entries: Option<bool>,
    /// Whether items are kept about which the plan does not say what is asked.
    pub include_unknown: bool,
}

/// A plan item as a filter looks at it: with what others say about it.
#[derive(Clone, Copy, Debug)]
pub struct PlanItemView<'a> {
    /// The item.
    pub item: &'a PlanItem,
    /// The field of action in which it lies.
    pub area: ActionAreaId,
    /// Whether it has priority, where known.
    pub prioritized: Option<bool>,
    /// Whether some published entry implements it, or a measure that serves it.
    pub has_entries: bool,
}

impl PlanItemFilter {
    /// Whether the item is wanted.
    #[must_use]
    pub fn matches(&self, view: PlanItemView<'_>, groups: &TargetGroupTree) -> bool {
        let unknown = self.include_unknown;
        (self.areas.is_empty() || self.areas.contains(&view.area))
            && groups_match(&self.target_groups, view.item, groups, unknown)
            && horizons_match(&self.horizons, view.item, unknown)
            && self
                .prioritized
                .is_none_or(|wanted| view.prioritized.map_or(unknown, |known| known == wanted))
            && self
                .has_entries
                .is_none_or(|wanted| wanted == view.has_entries)
    }
}

/// Which measures a reader wants.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct MeasureFilter {
    /// What every plan item can be asked for.
    pub item: PlanItemFilter,
    /// The challenges that it answers.
    pub challenges: Vec<ChallengeId>,
    /// The goals that it serves.
    pub goals: Vec<GoalId>,
    /// The suggestions that it takes up.
    pub suggestions: Vec<SuggestionId>,
    /// Who takes part in it, in whatever role.
    pub organizations: Vec<OrganizationId>,
    /// How far it is.
    pub statuses: Vec<ImplementationStatus>,
    /// What it needs.
    pub resources: Vec<ResourceKind>,
}

/// A measure as a filter looks at it: with what others say about it.
#[derive(Clone, Copy, Debug)]
pub struct MeasureView<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// The field of action in which it lies.
    pub area: ActionAreaId,
    /// Who takes part in it.
    pub parties: &'a [OrganizationId],
    /// Whether some published entry implements it.
    pub has_entries: bool,
}

impl MeasureFilter {
    /// Whether the measure is wanted.
    #[must_use]
    pub fn matches(&self, view: MeasureView<'_>, groups: &TargetGroupTree) -> bool {
        let measure = view.measure;
        let unknown = self.item.include_unknown;
        let item = PlanItemView {
            item: &measure.item,
            area: view.area,
            prioritized: None,
            has_entries: view.has_entries,
        };
        self.item.matches(item, groups)
            && (self.challenges.is_empty() || self.challenges.contains(&measure.challenge))
            && any(&self.goals, &measure.goals)
            && any(&self.suggestions, &measure.suggestions)
            && any(&self.organizations, view.parties)
            && (self.statuses.is_empty()
                || measure
                    .status
                    .map_or(unknown, |status| self.statuses.contains(&status)))
            && (self.resources.is_empty()
                || measure
                    .item
                    .resources
                    .iter()
                    .any(|resource| self.resources.contains(&resource.kind)))
    }
}

/// Which responsibilities a reader wants.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct ResponsibilityFilter {
    /// Who.
    pub organizations: Vec<OrganizationId>,
    /// For which things.
    pub subjects: Vec<EntityId>,
    /// For which kinds of plan items; entries and areas match none of them.
    pub subject_kinds: Vec<PlanItemKind>,
    /// Doing what.
    pub roles: Vec<ResponsibilityRole>,
    /// How far bound.
    pub commitments: Vec<Commitment>,
    /// Whether it answers for the subject.
    pub responsible: Option<bool>,
    /// The fields of action in which the subject lies.
    pub areas: Vec<ActionAreaId>,
    /// Whether those are kept of which nobody said what is asked.
    pub include_unknown: bool,
}

impl ResponsibilityFilter {
    /// Whether the responsibility, whose subject lies in these areas, is wanted.
    #[must_use]
    pub fn matches(&self, responsibility: &Responsibility, areas: &[ActionAreaId]) -> bool {
        let subject = EntityId::from(responsibility.subject);
        (self.organizations.is_empty() || self.organizations.contains(&responsibility.organization))
            && (self.subjects.is_empty() || self.subjects.contains(&subject))
            && (self.subject_kinds.is_empty()
                || matches!(responsibility.subject, ResponsibilitySubject::PlanItem(_))
                    && self
                        .subject_kinds
                        .iter()
                        .any(|kind| kind.code() == subject.kind.code()))
            && (self.roles.is_empty() || self.roles.contains(&responsibility.role))
            && (self.commitments.is_empty()
                || responsibility
                    .commitment
                    .map_or(self.include_unknown, |known| {
                        self.commitments.contains(&known)
                    }))
            && self.responsible.is_none_or(|wanted| {
                responsibility
                    .responsible
                    .map_or(self.include_unknown, |known| known == wanted)
            })
            && any(&self.areas, areas)
    }
}

fn any<T: PartialEq>(wanted: &[T], known: &[T]) -> bool {
    wanted.is_empty() || known.iter().any(|known| wanted.contains(known))
}

fn groups_match(
    wanted: &[TargetGroupId],
    item: &PlanItem,
    groups: &TargetGroupTree,
    include_unknown: bool,
) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let mut named = item.groups().peekable();
    if named.peek().is_none() {
        return include_unknown;
    }
    named.any(|group| {
        wanted
            .iter()
            .any(|wanted| groups.nesting().is_within(group, *wanted))
    })
}

fn horizons_match(wanted: &[Term], item: &PlanItem, include_unknown: bool) -> bool {
    wanted.is_empty()
        || item.horizon.as_ref().map_or(include_unknown, |horizon| {
            wanted.iter().any(|term| horizon.span().contains(*term))
        })
}
