//! From the document's words to what the database keeps: official texts, titles and slugs.

use std::collections::HashSet;

use domain::id::Slug;
use domain::text::{LanguageTag, LocalizedText, Words};

/// The longest title that is made from an official text, in characters.
const TITLE: usize = 80;
/// The longest slug that is made from a text. It leaves room for what parties append to it.
const SLUG: usize = 56;

/// The words exactly as adopted; nothing where there are none. Control characters, which come from
/// the export and not from the plan, count as spaces.
pub(super) fn official(text: &str) -> Option<Words> {
    let printable: String = text
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    Words::parse(&printable).ok()
}

/// A German text.
pub(super) fn german(words: Words) -> LocalizedText {
    LocalizedText::new(LanguageTag::german(), words)
}

/// A short title: the beginning of the text, cut between words.
pub(super) fn title(text: &Words) -> LocalizedText {
    let line = text
        .as_str()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if line.chars().count() <= TITLE {
        return german(text.clone());
    }
    let head: String = line.chars().take(TITLE - 1).collect();
    let cut = head.rfind(' ').map_or(head.as_str(), |at| &head[..at]);
    let short = format!("{}…", cut.trim_end_matches([',', ';', ':', '–', '-', ' ']));
    german(Words::parse(&short).unwrap_or_else(|_| text.clone()))
}

/// The slugs that are taken, and new ones beside them.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    taken: HashSet<(&'static str, String)>,
}

impl Slugs {
    /// Note that a thing of this kind has the slug.
    pub(super) fn take(&mut self, kind: &'static str, slug: &Slug) {
        self.taken.insert((kind, slug.as_str().to_owned()));
    }

    /// A slug for a new thing, made from its kind and text: the same for the same text, and where
    /// that is taken, with a number.
    pub(super) fn make(&mut self, kind: &'static str, text: &str) -> Option<Slug> {
        let mut stem = format!("{kind}-{}", ascii(text));
        if stem.len() > SLUG {
            let cut = stem[..SLUG].rfind('-').unwrap_or(SLUG);
            stem.truncate(cut);
        }
        let stem = stem.trim_end_matches('-');
        self.free(kind, stem)
    }

    /// This slug, or where it is taken, with a number.
    pub(super) fn free(&mut self, kind: &'static str, stem: &str) -> Option<Slug> {
        let stem = stem.get(..Slug::MAX - 6).unwrap_or(stem);
        let stem = stem.trim_end_matches('-');
        let numbered = (2..10_000).map(|number| format!("{stem}-{number}"));
        let free = std::iter::once(stem.to_owned())
            .chain(numbered)
            .find(|slug| !self.taken.contains(&(kind, slug.clone())))?;
        let slug = Slug::parse(&free).ok()?;
        self.take(kind, &slug);
        Some(slug)
    }
}

/// Lower-case ASCII words with hyphens between them.
fn ascii(text: &str) -> String {
    let spelled = text
        .to_lowercase()
        .replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue")
        .replace('*', "");
    domain::text::fold(&spelled)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn slugs_are_made_of_words_and_never_given_twice() {
        let mut slugs = Slugs::default();
        let mut make = |text: &str| slugs.make("goal", text).unwrap().to_string();
        assert_eq!(
            make("Mehr Bäume für Bewohner*innen!"),
            "goal-mehr-baeume-fuer-bewohnerinnen"
        );
        assert_eq!(
            make("Mehr Bäume für Bewohner*innen"),
            "goal-mehr-baeume-fuer-bewohnerinnen-2"
        );
        assert_eq!(make("…"), "goal");
        assert!(make(&"Gartenweg ".repeat(30)).len() <= SLUG);
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let long = Words::parse(&"Wege, breite Wege; ".repeat(9)).unwrap();
        let title = title(&long);
        let text = title.source().text.as_str();
        assert!(
            text.ends_with("Wege…") && text.chars().count() <= TITLE,
            "{text}"
        );
    }

    #[test]
    fn control_characters_are_spaces() {
        assert_eq!(official("a\u{b}b").unwrap().as_str(), "a b");
        assert_eq!(official(" \u{7} "), None);
    }
}
