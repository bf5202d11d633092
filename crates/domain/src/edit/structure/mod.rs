//! What everything else is sorted by: topics, target groups, codes, languages, districts, the plan
//! and its fields of action; and what the installation says about itself.
//!
//! Deliberately absent: whether parents and replacements run in circles, and whether a tag is there
//! twice. No single one of them can tell; the use case looks at what else is published.

mod district;
mod language;
mod plan;
mod site;
mod target_group;
mod term;
mod topic;

use super::editor::Editor;
use super::input::{Change, TextInput};
use super::plain::TextLimit;
use super::references::{Reference, reference};
use crate::id::{Slug, TypedId};
use crate::text::LocalizedText;

/// The last place in a list.
const LAST_PLACE: i64 = 100_000;

/// A label, which is always there. What is missing is noted, and then nothing is kept.
fn edit_label(
    editor: &mut Editor<'_>,
    (step, current): (&str, Option<&LocalizedText>),
    change: Change<TextInput>,
) -> LocalizedText {
    let label = editor.required_text(step, current, change, TextLimit::NAME);
    label.unwrap_or_else(LocalizedText::stand_in)
}

fn edit_pictogram(editor: &mut Editor<'_>, target: &mut Option<Slug>, change: Change<String>) {
    editor.optional("pictogram", target, change, |editor, text| {
        editor.parse(&text, Slug::parse)
    });
}

/// A place among others, which is always there.
fn edit_order(editor: &mut Editor<'_>, target: &mut u32, change: Change<i64>) {
    let order = editor.required("order", Some(*target), change, |editor, order| {
        editor.number(order, (0, LAST_PLACE))
    });
    *target = order.unwrap_or(*target);
}

/// A link to something that need not be there.
fn edit_link<T: TypedId>(
    editor: &mut Editor<'_>,
    step: &str,
    (target, change): (&mut Option<T>, Change<String>),
) {
    editor.optional(step, target, change, |editor, id| editor.id(&id));
}

/// Links that may be there, with the fields that say them.
fn of_links<T: TypedId>(links: [(&str, Option<T>); 2]) -> Vec<Reference> {
    let links = links.into_iter();
    links
        .filter_map(|(field, id)| Some(reference(&[field], id?.entity())))
        .collect()
}
