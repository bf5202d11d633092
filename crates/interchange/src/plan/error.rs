//! Why a file cannot be read at all. What can be read and is merely dirty goes into the report.

use super::corrections::CorrectionError;

/// Why reading stopped. Each names the place and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanReadError {
    /// Nothing but blank lines.
    #[error("the file is empty; export the plan's tables again")]
    Empty,
    /// Zero bytes: not a text.
    #[error(
        "line {line}, byte {column}: a zero byte, so this is not a text file; export the tables as tab-separated text"
    )]
    Binary {
        /// The line, from 1.
        line: usize,
        /// The byte in that line, from 1.
        column: usize,
    },
    /// A text in another encoding.
    #[error("line {line}, byte {column}: not UTF-8 but {looks_like}; save the file as UTF-8")]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// The byte in that line, from 1.
        column: usize,
        /// What it seems to be.
        looks_like: Encoding,
    },
    /// No header row that begins with the first column's title.
    #[error(
        "no table of a plan found: no row begins with \"Herausforderung\" and \"Ziel\"; \
         is this another file, or is it not separated by tabs? (first line with text: {first_line})"
    )]
    NoTable {
        /// The first line that has text, from 1.
        first_line: usize,
    },
    /// A header row without one of the columns.
    #[error("line {line}: the header row lacks the column \"{title}\"; add it, blank if need be")]
    MissingColumn {
        /// The line, from 1.
        line: usize,
        /// The title that is missing.
        title: &'static str,
    },
    /// A header row with a title of no known column.
    #[error(
        "line {line}, column {column}: the plan has no column \"{title}\"; rename or remove it"
    )]
    UnknownColumn {
        /// The line, from 1.
        line: usize,
        /// The position, from 1.
        column: usize,
        /// What stands there.
        title: String,
    },
    /// A header row that names a column twice.
    #[error(
        "line {line}, column {column}: the column \"{title}\" is there twice; rename one of them"
    )]
    RepeatedColumn {
        /// The line, from 1.
        line: usize,
        /// The position of the second, from 1.
        column: usize,
        /// The title.
        title: &'static str,
    },
    /// The file ends inside a row.
    #[error(
        "line {line}, column {column}: the file ends in the middle of a row; fetch the whole file"
    )]
    CutOff {
        /// The line, from 1.
        line: usize,
        /// The last position that is there, from 1.
        column: usize,
    },
    /// Text in a column that the header does not name, with nothing to tell where it belongs.
    #[error(
        "line {line}, column {column}: text beyond the {columns} named columns that fits none of them; \
         move or drop it by a correction"
    )]
    RowTooWide {
        /// The line, from 1.
        line: usize,
        /// The position, from 1.
        column: usize,
        /// How many columns the header names.
        columns: usize,
    },
    /// A row with fewer cells than the header, with nothing to tell which are missing.
    #[error(
        "line {line}, column {column}: the row ends here although the header has {columns} columns; \
         add the missing tabs, or drop the row by a correction"
    )]
    RowTooShort {
        /// The line, from 1.
        line: usize,
        /// The last position that is there, from 1.
        column: usize,
        /// How many columns the header names.
        columns: usize,
    },
    /// A correction does not fit the file.
    #[error("the corrections do not fit")]
    Corrections(#[from] CorrectionError),
}

/// What a file that is not UTF-8 seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Two bytes a character, as "Unicode text" from a spreadsheet.
    Utf16,
    /// One byte a character: Latin-1 or Windows-1252.
    Latin1,
    /// Neither.
    Unknown,
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Utf16 => "probably UTF-16",
            Self::Latin1 => "probably Latin-1 or Windows-1252",
            Self::Unknown => "an unknown encoding",
        })
    }
}
