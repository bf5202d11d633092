//! Likely duplicates (Dubletten): entries that may be the same thing entered twice. A warning for
//! whoever writes, never a refusal: two clubs may well offer the same on the same evening.
//!
//! Titles are compared by their trigrams after folding, which forgives umlauts, endings and the
//! order of words. An index over the published entries is made once for a state of the catalogue;
//! asking looks only at entries that share a rare enough trigram.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::entry::{Entry, EntryId};
use crate::id::{LocationId, OrganizationId};
use crate::text::{LocalizedText, fold};

/// From how alike titles are on, each on its own.
const ALIKE: f64 = 0.6;
/// From how alike titles are on, where provider or place are the same as well.
const ALIKE_IN_THE_SAME_PLACE: f64 = 0.4;
/// How many are named at most.
const MOST: usize = 5;
/// A trigram that stands in more titles than one in so many says nothing.
const COMMON: usize = 20;

/// The published entries, to find those that are like a new one.
#[derive(Clone, Debug, Default)]
pub struct Known {
    entries: Vec<KnownEntry>,
    by_trigram: HashMap<[char; 3], Vec<u32>>,
    by_provider: HashMap<OrganizationId, Vec<u32>>,
    by_location: HashMap<LocationId, Vec<u32>>,
}

#[derive(Clone, Debug)]
struct KnownEntry {
    id: EntryId,
    provider: OrganizationId,
    locations: Vec<LocationId>,
    titles: Vec<HashSet<[char; 3]>>,
}

/// An entry that may be the same.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LikelyDuplicate {
    /// Which.
    pub entry: EntryId,
    /// How alike the titles are, from 0 to 1.
    pub likeness: f64,
    /// Whether the same organization runs it.
    pub same_provider: bool,
    /// Whether it takes place at the same location.
    pub same_location: bool,
}

impl Known {
    /// Learn the entries.
    #[must_use]
    pub fn new<'a>(entries: impl IntoIterator<Item = (EntryId, &'a Entry)>) -> Self {
        let mut known = Self::default();
        for (id, entry) in entries {
            known.learn(id, entry);
        }
        known
    }

    fn learn(&mut self, id: EntryId, entry: &Entry) {
        let Ok(number) = u32::try_from(self.entries.len()) else {
            return;
        };
        let titles = titles(&entry.title);
        let all: HashSet<[char; 3]> = titles.iter().flatten().copied().collect();
        for trigram in all {
            self.by_trigram.entry(trigram).or_default().push(number);
        }
        self.by_provider
            .entry(entry.provider)
            .or_default()
            .push(number);
        let locations: Vec<LocationId> = entry.locations().collect();
        for location in &locations {
            self.by_location.entry(*location).or_default().push(number);
        }
        self.entries.push(KnownEntry {
            id,
            provider: entry.provider,
            locations,
            titles,
        });
    }

    /// Entries that may be the same as this one, the likeliest first.
    #[must_use]
    pub fn like(&self, id: EntryId, entry: &Entry) -> Vec<LikelyDuplicate> {
        let asked = titles(&entry.title);
        let locations: HashSet<LocationId> = entry.locations().collect();
        let mut likely: Vec<LikelyDuplicate> = self
            .candidates(&asked, entry.provider, &locations)
            .into_iter()
            .filter_map(|number| self.entries.get(number as usize))
            .filter(|known| known.id != id)
            .filter_map(|known| {
                let same_provider = known.provider == entry.provider;
                let same_location = known.locations.iter().any(|at| locations.contains(at));
                let likeness = likeness(&asked, &known.titles);
                let enough = if same_provider || same_location {
                    ALIKE_IN_THE_SAME_PLACE
                } else {
                    ALIKE
                };
                (likeness >= enough).then_some(LikelyDuplicate {
                    entry: known.id,
                    likeness,
                    same_provider,
                    same_location,
                })
            })
            .collect();
        likely.sort_by(|a, b| {
            b.likeness
                .total_cmp(&a.likeness)
                .then(a.entry.cmp(&b.entry))
        });
        likely.truncate(MOST);
        likely
    }

    /// The entries that are worth a closer look.
    fn candidates(
        &self,
        asked: &[HashSet<[char; 3]>],
        provider: OrganizationId,
        locations: &HashSet<LocationId>,
    ) -> HashSet<u32> {
        let common = (self.entries.len() / COMMON).max(100);
        let by_title = asked
            .iter()
            .flatten()
            .filter_map(|trigram| self.by_trigram.get(trigram))
            .filter(|numbers| numbers.len() <= common)
            .flatten();
        let by_provider = self.by_provider.get(&provider).into_iter().flatten();
        let by_location = locations
            .iter()
            .filter_map(|location| self.by_location.get(location))
            .flatten();
        by_title
            .chain(by_provider)
            .chain(by_location)
            .copied()
            .collect()
    }
}

/// The trigrams of a title in each of its languages.
fn titles(title: &LocalizedText) -> Vec<HashSet<[char; 3]>> {
    title
        .versions()
        .iter()
        .map(|version| trigrams(version.text.as_str()))
        .collect()
}

/// The trigrams of each word, with a mark where it begins and ends.
fn trigrams(text: &str) -> HashSet<[char; 3]> {
    const EDGE: char = ' ';
    let folded = fold(text);
    let mut found = HashSet::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let letters: Vec<char> = [EDGE, EDGE]
            .into_iter()
            .chain(word.chars())
            .chain([EDGE])
            .collect();
        for window in letters.windows(3) {
            if let [a, b, c] = window {
                found.insert([*a, *b, *c]);
            }
        }
    }
    found
}

/// How alike the titles are in the two versions that are most alike.
fn likeness(asked: &[HashSet<[char; 3]>], known: &[HashSet<[char; 3]>]) -> f64 {
    asked
        .iter()
        .flat_map(|a| known.iter().map(move |b| share(a, b)))
        .fold(0.0, f64::max)
}

/// How much of both is in both.
fn share(a: &HashSet<[char; 3]>, b: &HashSet<[char; 3]>) -> f64 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 {
        return 0.0;
    }
    // Titles have some hundred trigrams at most.
    #[allow(clippy::cast_precision_loss)]
    {
        both as f64 / either as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Offer, Position};
    use crate::id::TypedId;
    use crate::sample;

    fn offer(slug: &str, provider: &str, title: &str) -> Offer {
        let mut offer = sample::offer(slug, provider);
        offer.entry.title = sample::text(title);
        offer
    }

    fn known(offers: &[Offer]) -> Known {
        Known::new(
            offers
                .iter()
                .map(|offer| (EntryId::Offer(offer.id), &offer.entry)),
        )
    }

    fn like(known: &Known, offer: &Offer) -> Vec<EntryId> {
        let found = known.like(EntryId::Offer(offer.id), &offer.entry);
        found.into_iter().map(|duplicate| duplicate.entry).collect()
    }

    #[test]
    fn the_same_thing_entered_twice_is_found() {
        let first = offer("a", "club", "Nähcafé für Frauen");
        let known = known(&[first.clone(), offer("b", "club", "Streetball am Freitag")]);
        let again = offer("c", "other-club", "Naehcafe fuer Frauen");
        assert_eq!(
            like(&known, &offer("c", "other-club", "Nähcafe für Frauen")),
            [EntryId::Offer(first.id)]
        );
        // Spelled otherwise, it needs the provider as well.
        assert_eq!(like(&known, &again), []);
        assert_eq!(
            like(&known, &offer("c", "club", "Frauen-Nähcafé (neu)")),
            [EntryId::Offer(first.id)]
        );
    }

    #[test]
    fn nothing_is_a_duplicate_of_itself() {
        let first = offer("a", "club", "Nähcafé für Frauen");
        assert_eq!(like(&known(std::slice::from_ref(&first)), &first), []);
    }

    #[test]
    fn the_same_place_makes_it_likelier() {
        let at = |slug: &str, provider: &str, title: &str| {
            let mut offer = offer(slug, provider, title);
            let location = Position::At(crate::id::LocationId::of_slug("house"));
            offer.entry.places = vec![sample::place(&offer, location)];
            offer
        };
        let first = at("a", "club", "Deutsch lernen am Abend");
        let known = known(std::slice::from_ref(&first));
        let elsewhere = offer("b", "school", "Deutsch am Vormittag lernen");
        let here = at("b", "school", "Deutsch am Vormittag lernen");
        assert_eq!(like(&known, &elsewhere), []);
        assert_eq!(like(&known, &here), [EntryId::Offer(first.id)]);
    }
}
