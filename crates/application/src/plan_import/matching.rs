//! Which thing of the database each item of the document is: by its words and its place.
//!
//! What was imported before is recognised by its official text, so that each edition is compared
//! with the one before it; what never was, by the fingerprint that the file of keys has for it.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::id::ActionAreaId;
use domain::plan::{PlanItemId, ReferenceTarget};
use interchange::plan::{Fingerprint, ItemKind, ItemRef, KnownItem, PlanDocument, match_keys};

use super::held::{Address, Held, Thing, address};

/// From this confidence on, an item is taken for a known one without asking.
pub(super) const SURE: f32 = 0.6;

/// How sure it is that an area is the one to which most of its challenges belonged.
const BY_CONTENTS: f32 = 0.5;

/// What an item of the document is in the database.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) target: ReferenceTarget,
    pub(super) confidence: f32,
}

/// What each item of the document is; new ones are left out.
pub(super) fn find(
    document: &PlanDocument,
    held: &Held,
    keys: &[KnownItem],
) -> HashMap<ItemRef, Found> {
    let things = held.things();
    let known = known(&things, keys);
    let mut found: HashMap<ItemRef, Found> = HashMap::new();
    for one in match_keys(&document.placed(), &known) {
        let index = one.key.and_then(|key| key.parse::<usize>().ok());
        if let Some(thing) = index.and_then(|index| things.get(index)) {
            let target = thing.target;
            let confidence = one.confidence;
            found.insert(one.item, Found { target, confidence });
        }
    }
    areas_by_contents(document, held, &mut found);
    found
}

/// Things as the matching wants them; the key is the index of the thing.
fn known(things: &[Thing<'_>], keys: &[KnownItem]) -> Vec<KnownItem> {
    let by_name: HashMap<(ItemKind, &str), &KnownItem> = keys
        .iter()
        .map(|known| ((known.kind, known.key.as_str()), known))
        .collect();
    let mut numbers: HashMap<(ItemKind, usize), usize> = HashMap::new();
    let mut known = Vec::new();
    for (index, thing) in things.iter().enumerate() {
        let line = thing.source.map_or(0, |source| source.line as usize);
        let number = numbers.entry((thing.kind, line)).or_default();
        *number += 1;
        let given = by_name.get(&(thing.kind, thing.slug.as_str()));
        let imported = thing.text.filter(|_| thing.kind != ItemKind::Area);
        let key = index.to_string();
        known.extend(match (imported, given, thing.text) {
            (None, Some(given), _) => Some(KnownItem {
                key,
                ..(*given).clone()
            }),
            (Some(text), ..) | (None, None, Some(text)) => Some(KnownItem {
                key,
                kind: thing.kind,
                line,
                ordinal: *number,
                fingerprint: Fingerprint::of(text),
            }),
            (None, None, None) => None,
        });
    }
    known
}

/// An area that got another heading is the one to which most of its challenges belonged.
fn areas_by_contents(document: &PlanDocument, held: &Held, found: &mut HashMap<ItemRef, Found>) {
    let mut taken: HashSet<Address> = found.values().map(|found| address(found.target)).collect();
    for index in 0..document.areas.len() {
        let area = ItemRef {
            kind: ItemKind::Area,
            index,
        };
        if found.contains_key(&area) {
            continue;
        }
        let mut votes: BTreeMap<ActionAreaId, usize> = BTreeMap::new();
        for (at, challenge) in document.challenges.iter().enumerate() {
            let item = ItemRef {
                kind: ItemKind::Challenge,
                index: at,
            };
            let Some(ReferenceTarget::Item(id @ PlanItemId::Challenge(_))) =
                found.get(&item).map(|found| found.target)
            else {
                continue;
            };
            if let Some(held) = held.area_of(id).filter(|_| challenge.area == index) {
                *votes.entry(held).or_default() += 1;
            }
        }
        let free = votes
            .into_iter()
            .filter(|(area, _)| !taken.contains(&address(ReferenceTarget::Area(*area))))
            .max_by_key(|(_, votes)| *votes);
        if let Some((id, _)) = free {
            let target = ReferenceTarget::Area(id);
            taken.insert(address(target));
            found.insert(
                area,
                Found {
                    target,
                    confidence: BY_CONTENTS,
                },
            );
        }
    }
}
