//! What an import comes to, item by item: found, changed, new, and no longer in the document.

use std::collections::HashSet;

use domain::plan::ReferenceTarget;

use super::held::{Address, Thing, address, before};
use super::merge::{Merge, Spot};
use super::summary::{FindingKind, ThingKind};

impl Merge<'_> {
    /// Count the items of the document, and name those of the plan that it no longer has.
    pub(super) fn count_items(&mut self) {
        for view in self.document.items() {
            let kind = ThingKind::Item(view.item.kind);
            let changed = self
                .found
                .get(&view.item)
                .map(|found| self.is_changed(found.target));
            let made = self.targets.contains_key(&view.item);
            let tally = self.tallies.entry(kind).or_default();
            match changed {
                Some(changed) => {
                    tally.matched += 1;
                    tally.changed += usize::from(changed);
                    tally.unchanged += usize::from(!changed);
                }
                None => tally.new += usize::from(made),
            }
        }
        let there: HashSet<Address> = self.targets.values().map(|it| address(*it)).collect();
        let gone = |thing: &Thing<'_>| {
            let imported = thing.source.is_some() || thing.text.is_some();
            imported && !there.contains(&address(thing.target))
        };
        let missing: Vec<_> = self
            .held
            .things()
            .into_iter()
            .filter(gone)
            .map(|thing| {
                let about = address(thing.target).0;
                (thing.kind, thing.slug.to_string(), thing.source, about)
            })
            .collect();
        for (kind, slug, source, about) in missing {
            let thing = ThingKind::Item(kind);
            self.tallies.entry(thing).or_default().missing += 1;
            let spot = Spot {
                line: source.map(|source| source.line as usize),
                thing,
                slug: &slug,
                about: Some(about),
            };
            self.note(spot, FindingKind::Missing, 1.0);
        }
    }

    /// Whether a thing is other than before; its steps or sections count for themselves.
    fn is_changed(&self, target: ReferenceTarget) -> bool {
        match target {
            ReferenceTarget::Area(area) => self.held.areas.get(area).is_some_and(|kept| {
                let own = |area: &domain::plan::ActionArea| {
                    let mut area = area.clone();
                    area.sections.clear();
                    area
                };
                before(kept).map(own) != Some(own(&kept.now))
            }),
            ReferenceTarget::Section { area, section } => {
                self.held.areas.get(area).is_some_and(|kept| {
                    let part = |area: &domain::plan::ActionArea| {
                        area.sections.iter().find(|it| it.id == section).cloned()
                    };
                    before(kept).and_then(part) != part(&kept.now)
                })
            }
            ReferenceTarget::Item(item) => {
                let own = |item: &domain::plan::PlanItem| {
                    let mut item = item.clone();
                    item.steps.clear();
                    item
                };
                self.held.item_before(item).map(own) != self.held.item(item).map(own)
            }
            ReferenceTarget::Step { item, step } => {
                let part = |item: &domain::plan::PlanItem| {
                    item.steps.iter().find(|it| it.id == step).cloned()
                };
                self.held.item_before(item).and_then(part) != self.held.item(item).and_then(part)
            }
        }
    }
}
