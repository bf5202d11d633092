//! The plan as a whole, and its fields of action: how they are called, and what else people say
//! about them beside the document.

use super::super::editor::Editor;
use super::super::input::{ActionAreaInput, ActionPlanInput, HorizonYearsInput};
use super::super::plain::TextLimit;
use super::super::references::{Reference, Refers, reference};
use super::super::{Editing, Input};
use super::{edit_label, edit_order};
use crate::id::TypedId;
use crate::plan::{ActionArea, ActionPlan, HorizonYears};
use crate::violation::{Rule, Violations};

/// No term of a plan lasts longer.
const MOST_YEARS: i64 = 50;

impl Input<ActionArea> for ActionAreaInput {
    fn apply(self, current: &ActionArea, editing: Editing<'_>) -> Result<ActionArea, Violations> {
        let Self {
            title,
            summary,
            order,
        } = self;
        let mut editor = Editor::new(editing);
        let mut area = current.clone();
        area.title = edit_label(&mut editor, ("title", Some(&current.title)), title);
        editor.text("summary", &mut area.summary, summary, TextLimit::BODY);
        edit_order(&mut editor, &mut area.order, order);
        editor.finish(area)
    }
}

impl Refers for ActionArea {
    fn references(&self) -> Vec<Reference> {
        vec![reference(&["plan"], self.plan.entity())]
    }
}

impl Input<ActionPlan> for ActionPlanInput {
    fn apply(self, current: &ActionPlan, editing: Editing<'_>) -> Result<ActionPlan, Violations> {
        let Self {
            title,
            summary,
            adopted_on,
            decision,
            horizon_years,
        } = self;
        let mut editor = Editor::new(editing);
        let mut plan = current.clone();
        plan.title = edit_label(&mut editor, ("title", Some(&current.title)), title);
        editor.text("summary", &mut plan.summary, summary, TextLimit::BODY);
        let adopted = &mut plan.adopted_on;
        editor.optional("adoptedOn", adopted, adopted_on, |editor, day| {
            editor.date(&day)
        });
        let by = &mut plan.decision;
        editor.optional("decision", by, decision, |editor, text| {
            editor.words(&text, TextLimit::NAME)
        });
        let years = &mut plan.horizon_years;
        editor.optional("horizonYears", years, horizon_years, read_years);
        editor.finish(plan)
    }
}

impl Refers for ActionPlan {
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }
}

/// Each term lasts longer than the one before it.
fn read_years(editor: &mut Editor<'_>, input: HorizonYearsInput) -> Option<HorizonYears> {
    let HorizonYearsInput {
        short,
        medium,
        long,
    } = input;
    let mut read = |step: &str, years: i64| {
        editor.at(step, |editor| editor.number::<u8>(years, (1, MOST_YEARS)))
    };
    let short = read("short", short);
    let medium = read("medium", medium);
    let long = long.map(|years| read("long", years));
    let (short, medium) = (short?, medium?);
    let long = match long {
        None => None,
        Some(years) => Some(years?),
    };
    if medium <= short {
        editor.note_at("medium", Rule::RangeReversed);
    }
    if long.is_some_and(|long| long <= medium) {
        editor.note_at("long", Rule::RangeReversed);
    }
    Some(HorizonYears {
        short,
        medium,
        long,
    })
}
