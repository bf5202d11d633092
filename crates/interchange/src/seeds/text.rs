//! Texts in languages, in the order in which the README lists the tags.

use domain::text::{LanguageTag, LocalizedText, TextVersion, Words};

use super::document::{Fields, Scope, Value};

/// The tags in use. The first that a text has is its source, the others follow in this order.
pub(super) const LANGUAGES: [&str; 17] = [
    "de",
    "de-simple",
    "en",
    "ar",
    "tr",
    "uk",
    "ru",
    "fa",
    "kmr",
    "ckb",
    "fr",
    "es",
    "it",
    "ro",
    "bg",
    "pl",
    "vi",
];

/// Where a language stands among the versions of a text; others stand behind, by tag.
pub(super) fn rank(tag: &LanguageTag) -> (usize, &str) {
    let listed = LANGUAGES.iter().position(|known| *known == tag.as_str());
    (listed.unwrap_or(LANGUAGES.len()), tag.as_str())
}

/// Words that are not translated.
pub(super) fn words(value: Value<'_>) -> Option<Words> {
    let text = value.string()?;
    value.accept(Words::parse(text))
}

/// A text by its language tags.
pub(super) fn localized(value: Value<'_>) -> Option<LocalizedText> {
    let machine = machine_translated(value.scope);
    let entries = value.entries();
    let stated = entries.len();
    let versions: Vec<TextVersion> = entries
        .into_iter()
        .filter_map(|(tag, text)| {
            let language = text.accept(LanguageTag::parse(tag));
            let words = words(text);
            Some(version(language?, words?, &machine))
        })
        .collect();
    // What could not be read was noted, so that nothing more is to be said about the rest.
    (versions.len() == stated).then(|| assembled(value, versions))?
}

/// A text whose German and English stand in two fields, such as `name` and `name_en`.
pub(super) fn german_and_english(
    fields: &mut Fields<'_>,
    german: &'static str,
    english: &'static str,
) -> Option<LocalizedText> {
    let machine = machine_translated(fields.scope);
    let of = |tag: &str, value: Value<'_>| {
        let language = value.accept(LanguageTag::parse(tag));
        let words = words(value);
        Some(version(language?, words?, &machine))
    };
    let english = fields.optional(english, |value| of("en", value));
    fields.required(german, |value| {
        let versions = std::iter::once(of("de", value)?).chain(english);
        assembled(value, versions.collect())
    })
}

/// One text of these versions, the source first.
pub(super) fn assembled(value: Value<'_>, mut versions: Vec<TextVersion>) -> Option<LocalizedText> {
    versions.sort_by(|a, b| rank(&a.language).cmp(&rank(&b.language)));
    if let Some(source) = versions.first_mut() {
        source.machine_translated = false;
    }
    value.accept(LocalizedText::from_versions(versions))
}

fn version(language: LanguageTag, text: Words, machine: &[&str]) -> TextVersion {
    TextVersion {
        machine_translated: machine.contains(&language.as_str()),
        ..TextVersion::new(language, text)
    }
}

/// The languages whose texts in this file nobody has checked.
fn machine_translated(scope: Scope<'_>) -> Vec<&str> {
    let listed = scope.document.root.get("machine_translated");
    listed
        .and_then(|list| list.get_ref().as_array())
        .into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|tag| tag.get_ref().as_str())
        .collect()
}
