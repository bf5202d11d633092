//! The words of the adopted plan, which come in by the importer beside our own: seeds do not know
//! them and keep them, together with what else only the document knows.

use domain::plan::{
    ActionArea, ActionPlan, Challenge, FirstStep, Goal, Measure, PlanItem, PlanSection,
    Responsibility, SourcePosition, Suggestion,
};
use domain::text::Words;

/// Something that may carry words of the adopted plan.
pub(crate) trait OfficialText {
    /// Take over the official words of an earlier revision where this one has none.
    fn keep_official_text(&mut self, earlier: &Self);
}

impl OfficialText for PlanItem {
    fn keep_official_text(&mut self, earlier: &Self) {
        keep(&mut self.official_text, &earlier.official_text);
        if earlier.official_text.is_some() {
            self.order = earlier.order;
            keep_place(&mut self.source, earlier.source);
        }
        keep(&mut self.horizon, &earlier.horizon);
        keep_list(&mut self.target_groups, &earlier.target_groups);
        keep_list(&mut self.resources, &earlier.resources);
        keep_list(&mut self.remarks, &earlier.remarks);
        keep_imported_parts(&mut self.steps, &earlier.steps);
        // The n-th reference to a thing keeps the words of the n-th.
        let mut known: Vec<_> = earlier.references.iter().collect();
        for reference in &mut self.references {
            let same = known.iter().position(|it| it.target == reference.target);
            if let Some(same) = same.map(|index| known.remove(index)) {
                keep(&mut reference.official_text, &same.official_text);
            }
        }
        for known in &earlier.references {
            let here = self.references.iter().any(|it| it.target == known.target);
            if !here && known.official_text.is_some() {
                self.references.push(known.clone());
            }
        }
    }
}

/// A part of an aggregate that the importer may add.
trait Part: Clone {
    fn is(&self, other: &Self) -> bool;
    fn official_text(&mut self) -> (&mut Option<Words>, &mut Option<SourcePosition>);
}

impl Part for FirstStep {
    fn is(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn official_text(&mut self) -> (&mut Option<Words>, &mut Option<SourcePosition>) {
        (&mut self.official_text, &mut self.source)
    }
}

impl Part for PlanSection {
    fn is(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn official_text(&mut self) -> (&mut Option<Words>, &mut Option<SourcePosition>) {
        (&mut self.official_text, &mut self.source)
    }
}

/// Keep the words of the parts that are still there, and the parts that only the document knows,
/// each behind the one that it stood behind.
fn keep_imported_parts<P: Part>(parts: &mut Vec<P>, earlier: &[P]) {
    let mut at = 0;
    for known in earlier {
        let mut known = known.clone();
        if let Some(place) = parts.iter().position(|part| part.is(&known)) {
            at = place + 1;
            if let Some(part) = parts.get_mut(place) {
                let (text, source) = part.official_text();
                let (known_text, known_source) = known.official_text();
                keep(text, known_text);
                if known_text.is_some() {
                    keep_place(source, *known_source);
                }
            }
        } else if known.official_text().0.is_some() {
            parts.insert(at, known);
            at += 1;
        }
    }
}

/// The place in the document that was imported last counts.
fn keep_place(source: &mut Option<SourcePosition>, earlier: Option<SourcePosition>) {
    *source = earlier.or(*source);
}

fn keep_list<T: Clone>(list: &mut Vec<T>, earlier: &[T]) {
    if list.is_empty() {
        *list = earlier.to_vec();
    }
}

macro_rules! plan_items {
    ($($aggregate:ident)+) => {$(
        impl OfficialText for $aggregate {
            fn keep_official_text(&mut self, earlier: &Self) {
                self.item.keep_official_text(&earlier.item);
            }
        }
    )+};
}

plan_items! { Challenge Goal Suggestion Measure }

impl OfficialText for ActionArea {
    fn keep_official_text(&mut self, earlier: &Self) {
        keep_imported_parts(&mut self.sections, &earlier.sections);
    }
}

impl OfficialText for ActionPlan {
    /// The document that was imported last counts.
    fn keep_official_text(&mut self, earlier: &Self) {
        if earlier.document.is_some() {
            self.document.clone_from(&earlier.document);
        }
    }
}

impl OfficialText for Responsibility {
    fn keep_official_text(&mut self, earlier: &Self) {
        keep(&mut self.official_text, &earlier.official_text);
        keep(&mut self.note, &earlier.note);
        if earlier.official_text.is_some() {
            keep_place(&mut self.source, earlier.source);
        }
    }
}

macro_rules! without_official_text {
    ($($aggregate:ty)+) => {$(
        impl OfficialText for $aggregate {
            fn keep_official_text(&mut self, _: &Self) {}
        }
    )+};
}

without_official_text! {
    domain::organization::Organization
    domain::place::Location
    domain::place::District
    domain::taxonomy::TargetGroup
    domain::taxonomy::Topic
    domain::taxonomy::Language
    domain::taxonomy::Term
    domain::site::Site
    domain::entry::Offer
    domain::entry::CounsellingPoint
}

fn keep<T: Clone>(text: &mut Option<T>, earlier: &Option<T>) {
    if text.is_none() {
        text.clone_from(earlier);
    }
}
