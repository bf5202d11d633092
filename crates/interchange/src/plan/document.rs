//! What the reader makes of the document: the plan's items, each with its words and its place.
//!
//! The types know nothing of the database or of the domain; whoever imports converts them. Items
//! are kept in flat lists in the order of the document and name each other by index.

use serde::Serialize;

use super::report::Place;

/// The plan as the document has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PlanDocument {
    /// SHA-256 of the bytes that were read, in lower-case hexadecimal.
    pub sha256: String,
    /// The areas of action.
    pub areas: Vec<Area>,
    /// The numbered headings inside the areas.
    pub sections: Vec<Section>,
    /// What is wrong today.
    pub challenges: Vec<Challenge>,
    /// The states the plan wants to reach.
    pub goals: Vec<Goal>,
    /// The numbered ideas.
    pub suggestions: Vec<Suggestion>,
    /// What will be done.
    pub measures: Vec<Measure>,
    /// The first steps of measures and, where the document has it so, of other items.
    pub steps: Vec<Step>,
    /// Every "siehe", "s.o." and "s.u.".
    pub references: Vec<Reference>,
    /// The notes below the tables.
    pub footnotes: Vec<Footnote>,
}

/// Where an item stands. The kind, the line and the ordinal together identify it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The line on which the item starts, from 1.
    pub line: usize,
    /// Its number among the items of its kind that start on that line, from 1.
    pub ordinal: usize,
    /// Every cell that the item was read from.
    pub places: Vec<Place>,
}

/// The kinds of items.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// An area of action (Handlungsfeld).
    Area,
    /// A numbered heading (Abschnitt).
    Section,
    /// A challenge (Herausforderung).
    Challenge,
    /// A goal (Ziel).
    Goal,
    /// A suggestion (Anregung).
    Suggestion,
    /// A measure (Maßnahme).
    Measure,
    /// A first step (Erster Schritt).
    Step,
}

impl std::fmt::Display for ItemKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Area => "area",
            Self::Section => "section",
            Self::Challenge => "challenge",
            Self::Goal => "goal",
            Self::Suggestion => "suggestion",
            Self::Measure => "measure",
            Self::Step => "step",
        })
    }
}

/// An item of the document: its kind and its index in the list of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ItemRef {
    /// Which list.
    pub kind: ItemKind,
    /// Where in it, from 0.
    pub index: usize,
}

/// An area of action (Handlungsfeld).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Area {
    /// Where it begins.
    pub source: Source,
    /// Its heading; none where the table stands without one.
    pub name: Option<String>,
}

/// A numbered heading (Abschnitt) inside an area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Where it stands.
    pub source: Source,
    /// The area it divides.
    pub area: usize,
    /// The section it stands in.
    pub parent: Option<usize>,
    /// Its number as printed.
    pub number: String,
    /// Its heading without the number.
    pub title: String,
}

/// A challenge (Herausforderung).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Challenge {
    /// Where it stands.
    pub source: Source,
    /// The area it belongs to.
    pub area: usize,
    /// The innermost section it stands under.
    pub section: Option<usize>,
    /// The official text.
    pub text: String,
    /// What the row says beside it.
    pub facets: Facets,
}

/// A goal (Ziel).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Goal {
    /// Where it stands.
    pub source: Source,
    /// The area it belongs to.
    pub area: usize,
    /// The challenge it answers; none only where the document has none above it.
    pub challenge: Option<usize>,
    /// Further challenges whose rows share the goal's cell.
    pub also_for: Vec<usize>,
    /// The official text.
    pub text: String,
    /// What the row says beside it.
    pub facets: Facets,
}

/// A suggestion (Anregung).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// Where it stands.
    pub source: Source,
    /// The area it belongs to.
    pub area: usize,
    /// The challenge of its row.
    pub challenge: Option<usize>,
    /// The goals it serves: more than one where a cell holds several.
    pub goals: Vec<usize>,
    /// Its number as printed. Numbers restart and identify nothing.
    pub number: Option<u32>,
    /// The official text without the number.
    pub text: String,
    /// What the row says beside it.
    pub facets: Facets,
}

/// A measure (Maßnahme).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// Where it stands.
    pub source: Source,
    /// The area it belongs to.
    pub area: usize,
    /// The challenge of its row.
    pub challenge: Option<usize>,
    /// The goals of its row.
    pub goals: Vec<usize>,
    /// The suggestions beside its cell; empty where the document names none.
    pub suggestions: Vec<usize>,
    /// The official text.
    pub text: String,
    /// What the row says beside it.
    pub facets: Facets,
}

/// A first step (Erster Schritt).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Where it stands.
    pub source: Source,
    /// What it is a step of: a measure, or the item that the row has instead.
    pub of: ItemRef,
    /// Its number as printed; none for a lead item and for "Parallel:".
    pub number: Option<u32>,
    /// It runs beside the others.
    pub parallel: bool,
    /// The official text without the number.
    pub text: String,
}

/// What the columns right of an item say about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Facets {
    /// For whom.
    pub target_groups: Vec<TargetGroup>,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// What is needed.
    pub resources: Vec<Resource>,
    /// By when.
    pub horizon: Option<Horizon>,
    /// What is neither of these and still said.
    pub remarks: Vec<Remark>,
}

/// A target group (Zielgruppe) as the document words it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetGroup {
    /// The words, without the marker of the emphasis.
    pub words: String,
    /// How much it is meant.
    pub emphasis: Emphasis,
    /// The cell.
    pub place: Place,
}

/// How much a target group is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Emphasis {
    /// Named without a word to the contrary.
    Primary,
    /// Highlighted ("insbesondere"), without leaving out the others.
    Emphasis,
    /// Named as secondary.
    Secondary,
}

/// A party (Stakeholder*in) as the document names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Party {
    /// The words, brackets included.
    pub words: String,
    /// The key of the organization; none while the wording is unknown.
    pub organization: Option<String>,
    /// What the words say it does.
    pub role: PartyRole,
    /// What brackets and turns of phrase add.
    pub notes: Vec<String>,
    /// The document itself puts a question mark behind it.
    pub doubtful: bool,
    /// How sure the organization is, 0 to 1.
    pub confidence: f32,
    /// The cell.
    pub place: Place,
}

/// The role of a party. Who leads was marked by bold type, which the document has lost, so that the
/// reader never says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PartyRole {
    /// The words say so: "(Koordination)".
    Coordination,
    /// Named.
    Participation,
}

/// A resource (Ressource).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resource {
    /// What kind.
    pub kind: ResourceKind,
    /// "ggf." stands before it.
    pub optional: bool,
    /// The words it was read from.
    pub words: String,
    /// The cell.
    pub place: Place,
}

/// The kinds of resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are the vocabulary's own")]
pub enum ResourceKind {
    Personnel,
    Spatial,
    Material,
    Funding,
    Printing,
    Training,
    Equipment,
    Other,
}

/// A time horizon (Fristigkeit): a span, optionally in named phases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Horizon {
    /// The earliest term named.
    pub min: Term,
    /// The latest term named.
    pub max: Term,
    /// The phases, where the words name any.
    pub phases: Vec<Phase>,
    /// The words it was read from.
    pub words: String,
    /// The cell.
    pub place: Place,
}

/// One phase of a horizon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// Its name.
    pub label: String,
    /// The earliest term.
    pub min: Term,
    /// The latest term.
    pub max: Term,
}

/// A term of the plan. What it means in years, the document does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Term {
    /// kurzfristig
    Short,
    /// mittelfristig
    Medium,
    /// langfristig
    Long,
}

/// A remark: words that stand in a column without being what the column is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The words.
    pub words: String,
    /// The cell.
    pub place: Place,
}

/// A cross-reference (Verweis).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reference {
    /// The items that refer: all suggestions of the row where the reference stands for a measure.
    pub from: Vec<ItemRef>,
    /// The words.
    pub words: String,
    /// What it means; none while that is open.
    pub target: Option<ItemRef>,
    /// How sure the target is, 0 to 1.
    pub confidence: f32,
    /// The cell.
    pub place: Place,
}

/// A note below a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footnote {
    /// The words.
    pub words: String,
    /// The cell.
    pub place: Place,
}
