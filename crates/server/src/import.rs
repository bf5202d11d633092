//! `angebote import action-plan`: the plan's document comes in.
//!
//! Reading, comparing and writing are elsewhere; here are files, the terminal and the words for
//! people. Exit codes: 0 done, 1 failed, 2 refused by `--strict`. Whatever is not 0 changed nothing.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use application::plan_import::{
    Aside, DocumentFile, Edition, Effect, Finding, FindingKind, ImportMode, ImportSummary, Outcome,
    OwnPlan, OwnPlanError, PlanImport, PlanImportError, Progress, Stage, Undecided,
};
use domain::period::Instant;
use domain::policy::Actor;
use indicatif::{ProgressBar, ProgressStyle};
use interchange::plan::{Corrections, CorrectionsParseError, PlanReadError, Reading, ReportLine};
use persistence::Store;
use thiserror::Error;

/// How many lines of the report are shown at the end; all of them stand in the file of `--report`.
const SHOWN: usize = 20;

/// What `import action-plan` is told.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 done, 1 failed, 2 refused by --strict; 1 and 2 change nothing."
)]
pub struct ActionPlanArguments {
    /// The plan's tables as tab-separated text in UTF-8
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Do everything and take it back: shows what an import would change
    #[arg(long)]
    dry_run: bool,
    /// Import nothing while anything is left for a person to settle
    #[arg(long)]
    strict: bool,
    /// What a person settled about this file, line by line (TOML) [default: those that the program
    /// has for this very file, if any]
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Write every line of the report to this file, as tab-separated values with a header
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Why an import failed. Nothing was changed.
#[derive(Debug, Error)]
enum ImportError {
    #[error("{} cannot be read; check its name and permissions", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    #[error("{} cannot be written; check the folder and its permissions", .0.display())]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("{} is no plan that can be read", .0.display())]
    Document(PathBuf, #[source] PlanReadError),
    #[error("{} cannot be used", .0.display())]
    Corrections(PathBuf, #[source] CorrectionsParseError),
    #[error("the program's own plan is of no use")]
    OwnPlan(#[from] OwnPlanError),
    #[error("the plan was not imported")]
    Import(#[source] PlanImportError),
    #[error("the answer could not be printed")]
    Output(#[from] io::Error),
}

/// Import the document of a plan into this database, as the operator. Prints a summary on standard
/// output, and why it failed on standard error.
pub async fn action_plan(store: &Store, arguments: &ActionPlanArguments, now: Instant) -> ExitCode {
    match import(store, arguments, now).await {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let mut text = format!("angebote: {error}\n");
            let mut cause = error.source();
            while let Some(inner) = cause {
                text.push_str(&format!("  because {inner}\n"));
                cause = inner.source();
            }
            text.push_str("Nothing was changed.\n");
            // Nobody is left to tell when this fails.
            drop(io::stderr().write_all(text.as_bytes()));
            ExitCode::FAILURE
        }
    }
}

async fn import(
    store: &Store,
    arguments: &ActionPlanArguments,
    now: Instant,
) -> Result<u8, ImportError> {
    let bytes = std::fs::read(&arguments.file)
        .map_err(|error| ImportError::Unreadable(arguments.file.clone(), error))?;
    let own = OwnPlan::embedded()?;
    let reading = reading(&own, &bytes, arguments)?;
    let report = arguments.report.as_deref().map(Report::begin).transpose()?;
    let bar = bar();
    let import = PlanImport {
        reading: Arc::new(reading),
        file: document_file(&arguments.file, &bytes),
        keys: own.keys,
        seeds: own.seeds,
        progress: &|progress| show(&bar, progress),
        aside: Aside::none(),
    };
    let mode = ImportMode {
        undecided: if arguments.strict {
            Undecided::Refuse
        } else {
            Undecided::Accept
        },
        effect: if arguments.dry_run {
            Effect::Trial
        } else {
            Effect::Lasting
        },
    };
    let done = application::import_plan(store, &Actor::Operator, import, now, mode).await;
    bar.finish_and_clear();
    let (summary, refused) = match done {
        Ok(summary) => (summary, false),
        Err(PlanImportError::Undecided(summary)) => (*summary, true),
        Err(error) => return Err(ImportError::Import(error)),
    };
    let mut text = summary_text(&summary, refused);
    if let Some(report) = report {
        // What was imported stands, whatever becomes of the report.
        text.push_str(&match report.finish(&report_text(&summary)) {
            Ok(path) => format!("The whole report is in {}.\n", path.display()),
            Err(error) => format!("The report could not be written: {error}.\n"),
        });
    }
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(if refused { 2 } else { 0 })
}

/// Read the document with the corrections that were given, or with the program's own where they
/// were made for this very file.
fn reading(
    own: &OwnPlan,
    bytes: &[u8],
    arguments: &ActionPlanArguments,
) -> Result<Reading, ImportError> {
    let corrections = match &arguments.corrections {
        None => None,
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| ImportError::Unreadable(path.clone(), error))?;
            let read = Corrections::from_toml(&text);
            Some(read.map_err(|error| ImportError::Corrections(path.clone(), error))?)
        }
    };
    own.read(bytes, corrections.as_ref())
        .map_err(|error| ImportError::Document(arguments.file.clone(), error))
}

fn document_file(path: &Path, bytes: &[u8]) -> DocumentFile {
    let name = path.file_name().unwrap_or(path.as_os_str());
    DocumentFile::new(&name.to_string_lossy(), bytes)
}

/// A bar for people who watch; nothing for everybody else.
fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template("{msg:24} {bar:40} {pos}/{len}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_message(match progress.stage {
        Stage::Seeding => "looking for seeds",
        Stage::Comparing => "comparing",
        Stage::Writing => "writing",
    });
    bar.set_length(progress.of as u64);
    bar.set_position(progress.done as u64);
}

/// What came of it, for people.
fn summary_text(summary: &ImportSummary, refused: bool) -> String {
    let mut text = String::new();
    let undecided = summary.undecided();
    let headline = match (refused, summary.outcome) {
        (true, _) => format!("Refused: {undecided} lines are undecided. Nothing was changed."),
        (_, Outcome::Written) => format!("Imported: {} revisions were written.", summary.writes),
        (_, Outcome::NothingToDo) => "Nothing to do: all of it was there already.".to_owned(),
        (_, Outcome::Tried) => format!(
            "Tried: {} revisions would be written. Nothing was changed.",
            summary.writes
        ),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{headline}");
    if summary.seeded > 0 {
        let _ = writeln!(text, "Seeds that were missing: {}.", summary.seeded);
    }
    if summary.edition == Edition::Newer {
        let _ = writeln!(
            text,
            "This is another document than the one imported before: what differs is named below."
        );
    }
    let _ = writeln!(
        text,
        "\n{:16}{:>8}{:>8}{:>9}{:>11}{:>9}",
        "", "matched", "new", "changed", "unchanged", "missing"
    );
    for (kind, tally) in &summary.tallies {
        let _ = writeln!(
            text,
            "{:16}{:>8}{:>8}{:>9}{:>11}{:>9}",
            kind.to_string(),
            tally.matched,
            tally.new,
            tally.changed,
            tally.unchanged,
            tally.missing
        );
    }
    let repairs = summary.repairs();
    if !repairs.is_empty() {
        let named: Vec<String> = repairs
            .iter()
            .map(|(what, n)| format!("{what} {n}"))
            .collect();
        let _ = writeln!(text, "\nRepaired while reading: {}.", named.join(", "));
    }
    let differences = differences(summary);
    if !differences.is_empty() {
        let _ = writeln!(text, "\nDifferences: {}", differences.len());
        list(&mut text, &differences);
    }
    let open = open_lines(summary);
    if open.is_empty() {
        let _ = writeln!(text, "\nNothing is undecided.");
    } else {
        let _ = writeln!(text, "\nUndecided: {}", open.len());
        list(&mut text, &open);
    }
    text
}

fn list(text: &mut String, lines: &[String]) {
    for line in lines.iter().take(SHOWN) {
        let _ = writeln!(text, "  {line}");
    }
    if lines.len() > SHOWN {
        let _ = writeln!(text, "  and {} more; see --report", lines.len() - SHOWN);
    }
}

/// What differs from an edition that was there before. In a first import everything is new.
fn differences(summary: &ImportSummary) -> Vec<String> {
    let decided = summary.findings.iter().filter(|finding| finding.decided);
    let told =
        decided.filter(|it| summary.edition == Edition::Newer || it.what != FindingKind::New);
    told.map(|it| finding_line(it, false)).collect()
}

/// What only a person can settle, each with its place and what to do.
fn open_lines(summary: &ImportSummary) -> Vec<String> {
    let read = summary.reading.undecided().map(|line| {
        let column = line.column.map(|at| format!(", column {at}"));
        format!(
            "line {}{}: {} → {}",
            line.line,
            column.unwrap_or_default(),
            line.why,
            line.what.advice()
        )
    });
    let found = summary.findings.iter().filter(|finding| !finding.decided);
    read.chain(found.map(|it| finding_line(it, true))).collect()
}

fn finding_line(finding: &Finding, with_advice: bool) -> String {
    let Finding {
        line,
        thing,
        slug,
        what,
        ..
    } = finding;
    let place = line.map_or_else(|| "no line".to_owned(), |line| format!("line {line}"));
    let advice = if with_advice {
        format!(" → {}", what.advice())
    } else {
        String::new()
    };
    format!("{place}: {thing} {slug}: {}{advice}", what.why())
}

/// Every line of the report as tab-separated values.
fn report_text(summary: &ImportSummary) -> String {
    let mut text = "line\tcolumn\twhat\tthing\tslug\tconfidence\tdecided\twhy\tadvice\n".to_owned();
    for line in &summary.reading.lines {
        let ReportLine {
            line,
            column,
            what,
            why,
            confidence,
            decided,
        } = line;
        let column = column.map(|at| at.to_string()).unwrap_or_default();
        let advice = if *decided { "" } else { what.advice() };
        let why = cell(why);
        let _ = writeln!(
            text,
            "{line}\t{column}\t{what}\t\t\t{confidence:.2}\t{decided}\t{why}\t{advice}"
        );
    }
    for finding in &summary.findings {
        let Finding {
            line,
            thing,
            slug,
            what,
            confidence,
            decided,
            about: _,
        } = finding;
        let line = line.map(|line| line.to_string()).unwrap_or_default();
        let (why, advice) = (what.why(), what.advice());
        let _ = writeln!(
            text,
            "{line}\t\t{what}\t{thing}\t{slug}\t{confidence:.2}\t{decided}\t{why}\t{advice}"
        );
    }
    text
}

/// One cell: neither a tab nor a line break may stand in it.
fn cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// A file that is written whole or not at all: beside its place first, then in it.
struct Report {
    path: PathBuf,
    beside: PathBuf,
    file: File,
}

impl Report {
    /// Make sure that the report can be written, before anything is imported.
    fn begin(path: &Path) -> Result<Self, ImportError> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let beside = path.with_file_name(name);
        let file = File::create(&beside)
            .map_err(|error| ImportError::Unwritable(path.to_owned(), error))?;
        let path = path.to_owned();
        Ok(Self { path, beside, file })
    }

    fn finish(mut self, text: &str) -> io::Result<PathBuf> {
        self.file.write_all(text.as_bytes())?;
        self.file.sync_all()?;
        std::fs::rename(&self.beside, &self.path)?;
        Ok(self.path.clone())
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        // Once it is in its place, nothing is beside it any more.
        drop(std::fs::remove_file(&self.beside));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Report, cell, document_file};
    use std::path::Path;

    #[test]
    fn a_file_is_called_without_its_folder() {
        let file = document_file(Path::new("folder/plan.txt"), b"a\nb");
        assert_eq!((file.name.as_str(), file.lines), ("plan.txt", 2));
    }

    #[test]
    fn a_report_is_written_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.tsv");
        Report::begin(&path).unwrap().finish("a\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\n");
        assert!(Report::begin(&folder.path().join("none/report.tsv")).is_err());
        drop(Report::begin(&folder.path().join("other.tsv")).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(cell("a\tb\nc"), "a b c");
    }
}
