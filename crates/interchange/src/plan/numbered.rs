//! Cells that hold several numbered things: "Anregung 1: … Anregung 2: …" and "1. … 2. … Parallel: …".

/// A suggestion or a step inside its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// Where it begins in the cell, its number included.
    pub(super) from: usize,
    /// Where it ends.
    pub(super) to: usize,
    pub(super) number: Option<u32>,
    pub(super) parallel: bool,
    /// The number stands without its dot.
    pub(super) mended: bool,
    pub(super) text: &'a str,
}

/// Whether a cell begins with "Anregung N:".
pub(super) fn starts_with_suggestion(text: &str) -> bool {
    suggestion_mark(text).is_some()
}

/// The number of "Anregung N:" and the length of the mark.
fn suggestion_mark(text: &str) -> Option<(u32, usize)> {
    let rest = text
        .strip_prefix("Anregung")
        .or_else(|| text.strip_prefix("anregung"))?;
    let rest = rest.trim_start();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = rest[..digits].parse().ok()?;
    let behind = rest[digits..].trim_start().strip_prefix(':')?;
    Some((number, text.len() - behind.len()))
}

/// The suggestions of a cell. Words before the first mark are a piece without a number.
pub(super) fn suggestions(text: &str) -> Vec<Piece<'_>> {
    let mut marks = Vec::new();
    for (at, _) in text.match_indices("nregung") {
        let from = text[..at]
            .char_indices()
            .next_back()
            .map_or(at, |(before, _)| before);
        let at_word = text[..from]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || c == '.');
        if let Some((number, length)) = suggestion_mark(&text[from..]).filter(|_| at_word) {
            marks.push(Mark {
                from,
                content: from + length,
                number: Some(number),
                parallel: false,
                mended: false,
            });
        }
    }
    cut(text, marks)
}

/// The first steps of a cell. A number counts where it goes on from the one before, leaves a small
/// gap, or begins again at 1 — any other, such as a date, is part of the text.
pub(super) fn steps(text: &str) -> Vec<Piece<'_>> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut last = None;
    for (at, word) in words(text) {
        let before = text[..at].trim_end();
        let sentence_end =
            before.is_empty() || before.ends_with(['.', '!', '?', ')', ':', '“', '"', '”']);
        if word.eq_ignore_ascii_case("parallel:") {
            marks.push(Mark {
                from: at,
                content: at + word.len(),
                number: None,
                parallel: true,
                mended: false,
            });
            continue;
        }
        let (digits, dotted) = match word.strip_suffix('.') {
            Some(digits) => (digits, true),
            None => (word, false),
        };
        let Some(number) = digits
            .parse::<u32>()
            .ok()
            .filter(|n| digits.len() <= 2 && *n > 0)
        else {
            continue;
        };
        let rest = text[at + word.len()..].trim_start();
        let begins_item = rest
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || matches!(c, '„' | '"' | '('));
        // A lone number is a step's only where the cell begins with it; in a sentence it is an amount.
        let counts = begins_item
            && match last {
                _ if !dotted => marks.is_empty() && before.is_empty(),
                None => number == 1 || before.is_empty(),
                Some(last) => {
                    number == last + 1
                        || number == 1
                        || (sentence_end && number > last && number <= last + 3)
                }
            };
        if counts {
            marks.push(Mark {
                from: at,
                content: at + word.len(),
                number: Some(number),
                parallel: false,
                mended: !dotted,
            });
            last = Some(number);
        }
    }
    let mut found = cut(text, marks);
    for piece in &mut found {
        piece.parallel |= piece
            .text
            .get(..8)
            .is_some_and(|head| head.eq_ignore_ascii_case("parallel"));
    }
    found
}

/// The number with which a cell of steps begins, where it goes on from `last`.
pub(super) fn continues_steps(before: &str, next: &str) -> bool {
    let last = steps(before).iter().rev().find_map(|step| step.number);
    let first = words(next)
        .next()
        .and_then(|(_, word)| word.strip_suffix('.')?.parse::<u32>().ok());
    matches!((last, first), (Some(last), Some(first)) if first > 1 && first == last + 1)
}

struct Mark {
    from: usize,
    content: usize,
    number: Option<u32>,
    parallel: bool,
    mended: bool,
}

fn cut(text: &str, marks: Vec<Mark>) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let first = marks.first().map_or(text.len(), |mark| mark.from);
    let mut add = |from: usize, content: usize, to: usize, mark: Option<&Mark>| {
        let words = text[content..to].trim();
        if words.chars().any(char::is_alphanumeric) {
            found.push(Piece {
                from,
                to,
                number: mark.and_then(|m| m.number),
                parallel: mark.is_some_and(|m| m.parallel),
                mended: mark.is_some_and(|m| m.mended),
                text: words,
            });
        }
    };
    add(0, 0, first, None);
    for (at, mark) in marks.iter().enumerate() {
        let to = marks.get(at + 1).map_or(text.len(), |next| next.from);
        add(mark.from, mark.content, to, Some(mark));
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
