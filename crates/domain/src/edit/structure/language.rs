//! Languages.

use super::super::editor::Editor;
use super::super::input::LanguageInput;
use super::super::plain::TextLimit;
use super::super::references::{Reference, Refers};
use super::super::{Editing, Input, NewInput};
use super::{edit_label, edit_order};
use crate::id::{LanguageId, Slug};
use crate::taxonomy::Language;
use crate::text::LanguageTag;
use crate::violation::{Rule, Violations};

impl Input<Language> for LanguageInput {
    fn apply(self, current: &Language, editing: Editing<'_>) -> Result<Language, Violations> {
        edit(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<Language> for LanguageInput {
    fn create(self, id: LanguageId, editing: Editing<'_>) -> Result<Language, Violations> {
        edit(None, id, self, Editor::new(editing))
    }
}

impl Refers for Language {
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }
}

fn edit(
    current: Option<&Language>,
    id: LanguageId,
    input: LanguageInput,
    mut editor: Editor<'_>,
) -> Result<Language, Violations> {
    let LanguageInput {
        tag,
        endonym,
        label,
        order,
    } = input;
    let known = current.map(|language| language.tag.clone());
    let tag = editor.required("tag", known, tag, |editor, tag| editor.language(&tag));
    if let Some((before, after)) = current.map(|language| &language.tag).zip(tag.as_ref())
        && before != after
    {
        // Entries name it by its tag.
        editor.note_at("tag", Rule::InUse);
    }
    let known = current.map(|language| language.endonym.clone());
    let endonym = editor.required("endonym", known, endonym, |editor, text| {
        editor.words(&text, TextLimit::NAME)
    });
    let known = ("label", current.map(|language| &language.label));
    let label = edit_label(&mut editor, known, label);
    // What is missing was noted, and then nothing is kept.
    let tag = tag.unwrap_or_else(LanguageTag::german);
    let endonym = endonym.unwrap_or_else(|| label.source().text.clone());
    let mut language = current.cloned().unwrap_or_else(|| Language {
        id,
        slug: slug_of(&tag),
        tag,
        endonym: endonym.clone(),
        label: label.clone(),
        order: 0,
    });
    language.endonym = endonym;
    language.label = label;
    edit_order(&mut editor, &mut language.order, order);
    editor.finish(language)
}

/// A tag is letters, digits and hyphens, as a slug is.
fn slug_of(tag: &LanguageTag) -> Slug {
    let tag = tag.as_str().to_ascii_lowercase();
    Slug::parse(&tag).unwrap_or_else(|_| Slug::constant("language"))
}
