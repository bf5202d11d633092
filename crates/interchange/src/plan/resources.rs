//! Resources (Ressourcen): what is needed, and what is merely a remark about it.

use super::document::ResourceKind;
use super::words::{enclosed, fold, pieces, strip_prefix};

/// One piece of a resources cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stated<'a> {
    /// Needed; several kinds where one wording names several.
    Needed {
        kinds: Vec<ResourceKind>,
        optional: bool,
        /// "ggf." stands before an earlier piece of the same list.
        optional_by_list: bool,
        words: &'a str,
    },
    /// A sentence, which is a remark.
    Remark(&'a str),
}

/// Stems by kind, in the order in which kinds are listed.
const STEMS: &[(ResourceKind, &[&str])] = &[
    (ResourceKind::Personnel, &["personal", "personell"]),
    (ResourceKind::Spatial, &["räum", "raum"]),
    (
        ResourceKind::Training,
        &["fortbildung", "schulung", "weiterbildung"],
    ),
    (
        ResourceKind::Material,
        &["material", "sachmittel", "sachkosten"],
    ),
    (ResourceKind::Printing, &["druck"]),
    (
        ResourceKind::Equipment,
        &[
            "aufbau",
            "gerät",
            "technik",
            "technisch",
            "ausstattung",
            "ausrüstung",
        ],
    ),
    (
        ResourceKind::Funding,
        &[
            "finanz",
            "förder",
            "spende",
            "gelder",
            "budget",
            "sponsor",
            "zuschuss",
            "zuschüss",
        ],
    ),
];

/// The pieces, each with where it begins.
pub(super) fn read(text: &str) -> Vec<(usize, Stated<'_>)> {
    if is_sentence(text) {
        return vec![(0, Stated::Remark(text))];
    }
    let mut found = Vec::new();
    for (group_at, group) in pieces(text, &[';', '\n']) {
        let mut listed_optional = false;
        for (at, piece) in pieces(group, &[',']) {
            let stripped = strip_prefix(
                piece,
                &["ggf.", "ggfs.", "gegebenenfalls", "evtl.", "eventuell"],
            );
            let optional = stripped.is_some() || listed_optional;
            let words = stripped.unwrap_or(piece);
            let kinds = kinds(words);
            let optional_by_list = stripped.is_none() && listed_optional;
            found.push((
                group_at + at,
                Stated::Needed {
                    kinds,
                    optional,
                    optional_by_list,
                    words,
                },
            ));
            listed_optional = optional;
        }
    }
    found
}

/// The kinds that the words outside brackets name.
fn kinds(words: &str) -> Vec<ResourceKind> {
    let mut outside = String::new();
    let mut from = 0;
    for inside in enclosed(words) {
        outside.push_str(&words[from..inside.start]);
        from = inside.end;
    }
    outside.push_str(&words[from..]);
    let folded = fold(&outside);
    let named = |stems: &[&str]| stems.iter().any(|stem| folded.contains(stem));
    STEMS
        .iter()
        .filter(|(_, stems)| named(stems))
        .map(|(kind, _)| *kind)
        .collect()
}

fn is_sentence(text: &str) -> bool {
    let modal = [
        "soll", "sollen", "sollte", "sollten", "muss", "müssen", "darf", "dürfen", "wird", "werden",
    ];
    let folded = fold(text);
    text.ends_with('!') || folded.split(' ').any(|word| modal.contains(&word))
}
