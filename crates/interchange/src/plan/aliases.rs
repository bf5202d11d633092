//! The wordings by which documents name organizations, and which organization each means.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::words::{edits, fold};

/// Wordings of organizations: their names, abbreviations and aliases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyAliases {
    by_wording: BTreeMap<String, String>,
}

/// Why an alias table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AliasError {
    /// Not TOML, or not of this form.
    #[error("the organizations cannot be read: {message}")]
    Syntax {
        /// The parser's words, with line and column.
        message: String,
    },
    /// One wording that is said to mean two organizations.
    #[error(
        "\"{wording}\" is a wording of both \"{first}\" and \"{second}\"; take it from one of them"
    )]
    Ambiguous {
        /// The wording.
        wording: String,
        /// The key that had it first.
        first: String,
        /// The key that claims it too.
        second: String,
    },
}

#[derive(Deserialize)]
struct Organizations {
    #[serde(default)]
    organizations: Vec<Organization>,
}

#[derive(Deserialize)]
struct Organization {
    key: String,
    name: Option<String>,
    abbreviation: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

impl PartyAliases {
    /// Reads the table of organizations; what it says beyond key, name and wordings is left alone.
    /// A wording that is written out as an alias wins over another organization's name.
    pub fn from_toml(text: &str) -> Result<Self, AliasError> {
        let table: Organizations = toml::from_str(text).map_err(|e| AliasError::Syntax {
            message: e.to_string(),
        })?;
        let mut by_wording: BTreeMap<String, String> = BTreeMap::new();
        for organization in &table.organizations {
            for wording in &organization.aliases {
                let known = by_wording.insert(fold(wording), organization.key.clone());
                if let Some(first) = known.filter(|first| *first != organization.key) {
                    let second = organization.key.clone();
                    return Err(AliasError::Ambiguous {
                        wording: wording.clone(),
                        first,
                        second,
                    });
                }
            }
        }
        for organization in table.organizations {
            for wording in organization.name.iter().chain(&organization.abbreviation) {
                by_wording
                    .entry(fold(wording))
                    .or_insert_with(|| organization.key.clone());
            }
        }
        by_wording.remove("");
        Ok(Self { by_wording })
    }

    /// The organization that a wording means exactly, but for case and marks.
    pub(super) fn exact(&self, wording: &str) -> Option<&str> {
        self.by_wording.get(&fold(wording)).map(String::as_str)
    }

    /// The organization whose wording differs by a slip of the pen, with the wording meant. Short
    /// wordings have to be exact, and two organizations at the same distance are none.
    pub(super) fn near(&self, wording: &str) -> Option<(&str, &str, f32)> {
        let folded = fold(wording);
        let length = folded.chars().count();
        let limit = if length >= 24 { 2 } else { 1 };
        if length < 8 {
            return None;
        }
        let candidates = self
            .by_wording
            .iter()
            .filter(|(known, _)| known.chars().count() >= 8);
        let mut best: Vec<(usize, &str, &str)> = candidates
            .filter_map(|(known, key)| {
                Some((edits(&folded, known, limit)?, key.as_str(), known.as_str()))
            })
            .collect();
        best.sort();
        let &(distance, key, known) = best.first()?;
        let rivals = best
            .iter()
            .filter(|(d, other, _)| *d == distance && *other != key)
            .count();
        #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
        let confidence = 1.0 - distance as f32 / length as f32;
        (rivals == 0).then_some((key, known, confidence))
    }
}
