//! Many things of a kind, found by what they have in common with another one.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::features::{Features, Mark};
use super::likeness::Trigram;
use super::{LikelyDuplicate, likeliest};
use crate::id::EntityId;

/// A trigram that stands in more names than one in so many says nothing.
const COMMON: usize = 20;
/// Among fewer names than these every trigram says something.
const FEW: usize = 100;

/// Things of a kind. Each has a number as long as it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    things: Vec<Option<Features>>,
    numbers: HashMap<EntityId, u32>,
    free: Vec<u32>,
    by_mark: HashMap<Mark, Vec<u32>>,
    by_trigram: HashMap<Trigram, Vec<u32>>,
}

impl Index {
    /// Learn a thing, or what it says now.
    pub(super) fn learn(&mut self, features: Features) {
        self.forget(features.id);
        let Some(number) = self.free_number() else {
            return;
        };
        for mark in features.marks() {
            let numbers = self.by_mark.entry(mark.clone()).or_default();
            numbers.push(number);
        }
        for trigram in features.trigrams() {
            self.by_trigram.entry(trigram).or_default().push(number);
        }
        self.numbers.insert(features.id, number);
        if let Some(place) = self.things.get_mut(number as usize) {
            *place = Some(features);
        }
    }

    fn free_number(&mut self) -> Option<u32> {
        if let Some(number) = self.free.pop() {
            return Some(number);
        }
        let number = u32::try_from(self.things.len()).ok()?;
        self.things.push(None);
        Some(number)
    }

    /// Forget a thing, if it was known.
    pub(super) fn forget(&mut self, id: EntityId) {
        let Some(number) = self.numbers.remove(&id) else {
            return;
        };
        let thing = self.things.get_mut(number as usize);
        let Some(features) = thing.and_then(Option::take) else {
            return;
        };
        for mark in features.marks() {
            strike(&mut self.by_mark, mark, number);
        }
        for trigram in features.trigrams() {
            strike(&mut self.by_trigram, &trigram, number);
        }
        self.free.push(number);
    }

    /// What may be the same as this, the likeliest first.
    pub(super) fn like(
        &self,
        asked: &Features,
        original: Option<EntityId>,
    ) -> Vec<LikelyDuplicate> {
        let candidates = self.candidates(asked);
        let things = candidates
            .into_iter()
            .filter_map(|number| self.things.get(number as usize)?.as_ref());
        let others = things.filter(|known| Some(known.id) != original);
        likeliest(others.filter_map(|known| asked.compared_to(known)))
    }

    /// What is worth a closer look.
    fn candidates(&self, asked: &Features) -> HashSet<u32> {
        let common = (self.numbers.len() / COMMON).max(FEW);
        let trigrams = asked.trigrams();
        let by_trigram = trigrams
            .iter()
            .filter_map(|trigram| self.by_trigram.get(trigram))
            .filter(|numbers| numbers.len() <= common);
        let marks = asked.marks_around();
        let by_mark = marks.iter().filter_map(|mark| self.by_mark.get(mark));
        by_trigram.chain(by_mark).flatten().copied().collect()
    }
}

/// Take a number from what has this key.
fn strike<K: Eq + Hash>(by_key: &mut HashMap<K, Vec<u32>>, key: &K, number: u32) {
    let Some(numbers) = by_key.get_mut(key) else {
        return;
    };
    numbers.retain(|known| *known != number);
    if numbers.is_empty() {
        by_key.remove(key);
    }
}
