//! Target groups.

use super::super::editor::Editor;
use super::super::entry_facts::read_ages;
use super::super::input::TargetGroupInput;
use super::super::references::{Reference, Refers};
use super::super::{Editing, Input, NewInput, slug_from};
use super::{edit_label, edit_link, edit_order, edit_pictogram, of_links};
use crate::id::TargetGroupId;
use crate::taxonomy::{TargetGroup, TargetGroupAxis};
use crate::violation::{Rule, Violations};

impl Input<TargetGroup> for TargetGroupInput {
    fn apply(self, current: &TargetGroup, editing: Editing<'_>) -> Result<TargetGroup, Violations> {
        edit(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<TargetGroup> for TargetGroupInput {
    fn create(self, id: TargetGroupId, editing: Editing<'_>) -> Result<TargetGroup, Violations> {
        edit(None, id, self, Editor::new(editing))
    }
}

impl Refers for TargetGroup {
    fn references(&self) -> Vec<Reference> {
        of_links([("parent", self.parent), ("replacedBy", self.replaced_by)])
    }
}

fn edit(
    current: Option<&TargetGroup>,
    id: TargetGroupId,
    input: TargetGroupInput,
    mut editor: Editor<'_>,
) -> Result<TargetGroup, Violations> {
    let TargetGroupInput {
        label,
        axis,
        parent,
        ages,
        gender,
        pictogram,
        order,
        replaced_by,
    } = input;
    let known = ("label", current.map(|group| &group.label));
    let label = edit_label(&mut editor, known, label);
    let known = current.map(|group| group.axis);
    let axis = editor.required("axis", known, axis, |_, axis| Some(axis));
    let mut group = current.cloned().unwrap_or_else(|| TargetGroup {
        id,
        slug: slug_from(&label),
        // What is missing was noted, and then nothing is kept.
        axis: TargetGroupAxis::Situation,
        parent: None,
        ages: None,
        gender: None,
        label: label.clone(),
        pictogram: None,
        order: 0,
        replaced_by: None,
    });
    group.label = label;
    group.axis = axis.unwrap_or(group.axis);
    edit_link(&mut editor, "parent", (&mut group.parent, parent));
    editor.optional("ages", &mut group.ages, ages, read_ages);
    Editor::set(&mut group.gender, gender);
    edit_pictogram(&mut editor, &mut group.pictogram, pictogram);
    edit_order(&mut editor, &mut group.order, order);
    let replacement = (&mut group.replaced_by, replaced_by);
    edit_link(&mut editor, "replacedBy", replacement);
    if axis.is_some() {
        note_other_axis(&mut editor, &group);
    }
    editor.finish(group)
}

/// Ages belong to the axis of ages, genders to that of genders.
fn note_other_axis(editor: &mut Editor<'_>, group: &TargetGroup) {
    let other = || Rule::Contradicts("axis".to_owned());
    if group.ages.is_some() && group.axis != TargetGroupAxis::Age {
        editor.note_at("ages", other());
    }
    if group.gender.is_some() && group.axis != TargetGroupAxis::Gender {
        editor.note_at("gender", other());
    }
}
