//! Plain text: what may stand in a text that somebody sends.
//!
//! Texts are plain everywhere. What looks like a tag of HTML is refused rather than cleaned: nobody
//! then has to trust the cleaning, and whoever pasted it from a web page learns that it would have
//! been shown with its angle brackets. `a < b` and `<3` stay possible.

use crate::text::{Words, misleads};
use crate::violation::Rule;

/// How long a text may be, and whether it may have lines.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct TextLimit {
    max: usize,
    lines: bool,
}

impl TextLimit {
    /// A title, a name, a street.
    pub(crate) const NAME: Self = Self {
        max: 200,
        lines: false,
    };
    /// A sentence or two.
    pub(crate) const NOTE: Self = Self {
        max: 2_000,
        lines: true,
    };
    /// Something at length.
    pub(crate) const BODY: Self = Self {
        max: Words::MAX,
        lines: true,
    };
    /// The longest address, id or number, in characters.
    pub(super) const FORMAL: usize = 2_000;

    /// The most characters.
    pub(crate) const fn max(self) -> usize {
        self.max
    }

    /// Whether it may have several lines.
    pub(crate) const fn has_lines(self) -> bool {
        self.lines
    }
}

/// Read what somebody says about a change: plain text of some 2,000 characters at most.
///
/// # Errors
/// The rule that it breaks.
pub fn comment(text: &str) -> Result<Words, Rule> {
    plain(text, TextLimit::NOTE)
}

/// Read a name in no particular language, such as that of a file: one line of 200 characters at most.
///
/// # Errors
/// The rule that it breaks.
pub fn name(text: &str) -> Result<Words, Rule> {
    plain(text, TextLimit::NAME)
}

/// Read a plain text.
pub(crate) fn plain(text: &str, limit: TextLimit) -> Result<Words, Rule> {
    // Forms send carriage returns, and tables that were pasted bring tabs.
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let text = text.trim();
    if text.is_empty() {
        return Err(Rule::Missing);
    }
    if text.chars().count() > limit.max {
        return Err(Rule::TooLong { max: limit.max });
    }
    let is_forbidden = |c: char| c.is_control() && (c != '\n' || !limit.lines) || misleads(c);
    if let Some(character) = text.chars().find(|c| is_forbidden(*c)) {
        let code = format!("U+{:04X}", u32::from(character));
        return Err(Rule::ForbiddenCharacter(code));
    }
    if holds_markup(text) {
        return Err(Rule::Markup);
    }
    // Normalising may lengthen a text.
    Words::parse(text).map_err(|_| Rule::TooLong { max: limit.max })
}

/// Whether something in the text begins like a tag, a comment or a declaration of HTML.
fn holds_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn rule(text: &str) -> Option<Rule> {
        plain(text, TextLimit::NAME).err()
    }

    #[test]
    fn tags_are_refused_and_comparisons_are_not() {
        for tag in [
            "<script>alert(1)</script>",
            "a<b>c",
            "</p",
            "<!-- x",
            "<img src=x>",
        ] {
            assert_eq!(rule(tag), Some(Rule::Markup), "{tag}");
        }
        for text in [
            "1 < 2",
            "I <3 you",
            "a <= b",
            "Tom & Jerry",
            "&lt;script&gt;",
        ] {
            assert_eq!(rule(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_turns_the_direction_of_what_follows() {
        let refused = |code: &str| Some(Rule::ForbiddenCharacter(code.to_owned()));
        assert_eq!(rule("a\u{202E}b"), refused("U+202E"));
        assert_eq!(rule("a\u{2066}b"), refused("U+2066"));
        assert_eq!(rule("a\u{0}b"), refused("U+0000"));
        assert_eq!(rule("a\nb"), refused("U+000A"));
        assert_eq!(rule("می\u{200C}خواهم"), None);
    }

    #[test]
    fn a_name_of_ten_thousand_characters_is_too_long() {
        assert_eq!(rule(&"a".repeat(10_000)), Some(Rule::TooLong { max: 200 }));
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_reads_back(text in any::<String>()) {
            if let Ok(words) = plain(&text, TextLimit::BODY) {
                prop_assert_eq!(plain(words.as_str(), TextLimit::BODY), Ok(words));
            }
        }
    }
}
