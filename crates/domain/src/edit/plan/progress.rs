//! Reporting how far a measure has come.

use chrono::NaiveDate;

use super::super::editor::Editor;
use super::super::input::{ProgressInput, ProgressRetractionInput};
use super::super::plain::TextLimit;
use super::super::{Editing, Input};
use super::item::whole_text;
use crate::id::PartId;
use crate::plan::{Measure, Percent, ProgressReport};
use crate::violation::{Rule, Violations};

impl Input<Measure> for ProgressInput {
    fn apply(self, current: &Measure, editing: Editing<'_>) -> Result<Measure, Violations> {
        let Self {
            date,
            first_step,
            status,
            percent: done,
            note,
            author,
        } = self;
        let mut editor = Editor::new(editing);
        let date = editor.at("date", |editor| past_day(editor, &date));
        let step = first_step
            .and_then(|name| editor.at("firstStep", |editor| known_step(editor, current, &name)));
        let percent = done.and_then(|it| editor.at("percent", |editor| percent(editor, it)));
        let note = note.and_then(|it| whole_text(&mut editor, "note", (it, TextLimit::NOTE), &[]));
        let author = editor.at("author", |editor| editor.words(&author, TextLimit::NAME));
        let mut next = current.clone();
        if let Some((date, author)) = date.zip(author) {
            next.report(ProgressReport {
                id: (editor.context.parts)(),
                date,
                step,
                status,
                percent,
                note,
                author,
            });
        }
        editor.finish(next)
    }
}

impl Input<Measure> for ProgressRetractionInput {
    fn apply(self, current: &Measure, editing: Editing<'_>) -> Result<Measure, Violations> {
        let mut editor = Editor::new(editing);
        let mut next = current.clone();
        let retracted = PartId::from_global(&self.report).and_then(|id| next.retract(id));
        if retracted.is_none() {
            editor.note_at("report", Rule::Unknown(excerpt(&self.report)));
        }
        editor.finish(next)
    }
}

/// A first step of the measure.
fn known_step(editor: &mut Editor<'_>, measure: &Measure, name: &str) -> Option<PartId> {
    let wanted = PartId::from_global(name);
    let found = measure
        .item
        .steps
        .iter()
        .find(|step| Some(step.id) == wanted);
    if found.is_none() {
        editor.note(Rule::Unknown(excerpt(name)));
    }
    found.map(|step| step.id)
}

/// What somebody sent, short enough to be repeated.
fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A day of which one can already speak.
pub(super) fn past_day(editor: &mut Editor<'_>, text: &str) -> Option<NaiveDate> {
    let day = editor.date(text)?;
    if day > editor.context.today {
        editor.note(Rule::Malformed("the day lies in the future".to_owned()));
        return None;
    }
    Some(day)
}

pub(super) fn percent(editor: &mut Editor<'_>, value: i64) -> Option<Percent> {
    let number: u8 = editor.number(value, (0, 100))?;
    Percent::new(number).ok()
}
