//! Topics.

use super::super::editor::Editor;
use super::super::input::TopicInput;
use super::super::references::{Reference, Refers};
use super::super::{Editing, Input, NewInput, slug_from};
use super::{edit_label, edit_link, edit_order, edit_pictogram, of_links};
use crate::id::TopicId;
use crate::taxonomy::Topic;
use crate::violation::Violations;

impl Input<Topic> for TopicInput {
    fn apply(self, current: &Topic, editing: Editing<'_>) -> Result<Topic, Violations> {
        edit(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<Topic> for TopicInput {
    fn create(self, id: TopicId, editing: Editing<'_>) -> Result<Topic, Violations> {
        edit(None, id, self, Editor::new(editing))
    }
}

impl Refers for Topic {
    fn references(&self) -> Vec<Reference> {
        of_links([("parent", self.parent), ("replacedBy", self.replaced_by)])
    }
}

fn edit(
    current: Option<&Topic>,
    id: TopicId,
    input: TopicInput,
    mut editor: Editor<'_>,
) -> Result<Topic, Violations> {
    let TopicInput {
        label,
        parent,
        pictogram,
        order,
        replaced_by,
    } = input;
    let known = ("label", current.map(|topic| &topic.label));
    let label = edit_label(&mut editor, known, label);
    let mut topic = current.cloned().unwrap_or_else(|| Topic {
        id,
        slug: slug_from(&label),
        parent: None,
        label: label.clone(),
        pictogram: None,
        order: 0,
        replaced_by: None,
    });
    topic.label = label;
    edit_link(&mut editor, "parent", (&mut topic.parent, parent));
    edit_pictogram(&mut editor, &mut topic.pictogram, pictogram);
    edit_order(&mut editor, &mut topic.order, order);
    let replacement = (&mut topic.replaced_by, replaced_by);
    edit_link(&mut editor, "replacedBy", replacement);
    editor.finish(topic)
}
