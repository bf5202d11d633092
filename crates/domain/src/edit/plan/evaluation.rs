//! Judging a measure: one more judgement, or another wording of one that is there.

use super::super::editor::Editor;
use super::super::entry::MOST_LINKS;
use super::super::input::{EvaluationCriterionInput, EvaluationInput};
use super::super::plain::TextLimit;
use super::super::{Editing, Input};
use super::item::whole_text;
use super::progress::{past_day, percent};
use crate::id::PartId;
use crate::plan::{Evaluation, EvaluationCriterion, Measure};
use crate::text::LocalizedText;
use crate::violation::{Rule, Violations};

impl Input<Measure> for EvaluationInput {
    fn apply(self, current: &Measure, editing: Editing<'_>) -> Result<Measure, Violations> {
        let mut editor = Editor::new(editing);
        let mut next = current.clone();
        let known = match self.id.as_deref() {
            None => None,
            Some(name) => {
                let wanted = PartId::from_global(name);
                let found = current.evaluations.iter().find(|it| Some(it.id) == wanted);
                if found.is_none() {
                    editor.note_at("id", Rule::Unknown(name.chars().take(40).collect()));
                }
                found.cloned()
            }
        };
        let id = known
            .as_ref()
            .map_or_else(|| (editor.context.parts)(), |known| known.id);
        if let Some(judged) = edit(&mut editor, known, id, self) {
            next.evaluations.retain(|other| other.id != id);
            next.evaluations.push(judged);
            next.evaluations.sort_by_key(|judged| judged.date);
        }
        editor.finish(next)
    }
}

fn edit(
    editor: &mut Editor<'_>,
    current: Option<Evaluation>,
    id: PartId,
    input: EvaluationInput,
) -> Option<Evaluation> {
    let EvaluationInput {
        id: _,
        date,
        criteria,
        conclusion,
    } = input;
    let known = current.as_ref().map(|it| it.date);
    let date = editor.required("date", known, date, |editor, text| past_day(editor, &text));
    let (before, mut words) = current.map_or((Vec::new(), None), |it| (it.criteria, it.conclusion));
    let mut next = before.clone();
    let texts: Vec<&LocalizedText> = before
        .iter()
        .flat_map(|it| [&it.name, &it.finding])
        .collect();
    let found = editor.count();
    editor.items(
        "criteria",
        &mut next,
        criteria,
        MOST_LINKS,
        |editor, input| {
            let EvaluationCriterionInput {
                name,
                finding,
                reached,
            } = input;
            let name = whole_text(editor, "name", (name, TextLimit::NAME), &texts);
            let finding = whole_text(editor, "finding", (finding, TextLimit::NOTE), &texts);
            let reached = reached.and_then(|it| editor.at("reached", |editor| percent(editor, it)));
            Some(EvaluationCriterion {
                name: name?,
                finding: finding?,
                reached,
            })
        },
    );
    if next.is_empty() && editor.count() == found {
        editor.note_at("criteria", Rule::Missing);
    }
    editor.text("conclusion", &mut words, conclusion, TextLimit::NOTE);
    Some(Evaluation {
        id,
        date: date?,
        criteria: next,
        conclusion: words,
    })
}
