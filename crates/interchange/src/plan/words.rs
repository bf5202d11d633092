//! Words, brackets and quotation marks: what every rule of the reader is made of.

use std::ops::Range;

/// Lower case, gender stars and soft hyphens gone, everything else that is neither letter nor digit
/// one space: two texts with the same folding say the same.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !matches!(c, '*' | '\u{ad}' | '\u{200b}')
            && !folded.is_empty()
            && !folded.ends_with(' ')
        {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The folded words that carry meaning.
pub(super) fn content_words(text: &str) -> Vec<String> {
    fold(text)
        .split(' ')
        .filter(|w| !w.is_empty() && !is_function_word(w))
        .map(str::to_owned)
        .collect()
}

/// An article, preposition or conjunction: a sentence never ends in one.
pub(super) fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.binary_search(&folded).is_ok()
}

/// Sorted, so that they are found fast.
const FUNCTION_WORDS: &[&str] = &[
    "aber", "als", "am", "an", "auf", "aus", "bei", "bis", "bzw", "da", "das", "dass", "dem",
    "den", "denen", "der", "deren", "des", "die", "diese", "dieser", "durch", "ein", "eine",
    "einem", "einen", "einer", "eines", "es", "für", "gegen", "hier", "im", "in", "ins", "ist",
    "mit", "nach", "oder", "ohne", "sich", "sind", "so", "sowie", "u", "um", "und", "unter", "vom",
    "von", "wie", "wo", "z", "zu", "zum", "zur", "zwischen", "über",
];

/// The outermost brackets and quotations, each with its marks. A mark that is never closed counts
/// as a plain character.
pub(super) fn enclosed(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut brackets = Vec::new();
    let (mut low, mut plain) = (None, None);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '(' => brackets.push(at),
            ')' => found.extend(brackets.pop().map(|open| open..end)),
            '„' => low = low.or(Some(at)),
            '“' | '”' => found.extend(low.take().map(|open| open..end)),
            '"' => match plain.take() {
                Some(open) => found.push(open..end),
                None => plain = Some(at),
            },
            _ => {}
        }
    }
    found.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let mut outermost: Vec<Range<usize>> = Vec::new();
    for range in found {
        if outermost.last().is_none_or(|last| range.start >= last.end) {
            outermost.push(range);
        }
    }
    outermost
}

/// The quotations in a text: the words between the marks.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut low, mut plain) = (None, None);
    for (at, c) in text.char_indices() {
        match c {
            '„' => low = low.or(Some(at + c.len_utf8())),
            '“' | '”' => found.extend(low.take().map(|open| open..at)),
            '"' => match plain.take() {
                Some(open) => found.push(open..at),
                None => plain = Some(at + 1),
            },
            _ => {}
        }
    }
    found
}

/// The pieces between separators that stand outside brackets and quotations, trimmed, with where
/// each begins; blank ones left out.
pub(super) fn pieces<'a>(text: &'a str, separators: &[char]) -> Vec<(usize, &'a str)> {
    let inside = enclosed(text);
    let mut next_inside = inside.iter().peekable();
    let mut cuts = vec![0];
    let mut starts = vec![];
    for (at, c) in text.char_indices() {
        while next_inside.peek().is_some_and(|r| r.end <= at) {
            next_inside.next();
        }
        let within = next_inside.peek().is_some_and(|r| r.contains(&at));
        if !within && separators.contains(&c) {
            starts.push(at);
            cuts.push(at + c.len_utf8());
        }
    }
    starts.push(text.len());
    cuts.iter()
        .zip(starts)
        .filter_map(|(&from, to)| {
            let piece = text.get(from..to)?;
            let lead = piece.len() - piece.trim_start().len();
            let piece = piece.trim();
            (!piece.is_empty()).then_some((from + lead, piece))
        })
        .collect()
}

/// The rest of `text` behind one of the `prefixes`, with the spaces between gone. Case counts not;
/// the prefixes are lower case.
pub(super) fn strip_prefix<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| {
        let head = text.get(..prefix.len())?;
        let rest = text.get(prefix.len()..)?;
        (head.to_lowercase() == *prefix).then(|| rest.trim_start())
    })
}

/// The last word, folded; nothing where the text ends in a mark.
pub(super) fn last_word(text: &str) -> String {
    let text = text.trim_end();
    let from = text.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    text[from..].to_lowercase()
}

/// How many edits turn one text into the other, at most `limit` (a larger distance is `None`).
pub(super) fn edits(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
        if row.iter().min().is_some_and(|&least| least > limit) {
            return None;
        }
    }
    row.last().copied().filter(|&d| d <= limit)
}

/// Where a piece begins in the text that it was cut from.
pub(super) fn offset_of(cell: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize)
        .saturating_sub(cell.as_ptr() as usize)
        .min(cell.len())
}

/// How well the words of a query fit a text, 0 to 1: whether the one is contained in the other
/// counts most, what else the text says little.
pub(super) fn similarity(query: &[String], text: &[String]) -> f32 {
    if query.is_empty() || text.is_empty() {
        return 0.0;
    }
    let share = |of: &[String], within: &[String]| {
        let found = of
            .iter()
            .filter(|word| within.iter().any(|other| same_word(word, other)))
            .count();
        (found, of.len())
    };
    #[expect(clippy::cast_precision_loss, reason = "numbers of words")]
    let ratio = |(found, all): (usize, usize)| found as f32 / all as f32;
    let (forth, back) = (share(query, text), share(text, query));
    let contained = ratio(forth).max(if text.len() >= 5 {
        0.95 * ratio(back)
    } else {
        0.0
    });
    0.9 * contained + 0.1 * ratio((forth.0 + back.0, query.len() + text.len()))
}

/// The same word, or one with another ending.
fn same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let rest = (a.chars().count() - common).max(b.chars().count() - common);
    common >= 5 && rest <= 2
}

#[cfg(test)]
mod tests {
    use super::{FUNCTION_WORDS, edits, enclosed, fold, last_word, pieces};

    #[test]
    fn the_function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn folding_keeps_letters_and_digits_only() {
        assert_eq!(
            fold(" Mitarbeiter*innen – „Über-\u{ad}sicht“ (2) "),
            "mitarbeiterinnen über sicht 2"
        );
    }

    #[test]
    fn marks_that_are_never_closed_enclose_nothing() {
        assert_eq!(enclosed("a (b (c) „d").first(), Some(&(5..8)));
        assert_eq!(pieces("a (b, c, d", &[',']).len(), 3);
        assert_eq!(
            pieces("a (b, c), „d, e“", &[',']),
            [(0, "a (b, c)"), (10, "„d, e“")]
        );
    }

    #[test]
    fn edits_are_counted_up_to_a_limit() {
        assert_eq!(edits("amt", "amt", 1), Some(0));
        assert_eq!(edits("stabstelle", "stabsstelle", 1), Some(1));
        assert_eq!(edits("abc", "xyz", 2), None);
        assert_eq!(last_word("bei einem"), "einem");
        assert_eq!(last_word("Ende."), "");
    }
}
