//! The items of a document, whatever their kind.

use super::document::{Facets, ItemKind, ItemRef, PlanDocument, Source};

/// An item as other modules see it, whatever its kind.
#[derive(Debug, Clone, Copy)]
pub struct ItemView<'a> {
    /// Which item.
    pub item: ItemRef,
    /// Where it stands.
    pub source: &'a Source,
    /// The index of its area.
    pub area: usize,
    /// Its official text; a heading's is its name.
    pub text: &'a str,
}

impl PlanDocument {
    /// All items, kind by kind, each kind in the order of the document.
    pub fn items(&self) -> Vec<ItemView<'_>> {
        let view = |kind, index, source, area, text| ItemView {
            item: ItemRef { kind, index },
            source,
            area,
            text,
        };
        let mut items = Vec::new();
        for (i, a) in self.areas.iter().enumerate() {
            items.push(view(
                ItemKind::Area,
                i,
                &a.source,
                i,
                a.name.as_deref().unwrap_or(""),
            ));
        }
        for (i, s) in self.sections.iter().enumerate() {
            items.push(view(ItemKind::Section, i, &s.source, s.area, &s.title));
        }
        for (i, c) in self.challenges.iter().enumerate() {
            items.push(view(ItemKind::Challenge, i, &c.source, c.area, &c.text));
        }
        for (i, g) in self.goals.iter().enumerate() {
            items.push(view(ItemKind::Goal, i, &g.source, g.area, &g.text));
        }
        for (i, s) in self.suggestions.iter().enumerate() {
            items.push(view(ItemKind::Suggestion, i, &s.source, s.area, &s.text));
        }
        for (i, m) in self.measures.iter().enumerate() {
            items.push(view(ItemKind::Measure, i, &m.source, m.area, &m.text));
        }
        for (i, s) in self.steps.iter().enumerate() {
            items.push(view(
                ItemKind::Step,
                i,
                &s.source,
                self.area_of(s.of),
                &s.text,
            ));
        }
        items
    }

    /// What the columns beside an item say; none for headings and steps, which carry nothing.
    pub fn facets(&self, item: ItemRef) -> Option<&Facets> {
        match item.kind {
            ItemKind::Challenge => self.challenges.get(item.index).map(|i| &i.facets),
            ItemKind::Goal => self.goals.get(item.index).map(|i| &i.facets),
            ItemKind::Suggestion => self.suggestions.get(item.index).map(|i| &i.facets),
            ItemKind::Measure => self.measures.get(item.index).map(|i| &i.facets),
            ItemKind::Area | ItemKind::Section | ItemKind::Step => None,
        }
    }

    pub(super) fn facets_mut(&mut self, item: ItemRef) -> Option<&mut Facets> {
        match item.kind {
            ItemKind::Challenge => self.challenges.get_mut(item.index).map(|i| &mut i.facets),
            ItemKind::Goal => self.goals.get_mut(item.index).map(|i| &mut i.facets),
            ItemKind::Suggestion => self.suggestions.get_mut(item.index).map(|i| &mut i.facets),
            ItemKind::Measure => self.measures.get_mut(item.index).map(|i| &mut i.facets),
            ItemKind::Area | ItemKind::Section | ItemKind::Step => None,
        }
    }

    fn area_of(&self, item: ItemRef) -> usize {
        match item.kind {
            ItemKind::Challenge => self.challenges[item.index].area,
            ItemKind::Goal => self.goals[item.index].area,
            ItemKind::Suggestion => self.suggestions[item.index].area,
            ItemKind::Measure => self.measures[item.index].area,
            ItemKind::Section => self.sections[item.index].area,
            ItemKind::Step => self.area_of(self.steps[item.index].of),
            ItemKind::Area => item.index,
        }
    }
}
