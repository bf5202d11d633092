//! What only a person can settle about a document, with the thing of the plan that it is about.

use std::collections::HashMap;

use domain::id::EntityId;
use domain::plan::{
    Asked, Confidence, PlanFindingKind, PlanQuestion, PlanQuestionId, ReferenceTarget,
};
use domain::policy::{Action, Resource, authorize, scope};
use domain::text::Words;
use interchange::plan::{Column, ItemKind, ItemView, Reading, RepairKind, Report};
use persistence::Tx;

use super::By;
use super::error::PlanImportError;
use super::held::address;
use super::merge::{Merge, Merged};
use super::summary::Finding;

/// Something undecided, before it is known which revision of a thing it is about.
#[derive(Debug)]
pub(super) struct Open {
    line: Option<usize>,
    column: Option<usize>,
    kind: PlanFindingKind,
    why: String,
    confidence: f32,
    about: Option<EntityId>,
}

impl Merge<'_> {
    /// What each line of the reader's report is about.
    pub(super) fn places(&self, report: &Report) -> Vec<Option<EntityId>> {
        let views = self.document.items();
        let lines = report.lines.iter();
        lines
            .map(|line| self.stands_at(&views, line.line, line.column))
            .collect()
    }

    /// Everything that neither the reader nor the import could decide.
    pub(super) fn open(&self, report: &Report, places: &[Option<EntityId>]) -> Vec<Open> {
        let read = report.lines.iter().zip(places);
        let read = read.filter(|(line, _)| !line.decided);
        let read = read.map(|(line, about)| Open {
            line: Some(line.line),
            column: line.column,
            kind: code(line.what),
            why: line.why.clone(),
            confidence: line.confidence,
            about: *about,
        });
        let found = self.findings.iter().filter(|finding| !finding.decided);
        let found = found.map(|finding| {
            let Finding {
                line,
                what,
                about,
                confidence,
                ..
            } = finding;
            Open {
                line: *line,
                column: None,
                kind: what.code(),
                why: what.why().to_owned(),
                confidence: *confidence,
                about: *about,
            }
        });
        read.chain(found).collect()
    }

    /// What stands at a place of the document: on the line itself, or on the last one before it on
    /// which something begins. What the columns for facets say belongs to the most particular item
    /// of its line.
    fn stands_at(
        &self,
        views: &[ItemView<'_>],
        line: usize,
        column: Option<usize>,
    ) -> Option<EntityId> {
        let begins = views.iter().map(|view| view.source.line);
        let begins = begins.filter(|begin| *begin <= line).max()?;
        let wanted = column
            .and_then(|column| Column::ALL.get(column.checked_sub(1)?))
            .and_then(|column| match column {
                Column::Challenge => Some(ItemKind::Challenge),
                Column::Goal => Some(ItemKind::Goal),
                Column::Suggestions => Some(ItemKind::Suggestion),
                Column::Measures => Some(ItemKind::Measure),
                Column::TargetGroup
                | Column::FirstSteps
                | Column::Stakeholders
                | Column::Resources
                | Column::Horizon => None,
            });
        let there = views.iter().filter(|view| view.source.line == begins);
        let best = there.max_by_key(|view| {
            let kind = view.item.kind;
            // A step is a part of the item that it belongs to.
            (Some(kind) == wanted, kind != ItemKind::Step, kind)
        })?;
        self.targets
            .get(&best.item)
            .map(|target: &ReferenceTarget| address(*target).0)
    }
}

/// Keep what is open beside what was settled before; all of it, and whether that is other than it
/// was.
pub(super) async fn keep(
    tx: &mut Tx,
    by: &By<'_>,
    (reading, merged): (&Reading, &Merged),
) -> Result<(Vec<PlanQuestion>, bool), PlanImportError> {
    let plan = merged.held.plan.now.id;
    let permit = authorize(by.actor, Action::Publish, &Resource::of(plan))?;
    let known = tx.plan_questions(&scope(by.actor)).await?;
    let known: Vec<PlanQuestion> = known.into_iter().map(|asked| asked.question).collect();
    let questions = asked(by, (reading, merged), &known);
    let is_other = !same(&questions, &known);
    if is_other {
        tx.keep_plan_questions(&permit, plan, &questions).await?;
    }
    Ok((questions, is_other))
}

/// What is open as questions, each once.
fn asked(
    by: &By<'_>,
    (reading, merged): (&Reading, &Merged),
    known: &[PlanQuestion],
) -> Vec<PlanQuestion> {
    let Ok(document) = Words::parse(&reading.document.sha256) else {
        // The sum of a document is never empty.
        return Vec::new();
    };
    let known: HashMap<PlanQuestionId, &PlanQuestion> = known
        .iter()
        .map(|question| (question.id, question))
        .collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut questions = Vec::with_capacity(merged.open.len());
    for open in &merged.open {
        let place = format!("{document} {:?} {:?} {}", open.line, open.column, open.kind);
        let number = numbers.entry(place.clone()).or_default();
        *number += 1;
        let id = PlanQuestionId::of(&format!("{place} {number}"));
        let numbers = open.about.and_then(|about| merged.held.numbers(about));
        let question = PlanQuestion {
            id,
            document: document.clone(),
            line: open.line.and_then(|line| u32::try_from(line).ok()),
            column: open.column.and_then(|column| u32::try_from(column).ok()),
            kind: open.kind,
            why: open.why.clone(),
            confidence: percent(open.confidence),
            about: open
                .about
                .zip(numbers)
                .map(|(entity, (_, revision))| Asked { entity, revision }),
            noted_at: by.at,
            settled: None,
        };
        let before = numbers.and_then(|(before, _)| before);
        questions.push(question.asked_again(known.get(&id).copied(), before));
    }
    questions
}

fn same(questions: &[PlanQuestion], known: &[PlanQuestion]) -> bool {
    let in_order = |questions: &[PlanQuestion]| {
        let mut questions = questions.to_vec();
        questions.sort_by_key(|question| question.id);
        questions
    };
    in_order(questions) == in_order(known)
}

fn percent(confidence: f32) -> Confidence {
    // In range by the clamp.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = (confidence.clamp(0.0, 1.0) * 100.0).round() as u8;
    Confidence::percent(percent).unwrap_or(Confidence::NONE)
}

macro_rules! same_codes {
    ($($read:ident)+) => {
        /// What the reader did, as a code.
        pub(super) const fn code(what: RepairKind) -> PlanFindingKind {
            match what {
                $(RepairKind::$read => PlanFindingKind::$read,)+
            }
        }
    };
}

same_codes! {
    ByteOrderMark NoFinalLineEnd Header HeaderRepeated HeadingRepeated HeadingAlone UnnamedArea
    Footnote Crumb Shifted Padded Joined Repeated Carried MissingGoal Orphan Attached NumberRepaired
    Renumbered Unmarked Remark OpenEnd SuspectWord PartyMatched PartyUnknown ResourceUnknown
    HorizonUnknown HorizonElsewhere Reference OutsideTables Corrected Unaccounted
}
