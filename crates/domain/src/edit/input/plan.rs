//! Inputs of plan items. Deliberately absent: the official text and where it stands in the source,
//! which the import alone writes, the slug (made once, from the title), and the place in the plan.

use serde::Deserialize;

use super::{Change, TextInput, TextVersionInput};
use crate::id::PartId;
use crate::plan::{
    ImplementationStatus, ProposedProgress, ResourceKind, TargetGroupEmphasis, Term,
};
use crate::text::TextVersion;

/// What changes about a plan item of any kind.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct PlanItemInput {
    /// A short title in our own words; needed for a new one.
    pub title: Change<TextInput>,
    /// What it says, in plain words.
    pub summary: Change<TextInput>,
    /// For whom it is: the whole list.
    pub target_groups: Change<Vec<PlanTargetGroupInput>>,
    /// What it needs: the whole list.
    pub resources: Change<Vec<ResourceInput>>,
    /// When it is to be done.
    pub horizon: Change<HorizonInput>,
    /// What to do first, in order.
    pub steps: Change<Vec<FirstStepInput>>,
    /// What it refers to.
    pub references: Change<Vec<CrossReferenceInput>>,
    /// What else there is to know: the whole list, each text with all its languages.
    pub remarks: Change<Vec<TextInput>>,
}

/// One audience of a plan item.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct PlanTargetGroupInput {
    /// The groups, which combine, by id.
    pub groups: Vec<String>,
    /// How it is stressed.
    pub emphasis: TargetGroupEmphasis,
}

/// What an item needs.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct ResourceInput {
    /// What kind of thing.
    pub kind: ResourceKind,
    /// Whether it is needed only perhaps.
    #[serde(default)]
    pub is_optional: bool,
    /// What exactly, with all its languages.
    #[serde(default)]
    pub note: Option<TextInput>,
}

/// When something is to be done: the whole of it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct HorizonInput {
    /// The earliest term.
    pub min: Term,
    /// The latest term.
    pub max: Term,
    /// Named parts.
    #[serde(default)]
    pub phases: Vec<HorizonPhaseInput>,
}

/// A named part of a horizon.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct HorizonPhaseInput {
    /// What happens in it, with all its languages.
    pub label: TextInput,
    /// The earliest term.
    pub min: Term,
    /// The latest term.
    pub max: Term,
}

/// A first step.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct FirstStepInput {
    /// Which step it is; absent for a new one.
    pub id: Option<String>,
    /// A short title in our own words; needed for a new one.
    pub title: Change<TextInput>,
    /// What it says, in plain words.
    pub summary: Change<TextInput>,
    /// Whether it runs beside the others; it does not where a new one does not say.
    pub is_parallel: Change<bool>,
    /// How far it is.
    pub status: Change<ImplementationStatus>,
}

/// A link from one item to another.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct CrossReferenceInput {
    /// Which of the references it is, by its place in the list of the revision from which the
    /// change starts, from 0; absent for a new one.
    pub index: Option<i64>,
    /// What it means.
    pub target: Change<ReferenceTargetInput>,
    /// Its words; only where the item was not adopted in words.
    pub words: Change<String>,
}

/// What a reference means.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct ReferenceTargetInput {
    /// An item of the plan or an area of action, by id.
    pub id: String,
    /// A first step of the item, or a section of the area, by the id of the part.
    #[serde(default)]
    pub part: Option<String>,
}

/// What changes about a challenge.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ChallengeInput {
    /// What every item says; its fields stand beside the others.
    #[serde(flatten)]
    pub item: PlanItemInput,
    /// The area of action, by id; needed for a new one.
    pub area: Change<String>,
    /// The section of the area, by the id of the part.
    pub section: Change<String>,
    /// Whether it has priority.
    pub is_prioritized: Change<bool>,
}

/// What changes about a goal.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct GoalInput {
    /// What every item says; its fields stand beside the others.
    #[serde(flatten)]
    pub item: PlanItemInput,
    /// What it answers, by id; needed for a new one.
    pub challenge: Change<String>,
}

/// What changes about a suggestion.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct SuggestionInput {
    /// What every item says; its fields stand beside the others.
    #[serde(flatten)]
    pub item: PlanItemInput,
    /// The goal that it serves, by id; needed for a new one.
    pub goal: Change<String>,
}

/// What changes about a measure. Deliberately absent: what was reported about it, and how it was
/// judged, which are added by inputs of their own.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct MeasureInput {
    /// What every item says; its fields stand beside the others.
    #[serde(flatten)]
    pub item: PlanItemInput,
    /// What it answers, by id; needed for a new one.
    pub challenge: Change<String>,
    /// The goals that it serves, by id.
    pub goals: Change<Vec<String>>,
    /// The suggestions that it takes up, by id.
    pub suggestions: Change<Vec<String>>,
    /// How far it is.
    pub status: Change<ImplementationStatus>,
    /// How much it counts in the progress of what it serves, 1 to 100.
    pub weight: Change<i64>,
}

/// How a measure is judged: one more judgement, or another wording of one that is there.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct EvaluationInput {
    /// Which judgement it is; absent for a new one.
    pub id: Option<String>,
    /// The day of the judgement, not after today; needed for a new one.
    pub date: Change<String>,
    /// By what it was judged, and how: the whole list; needed for a new one.
    pub criteria: Change<Vec<EvaluationCriterionInput>>,
    /// What follows from it.
    pub conclusion: Change<TextInput>,
}

/// One criterion of an evaluation.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationCriterionInput {
    /// What was looked at, with all its languages.
    pub name: TextInput,
    /// How it was judged, with all its languages.
    pub finding: TextInput,
    /// How much of it was reached, 0 to 100 percent.
    #[serde(default)]
    pub reached: Option<i64>,
}

/// How far a measure has come.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct ProgressInput {
    /// The day that it speaks of, not after today.
    pub date: String,
    /// The first step that it is about; the measure as a whole where none is named.
    #[serde(default)]
    pub first_step: Option<String>,
    /// How far it is.
    pub status: ImplementationStatus,
    /// How much of it is done, 0 to 100 percent.
    #[serde(default)]
    pub percent: Option<i64>,
    /// What there is to say, with all its languages.
    #[serde(default)]
    pub note: Option<TextInput>,
    /// Who reports: the organization or office, not the person.
    pub author: String,
}

/// How far an organization says that a measure is.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct ProposedProgressInput {
    /// The day that it speaks of, not after today.
    pub date: String,
    /// The first step that it is about; the measure as a whole where none is named.
    #[serde(default)]
    pub first_step: Option<String>,
    /// How far it is.
    pub status: ImplementationStatus,
    /// How much of it is done, 0 to 100 percent.
    #[serde(default)]
    pub percent: Option<i64>,
    /// What there is to say, with all its languages.
    #[serde(default)]
    pub note: Option<TextInput>,
}

impl ProposedProgressInput {
    /// What was proposed, to be written onto the measure.
    #[must_use]
    pub fn of(progress: &ProposedProgress) -> Self {
        let version = |version: &TextVersion| TextVersionInput {
            language: version.language.as_str().to_owned(),
            text: Some(version.text.as_str().to_owned()),
        };
        let note = progress.note.as_ref();
        Self {
            date: progress.date.to_string(),
            first_step: progress.step.map(PartId::to_global),
            status: progress.status,
            percent: progress.percent.map(|percent| percent.value().into()),
            note: note.map(|note| note.versions().iter().map(version).collect()),
        }
    }

    /// As a report of this author.
    #[must_use]
    pub fn by(self, author: &str) -> ProgressInput {
        let Self {
            date,
            first_step,
            status,
            percent,
            note,
        } = self;
        ProgressInput {
            date,
            first_step,
            status,
            percent,
            note,
            author: author.to_owned(),
        }
    }
}

/// Which report about a measure was wrong.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct ProgressRetractionInput {
    /// Which one it is.
    pub report: String,
}
