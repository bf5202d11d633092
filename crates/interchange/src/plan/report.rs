//! What the reader did to the document, line by line, so that nothing is guessed in silence.

use serde::{Deserialize, Serialize};

/// From this confidence on the reader goes on by itself; below it a person has to say so.
pub(super) const SURE: f32 = 0.75;

/// The columns of the plan's tables, in the order in which they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Column {
    /// Herausforderung
    Challenge,
    /// Ziel
    Goal,
    /// Zielgruppe
    TargetGroup,
    /// Anregungen
    Suggestions,
    /// Maßnahmen und Angebote
    Measures,
    /// Erste Schritte
    FirstSteps,
    /// Stakeholder*innen
    Stakeholders,
    /// Ressourcen
    Resources,
    /// Fristigkeit
    Horizon,
}

impl Column {
    /// All columns in printed order.
    pub const ALL: [Self; 9] = [
        Self::Challenge,
        Self::Goal,
        Self::TargetGroup,
        Self::Suggestions,
        Self::Measures,
        Self::FirstSteps,
        Self::Stakeholders,
        Self::Resources,
        Self::Horizon,
    ];

    /// The title in the header row.
    pub fn title(self) -> &'static str {
        match self {
            Self::Challenge => "Herausforderung",
            Self::Goal => "Ziel",
            Self::TargetGroup => "Zielgruppe",
            Self::Suggestions => "Anregungen",
            Self::Measures => "Maßnahmen und Angebote",
            Self::FirstSteps => "Erste Schritte",
            Self::Stakeholders => "Stakeholder*innen",
            Self::Resources => "Ressourcen",
            Self::Horizon => "Fristigkeit",
        }
    }

    /// The column with this title; plural, case and a footnote's star make no difference.
    pub fn from_title(title: &str) -> Option<Self> {
        match super::words::fold(title).as_str() {
            "herausforderung" | "herausforderungen" => Some(Self::Challenge),
            "ziel" | "ziele" => Some(Self::Goal),
            "zielgruppe" | "zielgruppen" => Some(Self::TargetGroup),
            "anregung" | "anregungen" => Some(Self::Suggestions),
            "maßnahmen und angebote" | "maßnahmen" | "maßnahme" => Some(Self::Measures),
            "erste schritte" | "erster schritt" => Some(Self::FirstSteps),
            "stakeholderinnen" | "stakeholder" | "stakeholder innen" => Some(Self::Stakeholders),
            "ressourcen" | "ressource" => Some(Self::Resources),
            "fristigkeit" | "fristigkeiten" => Some(Self::Horizon),
            _ => None,
        }
    }
}

/// A cell of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The position between the tabs, from 1.
    pub column: usize,
}

/// What the reader did, or could not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepairKind {
    /// A byte order mark was left out.
    ByteOrderMark,
    /// The last line has no line end, so that the file may be cut off.
    NoFinalLineEnd,
    /// A header row names the columns.
    Header,
    /// A header row was printed again by a page break.
    HeaderRepeated,
    /// A heading was printed again by a page break.
    HeadingRepeated,
    /// A heading without a table below it.
    HeadingAlone,
    /// A table without a heading.
    UnnamedArea,
    /// A note below a table.
    Footnote,
    /// Marks of another format were left out of a cell.
    Crumb,
    /// Cells stood in the wrong columns.
    Shifted,
    /// A row had fewer cells than the header and was filled up with blank ones.
    Padded,
    /// A cell goes on in another row.
    Joined,
    /// A cell says again what another one says.
    Repeated,
    /// A blank cell means the one above.
    Carried,
    /// A challenge whose goal cell is blank.
    MissingGoal,
    /// An item without the parent that it needs.
    Orphan,
    /// Facets were given to the item that seemed meant.
    Attached,
    /// A number was written without its dot.
    NumberRepaired,
    /// Numbers restart or have a gap.
    Renumbered,
    /// A suggestion without "Anregung N:".
    Unmarked,
    /// Words that are a remark in a column for something else.
    Remark,
    /// A list ends in a comma, so that something may be missing.
    OpenEnd,
    /// A word that an optical reader is known to write for another.
    SuspectWord,
    /// A wording of a party was read in spite of a slip.
    PartyMatched,
    /// A party that the alias table does not know.
    PartyUnknown,
    /// A resource of no known kind.
    ResourceUnknown,
    /// Words in the last column that name no term.
    HorizonUnknown,
    /// A term outside the last column.
    HorizonElsewhere,
    /// A reference and what it was taken to mean.
    Reference,
    /// Text that stands in no table.
    OutsideTables,
    /// A person said what to do.
    Corrected,
    /// Words of a cell that are in no item: the reader's check on itself.
    Unaccounted,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportLine {
    /// The line of the file, from 1.
    pub line: usize,
    /// The position between the tabs, from 1; none where the whole line is meant.
    pub column: Option<usize>,
    /// What was done.
    pub what: RepairKind,
    /// Why, in words.
    pub why: String,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Whether the reading may stand as it is.
    pub decided: bool,
}

/// All that the reader did, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The lines.
    pub lines: Vec<ReportLine>,
}

impl Report {
    /// The lines that only a person can settle.
    pub fn undecided(&self) -> impl Iterator<Item = &ReportLine> {
        self.lines.iter().filter(|line| !line.decided)
    }

    pub(super) fn cell(
        &mut self,
        place: Place,
        what: RepairKind,
        confidence: f32,
        why: impl Into<String>,
    ) {
        self.push(place.line, Some(place.column), what, confidence, why.into());
    }

    pub(super) fn line(
        &mut self,
        line: usize,
        what: RepairKind,
        confidence: f32,
        why: impl Into<String>,
    ) {
        self.push(line, None, what, confidence, why.into());
    }

    fn push(
        &mut self,
        line: usize,
        column: Option<usize>,
        what: RepairKind,
        confidence: f32,
        why: String,
    ) {
        let decided = confidence >= SURE;
        self.lines.push(ReportLine {
            line,
            column,
            what,
            why,
            confidence,
            decided,
        });
    }

    pub(super) fn sort(&mut self) {
        self.lines.sort_by_key(|l| (l.line, l.column, l.what));
    }
}

impl std::fmt::Display for ReportLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        let state = if self.decided { "decided" } else { "undecided" };
        write!(
            f,
            ": {:?} ({state}, {:.2}): {}",
            self.what, self.confidence, self.why
        )
    }
}
