//! The words for what a person can mend, in every language of the directory.
//!
//! The domain knows codes only. The words are files in `messages`, one a language, so that whoever
//! translates them reads no program. Numbers and names stand in them as `{min}`, `{max}`,
//! `{line}`, `{count}` and `{value}`; sentences are made so that they fit every number, since languages count differently.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::text::{Direction, LanguageTag};
use serde::Deserialize;

use super::user_error::{UserErrorCode, echo};

/// What a message names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    /// The least that is allowed.
    Min(usize),
    /// The most that is allowed.
    Max(usize),
    /// The least and the most that are allowed.
    Range(i64, i64),
    /// A line of a file.
    Line(usize),
    /// How many there are.
    Count(usize),
    /// What somebody entered, or a field of the form.
    Text(&'a str),
}

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    language: LanguageTag,
    /// Whether nobody has checked them yet.
    #[allow(dead_code)] // for translators
    machine_translated: bool,
    user_errors: BTreeMap<String, String>,
}

macro_rules! files {
    ($($language:literal)+) => {
        const FILES: &[&str] = &[
            $(include_str!(concat!("../../messages/", $language, ".toml")),)+
        ];
    };
}

// The first one is for readers of every other language.
files! {
    "de" "de-simple" "en" "ar" "tr" "uk" "ru" "fa" "kmr" "ckb" "fr" "es" "it" "ro" "bg" "pl" "vi"
}

/// A file that cannot be read is left out; a test reads them all.
static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter_map(|file| toml::from_str(file).ok())
        .collect()
});

/// The words for a code in the best of these languages.
pub(super) fn message(
    code: UserErrorCode,
    values: &[Value<'_>],
    languages: &[LanguageTag],
) -> String {
    let name = async_graphql::resolver_utils::enum_value(code);
    let name = name.to_string();
    let words = languages
        .iter()
        .find_map(words_in)
        .or_else(|| WORDS.first());
    match words.and_then(|words| words.user_errors.get(&name).map(|text| (words, text))) {
        Some((words, text)) => filled(text, values, words.language.direction()),
        None => name,
    }
}

/// The words in a language, or in its plain form.
fn words_in(wish: &LanguageTag) -> Option<&'static Words> {
    let exactly = |words: &&Words| words.language == *wish;
    let primarily = |words: &&Words| words.language.as_str() == wish.primary();
    WORDS
        .iter()
        .find(exactly)
        .or_else(|| WORDS.iter().find(primarily))
}

/// A sentence with its values, from left to right, so that what somebody entered is never taken for
/// a place to fill.
fn filled(text: &str, values: &[Value<'_>], direction: Direction) -> String {
    let mut message = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, behind)) = place(rest) {
        message.push_str(before);
        message.push_str(&value_of(name, values, direction).unwrap_or_default());
        rest = behind;
    }
    message + rest
}

/// The first place to fill: what stands before it, its name, what stands behind it.
fn place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, behind) = rest.split_once('}')?;
    Some((before, name, behind))
}

fn value_of(name: &str, values: &[Value<'_>], direction: Direction) -> Option<String> {
    values.iter().find_map(|value| match (name, value) {
        ("min", Value::Min(min)) => Some(min.to_string()),
        ("max", Value::Max(max)) => Some(max.to_string()),
        ("min", Value::Range(min, _)) => Some(min.to_string()),
        ("max", Value::Range(_, max)) => Some(max.to_string()),
        ("line", Value::Line(line)) => Some(line.to_string()),
        ("count", Value::Count(count)) => Some(count.to_string()),
        ("value", Value::Text(text)) => Some(isolated(&echo(text), direction)),
        _ => None,
    })
}

/// What somebody entered may be written in the other direction: kept apart, it does not rearrange
/// the sentence around it.
fn isolated(text: &str, direction: Direction) -> String {
    match direction {
        Direction::Rtl => format!("\u{2068}{text}\u{2069}"),
        Direction::Ltr => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use async_graphql::resolver_utils::EnumType;

    use super::*;

    fn places(mut text: &str) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        while let Some((_, name, behind)) = place(text) {
            names.insert(name);
            text = behind;
        }
        names
    }

    #[test]
    fn no_code_lacks_words_in_any_language_of_the_directory() {
        let known: BTreeSet<String> = UserErrorCode::items()
            .iter()
            .map(|item| item.name.to_owned())
            .collect();
        let german: Words = toml::from_str(FILES[0]).unwrap();
        let mut languages = BTreeSet::new();
        for file in FILES {
            let words: Words = toml::from_str(file).unwrap();
            let named: BTreeSet<String> = words.user_errors.keys().cloned().collect();
            assert_eq!(named, known, "{}", words.language);
            for (code, text) in &words.user_errors {
                assert!(!text.trim().is_empty(), "{} {code}", words.language);
                let german = places(&german.user_errors[code]);
                assert_eq!(places(text), german, "{} {code}", words.language);
            }
            languages.insert(words.language);
        }
        let seeds = interchange::seeds::read(interchange::seeds::embedded()).unwrap();
        let site: BTreeSet<LanguageTag> = seeds.sites[0].languages.iter().cloned().collect();
        assert_eq!(languages, site);
    }

    fn said(code: UserErrorCode, value: Value<'_>, language: &str) -> String {
        message(code, &[value], &[language.parse().unwrap()])
    }

    #[test]
    fn a_message_is_in_the_language_of_the_reader_and_names_the_limits() {
        let range = Value::Range(0, 130);
        assert_eq!(
            said(UserErrorCode::OutOfRange, range, "tr-TR"),
            "Lütfen 0 ile 130 arasında bir sayı girin."
        );
        assert_eq!(
            said(UserErrorCode::OutOfRange, range, "tlh"),
            "Bitte geben Sie eine Zahl von 0 bis 130 an."
        );
    }

    #[test]
    fn what_somebody_entered_cannot_rearrange_the_sentence() {
        let unknown = |text, language| said(UserErrorCode::Unknown, Value::Text(text), language);
        assert_eq!(
            unknown("Sport", "ar"),
            "«\u{2068}Sport\u{2069}» غير موجود هنا."
        );
        assert_eq!(
            unknown("{max}{value}", "en"),
            "“{max}{value}” does not exist here."
        );
        assert!(unknown(&"x".repeat(10_000), "en").len() < 200);
    }
}
