//! Slugs for what people make: from the title, without chance, so that the address of an entry can
//! be read. Whether one is taken the use case asks.

use unicode_normalization::UnicodeNormalization;

use crate::id::Slug;
use crate::text::LocalizedText;

/// The longest slug made from a title; a number may follow.
const MOST: usize = 80;
/// What something is called whose title holds no letter that can be written so.
const WITHOUT_LETTERS: &str = "eintrag";

/// A slug from a title: from its source, or from the first version that has letters for it.
#[must_use]
pub fn slug_from(title: &LocalizedText) -> Slug {
    title
        .versions()
        .iter()
        .find_map(|version| Slug::parse(&words_of(version.text.as_str())).ok())
        .unwrap_or_else(|| Slug::constant(WITHOUT_LETTERS))
}

/// The slug with a number behind it, for the second thing of that name and those after it.
#[must_use]
pub fn numbered(slug: &Slug, number: u32) -> Slug {
    let suffix = format!("-{number}");
    let room = Slug::MAX - suffix.len();
    let stem = slug.as_str().get(..room).unwrap_or(slug.as_str());
    let stem = stem.trim_end_matches('-');
    Slug::parse(&format!("{stem}{suffix}")).unwrap_or_else(|_| slug.clone())
}

/// The words of a text in letters a–z and digits with hyphens between them, at most so long, and
/// cut between words.
fn words_of(text: &str) -> String {
    let spelled = spelled(text);
    let words = spelled
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        let room = MOST.saturating_sub(slug.len() + usize::from(!slug.is_empty()));
        if word.len() > room && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word.get(..room).unwrap_or(word));
    }
    slug
}

/// Lower-case letters without marks; German umlauts as they are spelled without them.
pub(crate) fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => spelled.push_str("ae"),
            'ö' | 'ø' | 'œ' => spelled.push_str("oe"),
            'ü' => spelled.push_str("ue"),
            'ß' => spelled.push_str("ss"),
            'ı' => spelled.push('i'),
            'ł' => spelled.push('l'),
            'đ' => spelled.push('d'),
            // Apostrophes belong to their word.
            '\'' | '’' => {}
            other => spelled.extend(
                std::iter::once(other)
                    .nfkd()
                    .filter(|c| !unicode_normalization::char::is_combining_mark(*c)),
            ),
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::sample;

    fn slug(title: &str) -> String {
        slug_from(&sample::text(title)).to_string()
    }

    #[test]
    fn german_titles_are_spelled_as_germans_do_it() {
        assert_eq!(
            slug("Nähcafé für Mütter – Häverstädt"),
            "naehcafe-fuer-muetter-haeverstaedt"
        );
        assert_eq!(slug("Straßenfußball (U 12)"), "strassenfussball-u-12");
        assert_eq!(slug("Iğdır'lı Çocuklar"), "igdirli-cocuklar");
        assert_eq!(slug("دورة"), "eintrag");
    }

    #[test]
    fn a_number_makes_it_another_one() {
        let long = Slug::parse(&"a".repeat(120)).unwrap();
        assert_eq!(numbered(&long, 12).as_str().len(), 120);
        assert_eq!(
            numbered(&Slug::parse("cafe").unwrap(), 2).as_str(),
            "cafe-2"
        );
    }

    proptest! {
        #[test]
        fn every_title_has_a_slug(title in "\\PC{1,300}", number in any::<u32>()) {
            if let Ok(words) = crate::text::Words::parse(&title) {
                let text = LocalizedText::new(crate::text::LanguageTag::german(), words);
                let slug = slug_from(&text);
                prop_assert!(Slug::parse(numbered(&slug, number).as_str()).is_ok());
            }
        }
    }
}
