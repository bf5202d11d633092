//! Plan items: challenges, goals, suggestions, measures, and what each of them may carry.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::horizon::TimeHorizon;
use super::progress::{Evaluation, ImplementationStatus, ProgressReport, Weight};
use crate::code::codes;
use crate::id::{
    ActionAreaId, ChallengeId, EntityId, EntityKind, GoalId, MeasureId, PartId, Slug, SuggestionId,
    TargetGroupId, TypedId,
};
use crate::text::{LocalizedText, Words};

codes! {
    /// The kinds of plan items.
    PlanItemKind {
        /// What is wrong today.
        Challenge = "CHALLENGE",
        /// The state the plan wants to reach.
        Goal = "GOAL",
        /// An idea under a goal.
        Suggestion = "SUGGESTION",
        /// What will be done.
        Measure = "MEASURE",
    }

    /// How a plan item stresses a target group.
    TargetGroupEmphasis {
        /// It is meant.
        Primary = "PRIMARY",
        /// It is highlighted ("insbesondere"), without shutting others out.
        Emphasis = "EMPHASIS",
        /// It is meant in the second place.
        Secondary = "SECONDARY",
    }

    /// What kind of resource is needed.
    ResourceKind {
        /// People's working time.
        Personnel = "PERSONNEL",
        /// Rooms and places.
        Spatial = "SPATIAL",
        /// Material.
        Material = "MATERIAL",
        /// Money.
        Funding = "FUNDING",
        /// Printing.
        Printing = "PRINTING",
        /// Training.
        Training = "TRAINING",
        /// Devices, stages, vehicles.
        Equipment = "EQUIPMENT",
        /// Something else.
        Other = "OTHER",
    }
}

/// Identifies a plan item of any kind.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanItemId {
    /// A challenge.
    Challenge(ChallengeId),
    /// A goal.
    Goal(GoalId),
    /// A suggestion.
    Suggestion(SuggestionId),
    /// A measure.
    Measure(MeasureId),
}

impl From<PlanItemId> for EntityId {
    fn from(id: PlanItemId) -> Self {
        match id {
            PlanItemId::Challenge(id) => id.entity(),
            PlanItemId::Goal(id) => id.entity(),
            PlanItemId::Suggestion(id) => id.entity(),
            PlanItemId::Measure(id) => id.entity(),
        }
    }
}

impl TryFrom<EntityId> for PlanItemId {
    type Error = EntityId;

    fn try_from(id: EntityId) -> Result<Self, Self::Error> {
        match id.kind {
            EntityKind::Challenge => Ok(Self::Challenge(ChallengeId::from_uuid(id.uuid))),
            EntityKind::Goal => Ok(Self::Goal(GoalId::from_uuid(id.uuid))),
            EntityKind::Suggestion => Ok(Self::Suggestion(SuggestionId::from_uuid(id.uuid))),
            EntityKind::Measure => Ok(Self::Measure(MeasureId::from_uuid(id.uuid))),
            _ => Err(id),
        }
    }
}

/// What every plan item says, whatever its kind: the source puts everything anywhere.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlanItem {
    /// Its stable name.
    pub slug: Slug,
    /// Where it stands in the plan, across all kinds.
    pub order: u32,
    /// The words exactly as adopted, or nothing where they were not imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_text: Option<Words>,
    /// A short title in our own words.
    pub title: LocalizedText,
    /// What it says, in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<LocalizedText>,
    /// Where it stands in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePosition>,
    /// For whom it is; the members of the list are alternatives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_groups: Vec<PlanTargetGroup>,
    /// What it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// When it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<TimeHorizon>,
    /// What to do first, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<FirstStep>,
    /// What it refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<CrossReference>,
    /// What else there is to know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<LocalizedText>,
}

impl PlanItem {
    /// Every target group that it names.
    pub fn groups(&self) -> impl Iterator<Item = TargetGroupId> + '_ {
        self.target_groups
            .iter()
            .flat_map(|target| target.groups.iter().copied())
    }

    /// Everything that it refers to.
    pub(crate) fn links(&self) -> Vec<EntityId> {
        self.groups()
            .map(TypedId::entity)
            .chain(
                self.references
                    .iter()
                    .filter_map(|reference| reference.target)
                    .filter_map(ReferenceTarget::entity),
            )
            .collect()
    }
}

/// Where something stands in the source document.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SourcePosition {
    /// The line, counted from 1.
    pub line: u32,
}

/// One audience of a plan item: its groups combine ("young men with a refugee background").
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlanTargetGroup {
    /// The groups, on axes that combine.
    pub groups: Vec<TargetGroupId>,
    /// How it is stressed.
    pub emphasis: TargetGroupEmphasis,
}

/// What an item needs.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// What kind of thing.
    pub kind: ResourceKind,
    /// Whether it is needed only perhaps ("ggf.").
    #[serde(default)]
    pub optional: bool,
    /// What exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
}

/// A first step (Erster Schritt).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FirstStep {
    /// Kept when the step changes.
    pub id: PartId,
    /// Its stable name.
    pub slug: Slug,
    /// The number as printed; numbers restart and have gaps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Whether it runs beside the others.
    #[serde(default)]
    pub parallel: bool,
    /// The words exactly as adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_text: Option<Words>,
    /// A short title in our own words.
    pub title: LocalizedText,
    /// What it says, in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<LocalizedText>,
    /// Where it stands in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePosition>,
    /// How far it is, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ImplementationStatus>,
}

/// A link from one plan item to another (Verweis).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CrossReference {
    /// What it means, where that could be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<ReferenceTarget>,
    /// How sure that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The words of the reference, exactly as adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_text: Option<Words>,
}

/// What a reference means.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceTarget {
    /// A plan item.
    Item(PlanItemId),
    /// A whole field of action.
    Area(ActionAreaId),
    /// A section of a field of action.
    Section {
        /// The field.
        area: ActionAreaId,
        /// The section.
        section: PartId,
    },
    /// A first step of a plan item.
    Step {
        /// The item.
        item: PlanItemId,
        /// The step.
        step: PartId,
    },
}

impl ReferenceTarget {
    /// The aggregate that holds it.
    #[must_use]
    pub fn entity(self) -> Option<EntityId> {
        Some(match self {
            Self::Item(item) | Self::Step { item, .. } => item.into(),
            Self::Area(area) | Self::Section { area, .. } => area.into(),
        })
    }
}

/// How sure a reading is, in percent.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Confidence(u8);

impl Confidence {
    /// Not sure at all.
    pub const NONE: Self = Self(0);

    /// A confidence of that many percent.
    ///
    /// # Errors
    /// More than 100.
    pub const fn percent(percent: u8) -> Result<Self, ConfidenceError> {
        if percent > 100 {
            return Err(ConfidenceError);
        }
        Ok(Self(percent))
    }

    /// From 0 to 1.
    #[must_use]
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl TryFrom<u8> for Confidence {
    type Error = ConfidenceError;

    fn try_from(percent: u8) -> Result<Self, Self::Error> {
        Self::percent(percent)
    }
}

impl From<Confidence> for u8 {
    fn from(confidence: Confidence) -> Self {
        confidence.0
    }
}

/// More than certain.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("a confidence is 0 to 100 percent")]
pub struct ConfidenceError;

/// What is wrong today (Herausforderung).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// The field of action to which it belongs.
    pub area: ActionAreaId,
    /// The section of the field, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<PartId>,
    /// Whether it has priority, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prioritized: Option<bool>,
    /// What every plan item says.
    pub item: PlanItem,
}

/// The state the plan wants to reach (Ziel).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// What it answers.
    pub challenge: ChallengeId,
    /// What every plan item says.
    pub item: PlanItem,
}

/// An idea under a goal (Anregung).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// Its id.
    pub id: SuggestionId,
    /// The goal that it serves.
    pub goal: GoalId,
    /// The number as printed; numbers restart, so that it identifies nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// What every plan item says.
    pub item: PlanItem,
}

/// What will be done (Maßnahme).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// What it answers.
    pub challenge: ChallengeId,
    /// The goals that it serves, where known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<GoalId>,
    /// The suggestions that it takes up, where known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<SuggestionId>,
    /// How far it is, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ImplementationStatus>,
    /// How much it counts in the progress of what it serves, where somebody set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// What was reported about it, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress_reports: Vec<ProgressReport>,
    /// How it was judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evaluations: Vec<Evaluation>,
    /// What every plan item says.
    pub item: PlanItem,
}
