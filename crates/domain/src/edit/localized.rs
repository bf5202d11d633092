//! Texts in languages: versions are added, changed and removed by their language.

use std::collections::HashSet;

use super::editor::Editor;
use super::input::{Change, TextInput};
use super::plain::TextLimit;
use crate::text::{LocalizedText, TextVersion};
use crate::violation::Rule;

/// How many languages a text may have.
const MOST_LANGUAGES: usize = 60;

impl Editor<'_> {
    /// A text that may be absent.
    pub(super) fn text(
        &mut self,
        step: &str,
        target: &mut Option<LocalizedText>,
        change: Change<TextInput>,
        limit: TextLimit,
    ) {
        let current = target.take();
        *target = match change {
            Change::Keep => current,
            Change::Clear => None,
            Change::Set(input) => self.at(step, |editor| {
                editor.versions(current.as_ref(), input, limit)
            }),
        };
    }

    /// A text that has to be there.
    pub(super) fn required_text(
        &mut self,
        step: &str,
        current: Option<&LocalizedText>,
        change: Change<TextInput>,
        limit: TextLimit,
    ) -> Option<LocalizedText> {
        let mut text = current.cloned();
        if matches!(change, Change::Keep) && text.is_some() {
            return text;
        }
        let is_set = change.value().is_some_and(|versions| !versions.is_empty());
        let before = self.count();
        self.text(step, &mut text, change, limit);
        if text.is_none() && (!is_set || self.count() == before) {
            self.note_at(step, Rule::Missing);
        }
        text
    }

    /// The text with these versions changed. A version whose words stay the same stays as it is,
    /// so that sending a whole form again makes no translation newer than it is.
    pub(super) fn versions(
        &mut self,
        current: Option<&LocalizedText>,
        input: TextInput,
        limit: TextLimit,
    ) -> Option<LocalizedText> {
        if input.len() > MOST_LANGUAGES {
            self.note(Rule::TooMany {
                max: MOST_LANGUAGES,
            });
            return None;
        }
        let source = current.map(|text| text.source().language.clone());
        let mut versions = current.map_or_else(Vec::new, |text| text.versions().to_vec());
        let mut seen = HashSet::new();
        for (index, version) in input.into_iter().enumerate() {
            self.at(index, |editor| {
                let language = editor.at("language", |editor| editor.language(&version.language));
                let words = version
                    .text
                    .as_deref()
                    .map(|text| editor.at("text", |editor| editor.words(text, limit)));
                let language = language?;
                if !seen.insert(language.clone()) {
                    editor.note_at("language", Rule::Duplicate(language.to_string()));
                    return None;
                }
                match words {
                    None => versions.retain(|version| version.language != language),
                    Some(words) => {
                        let (revision, minor) = (editor.context.revision, editor.context.minor);
                        let next = TextVersion::new(language, words?);
                        if next.language.is_leichte_sprache() && !says(&versions, &next) {
                            editor.note_at("language", Rule::CheckRequired);
                            return None;
                        }
                        write_version(&mut versions, next, revision, minor);
                    }
                }
                Some(())
            });
        }
        if source.is_some_and(|source| {
            versions
                .first()
                .is_some_and(|first| first.language != source)
        }) {
            // The index of the source is lost by now; the text as a whole is what is wrong.
            self.note(Rule::Missing);
            return None;
        }
        LocalizedText::from_versions(versions).ok()
    }
}

/// Put words in the place of others. A translation is made from the revision that is being written;
/// a trifle in the source outdates none.
fn write_version(versions: &mut Vec<TextVersion>, next: TextVersion, revision: u32, minor: bool) {
    let is_source = versions
        .first()
        .is_none_or(|first| first.language == next.language);
    let next = TextVersion {
        made_from: Some(revision).filter(|_| !is_source),
        written_in: Some(revision),
        ..next
    };
    match versions
        .iter_mut()
        .find(|version| version.language == next.language)
    {
        Some(version) if version.text == next.text => {}
        Some(version) if is_source && minor => version.text = next.text,
        Some(version) => *version = next,
        None => versions.push(next),
    }
}

fn says(versions: &[TextVersion], next: &TextVersion) -> bool {
    versions
        .iter()
        .any(|version| version.language == next.language && version.text == next.text)
}
