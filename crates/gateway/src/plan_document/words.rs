//! The words for what reading a plan's document came upon, for the people of the coordinating office.
//!
//! They stand in `messages/plan`, one file a language: German, which everybody gets who reads none of
//! the others, and English. What the reader says about one line, with the words of the document in
//! it, stays as it says it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use async_graphql::Context;
use domain::code::Code;
use domain::plan::PlanFindingKind;
use domain::text::LanguageTag;
use serde::Deserialize;

use crate::request::reader;

const FILES: [&str; 2] = [
    include_str!("../../messages/plan/de.toml"),
    include_str!("../../messages/plan/en.toml"),
];

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    language: LanguageTag,
    findings: BTreeMap<String, FindingWords>,
}

/// What is said about one kind of finding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingWords {
    why: String,
    advice: String,
}

/// A file that cannot be read is left out; a test reads them all.
static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let files = FILES.iter();
    files.filter_map(|file| toml::from_str(file).ok()).collect()
});

/// What was done or found, in the language of whoever asks.
pub(super) fn why(ctx: &Context<'_>, kind: PlanFindingKind) -> &'static str {
    said(&reader(ctx).message_languages(), kind).map_or(kind.code(), |words| &words.why)
}

/// What a person can do about it, in the language of whoever asks.
pub(super) fn advice(ctx: &Context<'_>, kind: PlanFindingKind) -> &'static str {
    said(&reader(ctx).message_languages(), kind).map_or(kind.code(), |words| &words.advice)
}

fn said(wishes: &[LanguageTag], kind: PlanFindingKind) -> Option<&'static FindingWords> {
    let in_language = |wish: &LanguageTag| {
        WORDS
            .iter()
            .find(|words| words.language.as_str() == wish.primary())
    };
    let words = wishes.iter().find_map(in_language);
    let words = words.or_else(|| WORDS.first())?;
    words.findings.get(kind.code())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn tag(tag: &str) -> LanguageTag {
        LanguageTag::parse(tag).unwrap()
    }

    #[test]
    fn every_finding_has_words_in_every_file() {
        assert_eq!(WORDS.len(), FILES.len());
        for words in WORDS.iter() {
            let said: Vec<&str> = words.findings.keys().map(String::as_str).collect();
            let mut known: Vec<&str> = PlanFindingKind::ALL.iter().map(|it| it.code()).collect();
            known.sort_unstable();
            assert_eq!(said, known, "{}", words.language.as_str());
            let full = |it: &FindingWords| !it.why.is_empty() && !it.advice.is_empty();
            assert!(words.findings.values().all(full));
        }
    }

    #[test]
    fn readers_of_no_known_language_get_german() {
        let why = |wishes: &[&str]| {
            let wishes: Vec<LanguageTag> = wishes.iter().map(|it| tag(it)).collect();
            &*said(&wishes, PlanFindingKind::New).unwrap().why
        };
        assert_eq!(
            why(&["tr"]),
            "Das Dokument hat es, der Plan hatte es nicht."
        );
        assert_eq!(why(&["de-simple", "en"]), why(&[]));
        let english = "The document has it and the plan had not.";
        assert_eq!(why(&["tr", "en-GB", "de"]), english);
    }
}
