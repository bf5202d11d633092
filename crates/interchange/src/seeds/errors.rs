//! What can be wrong with seed files, each with its place.

use std::fmt;

use domain::contact::ContactError;
use domain::id::SlugError;
use domain::period::{AgeOutOfRange, SpanReversed};
use domain::plan::HorizonError;
use domain::schedule::InvalidHolidays;
use domain::text::{LanguageTagError, LocalizedTextError, WordsError};
use thiserror::Error;

/// Everything that is wrong with the seed files, by file and place; never empty.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{}", listed(.0))]
pub struct SeedErrors(Vec<SeedError>);

impl SeedErrors {
    pub(super) fn new(mut errors: Vec<SeedError>) -> Self {
        errors.sort_by(|a, b| (&a.file, a.position).cmp(&(&b.file, b.position)));
        Self(errors)
    }

    /// Each of them, by file and place.
    #[must_use]
    pub fn all(&self) -> &[SeedError] {
        &self.0
    }
}

fn listed(errors: &[SeedError]) -> String {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// One thing that is wrong with a seed file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SeedError {
    /// The file, below `seeds/`.
    pub file: String,
    /// The key of the thing that is wrong, where it has one.
    pub key: Option<String>,
    /// Where in the file, where that can be told.
    pub position: Option<Position>,
    /// What is wrong.
    pub problem: SeedProblem,
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if let Some(key) = &self.key {
            write!(f, " ({key})")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for SeedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.problem.source()
    }
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
}

/// What can be wrong.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SeedProblem {
    /// The name of the file is not one that seeds have.
    #[error("seeds have no file of this name")]
    UnexpectedFile,
    /// It is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// A value of another type.
    #[error("expected {expected}, found {found}")]
    WrongType {
        /// What should stand there.
        expected: &'static str,
        /// What does.
        found: &'static str,
    },
    /// A field that has to be there.
    #[error("the field `{field}` is missing")]
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// A field that nobody would read.
    #[error("there is no field `{field}` here, only {}", .known.join(", "))]
    UnknownField {
        /// Its name.
        field: String,
        /// The fields that are read here.
        known: Vec<&'static str>,
    },
    /// A number beyond its range.
    #[error("`{number}` is out of range")]
    OutOfRange {
        /// The number.
        number: String,
    },
    /// Text that is no date.
    #[error("`{text}` is not a date such as 2026-08-31")]
    NotADate {
        /// The text.
        text: String,
    },
    /// A code that its vocabulary does not hold.
    #[error("{vocabulary} has no code `{code}`, only {}", .known.join(", "))]
    UnknownCode {
        /// The vocabulary.
        vocabulary: &'static str,
        /// What stands there.
        code: String,
        /// The codes that it holds.
        known: Vec<&'static str>,
    },
    /// A reference to nothing.
    #[error("there is no {kind} `{key}`")]
    UnknownReference {
        /// What it should be.
        kind: String,
        /// The key that nothing has.
        key: String,
    },
    /// Not of the form `kind:key`, or of a kind that cannot stand there.
    #[error("`{reference}` names no kind of {}", .kinds.join(", "))]
    UnknownReferenceKind {
        /// What stands there.
        reference: String,
        /// The kinds that can.
        kinds: &'static [&'static str],
    },
    /// A key that something of the same kind already has.
    #[error("there are two of {kind} `{key}`")]
    Duplicate {
        /// What it is.
        kind: String,
        /// The key.
        key: String,
    },
    /// A word that a language still needs.
    #[error("the {language} label of `{key}` in {list} is missing")]
    MissingLabel {
        /// The language.
        language: String,
        /// The list, such as `topics` or `vocabularies.OfferKind`.
        list: String,
        /// The key or code.
        key: String,
    },
    /// A thing above itself.
    #[error("{kind} `{key}` stands above itself")]
    Cycle {
        /// What it is.
        kind: String,
        /// Its key.
        key: String,
    },
    /// A target group nests on its own axis only.
    #[error("the group `{parent}` lies on another axis")]
    OtherAxis {
        /// The wider group.
        parent: String,
    },
    /// A direction of script that the language does not have.
    #[error("{tag} is written {direction}")]
    OtherDirection {
        /// The language.
        tag: String,
        /// The direction that it is written in.
        direction: &'static str,
    },
    /// An area without a plan.
    #[error("an area belongs to a plan, and plan/plan.toml is not there")]
    NoPlan,
    /// Words that cannot be kept.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// Versions that make no text.
    #[error(transparent)]
    Text(#[from] LocalizedTextError),
    /// No language tag.
    #[error(transparent)]
    Language(#[from] LanguageTagError),
    /// A key that cannot be a name in addresses.
    #[error(transparent)]
    Slug(#[from] SlugError),
    /// A contact that cannot be reached.
    #[error(transparent)]
    Contact(#[from] ContactError),
    /// An age that nobody has.
    #[error(transparent)]
    Age(#[from] AgeOutOfRange),
    /// A span whose end lies before its start.
    #[error(transparent)]
    Span(#[from] SpanReversed),
    /// Terms that make no horizon.
    #[error(transparent)]
    Horizon(#[from] HorizonError),
    /// School holidays that cannot be.
    #[error(transparent)]
    Holidays(#[from] InvalidHolidays),
}
