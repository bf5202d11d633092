//! Inputs of what everything else is sorted by, and of what the installation says about itself.

use serde::Deserialize;

use super::{AgesInput, Change, CoordinatesInput, TextInput};
use crate::place::DistrictKind;
use crate::taxonomy::{Gender, TargetGroupAxis};

/// What changes about a topic.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct TopicInput {
    /// The words for it; needed for a new one.
    pub label: Change<TextInput>,
    /// The wider topic, by id.
    pub parent: Change<String>,
    /// The name of a pictogram.
    pub pictogram: Change<String>,
    /// Where it stands among its siblings; behind them where a new one does not say.
    pub order: Change<i64>,
    /// What replaces it, by id.
    pub replaced_by: Change<String>,
}

/// What changes about a target group.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct TargetGroupInput {
    /// The words for it; needed for a new one.
    pub label: Change<TextInput>,
    /// The axis on which it lies; needed for a new one.
    pub axis: Change<TargetGroupAxis>,
    /// The wider group on the same axis, by id.
    pub parent: Change<String>,
    /// The ages that it covers, on the age axis.
    pub ages: Change<AgesInput>,
    /// The gender that it covers, on the gender axis.
    pub gender: Change<Gender>,
    /// The name of a pictogram.
    pub pictogram: Change<String>,
    /// Where it stands among its siblings; behind them where a new one does not say.
    pub order: Change<i64>,
    /// What replaces it, by id.
    pub replaced_by: Change<String>,
}

/// What changes about a code of a vocabulary. Deliberately absent: the code itself, which the
/// program knows and apps have.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct TermInput {
    /// The words for it.
    pub label: Change<TextInput>,
    /// The name of a pictogram.
    pub pictogram: Change<String>,
    /// Where it stands in its vocabulary.
    pub order: Change<i64>,
    /// The code of the same vocabulary that replaces it.
    pub replaced_by: Change<String>,
}

/// What changes about a language. Its tag is said once: entries name it by that.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct LanguageInput {
    /// Its BCP 47 tag; needed for a new one, and never changed.
    pub tag: Change<String>,
    /// Its own name, in itself; needed for a new one.
    pub endonym: Change<String>,
    /// Its names in other languages; needed for a new one.
    pub label: Change<TextInput>,
    /// Where it stands in lists; at their end where a new one does not say.
    pub order: Change<i64>,
}

/// What changes about a part of the city.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct DistrictInput {
    /// What kind of area it is; needed for a new one.
    pub kind: Change<DistrictKind>,
    /// Its official name; needed for a new one.
    pub name: Change<String>,
    /// Its name in other languages and scripts; needed for a new one.
    pub label: Change<TextInput>,
    /// What it lies in, by id: the whole list.
    pub parents: Change<Vec<String>>,
    /// The official municipality key (AGS) of a city or county.
    pub official_key: Change<String>,
    /// Its middle.
    pub centroid: Change<CoordinatesInput>,
    /// Where it stands in lists; at their end where a new one does not say.
    pub order: Change<i64>,
}

/// What changes about a field of action. Deliberately absent: where it stands in the source, and
/// its sections, which come from the plan's document.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ActionAreaInput {
    /// What it is called.
    pub title: Change<TextInput>,
    /// What it is about, in plain words.
    pub summary: Change<TextInput>,
    /// Where it stands in the plan.
    pub order: Change<i64>,
}

/// What changes about the plan as a whole. Deliberately absent: the document, which an import says.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ActionPlanInput {
    /// What it is called.
    pub title: Change<TextInput>,
    /// What it wants.
    pub summary: Change<TextInput>,
    /// The day on which it was adopted.
    pub adopted_on: Change<String>,
    /// By which decision.
    pub decision: Change<String>,
    /// What "short, medium, long" mean in years.
    pub horizon_years: Change<HorizonYearsInput>,
}

/// How many years each term lasts at most.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct HorizonYearsInput {
    /// Short term.
    pub short: i64,
    /// Medium term.
    pub medium: i64,
    /// Long term; none means open.
    pub long: Option<i64>,
}

/// What changes about what the installation says about itself.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct SiteInput {
    /// What the directory is called.
    pub name: Change<TextInput>,
    /// What it is for.
    pub description: Change<TextInput>,
    /// Who is liable.
    pub imprint: Change<TextInput>,
    /// What happens to personal data.
    pub privacy: Change<TextInput>,
    /// How accessible it is.
    pub accessibility_statement: Change<TextInput>,
    /// Whom to tell about mistakes.
    pub feedback_email: Change<String>,
    /// Numbers for emergencies, the most urgent first: the whole list.
    pub emergency_numbers: Change<Vec<EmergencyNumberInput>>,
    /// The licence of the content, as SPDX identifier.
    pub data_license: Change<String>,
    /// Where the licence can be read.
    pub data_license_url: Change<String>,
    /// The address of the app or page on which entries are shared.
    pub entry_url: Change<String>,
    /// The languages in which the directory is kept, the most important first: the whole list.
    pub languages: Change<Vec<String>>,
}

/// A number for emergencies.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct EmergencyNumberInput {
    /// Its id; none for a new one.
    pub id: Option<String>,
    /// The number; needed for a new one.
    pub phone: Change<String>,
    /// For what; needed for a new one.
    pub label: Change<TextInput>,
    /// When and in which languages somebody answers, and what it costs.
    pub note: Change<TextInput>,
}
