//! Parts of the city.

use super::super::editor::Editor;
use super::super::entry::links;
use super::super::input::DistrictInput;
use super::super::location::read_coordinates;
use super::super::plain::TextLimit;
use super::super::references::{Reference, Refers, of_list};
use super::super::{Editing, Input, NewInput, slug_from};
use super::{edit_label, edit_order};
use crate::id::DistrictId;
use crate::place::{District, DistrictKind};
use crate::text::Words;
use crate::violation::{Rule, Violations};

impl Input<District> for DistrictInput {
    fn apply(self, current: &District, editing: Editing<'_>) -> Result<District, Violations> {
        edit(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<District> for DistrictInput {
    fn create(self, id: DistrictId, editing: Editing<'_>) -> Result<District, Violations> {
        edit(None, id, self, Editor::new(editing))
    }
}

impl Refers for District {
    fn references(&self) -> Vec<Reference> {
        of_list("parents", &self.parents)
    }
}

fn edit(
    current: Option<&District>,
    id: DistrictId,
    input: DistrictInput,
    mut editor: Editor<'_>,
) -> Result<District, Violations> {
    let DistrictInput {
        kind,
        name,
        label,
        parents,
        official_key,
        centroid,
        order,
    } = input;
    let known = current.map(|district| district.kind);
    let kind = editor.required("kind", known, kind, |_, kind| Some(kind));
    let known = current.map(|district| district.name.clone());
    let name = editor.required("name", known, name, |editor, text| {
        editor.words(&text, TextLimit::NAME)
    });
    let known = ("label", current.map(|district| &district.label));
    let label = edit_label(&mut editor, known, label);
    // What is missing was noted, and then nothing is kept.
    let name = name.unwrap_or_else(|| label.source().text.clone());
    let mut district = current.cloned().unwrap_or_else(|| District {
        id,
        slug: slug_from(&label),
        kind: DistrictKind::Neighbourhood,
        parents: Vec::new(),
        official_key: None,
        name: name.clone(),
        label: label.clone(),
        centroid: None,
        order: 0,
    });
    district.kind = kind.unwrap_or(district.kind);
    district.name = name;
    district.label = label;
    links(&mut editor, "parents", &mut district.parents, parents);
    let key = &mut district.official_key;
    editor.optional("officialKey", key, official_key, |editor, text| {
        editor.parse(&text, read_key)
    });
    let middle = &mut district.centroid;
    editor.optional("centroid", middle, centroid, read_coordinates);
    edit_order(&mut editor, &mut district.order, order);
    let has_key = matches!(district.kind, DistrictKind::City | DistrictKind::County);
    if district.official_key.is_some() && !has_key && kind.is_some() {
        editor.note_at("officialKey", Rule::Contradicts("kind".to_owned()));
    }
    editor.finish(district)
}

/// The key of a county has five digits, that of a municipality eight.
fn read_key(text: &str) -> Result<Words, &'static str> {
    let text = text.trim();
    let well_formed = matches!(text.len(), 5 | 8) && text.bytes().all(|byte| byte.is_ascii_digit());
    let not_a_key = "an official key has 5 digits (county) or 8 digits (municipality)";
    if !well_formed {
        return Err(not_a_key);
    }
    Words::parse(text).map_err(|_| not_a_key)
}
