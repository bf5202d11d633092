//! The plan reader: from the tab-separated tables of an action plan (Maßnahmenplan) to its items.
//!
//! [`read`] is a pure function. It knows the tables' column titles, the marks that such documents
//! use ("Anregung 1:", "siehe", "ggf.", Roman numbers) and general rules, and nothing of any one
//! city's plan: what only a person can settle stands in a file of [`Corrections`].
//!
//! The reader never guesses in silence. Whatever it repaired, joined, left out or could not decide
//! is a line of the [`Report`]; a reading with undecided lines is for a person to look at, and a
//! caller that is strict refuses it ([`Reading::is_decided`]). At the end it counts: a cell whose
//! words are in no item is a line of the report as well, so that nothing is lost unseen.
//!
//! Who leads and what has priority was marked by type and colour, which the tables have lost; the
//! reader never says it.

mod accounting;
mod advice;
mod aliases;
mod amend;
mod cell;
mod corrections;
mod decode;
mod document;
mod error;
mod facets;
mod fingerprint;
mod groups;
mod horizon;
mod ideas;
mod items;
mod keys;
mod known;
mod measures;
mod numbered;
mod outline;
mod pages;
mod parties;
mod quotes;
mod references;
mod report;
mod resolve;
mod resources;
mod shape;
mod suspects;
mod table;
#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads the document that its environment names"
)]
mod tests;
mod words;

pub use aliases::{AliasError, PartyAliases};
pub use corrections::{
    Action, ColumnRef, Correction, CorrectionError, Corrections, CorrectionsParseError,
    ItemAddress, Treatment,
};
pub use document::{
    Area, Challenge, Emphasis, Facets, Footnote, Goal, Horizon, ItemKind, ItemRef, Measure, Party,
    PartyRole, Phase, PlanDocument, Reference, Remark, Resource, ResourceKind, Section, Source,
    Step, Suggestion, TargetGroup, Term,
};
pub use error::{Encoding, PlanReadError};
pub use fingerprint::{Fingerprint, FingerprintError, similarity};
pub use items::ItemView;
pub use keys::{KeyMatch, KnownItem, Placed, match_keys};
pub use known::{KnownItemsError, known_items};
pub use report::{Column, Place, RepairKind, Report, ReportLine};

use sha2::{Digest, Sha256};

/// A document that was read, and how.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Reading {
    /// The plan.
    pub document: PlanDocument,
    /// What the reader did to get it.
    pub report: Report,
}

impl Reading {
    /// Whether nothing is left for a person to settle.
    pub fn is_decided(&self) -> bool {
        self.report.undecided().next().is_none()
    }
}

/// Reads a plan. `aliases` says which organization a wording means; `corrections` settle what only
/// a person can, and are refused for any other file than the one they were written for.
pub fn read(
    bytes: &[u8],
    aliases: &PartyAliases,
    corrections: Option<&Corrections>,
) -> Result<Reading, PlanReadError> {
    let mut report = Report::default();
    let source = decode::lines(bytes, &mut report)?;
    let sha256 = sha256(bytes);
    let mut lines = table::tables(&source, &mut report)?;
    let mut directives = amend::Directives::default();
    if let Some(corrections) = corrections {
        if corrections.document_sha256 != sha256 {
            let expected = corrections.document_sha256.clone();
            return Err(CorrectionError::OtherDocument {
                expected,
                found: sha256,
            }
            .into());
        }
        directives = amend::amend(&mut lines, corrections, &mut report)?;
    }
    suspects::note(&lines, &mut report);
    let entries = pages::rows(lines, &mut directives, &mut report)?;
    let outlined = outline::outline(entries, aliases, &mut directives, &mut report);
    let mut document = outlined.document;
    document.sha256 = sha256;
    resolve::resolve(
        &mut document,
        outlined.pending,
        &mut directives,
        &mut report,
    )?;
    accounting::check(&source.lines, &document, &outlined.joined, &mut report);
    directives.finish(&mut report)?;
    report.sort();
    Ok(Reading { document, report })
}

/// The sum by which corrections and the database know a document, in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
