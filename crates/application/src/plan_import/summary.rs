//! What an import did, or would have done.

use std::collections::BTreeMap;
use std::fmt;

use domain::id::EntityId;
use domain::plan::{PlanFindingKind, PlanQuestion, PlanThingKind};
use interchange::plan::{ItemKind, RepairKind, Report, ReportLine};
use serde::{Deserialize, Serialize};

use super::questions::code;

/// What an import comes down to.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ImportSummary {
    /// Whether the plan was read from this document before.
    pub edition: Edition,
    /// What became of it.
    pub outcome: Outcome,
    /// How many seeds were missing and were written first.
    pub seeded: usize,
    /// How many revisions the import itself wrote, or would have written.
    pub writes: usize,
    /// By kind, how the document compares with the database.
    #[serde(with = "pairs")]
    pub tallies: BTreeMap<ThingKind, Tally>,
    /// What is new, changed, missing or in doubt, by line.
    pub findings: Vec<Finding>,
    /// What the reader did to the document.
    pub reading: Report,
    /// For each line of that, what it is about.
    pub places: Vec<Option<EntityId>>,
    /// What only a person can settle, settled or not, with what it is about. They stand beside the
    /// plan, so an answer that is kept to be given again needs none of them.
    #[serde(skip)]
    pub questions: Vec<PlanQuestion>,
}

impl ImportSummary {
    /// How many lines are left for a person to settle.
    #[must_use]
    pub fn undecided(&self) -> usize {
        let findings = self.findings.iter().filter(|finding| !finding.decided);
        self.reading.undecided().count() + findings.count()
    }

    /// Everything that was done to the document or found while it was compared, in its order.
    #[must_use]
    pub fn lines(&self) -> Vec<SummaryLine> {
        let read = self.reading.lines.iter().zip(&self.places);
        let read = read.map(|(line, about)| SummaryLine {
            line: Some(line.line),
            column: line.column,
            kind: code(line.what),
            thing: None,
            why: line.why.clone(),
            confidence: line.confidence,
            decided: line.decided,
            about: *about,
        });
        let found = self.findings.iter().map(|finding| SummaryLine {
            line: finding.line,
            column: None,
            kind: finding.what.code(),
            thing: Some(finding.thing.code()),
            why: finding.what.why().to_owned(),
            confidence: finding.confidence,
            decided: finding.decided,
            about: finding.about,
        });
        let mut lines: Vec<SummaryLine> = read.chain(found).collect();
        lines.sort_by_key(|line| (line.line.unwrap_or(usize::MAX), line.column));
        lines
    }

    /// How often the reader did what, for what it decided by itself.
    #[must_use]
    pub fn repairs(&self) -> BTreeMap<RepairKind, usize> {
        let mut repairs = BTreeMap::new();
        for ReportLine { what, .. } in self.reading.lines.iter().filter(|line| line.decided) {
            *repairs.entry(*what).or_default() += 1;
        }
        repairs
    }
}

/// One thing that was done or found.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryLine {
    /// The line of the document, from 1; of its former edition for what is missing.
    pub line: Option<usize>,
    /// The position between the tabs, from 1; none where the whole line is meant.
    pub column: Option<usize>,
    /// What it is.
    pub kind: PlanFindingKind,
    /// What kind of thing was found, where that is known.
    pub thing: Option<PlanThingKind>,
    /// The same in words.
    pub why: String,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Whether the import may stand as it is.
    pub decided: bool,
    /// What it is about.
    pub about: Option<EntityId>,
}

/// How the document stands to what is in the database.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Edition {
    /// The database names this very document, or none.
    Same,
    /// The database names another document: everything below is the difference to it.
    Newer,
}

/// What became of an import.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Outcome {
    /// It was written.
    Written,
    /// Everything was in the database already.
    NothingToDo,
    /// It was only tried.
    Tried,
}

/// How the things of one kind in the document compare with those in the database.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Tally {
    /// In both.
    pub matched: usize,
    /// In the document only; made by the import.
    pub new: usize,
    /// In both, and other than before the import.
    pub changed: usize,
    /// In both, and as before.
    pub unchanged: usize,
    /// In the database only; left there.
    pub missing: usize,
}

/// The kinds of things that an import counts.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum ThingKind {
    /// An item of the document.
    Item(ItemKind),
    /// A party of an item.
    Responsibility,
}

impl ThingKind {
    /// The same as a code.
    #[must_use]
    pub const fn code(self) -> PlanThingKind {
        match self {
            Self::Item(ItemKind::Area) => PlanThingKind::Area,
            Self::Item(ItemKind::Section) => PlanThingKind::Section,
            Self::Item(ItemKind::Challenge) => PlanThingKind::Challenge,
            Self::Item(ItemKind::Goal) => PlanThingKind::Goal,
            Self::Item(ItemKind::Suggestion) => PlanThingKind::Suggestion,
            Self::Item(ItemKind::Measure) => PlanThingKind::Measure,
            Self::Item(ItemKind::Step) => PlanThingKind::Step,
            Self::Responsibility => PlanThingKind::Responsibility,
        }
    }
}

impl fmt::Display for ThingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(kind) => kind.fmt(f),
            Self::Responsibility => f.write_str("responsibility"),
        }
    }
}

/// Something about an item that whoever imports should know.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Finding {
    /// The line of the document; of its former edition for what is missing.
    pub line: Option<usize>,
    /// What it is about.
    pub thing: ThingKind,
    /// Its stable name; empty where it has none yet.
    pub slug: String,
    /// What has that name; for a party without a known organization, the item that names it.
    pub about: Option<EntityId>,
    /// What was found.
    pub what: FindingKind,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Whether the import may stand as it is.
    pub decided: bool,
}

/// What can be found.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum FindingKind {
    /// The document has it and the database had not.
    New,
    /// The document's words replaced others.
    Changed,
    /// It was taken for an item that reads rather differently.
    Uncertain,
    /// The database has it and the document has not; it stays.
    Missing,
    /// A person wrote other words; they stay.
    Kept,
    /// A draft waits, or it was archived; it stays as it is.
    Closed,
    /// The document says it below nothing that could hold it; it was left out.
    NotPlaced,
    /// A reference was taken for one that means something else.
    OtherTarget,
    /// A party without a known organization became a remark.
    PartyUnknown,
}

impl FindingKind {
    /// Whether the import may stand although this was found.
    pub(super) const fn is_decided(self) -> bool {
        match self {
            Self::New | Self::Changed | Self::Missing | Self::OtherTarget => true,
            Self::Uncertain | Self::Kept | Self::Closed | Self::NotPlaced | Self::PartyUnknown => {
                false
            }
        }
    }

    /// The same as a code.
    #[must_use]
    pub const fn code(self) -> PlanFindingKind {
        match self {
            Self::New => PlanFindingKind::New,
            Self::Changed => PlanFindingKind::Changed,
            Self::Uncertain => PlanFindingKind::Uncertain,
            Self::Missing => PlanFindingKind::Missing,
            Self::Kept => PlanFindingKind::Kept,
            Self::Closed => PlanFindingKind::Closed,
            Self::NotPlaced => PlanFindingKind::NotPlaced,
            Self::OtherTarget => PlanFindingKind::OtherTarget,
            Self::PartyUnknown => PlanFindingKind::PartyUnknown,
        }
    }

    /// What was found, in words.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::New => "the document has it and the database had not",
            Self::Changed => "the document's words replaced those of its former edition",
            Self::Uncertain => "taken for the item of this name, although the words differ much",
            Self::Missing => "the document no longer has it; it stays in the database",
            Self::Kept => "a person wrote other words than the document, and they stay",
            Self::Closed => "a draft of it waits or it is archived, so it stays as it is",
            Self::NotPlaced => "stands below nothing that could hold it, and was left out",
            Self::OtherTarget => "the document seems to mean another item; the known target stays",
            Self::PartyUnknown => "names a party that nobody knows; it became a remark",
        }
    }

    /// What a person can do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::New => "write a title and a summary in plain words",
            Self::Changed => "read the title and the summary again",
            Self::Uncertain => "compare both texts; import without --strict if it is the same item",
            Self::Missing => "archive it if the plan has dropped it",
            Self::Kept => "compare both texts and change the item by hand",
            Self::Closed => "publish or discard the draft, then import again",
            Self::NotPlaced => "say by a correction (join, treat, share) where it belongs",
            Self::OtherTarget => "compare the reference with what it is said to mean",
            Self::PartyUnknown => "add the organization or the wording, then import again",
        }
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Uncertain => "uncertain",
            Self::Missing => "missing",
            Self::Kept => "kept",
            Self::Closed => "closed",
            Self::NotPlaced => "not-placed",
            Self::OtherTarget => "other-target",
            Self::PartyUnknown => "party-unknown",
        })
    }
}

/// A map whose keys are no texts, as a list of pairs.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Tally, ThingKind};

    pub(super) fn serialize<S: Serializer>(
        map: &BTreeMap<ThingKind, Tally>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<ThingKind, Tally>, D::Error> {
        let pairs = Vec::<(ThingKind, Tally)>::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}
