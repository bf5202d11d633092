//! What a person settled: a small TOML file beside the document, line by line.
//!
//! ```toml
//! document_sha256 = "…"     # the corrections are for this file and no other
//!
//! [[corrections]]
//! line = 180                # of the file, from 1
//! column = "Ziel"           # a title, or a position from 1 for cells beyond the named columns
//! action = "replace"
//! from = "Minderheiten"
//! to = "Mindener"
//! reason = "…"              # always, in one's own words
//! ```
//!
//! | action | takes | does |
//! |---|---|---|
//! | `replace` | `column`, `from`, `to` | other words in a cell |
//! | `move` | `column`, `to_column` | a cell into a blank cell of its row |
//! | `shift` | `by` | all cells of a row, to the right or (negative) to the left |
//! | `drop` | `column`, or none for the whole line | leaves it out |
//! | `join` | `column`, `with` | appends the cell to that of the earlier line `with` |
//! | `treat` | `as`, for `remark` and `measure` also `column` | reads a line as `challenge`, `section`, `footnote` or `heading`, a cell of the measures as `remark` or `measure` |
//! | `name` | `name` | the area whose header row is on the line |
//! | `share` | `with` | the challenge shares the goals of the challenge on line `with` |
//! | `refer` | `words`, `target = { kind, line, ordinal }` | what a reference means; `words` are some of its own or of the sentence before it |
//! | `accept` | `column` and `what` where they matter | the reading may stand as it is |

use serde::Deserialize;

use super::document::ItemKind;
use super::report::{Column, RepairKind};

/// The corrections of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrections {
    /// SHA-256 of the document they belong to, in lower-case hexadecimal.
    pub document_sha256: String,
    /// In the order of the file.
    pub corrections: Vec<Correction>,
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The line of the document.
    pub line: usize,
    /// The cell, where one is meant.
    pub column: Option<ColumnRef>,
    /// What to do.
    pub action: Action,
    /// Why.
    pub reason: String,
}

/// A column by its title, or by its position where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnRef {
    /// One of the plan's columns.
    Titled(Column),
    /// A position between the tabs, from 1.
    Position(usize),
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the module's table says what each does and takes"
)]
pub enum Action {
    Replace { from: String, to: String },
    Move { to: ColumnRef },
    Shift { by: i64 },
    Drop,
    Join { with: usize },
    Treat { kind: Treatment },
    Name { name: String },
    Share { with: usize },
    Refer { words: String, target: ItemAddress },
    Accept { what: Option<RepairKind> },
}

/// What a line or a cell is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Treatment {
    Challenge,
    Section,
    Footnote,
    Heading,
    Remark,
    Measure,
}

/// An item by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemAddress {
    /// What it is.
    pub kind: ItemKind,
    /// The line on which it starts.
    pub line: usize,
    /// Which of its kind on that line, from 1.
    #[serde(default = "first")]
    pub ordinal: usize,
}

fn first() -> usize {
    1
}

/// Why a file of corrections cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionsParseError {
    /// Not TOML, or a key that no correction has.
    #[error("the corrections cannot be read: {message}")]
    Syntax {
        /// The parser's words, with line and column.
        message: String,
    },
    /// An action that there is not.
    #[error("correction {number}, for line {line}: there is no action \"{action}\"")]
    UnknownAction {
        /// Which correction, from 1.
        number: usize,
        /// The line of the document.
        line: usize,
        /// What it says.
        action: String,
    },
    /// A column that there is not.
    #[error("correction {number}, for line {line}: the plan has no column \"{column}\"")]
    UnknownColumn {
        /// Which correction, from 1.
        number: usize,
        /// The line of the document.
        line: usize,
        /// What it says.
        column: String,
    },
    /// A key that the action needs.
    #[error("correction {number}, for line {line}: the action \"{action}\" needs \"{field}\"")]
    MissingField {
        /// Which correction, from 1.
        number: usize,
        /// The line of the document.
        line: usize,
        /// The action.
        action: String,
        /// The key.
        field: &'static str,
    },
}

/// Why a correction does not fit the document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionError {
    /// They were written for another file.
    #[error(
        "they are for the document with SHA-256 {expected}, but this one has {found}; check each and enter the new sum"
    )]
    OtherDocument {
        /// What the corrections say.
        expected: String,
        /// What the file has.
        found: String,
    },
    /// The line is blank or beyond the end.
    #[error("the correction for line {line} names a line that has no text")]
    NoSuchLine {
        /// The line.
        line: usize,
    },
    /// The line is there, but not what the correction takes it for.
    #[error("the correction for line {line} does not apply: {why}")]
    DoesNotApply {
        /// The line.
        line: usize,
        /// What is otherwise.
        why: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    document_sha256: String,
    #[serde(default)]
    corrections: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    line: usize,
    column: Option<ColumnName>,
    action: String,
    reason: Option<String>,
    from: Option<String>,
    to: Option<String>,
    to_column: Option<ColumnName>,
    by: Option<i64>,
    with: Option<usize>,
    r#as: Option<Treatment>,
    name: Option<String>,
    words: Option<String>,
    target: Option<ItemAddress>,
    what: Option<RepairKind>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnName {
    Title(String),
    Position(usize),
}

impl Corrections {
    /// Reads the file; what is missing or misspelt is said with the correction's number.
    pub fn from_toml(text: &str) -> Result<Self, CorrectionsParseError> {
        let file: File = toml::from_str(text).map_err(|e| CorrectionsParseError::Syntax {
            message: e.to_string(),
        })?;
        let entries = file.corrections.into_iter().enumerate();
        let corrections = entries
            .map(|(at, entry)| entry.parse(at + 1))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            document_sha256: file.document_sha256.to_ascii_lowercase(),
            corrections,
        })
    }
}

impl Entry {
    fn parse(self, number: usize) -> Result<Correction, CorrectionsParseError> {
        let line = self.line;
        let action_name = self.action;
        let missing = |field| CorrectionsParseError::MissingField {
            number,
            line,
            action: action_name.clone(),
            field,
        };
        let column = self.column.map(|c| c.parse(number, line)).transpose()?;
        let to_column = self.to_column.map(|c| c.parse(number, line)).transpose()?;
        let reason = self
            .reason
            .filter(|r| !r.trim().is_empty())
            .ok_or_else(|| missing("reason"))?;
        let needs_column = match action_name.as_str() {
            "replace" | "move" | "join" => true,
            "treat" => matches!(self.r#as, Some(Treatment::Remark | Treatment::Measure)),
            _ => false,
        };
        if needs_column && column.is_none() {
            return Err(missing("column"));
        }
        let action = match action_name.as_str() {
            "replace" => Action::Replace {
                from: self
                    .from
                    .filter(|from| !from.is_empty())
                    .ok_or_else(|| missing("from"))?,
                to: self.to.ok_or_else(|| missing("to"))?,
            },
            "move" => Action::Move {
                to: to_column.ok_or_else(|| missing("to_column"))?,
            },
            "shift" => Action::Shift {
                by: self.by.filter(|by| *by != 0).ok_or_else(|| missing("by"))?,
            },
            "drop" => Action::Drop,
            "join" => Action::Join {
                with: self.with.ok_or_else(|| missing("with"))?,
            },
            "treat" => Action::Treat {
                kind: self.r#as.ok_or_else(|| missing("as"))?,
            },
            "name" => Action::Name {
                name: self.name.ok_or_else(|| missing("name"))?,
            },
            "share" => Action::Share {
                with: self.with.ok_or_else(|| missing("with"))?,
            },
            "refer" => Action::Refer {
                words: self.words.ok_or_else(|| missing("words"))?,
                target: self.target.ok_or_else(|| missing("target"))?,
            },
            "accept" => Action::Accept { what: self.what },
            _ => {
                return Err(CorrectionsParseError::UnknownAction {
                    number,
                    line,
                    action: action_name,
                });
            }
        };
        Ok(Correction {
            line,
            column,
            action,
            reason,
        })
    }
}

impl ColumnName {
    fn parse(self, number: usize, line: usize) -> Result<ColumnRef, CorrectionsParseError> {
        let unknown = |column| CorrectionsParseError::UnknownColumn {
            number,
            line,
            column,
        };
        match self {
            Self::Position(at) if at > 0 => Ok(ColumnRef::Position(at)),
            Self::Position(at) => Err(unknown(at.to_string())),
            Self::Title(title) => Column::from_title(&title)
                .map(ColumnRef::Titled)
                .ok_or_else(|| unknown(title)),
        }
    }
}
