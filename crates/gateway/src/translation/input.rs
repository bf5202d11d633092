//! What somebody who translates sends.

use async_graphql::{ID, InputObject};
use domain::translation as model;

/// Translations of texts of one thing into one language.
#[derive(InputObject)]
pub struct SaveTranslationInput {
    /// The id of what is translated: an offer, a location, a topic, a measure, anything with texts.
    pub(super) id: ID,
    /// The language as BCP 47 tag, such as `ar` or `de-simple`. Leichte Sprache is `de-x-leicht`.
    language: String,
    /// `revision` of the sheet that was before the translator. It need not be the newest: where the
    /// source was edited since, the translation is kept and is outdated. Only where somebody else has
    /// written the same text in the same language since, the mutation is refused with `CONFLICT`.
    source_revision: u32,
    /// The texts, 500 at most. Those that are not named stay as they are.
    texts: Vec<TranslatedTextInput>,
    /// Whether a machine translated them and no person has checked them; false unless given. A
    /// machine does not replace what a person wrote and what is not outdated (`ALREADY_THERE`).
    is_machine_translated: Option<bool>,
    /// Who made sure that it can be understood. Required in Leichte Sprache, and only there.
    check: Option<TestGroupCheckInput>,
    /// What there is to say about it, for whoever reads the history. Not public.
    comment: Option<String>,
}

/// The translation of one text.
#[derive(InputObject)]
pub struct TranslatedTextInput {
    /// Where the text stands: `path` of the sheet, as it is.
    path: Vec<String>,
    /// The words, plain text. The same words again say that they are right. Null or left out removes
    /// what stands there in this language.
    text: Option<String>,
}

/// The check of a text in Leichte Sprache by a test group.
#[derive(InputObject)]
pub struct TestGroupCheckInput {
    /// The name of the group, never those of its members.
    group: String,
    /// The day of the check, such as `2027-03-31`.
    checked_on: String,
}

impl SaveTranslationInput {
    /// As the domain reads it, and what is said about it.
    pub(super) fn raw(self) -> (model::TranslationInput, Option<String>) {
        let texts = self.texts.into_iter();
        let input = model::TranslationInput {
            language: self.language,
            source_revision: self.source_revision,
            texts: texts
                .map(|TranslatedTextInput { path, text }| model::TranslatedTextInput { path, text })
                .collect(),
            is_machine_translated: self.is_machine_translated.unwrap_or_default(),
            check: self.check.map(|check| model::TestGroupCheckInput {
                group: check.group,
                checked_on: check.checked_on,
            }),
        };
        (input, self.comment)
    }
}
