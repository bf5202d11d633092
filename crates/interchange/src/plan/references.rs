//! Finding cross-references (Verweise): "siehe …", "s.o.", "s.u.", "(Handlungsfeld …)".

use std::ops::Range;

use super::document::ItemRef;
use super::report::{Column, Place};
use super::words::{enclosed, quotations};

/// A reference inside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// All its words, a label before it included.
    pub(super) range: Range<usize>,
    /// „Label“ – siehe …: what the reference is about, by its short name.
    pub(super) label: Option<Range<usize>>,
    pub(super) direction: Direction,
    /// It stands in brackets, as a part of the sentence.
    bracketed: bool,
}

/// Where a reference points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// "siehe …": to what it names.
    Named,
    /// "s.o.": to something above.
    Above,
    /// "s.u.": to something below.
    Below,
}

/// A reference that waits until all items are known.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) from: Vec<ItemRef>,
    pub(super) words: String,
    pub(super) label: Option<String>,
    /// The sentence before the reference: all that "siehe unten" has to go by.
    pub(super) context: String,
    pub(super) direction: Direction,
    pub(super) place: Place,
    pub(super) column: Column,
    /// Already known, where a cell says another again.
    pub(super) target: Option<ItemRef>,
}

impl Pending {
    pub(super) fn new(
        from: Vec<ItemRef>,
        text: &str,
        found: Found,
        place: Place,
        column: Column,
    ) -> Self {
        Self {
            from,
            words: text[found.range.clone()].to_owned(),
            label: found.label.map(|label| text[label].to_owned()),
            context: sentence_before(&text[..found.range.start]).to_owned(),
            direction: found.direction,
            place,
            column,
            target: None,
        }
    }

    pub(super) fn settled(from: Vec<ItemRef>, words: &str, target: ItemRef, place: Place) -> Self {
        let (words, direction, column) = (words.to_owned(), Direction::Named, Column::Measures);
        Self {
            from,
            words,
            label: None,
            context: String::new(),
            direction,
            place,
            column,
            target: Some(target),
        }
    }
}

/// A measures cell taken apart: references that stand for a measure, and what is left.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Apart {
    pub(super) references: Vec<Range<usize>>,
    pub(super) left: Vec<Range<usize>>,
}

pub(super) fn apart(text: &str) -> Apart {
    let mut apart = Apart::default();
    let mut from = 0;
    for found in find(text)
        .into_iter()
        .filter(|found| !found.bracketed && found.direction == Direction::Named)
    {
        let before = text[from.min(found.range.start)..found.range.start].trim_end();
        // In the middle of a sentence the reference is a part of the measure's own words.
        if before.chars().any(char::is_alphanumeric) && !before.ends_with(['.', '!', '?']) {
            continue;
        }
        leave(text, from..found.range.start, &mut apart.left);
        from = found.range.end;
        apart.references.push(found.range);
    }
    leave(text, from..text.len(), &mut apart.left);
    apart
}

fn leave(text: &str, range: Range<usize>, left: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let start = words.len()
        - words
            .trim_start_matches(|c: char| c.is_whitespace() || ".,;/-–".contains(c))
            .len();
    if words.chars().any(char::is_alphanumeric) {
        left.push(range.start + start..range.end);
    }
}

pub(super) fn find(text: &str) -> Vec<Found> {
    let inside = enclosed(text);
    let bracket = |at: usize| {
        inside
            .iter()
            .find(|r| r.contains(&at) && text[r.start..].starts_with('('))
    };
    let quotes = quotations(text);
    let mut found: Vec<Found> = Vec::new();
    let mut behind = 0;
    for (at, mark, direction) in marks(text) {
        if at < behind {
            continue;
        }
        let within = bracket(at);
        let reference = match (direction, within) {
            (Direction::Above | Direction::Below, _) => {
                plain(at..at + mark, direction, within.is_some())
            }
            (Direction::Named, Some(bracket)) => plain(
                at..bracket.end - 1,
                direction_of(&text[at..bracket.end - 1]),
                true,
            ),
            (Direction::Named, None) => {
                let region = marks(&text[at + mark..])
                    .map(|(next, ..)| at + mark + next)
                    .next()
                    .unwrap_or(text.len());
                let end = named_end(text, at + mark, region, &quotes);
                let label = label_before(text, at, behind, &quotes);
                let start = label.as_ref().map_or(at, |(start, _)| *start);
                let direction = direction_of(&text[at..end]);
                Found {
                    range: start..end,
                    label: label.map(|(_, label)| label),
                    direction,
                    bracketed: false,
                }
            }
        };
        behind = reference.range.end;
        found.push(reference);
    }
    // "(Handlungsfeld …)" without "siehe" is one as well.
    for range in inside.iter().filter(|r| text[r.start..].starts_with('(')) {
        let inner = range.start + 1..range.end - 1;
        let names_field = ["Handlungsfeld", "Handlungsbereich"]
            .iter()
            .any(|word| text[inner.clone()].trim_start().starts_with(word));
        if names_field
            && !found
                .iter()
                .any(|f| f.range.start < range.end && range.start < f.range.end)
        {
            found.push(plain(inner, Direction::Named, true));
        }
    }
    found.sort_by_key(|f| f.range.start);
    found
}

fn plain(range: Range<usize>, direction: Direction, bracketed: bool) -> Found {
    Found {
        range,
        label: None,
        direction,
        bracketed,
    }
}

/// Every mark of a reference: where, how long, in which direction.
fn marks(text: &str) -> impl Iterator<Item = (usize, usize, Direction)> {
    const MARKS: [(&str, Direction); 6] = [
        ("siehe", Direction::Named),
        ("Siehe", Direction::Named),
        ("s.o.", Direction::Above),
        ("s. o.", Direction::Above),
        ("s.u.", Direction::Below),
        ("s. u.", Direction::Below),
    ];
    let starts = text.char_indices().filter(|(_, c)| matches!(c, 's' | 'S'));
    starts.filter_map(|(at, _)| {
        let (mark, direction) = MARKS
            .iter()
            .find(|(mark, _)| text[at..].starts_with(mark))?;
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let whole = !letter(text[..at].chars().next_back())
            && !letter(text[at + mark.len()..].chars().next());
        whole.then_some((at, mark.len(), *direction))
    })
}

/// "siehe oben" and "siehe unten" name nothing.
fn direction_of(words: &str) -> Direction {
    match super::words::fold(words).as_str() {
        "siehe oben" | "siehe auch oben" => Direction::Above,
        "siehe unten" | "siehe auch unten" => Direction::Below,
        _ => Direction::Named,
    }
}

/// Where a reference ends that begins before `from`: behind its last quotation; at the end of its
/// paragraph where free words follow a colon; else at the end of its sentence.
fn named_end(text: &str, from: usize, region: usize, quotes: &[Range<usize>]) -> usize {
    let paragraph = text[from..region].find('\n').map_or(region, |at| from + at);
    let mut at = from;
    let mut end = None;
    for quote in quotes
        .iter()
        .filter(|quote| quote.start >= from && quote.end < paragraph)
    {
        let between = &text[at..quote.start];
        if free_words_follow(between) {
            return paragraph;
        }
        let joined = between.contains('/')
            || matches!(
                super::words::fold(between).as_str(),
                "und" | "oder" | "sowie"
            )
            || between.trim_start().starts_with(':');
        if end.is_some() && !joined {
            break;
        }
        at = quote.end + text[quote.end..].chars().next().map_or(0, char::len_utf8);
        end = Some(at);
    }
    let rest = &text[at..paragraph];
    match end {
        Some(_) if free_words_follow(rest) && rest.starts_with(':') => paragraph,
        Some(end) => {
            let open = text[from..end].matches('(').count() > text[from..end].matches(')').count();
            if open && rest.starts_with(')') {
                end + 1
            } else {
                end
            }
        }
        None if free_words_follow(rest) => paragraph,
        None => rest.find(". ").map_or(paragraph, |stop| at + stop),
    }
}

/// A colon with words of no quotation behind it.
fn free_words_follow(between: &str) -> bool {
    between
        .split_once(':')
        .is_some_and(|(_, rest)| rest.trim_start().starts_with(char::is_alphanumeric))
}

/// „Label“ – before the mark: where the quotation begins, and what it holds.
fn label_before(
    text: &str,
    at: usize,
    behind: usize,
    quotes: &[Range<usize>],
) -> Option<(usize, Range<usize>)> {
    let before = text[..at].trim_end().strip_suffix(['-', '–'])?.trim_end();
    let quote = quotes
        .iter()
        .rev()
        .find(|quote| quote.end < before.len() && quote.start > behind)?;
    let mark = text[quote.end..].chars().next().map_or(0, char::len_utf8);
    let start = text[..quote.start]
        .char_indices()
        .next_back()
        .map_or(0, |(start, _)| start);
    (quote.end + mark == before.len()).then(|| (start, quote.clone()))
}

/// The last sentence of a text. A short word before a full stop is an abbreviation.
fn sentence_before(text: &str) -> &str {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '.'));
    let stops = text
        .match_indices(". ")
        .filter(|(at, _)| super::words::last_word(&text[..*at]).chars().count() >= 4);
    stops.last().map_or(text, |(at, _)| &text[at + 2..])
}
