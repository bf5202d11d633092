//! Codes of vocabularies. Nobody makes one: the program has to know what a code means. A code is
//! never renamed, and never taken out, since apps have it; it is retired with another in its place.

use super::super::editor::Editor;
use super::super::input::TermInput;
use super::super::references::{Reference, Refers};
use super::super::{Editing, Input};
use super::{edit_label, edit_order, edit_pictogram};
use crate::taxonomy::Term;
use crate::violation::{Rule, Violations};

impl Input<Term> for TermInput {
    fn apply(self, current: &Term, editing: Editing<'_>) -> Result<Term, Violations> {
        let Self {
            label,
            pictogram,
            order,
            replaced_by,
        } = self;
        let mut editor = Editor::new(editing);
        let mut term = current.clone();
        term.label = edit_label(&mut editor, ("label", Some(&current.label)), label);
        edit_pictogram(&mut editor, &mut term.pictogram, pictogram);
        edit_order(&mut editor, &mut term.order, order);
        editor.optional(
            "replacedBy",
            &mut term.replaced_by,
            replaced_by,
            |editor, code| editor.parse(&code, read_code),
        );
        if term.replaced_by.as_ref() == Some(&term.code) {
            editor.note_at("replacedBy", Rule::Cycle(term.code.clone()));
        }
        editor.finish(term)
    }
}

impl Refers for Term {
    /// Its replacement is a code and no id.
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }
}

fn read_code(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let well_formed = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    well_formed
        .then(|| text.to_owned())
        .ok_or("a code is written as COURSE or OPEN_MEETING")
}
