//! The import of the plan's document (Maßnahmenplan): the words exactly as adopted come into the
//! items that seeds and people have described in plain words.
//!
//! One transaction: missing seeds, then everything that the document changes. Items are found again
//! by their words and place; what the database knows better stays; what the document no longer has
//! stays too, and is named. The same document twice writes nothing the second time; a newer edition
//! is a difference and not a second plan.
//!
//! Deliberately absent: the reading itself (`interchange::plan`), and asking. Whatever only a person
//! can settle is a line of the summary.

mod beside;
mod error;
mod facets;
mod fresh;
mod held;
mod matching;
mod merge;
mod slot;
mod summary;
mod tally;
#[cfg(test)]
mod tests;
mod wording;

use domain::period::Instant;
use domain::policy::{Action, Actor, Resource, authorize, scope};
use interchange::plan::{KnownItem, Reading};
use interchange::seeds::Seeds;
use persistence::{Expected, Project, Store, Tx, Write};

pub use self::error::PlanImportError;
use self::held::{Held, Ids, Kept};
use self::merge::Merge;
pub use self::summary::{Edition, Finding, FindingKind, ImportSummary, Outcome, Tally, ThingKind};
use crate::seeding::seed_missing;

/// What is imported.
pub struct PlanImport<'a> {
    /// The document, as the reader understood it.
    pub reading: &'a Reading,
    /// The file that was read.
    pub file: DocumentFile,
    /// By which words and in which place the items of the seeds are found.
    pub keys: &'a [KnownItem],
    /// What has to be there first. Entries of the directory are left out.
    pub seeds: Seeds,
    /// Told how far the import has come.
    pub progress: &'a (dyn Fn(Progress) + Send + Sync),
}

/// The file of a plan.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DocumentFile {
    /// Its name, without folders.
    pub name: String,
    /// How many lines it has.
    pub lines: u32,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How many of the stage's parts are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// The stages of an import, in their order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// Missing seeds are written.
    Seeding,
    /// The document is compared with the database.
    Comparing,
    /// What changed is written.
    Writing,
}

/// How an import treats what it finds.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct ImportMode {
    /// What to do while lines are undecided.
    pub undecided: Undecided,
    /// Whether anything is to last.
    pub effect: Effect,
}

/// What to do while lines are undecided.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Undecided {
    /// Import, and name them.
    #[default]
    Accept,
    /// Import nothing.
    Refuse,
}

/// Whether anything is to last.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Effect {
    /// It is.
    #[default]
    Lasting,
    /// Everything is done and then taken back.
    Trial,
}

/// Import a plan, all of it or, when something fails, nothing.
///
/// # Errors
/// The actor may not, the seeds hold no plan, a text is too long, lines are undecided where that is
/// to be refused, or the database fails.
pub async fn import_plan(
    store: &Store,
    actor: &Actor,
    import: PlanImport<'_>,
    at: Instant,
    mode: ImportMode,
) -> Result<ImportSummary, PlanImportError> {
    let PlanImport {
        reading,
        file,
        keys,
        seeds,
        progress,
    } = import;
    let seeds = Seeds {
        locations: Vec::new(),
        offers: Vec::new(),
        counselling_points: Vec::new(),
        ..seeds
    };
    no_text_is_too_long(reading)?;
    let ids = Ids::gather(store, &seeds).await?;
    authorize(actor, Action::Publish, &Resource::of(ids.plan()))?;
    let tell = |stage, done, of| progress(Progress { stage, done, of });

    tell(Stage::Seeding, 0, 1);
    let mut tx = store.begin().await?;
    let seeded = seed_missing(&mut tx, actor, seeds, at).await?;
    tell(Stage::Comparing, 0, 1);
    let held = Held::read(&mut tx, &scope(actor), &ids).await?;
    let mut merge = Merge::new(&reading.document, held, keys);
    merge.merge(&file);

    let writes = write_changes(&mut tx, (actor, at), &merge.held, &tell).await?;
    let mut summary = ImportSummary {
        edition: merge.edition,
        outcome: Outcome::Tried,
        seeded,
        writes,
        tallies: merge.tallies,
        findings: merge.findings,
        reading: reading.report.clone(),
    };
    if mode.undecided == Undecided::Refuse && summary.undecided() > 0 {
        return Err(PlanImportError::Undecided(Box::new(summary)));
    }
    if mode.effect == Effect::Lasting {
        summary.outcome = Outcome::NothingToDo;
        if seeded + writes > 0 {
            tx.commit().await?;
            summary.outcome = Outcome::Written;
        }
    }
    Ok(summary)
}

fn no_text_is_too_long(reading: &Reading) -> Result<(), PlanImportError> {
    let items = reading.document.items();
    let long = items
        .iter()
        .find(|view| view.text.chars().count() > domain::text::Words::MAX);
    match long {
        Some(view) => Err(PlanImportError::TooLong {
            line: view.source.line,
        }),
        None => Ok(()),
    }
}

async fn write_changes(
    tx: &mut Tx,
    by: (&Actor, Instant),
    held: &Held,
    tell: &(dyn Fn(Stage, usize, usize) + Send + Sync),
) -> Result<usize, PlanImportError> {
    macro_rules! each {
        ($call:ident) => {
            $call!(areas challenges goals suggestions measures responsibilities)
        };
    }
    macro_rules! count {
        ($($shelf:ident)+) => {
            usize::from(held.plan.is_changed())
                $(+ held.$shelf.iter().filter(|kept| kept.is_changed()).count())+
        };
    }
    let all = each!(count);
    let mut done = write_one(tx, by, &held.plan).await?;
    macro_rules! write {
        ($($shelf:ident)+) => {$(
            for kept in held.$shelf.iter() {
                let written = write_one(tx, by, kept).await?;
                done += written;
                if written > 0 {
                    tell(Stage::Writing, done, all);
                }
            }
        )+};
    }
    each!(write);
    Ok(done)
}

/// Write a thing where it is other than before; how often that was.
async fn write_one<T: Project>(
    tx: &mut Tx,
    (actor, at): (&Actor, Instant),
    kept: &Kept<T>,
) -> Result<usize, PlanImportError> {
    if !kept.is_changed() {
        return Ok(0);
    }
    let permit = authorize(actor, Action::Publish, &Resource::of(kept.now.id()))?;
    let expected = match &kept.before {
        None => Expected::New,
        Some(before) => Expected::Revision(before.number),
    };
    let write = Write {
        at,
        comment: None,
        minor: kept.before.is_some(),
        expected,
    };
    tx.publish(&permit, &kept.now, write).await?;
    Ok(1)
}
