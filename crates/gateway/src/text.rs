//! Texts for readers.

use async_graphql::{Context, Object, SimpleObject};

use crate::code::Coded;
use crate::request::reader;
use crate::scalar::{Date, LanguageTag};

#[derive(Clone, Copy)]
pub struct LocalizedText<'a> {
    served: domain::text::Served<'a>,
    all: &'a domain::text::LocalizedText,
}

/// A text in the best language there is for the reader. The language is chosen by the argument
/// `language` of the field, else by `?lang=`, else by the header `Accept-Language` (RFC 4647
/// lookup), else it is the language in which the text was written.
#[Object]
impl LocalizedText<'_> {
    /// The words.
    async fn text(&self) -> &str {
        self.served.version.text.as_str()
    }

    /// The language in which the words are, which may be another than the one asked for.
    async fn language(&self) -> LanguageTag {
        LanguageTag(self.served.version.language.clone())
    }

    /// The direction in which the words are written.
    async fn direction(&self) -> Coded<domain::text::Direction> {
        Coded(self.served.version.language.direction())
    }

    /// Whether the text is in none of the languages asked for. Plain and ordinary German count as
    /// one language here; `language` tells which of them it is.
    async fn is_fallback(&self) -> bool {
        self.served.is_fallback
    }

    /// Whether a machine translated it and no person has checked it yet. Say so beside the text.
    async fn is_machine_translated(&self) -> bool {
        self.served.version.machine_translated
    }

    /// Whether the text was changed in the language in which it was written, by more than a trifle,
    /// since these words were made from it. Say so beside them.
    async fn is_outdated(&self) -> bool {
        self.all.is_outdated(self.served.version)
    }

    /// How the words are to be read.
    async fn format(&self) -> Coded<domain::text::TextFormat> {
        Coded(domain::text::TextFormat::Plain)
    }

    /// The text in every language there is, the one it was written in first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn translations(&self) -> Vec<Translation> {
        translations(self.all)
    }
}

/// A text in one language.
#[derive(SimpleObject)]
pub struct Translation {
    /// The language.
    language: LanguageTag,
    /// The words.
    text: String,
    /// The direction in which they are written.
    direction: Coded<domain::text::Direction>,
    /// Whether this is the language in which the text was written first.
    is_source: bool,
    /// Whether a machine translated it and no person has checked it yet.
    is_machine_translated: bool,
    /// The revision from which it was translated; null for the source, and where nobody recorded
    /// it.
    source_revision: Option<u32>,
    /// Whether the source has changed by more than a trifle since.
    is_outdated: bool,
    /// Who made sure that Leichte Sprache can be understood; null in every other language.
    check: Option<TestGroupCheck>,
}

impl Translation {
    pub(crate) fn of(
        version: &domain::text::TextVersion,
        is_source: bool,
        is_outdated: bool,
    ) -> Self {
        Self {
            language: LanguageTag(version.language.clone()),
            text: version.text.to_string(),
            direction: Coded(version.language.direction()),
            is_source,
            is_machine_translated: version.machine_translated,
            source_revision: version.made_from,
            is_outdated,
            check: version.check.as_deref().map(|check| TestGroupCheck {
                group: check.group.to_string(),
                checked_on: Date(check.on),
            }),
        }
    }
}

/// The check of a text in Leichte Sprache by a test group.
#[derive(SimpleObject)]
pub struct TestGroupCheck {
    /// The name of the group.
    group: String,
    /// The day of the check.
    checked_on: Date,
}

/// A text for the reader of the request, or in the language that an argument asks for.
pub(crate) fn localized<'a>(
    ctx: &Context<'_>,
    text: &'a domain::text::LocalizedText,
    language: Option<LanguageTag>,
) -> LocalizedText<'a> {
    let wishes = reader(ctx).wishes.tags();
    let served = match language {
        None => text.serve(wishes),
        Some(language) => {
            let asked = text.serve(&[language.0]);
            if asked.is_fallback {
                domain::text::Served {
                    is_fallback: true,
                    ..text.serve(wishes)
                }
            } else {
                asked
            }
        }
    };
    LocalizedText { served, all: text }
}

/// The same for a text that may be missing.
pub(crate) fn localized_option<'a>(
    ctx: &Context<'_>,
    text: Option<&'a domain::text::LocalizedText>,
    language: Option<LanguageTag>,
) -> Option<LocalizedText<'a>> {
    text.map(|text| localized(ctx, text, language))
}

/// The same for several texts.
pub(crate) fn localized_list<'a>(
    ctx: &Context<'_>,
    texts: &'a [domain::text::LocalizedText],
    language: Option<LanguageTag>,
) -> Vec<LocalizedText<'a>> {
    texts
        .iter()
        .map(|text| localized(ctx, text, language.clone()))
        .collect()
}

fn translations(text: &domain::text::LocalizedText) -> Vec<Translation> {
    text.versions()
        .iter()
        .enumerate()
        .map(|(index, version)| Translation::of(version, index == 0, text.is_outdated(version)))
        .collect()
}
