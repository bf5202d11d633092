//! Finding again the items that already have a key: by their text and their place.

use super::document::{ItemKind, ItemRef, PlanDocument};
use super::fingerprint::{Fingerprint, similarity};

/// An item of the document as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Which item.
    pub item: ItemRef,
    /// The line on which it starts.
    pub line: usize,
    /// Which of its kind on that line.
    pub ordinal: usize,
    /// Of its official text.
    pub fingerprint: Fingerprint,
}

/// An item that has a key, as it was when the key was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownItem {
    /// The stable key.
    pub key: String,
    /// Its kind.
    pub kind: ItemKind,
    /// The line on which it started.
    pub line: usize,
    /// Which of its kind on that line.
    pub ordinal: usize,
    /// Of its official text.
    pub fingerprint: Fingerprint,
}

/// The key of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyMatch {
    /// The item.
    pub item: ItemRef,
    /// Its key; none for an item that is new.
    pub key: Option<String>,
    /// How sure that is, 0 to 1; 1 means the same words in the same place.
    pub confidence: f32,
}

/// The least resemblance at which two texts are taken for one.
const ALIKE: f32 = 0.4;

impl PlanDocument {
    /// All items with their fingerprints, ready for [`match_keys`].
    pub fn placed(&self) -> Vec<Placed> {
        let views = self.items().into_iter();
        views
            .map(|view| Placed {
                item: view.item,
                line: view.source.line,
                ordinal: view.source.ordinal,
                fingerprint: Fingerprint::of(view.text),
            })
            .collect()
    }
}

/// Gives each item the key that fits it best, and no key to two items. A text that stands in
/// several places is told apart by how near each is to its former place.
pub fn match_keys(items: &[Placed], known: &[KnownItem]) -> Vec<KeyMatch> {
    let mut pairs = Vec::new();
    for (at, item) in items.iter().enumerate() {
        for (with, candidate) in known
            .iter()
            .enumerate()
            .filter(|(_, candidate)| candidate.kind == item.item.kind)
        {
            let alike = similarity(&item.fingerprint, &candidate.fingerprint);
            if alike >= ALIKE {
                pairs.push((score(alike, item, candidate), at, with));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut matches: Vec<KeyMatch> = items
        .iter()
        .map(|placed| KeyMatch {
            item: placed.item,
            key: None,
            confidence: 0.0,
        })
        .collect();
    let mut taken = vec![false; known.len()];
    for (confidence, at, with) in pairs {
        if matches[at].key.is_none() && !taken[with] {
            taken[with] = true;
            matches[at].key = Some(known[with].key.clone());
            matches[at].confidence = confidence;
        }
    }
    matches
}

/// The words count most; the place decides between equals.
fn score(alike: f32, item: &Placed, known: &KnownItem) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "line numbers")]
    let moved = item.line.abs_diff(known.line) as f32;
    let near = 1.0 / (1.0 + moved / 20.0);
    let same_ordinal = if item.ordinal == known.ordinal {
        1.0
    } else {
        0.0
    };
    0.88 * alike + 0.1 * near + 0.02 * same_ordinal
}
