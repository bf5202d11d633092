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
mod own;
mod questions;
mod slot;
mod summary;
mod tally;
#[cfg(test)]
mod tests;
mod upload;
mod wording;
mod worklist;

use std::sync::Arc;

use domain::period::Instant;
use domain::policy::{Action, Actor, Resource, authorize, scope};
use domain::review::Remark;
use interchange::plan::{KnownItem, Reading};
use interchange::seeds::Seeds;
use persistence::{Expected, Project, Store, Tx, Write};

pub use self::error::PlanImportError;
pub(crate) use self::held::is_of_the_program;
use self::held::{Held, Ids, Kept, Latitude};
use self::merge::Merge;
pub use self::own::{OwnPlan, OwnPlanError};
pub use self::summary::{
    Edition, Finding, FindingKind, ImportSummary, Outcome, SummaryLine, Tally, ThingKind,
};
pub use self::upload::{PlanUpload, Uploaded};
pub use self::worklist::{Settle, WorklistFilter};
pub use crate::aside::Aside;
use crate::seeding::seed_missing;
pub use persistence::AskedQuestion;

/// What is imported.
pub struct PlanImport<'a> {
    /// The document, as the reader understood it.
    pub reading: Arc<Reading>,
    /// The file that was read.
    pub file: DocumentFile,
    /// By which words and in which place the items of the seeds are found.
    pub keys: Vec<KnownItem>,
    /// What has to be there first. Entries of the directory are left out.
    pub seeds: Seeds,
    /// Told how far the import has come.
    pub progress: &'a (dyn Fn(Progress) + Send + Sync),
    /// Where the document is compared with the database, which takes long.
    pub aside: Aside,
}

/// The file of a plan.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DocumentFile {
    /// Its name, without folders.
    pub name: String,
    /// How many lines it has.
    pub lines: u32,
}

impl DocumentFile {
    /// A file of this name with these bytes; a last line without an end counts.
    #[must_use]
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
        let open = bytes.last().is_some_and(|byte| *byte != b'\n');
        Self {
            name: name.to_owned(),
            lines: u32::try_from(ends + usize::from(open)).unwrap_or(u32::MAX),
        }
    }
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
        aside,
    } = import;
    let seeds = Seeds {
        locations: Vec::new(),
        offers: Vec::new(),
        counselling_points: Vec::new(),
        ..seeds
    };
    no_text_is_too_long(&reading)?;
    let ids = Ids::gather(store, &seeds).await?;
    authorize(actor, Action::Publish, &Resource::of(ids.plan()))?;
    let tell = |stage, done, of| progress(Progress { stage, done, of });

    tell(Stage::Seeding, 0, 1);
    let mut tx = store.begin().await?;
    let seeded = seed_missing(&mut tx, actor, seeds, at).await?;
    tell(Stage::Comparing, 0, 1);
    let held = Held::read(&mut tx, &scope(actor), &ids).await?;
    let read = Arc::clone(&reading);
    let document = file.clone();
    let merged = aside.run(move || Merge::merged(&read, (held, &keys), &document));
    let merged = merged.await?;

    let by = By {
        actor,
        at,
        comment: Remark::imported(&file.name),
    };
    let writes = write_changes(&mut tx, &by, &merged.held, &tell).await?;
    let (questions, asked) = questions::keep(&mut tx, &by, (&reading, &merged)).await?;
    let mut summary = ImportSummary {
        edition: merged.edition,
        outcome: Outcome::Tried,
        seeded,
        writes,
        tallies: merged.tallies,
        findings: merged.findings,
        reading: reading.report.clone(),
        places: merged.places,
        questions,
    };
    if mode.undecided == Undecided::Refuse && summary.undecided() > 0 {
        return Err(PlanImportError::Undecided(Box::new(summary)));
    }
    if mode.effect == Effect::Lasting {
        summary.outcome = Outcome::NothingToDo;
        if seeded + writes > 0 || asked {
            tx.commit().await?;
        }
        if seeded + writes > 0 {
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

/// Who imports, when, and what the revisions say about it.
struct By<'a> {
    actor: &'a Actor,
    at: Instant,
    comment: String,
}

async fn write_changes(
    tx: &mut Tx,
    by: &By<'_>,
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
    by: &By<'_>,
    kept: &Kept<T>,
) -> Result<usize, PlanImportError> {
    if !kept.is_changed() {
        return Ok(0);
    }
    let permit = authorize(by.actor, Action::Publish, &Resource::of(kept.now.id()))?;
    let expected = match &kept.before {
        None => Expected::New,
        Some(before) => Expected::Revision(before.number),
    };
    // What a person wrote stays a person's, whatever the document adds to it.
    let is_ours = kept.latitude() == Latitude::Free;
    let write = Write {
        at: by.at,
        comment: is_ours.then(|| by.comment.clone()),
        minor: kept.before.is_some(),
        expected,
    };
    tx.publish(&permit, &kept.now, write).await?;
    Ok(1)
}
