//! Text in languages.
//!
//! Every text a reader sees is a [`LocalizedText`]: a source version and translations, each under a
//! BCP 47 tag. Plain German is a register of its own (`de-simple`), Leichte Sprache another
//! (`de-x-leicht`). Which version a reader gets is decided here, by RFC 4647 lookup, and only here.

use std::fmt;
use std::str::FromStr;

use compact_str::CompactString;
use oxilangtag::LanguageTag as Bcp47;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::code::codes;
use crate::translation::TestGroupCheck;

codes! {
    /// How a text is to be read.
    TextFormat {
        /// Words and line breaks.
        Plain = "PLAIN",
        /// CommonMark without raw HTML.
        Markdown = "MARKDOWN",
    }

    /// The direction of a script.
    Direction {
        /// Left to right.
        Ltr = "LTR",
        /// Right to left.
        Rtl = "RTL",
    }
}

/// A language or register by its BCP 47 tag, in canonical case, at most 35 characters.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "CompactString", into = "CompactString")]
pub struct LanguageTag(CompactString);

impl LanguageTag {
    const MAX: usize = 35;

    /// Read a tag and bring it into canonical case (`DE-Simple` becomes `de-simple`).
    ///
    /// # Errors
    /// Names the text that is no BCP 47 tag.
    pub fn parse(text: &str) -> Result<Self, LanguageTagError> {
        let malformed = || LanguageTagError {
            text: text.chars().take(Self::MAX).collect(),
        };
        if text.len() > Self::MAX {
            return Err(malformed());
        }
        Bcp47::parse_and_normalize(text)
            .map(|tag| Self(tag.as_str().into()))
            .map_err(|_| malformed())
    }

    /// German, the language of the administration.
    #[must_use]
    pub fn german() -> Self {
        Self(CompactString::const_new("de"))
    }

    /// Leichte Sprache: German by strict rules, which has to be checked by a test group.
    #[must_use]
    pub fn leichte_sprache() -> Self {
        Self(CompactString::const_new("de-x-leicht"))
    }

    /// Whether it is Leichte Sprache.
    #[must_use]
    pub fn is_leichte_sprache(&self) -> bool {
        *self == Self::leichte_sprache()
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language (`de` of `de-simple`).
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether it is the other tag or a narrower one, by the basic filtering of RFC 4647, section
    /// 3.3.1: `de-simple` lies within `de`.
    #[must_use]
    pub fn is_within(&self, range: &Self) -> bool {
        self.0
            .strip_prefix(range.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// The direction in which the language is written, by its script or the usual script of the
    /// language.
    #[must_use]
    pub fn direction(&self) -> Direction {
        const RTL_SCRIPTS: [&str; 8] = [
            "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand",
        ];
        const RTL_LANGUAGES: [&str; 16] = [
            "ar", "arc", "aii", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "sdh", "syr",
            "ug", "ur", "yi",
        ];
        let script =
            self.0.split('-').skip(1).find(|subtag| {
                subtag.len() == 4 && subtag.bytes().all(|b| b.is_ascii_alphabetic())
            });
        let rtl = script.map_or_else(
            || RTL_LANGUAGES.contains(&self.primary()),
            |script| RTL_SCRIPTS.contains(&script),
        );
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// The next less specific tag of the lookup scheme of RFC 4647, section 3.4: one subtag less,
    /// and never a single letter at the end.
    fn truncated(text: &str) -> Option<&str> {
        let (shorter, _) = text.rsplit_once('-')?;
        match shorter.rsplit_once('-') {
            Some((rest, single)) if single.len() == 1 => Some(rest),
            _ if shorter.len() == 1 => None,
            _ => Some(shorter),
        }
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for LanguageTag {
    type Err = LanguageTagError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<CompactString> for LanguageTag {
    type Error = LanguageTagError;

    fn try_from(text: CompactString) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<LanguageTag> for CompactString {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

/// Text that is no language tag.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("`{text}` is not a language tag (BCP 47), such as de, de-simple or ar")]
pub struct LanguageTagError {
    text: String,
}

/// The languages a reader wants, best first.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LanguagePreferences(Vec<LanguageTag>);

impl LanguagePreferences {
    /// More wishes than these are not looked at.
    const MAX: usize = 16;

    /// The wishes, best first.
    #[must_use]
    pub fn new(tags: impl IntoIterator<Item = LanguageTag>) -> Self {
        Self(tags.into_iter().take(Self::MAX).collect())
    }

    /// Read an `Accept-Language` header (RFC 9110, section 12.5.4). What is malformed in it, and
    /// the wildcard, say nothing and are passed over.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut wishes: Vec<(u16, LanguageTag)> = header
            .split(',')
            .take(2 * Self::MAX)
            .filter_map(|wish| {
                let mut parts = wish.split(';').map(str::trim);
                let tag = LanguageTag::parse(parts.next()?).ok()?;
                let weight = parts
                    .find_map(|part| part.strip_prefix("q="))
                    .map_or(Some(1000), quality)?;
                (weight > 0).then_some((weight, tag))
            })
            .collect();
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        Self::new(wishes.into_iter().map(|(_, tag)| tag))
    }

    /// The wishes, best first.
    #[must_use]
    pub fn tags(&self) -> &[LanguageTag] {
        &self.0
    }
}

/// A weight of RFC 9110 in thousandths.
fn quality(text: &str) -> Option<u16> {
    let weight: f32 = text.parse().ok()?;
    // In range by the guard, so that the cast cannot cut anything.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (0.0..=1.0)
        .contains(&weight)
        .then_some((weight * 1000.0) as u16)
}

/// A text in one language.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TextVersion {
    /// The language or register.
    pub language: LanguageTag,
    /// The words: normalised (NFC), trimmed, not empty.
    pub text: Words,
    /// Whether a machine translated it and no person has checked it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub machine_translated: bool,
    /// The revision of the source from which it was translated; null for the source itself and
    /// where nobody recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_from: Option<u32>,
    /// The revision in which the words were written; of the source the last one that changed more
    /// than a trifle. Null where nobody recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_in: Option<u32>,
    /// Who made sure that it can be understood: needed in Leichte Sprache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Box<TestGroupCheck>>,
}

impl TextVersion {
    /// Words in a language of which nothing else is recorded.
    #[must_use]
    pub const fn new(language: LanguageTag, text: Words) -> Self {
        Self {
            language,
            text,
            machine_translated: false,
            made_from: None,
            written_in: None,
            check: None,
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Words in some language: NFC, trimmed, neither empty nor longer than [`Words::MAX`] characters,
/// without control characters other than line breaks.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Words(Box<str>);

impl Words {
    /// The longest text, in characters.
    pub const MAX: usize = 20_000;

    /// Read words.
    ///
    /// # Errors
    /// Says why they cannot be kept.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let text: String = text.trim().nfc().collect();
        if text.is_empty() {
            Err(WordsError::Empty)
        } else if text.chars().count() > Self::MAX {
            Err(WordsError::TooLong)
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            Err(WordsError::ControlCharacter)
        } else {
            Ok(Self(text.into()))
        }
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that turn the direction of what follows, hide in a text or are none at all. The marks
/// of direction (U+200E, U+200F, U+061C) and the joiners (U+200C, U+200D) stay: Arabic and Persian
/// are written with them.
pub(crate) const fn misleads(c: char) -> bool {
    matches!(c,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{200B}'
        | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{FFFE}' | '\u{FFFF}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E007F}')
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Words {
    type Error = WordsError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.0.into()
    }
}

/// Why words cannot be kept.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum WordsError {
    /// Nothing but white space.
    #[error("text is empty")]
    Empty,
    /// More than [`Words::MAX`] characters.
    #[error("text is longer than {} characters", Words::MAX)]
    TooLong,
    /// A control character other than a line break.
    #[error("text holds a control character other than a line break")]
    ControlCharacter,
}

/// A text and its translations. The first version is the source; each language stands once.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "Vec<TextVersion>", into = "Vec<TextVersion>")]
pub struct LocalizedText(Box<[TextVersion]>);

impl LocalizedText {
    /// A text in its source language alone.
    #[must_use]
    pub fn new(language: LanguageTag, text: Words) -> Self {
        Self(Box::new([TextVersion::new(language, text)]))
    }

    /// What stands where a text is missing while the rest of an input is looked at.
    pub(crate) fn stand_in() -> Self {
        Self::new(LanguageTag::german(), Words("?".into()))
    }

    /// A text and its translations, the source first.
    ///
    /// # Errors
    /// There is no version, or a language twice.
    pub fn from_versions(versions: Vec<TextVersion>) -> Result<Self, LocalizedTextError> {
        if versions.is_empty() {
            return Err(LocalizedTextError::NoVersion);
        }
        for (index, version) in versions.iter().enumerate() {
            if versions
                .iter()
                .take(index)
                .any(|earlier| earlier.language == version.language)
            {
                return Err(LocalizedTextError::Twice {
                    language: version.language.clone(),
                });
            }
        }
        Ok(Self(versions.into()))
    }

    /// The version that was written first.
    #[must_use]
    pub fn source(&self) -> &TextVersion {
        // Never empty, by construction.
        &self.0[0]
    }

    /// Every version, the source first.
    #[must_use]
    pub fn versions(&self) -> &[TextVersion] {
        &self.0
    }

    /// The version in exactly this language.
    #[must_use]
    pub fn version(&self, language: &str) -> Option<&TextVersion> {
        self.0
            .iter()
            .find(|version| version.language.as_str() == language)
    }

    /// The best version for a reader: for each wish in order by RFC 4647 lookup, then any version of
    /// its primary language, since browsers put English behind every wish; then the source.
    #[must_use]
    pub fn serve(&self, wishes: &[LanguageTag]) -> Served<'_> {
        let found = wishes
            .iter()
            .find_map(|wish| self.look_up(wish).or_else(|| self.same_primary(wish)));
        Served {
            version: found.unwrap_or_else(|| self.source()),
            is_fallback: found.is_none()
                && wishes
                    .first()
                    .is_some_and(|wish| wish.primary() != self.source().language.primary()),
        }
    }

    fn look_up(&self, wish: &LanguageTag) -> Option<&TextVersion> {
        let mut tag = wish.as_str();
        loop {
            if let Some(version) = self.version(tag) {
                return Some(version);
            }
            tag = LanguageTag::truncated(tag)?;
        }
    }

    fn same_primary(&self, wish: &LanguageTag) -> Option<&TextVersion> {
        self.0
            .iter()
            .find(|version| version.language.primary() == wish.primary())
    }
}

impl TryFrom<Vec<TextVersion>> for LocalizedText {
    type Error = LocalizedTextError;

    fn try_from(versions: Vec<TextVersion>) -> Result<Self, Self::Error> {
        Self::from_versions(versions)
    }
}

impl From<LocalizedText> for Vec<TextVersion> {
    fn from(text: LocalizedText) -> Self {
        text.0.into()
    }
}

/// Why versions do not make a text.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum LocalizedTextError {
    /// A text has at least its source.
    #[error("text has no version in any language")]
    NoVersion,
    /// A language stands once.
    #[error("text has more than one version in {language}")]
    Twice {
        /// The language.
        language: LanguageTag,
    },
}

/// The version that a reader gets.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Served<'a> {
    /// The words and their language.
    pub version: &'a TextVersion,
    /// Whether it is in another language than any that was asked for.
    pub is_fallback: bool,
}

/// Text folded for comparison and search: NFKD without marks, lower case, `ß` as `ss`. The
/// databases disagree about this, so it is done here.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .replace('ß', "ss")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    fn text(versions: &[(&str, &str)]) -> LocalizedText {
        LocalizedText::from_versions(
            versions
                .iter()
                .map(|(language, words)| {
                    TextVersion::new(tag(language), Words::parse(words).unwrap())
                })
                .collect(),
        )
        .unwrap()
    }

    fn served(text: &LocalizedText, wishes: &str) -> (String, bool) {
        let served = text.serve(LanguagePreferences::from_accept_language(wishes).tags());
        (served.version.language.to_string(), served.is_fallback)
    }

    #[test]
    fn lookup_shortens_the_wish_before_it_tries_the_next() {
        let text = text(&[("de", "Hallo"), ("en", "Hello"), ("ar", "مرحبا")]);
        assert_eq!(served(&text, "en-GB, ar"), ("en".into(), false));
        assert_eq!(
            served(&text, "fr, ar;q=0.8, en;q=0.9"),
            ("en".into(), false)
        );
        assert_eq!(served(&text, "fr"), ("de".into(), true));
        assert_eq!(served(&text, "de-simple"), ("de".into(), false));
        assert_eq!(served(&text, ""), ("de".into(), false));
    }

    #[test]
    fn a_reader_of_german_gets_plain_german_before_another_language() {
        let text = text(&[("en", "Hello"), ("de-simple", "Hallo")]);
        assert_eq!(served(&text, "de"), ("de-simple".into(), false));
        assert_eq!(
            served(&text, "de-DE,de;q=0.9,en;q=0.8"),
            ("de-simple".into(), false)
        );
    }

    #[test]
    fn scripts_decide_the_direction_before_languages_do() {
        assert_eq!(tag("fa").direction(), Direction::Rtl);
        assert_eq!(tag("ckb").direction(), Direction::Rtl);
        assert_eq!(tag("kmr").direction(), Direction::Ltr);
        assert_eq!(tag("ku-Arab").direction(), Direction::Rtl);
        assert_eq!(tag("az-Latn").direction(), Direction::Ltr);
    }

    #[test]
    fn a_single_letter_never_ends_a_shortened_tag() {
        assert_eq!(LanguageTag::truncated("de-x-leicht"), Some("de"));
        assert_eq!(LanguageTag::truncated("zh-Hant-TW"), Some("zh-Hant"));
        assert_eq!(LanguageTag::truncated("x-leicht"), None);
        assert_eq!(LanguageTag::truncated("de"), None);
    }

    #[test]
    fn folding_makes_umlauts_and_case_alike() {
        assert_eq!(fold("Häverstädt"), fold("HAVERSTADT"));
        assert_eq!(fold("Straße"), "strasse");
    }

    proptest! {
        #[test]
        fn reading_a_header_never_panics(header in ".{0,200}") {
            let _ = LanguagePreferences::from_accept_language(&header);
        }

        #[test]
        fn some_version_is_always_served(header in "[a-z*,;=.0-9 -]{0,60}") {
            let text = text(&[("uk", "Привіт"), ("ru", "Привет")]);
            let wishes = LanguagePreferences::from_accept_language(&header);
            prop_assert!(!text.serve(wishes.tags()).version.text.as_str().is_empty());
        }
    }
}
