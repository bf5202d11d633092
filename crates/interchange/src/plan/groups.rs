//! Target groups (Zielgruppen) as worded, with how much each is meant.

use super::cell::Cell;
use super::document::{Emphasis, TargetGroup};
use super::report::Place;
use super::words::{fold, pieces, strip_prefix};

/// What stands in a target-group cell.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Groups {
    pub(super) groups: Vec<TargetGroup>,
    /// Sentences about the groups that are none themselves.
    pub(super) remarks: Vec<(String, Place)>,
}

const EMPHASIS: &[&str] = &[
    "insbesondere auch ",
    "insbesondere",
    "insb. auch ",
    "insb.",
    "ins. auch ",
    "ins.",
    "ins ",
    "gerade auch",
    "vor allem",
];
const SECONDARY: &[&str] = &["sekundär"];
const RELATIVE: &[&str] = &[
    "die", "der", "das", "den", "dem", "denen", "deren", "dessen", "welche", "wo",
];
const SENTENCE: &[&str] = &["es ", "hier ist", "hier sind", "hierbei", "dabei "];

pub(super) fn read(cell: &Cell) -> Groups {
    let mut found = Groups::default();
    for (at, segment) in pieces(&cell.text, &[';', '\n']) {
        if strip_prefix(segment, SENTENCE).is_some() {
            found.remarks.push((segment.to_owned(), cell.place_at(at)));
            continue;
        }
        for (offset, words) in listed(segment) {
            add(&mut found.groups, &words, cell.place_at(at + offset));
        }
    }
    found
}

/// The parts of a list between commas, with where each begins; a relative clause stays with what it explains.
pub(super) fn listed(segment: &str) -> Vec<(usize, String)> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    for (at, part) in pieces(segment, &[',']) {
        match parts.last_mut() {
            Some((_, last)) if is_relative_clause(part) => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => parts.push((at, part.to_owned())),
        }
    }
    parts
}

fn is_relative_clause(part: &str) -> bool {
    let folded = fold(part);
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let after_preposition = matches!(first, "in" | "bei" | "mit" | "für" | "von" | "an" | "zu");
    part.starts_with(char::is_lowercase)
        && words.next().is_some()
        && (RELATIVE.contains(&first) || after_preposition && RELATIVE.contains(&second))
}

/// One part; what a bracket emphasises is a group of its own beside it.
fn add(groups: &mut Vec<TargetGroup>, words: &str, place: Place) {
    let words = words.trim().trim_end_matches('.').trim_end();
    let words = words.strip_suffix(" etc").unwrap_or(words);
    let marked = [
        (EMPHASIS, Emphasis::Emphasis),
        (SECONDARY, Emphasis::Secondary),
    ];
    let stripped = marked
        .iter()
        .find_map(|(marks, emphasis)| Some((strip_prefix(words, marks)?, *emphasis)));
    let (words, emphasis) = stripped.unwrap_or((words, Emphasis::Primary));
    let bracket = words
        .char_indices()
        .filter(|(_, c)| *c == '(')
        .find_map(|(open, _)| {
            let close = open + words[open..].find(')')?;
            let inner = strip_prefix(&words[open + 1..close], EMPHASIS)?;
            Some((open, close, inner))
        });
    let mut push = |words: &str, emphasis| {
        let words = words.trim().to_owned();
        if words.chars().any(char::is_alphanumeric) {
            groups.push(TargetGroup {
                words,
                emphasis,
                place,
            });
        }
    };
    match bracket {
        Some((open, close, inner)) => {
            push(
                format!(
                    "{} {}",
                    words[..open].trim_end(),
                    words[close + 1..].trim_start()
                )
                .as_str(),
                emphasis,
            );
            push(inner, Emphasis::Emphasis);
        }
        None => push(words, emphasis),
    }
}
