//! A cell: its text without the marks of other formats, and where each stretch of it stood.

use super::report::{Place, RepairKind, Report};
use super::words::{is_function_word, last_word};

/// A cell's text. Paragraphs are lines. A cell joined from several knows which part came from where.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) text: String,
    parts: Vec<(usize, Place)>,
}

impl Cell {
    /// Reads one field of a line. HTML paragraphs become lines, other marks go; spaces are single.
    pub(super) fn read(raw: &str, place: Place, report: &mut Report) -> Self {
        let (text, crumbs) = without_crumbs(raw);
        if crumbs > 0 {
            report.cell(
                place,
                RepairKind::Crumb,
                0.99,
                format!("left out {crumbs} HTML marks; paragraphs are lines"),
            );
        }
        let paragraphs: Vec<String> = text
            .split('\n')
            .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|paragraph| !paragraph.is_empty())
            .collect();
        let parts = if paragraphs.is_empty() {
            vec![]
        } else {
            vec![(0, place)]
        };
        Self {
            text: paragraphs.join("\n"),
            parts,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The place at which a byte of the text stood.
    pub(super) fn place_at(&self, offset: usize) -> Place {
        let part = self
            .parts
            .iter()
            .rev()
            .find(|(from, _)| *from <= offset)
            .or(self.parts.first());
        part.map_or(Place { line: 0, column: 0 }, |&(_, place)| place)
    }

    /// All places that a stretch of the text comes from.
    pub(super) fn places(&self, from: usize, to: usize) -> Vec<Place> {
        let ends = self
            .parts
            .iter()
            .skip(1)
            .map(|&(start, _)| start)
            .chain([usize::MAX]);
        let within = self
            .parts
            .iter()
            .zip(ends)
            .filter(|((start, _), end)| *start < to.max(from + 1) && *end > from);
        within.map(|(&(_, place), _)| place).collect()
    }

    /// Appends what the cell goes on with.
    pub(super) fn append(&mut self, rest: Self) {
        if !self.is_blank() && !rest.is_blank() {
            self.text.push(' ');
        }
        let shift = self.text.len();
        self.text.push_str(&rest.text);
        self.parts.extend(
            rest.parts
                .into_iter()
                .map(|(offset, place)| (offset + shift, place)),
        );
    }

    /// The same places with other words: what a correction leaves behind.
    pub(super) fn reworded(&self, text: String) -> Self {
        let parts = if text.is_empty() {
            vec![]
        } else {
            self.parts.iter().take(1).copied().collect()
        };
        Self { text, parts }
    }
}

/// Why the text of one cell goes on in another, and how sure that is. `prose` columns hold
/// sentences, so that a small first letter tells something there.
pub(super) fn goes_on(text: &str, next: &str, prose: bool) -> Option<(f32, &'static str)> {
    let text = text.trim_end();
    if text.ends_with([',', '/', '–']) || text.ends_with('-') {
        return Some((0.95, "it ends in a mark that something has to follow"));
    }
    let ends_sentence = text.ends_with(['.', '!', '?', ':', '“', '”', '"', ')']);
    if !ends_sentence && is_function_word(&last_word(text)) {
        return Some((0.95, "its last word needs another one"));
    }
    let small = next.chars().next().is_some_and(char::is_lowercase);
    (prose && !ends_sentence && small).then_some((
        0.85,
        "it ends without a full stop and the next begins with a small letter",
    ))
}

/// The text without the tags that tables out of a PDF carry. A "<" that opens no such tag stays.
fn without_crumbs(raw: &str) -> (String, usize) {
    const TAGS: &[&str] = &[
        "p", "ol", "ul", "li", "br", "div", "span", "b", "i", "em", "strong", "u", "sup",
    ];
    let mut text = String::with_capacity(raw.len());
    let mut crumbs = 0;
    let mut rest = raw;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let inner = &rest[open + 1..];
        let name: String = inner
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let name = name.to_ascii_lowercase();
        let close = TAGS
            .contains(&name.as_str())
            .then(|| inner.find('>'))
            .flatten();
        match close {
            Some(close) => {
                crumbs += 1;
                text.push(if matches!(name.as_str(), "p" | "br" | "div" | "li") {
                    '\n'
                } else {
                    ' '
                });
                rest = &inner[close + 1..];
            }
            None => {
                text.push('<');
                rest = inner;
            }
        }
    }
    text.push_str(rest);
    (text, crumbs)
}
