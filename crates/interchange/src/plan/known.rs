//! The file of the plan's keys (`seeds/plan/keys.toml`): by which words and in which place each
//! item is found again.
//!
//! The file holds fingerprints and no text, since the document's sentences are not ours. It is
//! generated; `tests/known.rs` says how.

use std::collections::HashSet;

use serde::Deserialize;

use super::document::ItemKind;
use super::fingerprint::{Fingerprint, FingerprintError};
use super::keys::KnownItem;

/// Why a file of keys cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KnownItemsError {
    /// Not TOML, or not of this form.
    #[error("the keys of the plan cannot be read: {message}")]
    Syntax {
        /// The parser's words, with line and column.
        message: String,
    },
    /// A fingerprint that is none.
    #[error("the {kind} \"{key}\" has no fingerprint that can be read")]
    Fingerprint {
        /// What the item is.
        kind: ItemKind,
        /// Its key.
        key: String,
        /// What is wrong.
        #[source]
        source: FingerprintError,
    },
    /// A key that two items have.
    #[error("the {kind} \"{key}\" stands there twice")]
    SameKey {
        /// What the items are.
        kind: ItemKind,
        /// Their key.
        key: String,
    },
    /// A place where two items stand.
    #[error("the {kind} \"{key}\" stands where another one stands: line {line}, number {ordinal}")]
    SamePlace {
        /// What the items are.
        kind: ItemKind,
        /// The key of the second.
        key: String,
        /// Their line.
        line: usize,
        /// Their number on that line.
        ordinal: usize,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    items: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: ItemKind,
    key: String,
    line: usize,
    ordinal: usize,
    fingerprint: String,
}

/// Reads a file of keys.
///
/// # Errors
/// What is wrong with the first entry that cannot be used.
pub fn known_items(text: &str) -> Result<Vec<KnownItem>, KnownItemsError> {
    let file: File = toml::from_str(text).map_err(|error| KnownItemsError::Syntax {
        message: error.to_string(),
    })?;
    let mut keys = HashSet::new();
    let mut places = HashSet::new();
    let mut items = Vec::with_capacity(file.items.len());
    for entry in file.items {
        let Entry {
            kind,
            key,
            line,
            ordinal,
            fingerprint,
        } = entry;
        if !keys.insert((kind, key.clone())) {
            return Err(KnownItemsError::SameKey { kind, key });
        }
        if !places.insert((kind, line, ordinal)) {
            return Err(KnownItemsError::SamePlace {
                kind,
                key,
                line,
                ordinal,
            });
        }
        let fingerprint = match fingerprint.parse::<Fingerprint>() {
            Ok(fingerprint) => fingerprint,
            Err(source) => return Err(KnownItemsError::Fingerprint { kind, key, source }),
        };
        items.push(KnownItem {
            key,
            kind,
            line,
            ordinal,
            fingerprint,
        });
    }
    Ok(items)
}
