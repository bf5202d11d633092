//! What the city adopted in words stays, whatever revision somebody goes back to: those words come in
//! by the import alone, and so does the place at which they stand.

use domain::plan::{ActionArea, CrossReference, FirstStep, PlanItem, PlanSection, SourcePosition};
use domain::text::Words;

/// Let an item say what was adopted as it does now.
pub(super) fn keep_item(item: &mut PlanItem, now: &PlanItem) {
    item.official_text.clone_from(&now.official_text);
    item.source = now.source;
    item.order = now.order;
    keep_parts(&mut item.steps, &now.steps);
    keep_references(&mut item.references, &now.references);
}

/// The same for the sections of an area.
pub(super) fn keep_area(area: &mut ActionArea, now: &ActionArea) {
    area.source = now.source;
    area.order = now.order;
    keep_parts(&mut area.sections, &now.sections);
}

/// A part that may say what was adopted.
trait Part: Clone {
    fn is(&self, other: &Self) -> bool;
    fn adopted(&mut self) -> (&mut Option<Words>, &mut Option<SourcePosition>);
}

impl Part for FirstStep {
    fn is(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn adopted(&mut self) -> (&mut Option<Words>, &mut Option<SourcePosition>) {
        (&mut self.official_text, &mut self.source)
    }
}

impl Part for PlanSection {
    fn is(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn adopted(&mut self) -> (&mut Option<Words>, &mut Option<SourcePosition>) {
        (&mut self.official_text, &mut self.source)
    }
}

/// What was adopted stays in the parts that are still there; a part with such words that was not
/// there yet is put behind the one that it stands behind now.
fn keep_parts<P: Part>(parts: &mut Vec<P>, now: &[P]) {
    let mut behind = 0;
    for part in now {
        let mut part = part.clone();
        if let Some(place) = parts.iter().position(|it| it.is(&part)) {
            behind = place + 1;
            if let Some(older) = parts.get_mut(place) {
                let (text, source) = older.adopted();
                let (text_now, source_now) = part.adopted();
                text.clone_from(text_now);
                *source = *source_now;
            }
        } else if part.adopted().0.is_some() {
            parts.insert(behind, part);
            behind += 1;
        }
    }
}

/// References have no ids: those that were adopted are told apart by their words.
fn keep_references(references: &mut Vec<CrossReference>, now: &[CrossReference]) {
    let mut missing: Vec<&CrossReference> = now
        .iter()
        .filter(|reference| reference.official_text.is_some())
        .collect();
    references.retain(|reference| {
        let known = |it: &&CrossReference| it.official_text == reference.official_text;
        match missing.iter().position(known) {
            Some(place) => {
                missing.remove(place);
                true
            }
            None => reference.official_text.is_none(),
        }
    });
    references.extend(missing.into_iter().cloned());
}
