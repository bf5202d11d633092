//! Challenges, goals, suggestions and measures.

use super::super::editor::Editor;
use super::super::entry::links;
use super::super::input::{ChallengeInput, Change, GoalInput, MeasureInput, SuggestionInput};
use super::super::{Editing, Input, NewInput};
use super::item::edit_item;
use crate::aggregate::Aggregate;
use crate::id::{ChallengeId, GoalId, MeasureId, PartId, SuggestionId, TypedId};
use crate::plan::{Challenge, Goal, Measure, Suggestion, Weight};
use crate::violation::{Rule, Violations};

/// Lets an input change an item and make one, by one function for both.
macro_rules! by {
    ($($edit:ident: $input:ty => $item:ty;)+) => {$(
        impl Input<$item> for $input {
            fn apply(self, current: &$item, editing: Editing<'_>) -> Result<$item, Violations> {
                $edit(Some(current), current.id, self, Editor::new(editing))
            }
        }

        impl NewInput<$item> for $input {
            fn create(
                self,
                id: <$item as Aggregate>::Id,
                editing: Editing<'_>,
            ) -> Result<$item, Violations> {
                $edit(None, id, self, Editor::new(editing))
            }
        }
    )+};
}

by! {
    edit_challenge: ChallengeInput => Challenge;
    edit_goal: GoalInput => Goal;
    edit_suggestion: SuggestionInput => Suggestion;
    edit_measure: MeasureInput => Measure;
}

fn edit_challenge(
    current: Option<&Challenge>,
    id: ChallengeId,
    input: ChallengeInput,
    mut editor: Editor<'_>,
) -> Result<Challenge, Violations> {
    let ChallengeInput {
        item,
        area,
        section,
        is_prioritized,
    } = input;
    let item = edit_item(&mut editor, current.map(|it| &it.item), item);
    let area = parent(&mut editor, "area", current.map(|it| it.area), area, id);
    let mut next = Challenge {
        id,
        area,
        section: current.and_then(|it| it.section),
        prioritized: current.and_then(|it| it.prioritized),
        item,
    };
    editor.optional("section", &mut next.section, section, |editor, name| {
        let part = PartId::from_global(&name);
        if part.is_none() {
            editor.note(Rule::Unknown(name.chars().take(40).collect()));
        }
        part
    });
    Editor::set(&mut next.prioritized, is_prioritized);
    editor.finish(next)
}

fn edit_goal(
    current: Option<&Goal>,
    id: GoalId,
    input: GoalInput,
    mut editor: Editor<'_>,
) -> Result<Goal, Violations> {
    let GoalInput { item, challenge } = input;
    let item = edit_item(&mut editor, current.map(|it| &it.item), item);
    let known = current.map(|it| it.challenge);
    let challenge = parent(&mut editor, "challenge", known, challenge, id);
    editor.finish(Goal {
        id,
        challenge,
        item,
    })
}

fn edit_suggestion(
    current: Option<&Suggestion>,
    id: SuggestionId,
    input: SuggestionInput,
    mut editor: Editor<'_>,
) -> Result<Suggestion, Violations> {
    let SuggestionInput { item, goal } = input;
    let item = edit_item(&mut editor, current.map(|it| &it.item), item);
    let goal = parent(&mut editor, "goal", current.map(|it| it.goal), goal, id);
    editor.finish(Suggestion {
        id,
        goal,
        number: current.and_then(|it| it.number),
        item,
    })
}

fn edit_measure(
    current: Option<&Measure>,
    id: MeasureId,
    input: MeasureInput,
    mut editor: Editor<'_>,
) -> Result<Measure, Violations> {
    let MeasureInput {
        item,
        challenge,
        goals,
        suggestions,
        status,
        weight,
    } = input;
    let item = edit_item(&mut editor, current.map(|it| &it.item), item);
    let known = current.map(|it| it.challenge);
    let challenge = parent(&mut editor, "challenge", known, challenge, id);
    let mut next = match current {
        Some(measure) => Measure {
            challenge,
            item,
            ..measure.clone()
        },
        None => Measure {
            id,
            challenge,
            goals: Vec::new(),
            suggestions: Vec::new(),
            status: None,
            weight: None,
            progress_reports: Vec::new(),
            evaluations: Vec::new(),
            item,
        },
    };
    links(&mut editor, "goals", &mut next.goals, goals);
    links(
        &mut editor,
        "suggestions",
        &mut next.suggestions,
        suggestions,
    );
    Editor::set(&mut next.status, status);
    editor.optional("weight", &mut next.weight, weight, |editor, value| {
        let number: u8 = editor.number(value, Weight::RANGE)?;
        Weight::new(number).ok()
    });
    editor.finish(next)
}

/// That to which an item belongs. What is missing was noted, and then nothing is kept.
fn parent<P: TypedId>(
    editor: &mut Editor<'_>,
    step: &str,
    current: Option<P>,
    change: Change<String>,
    id: impl TypedId,
) -> P {
    editor
        .required(step, current, change, |editor, text| editor.id(&text))
        .unwrap_or_else(|| P::from_uuid(id.uuid()))
}
