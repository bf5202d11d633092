//! Putting translations into a content.

use std::collections::HashMap;

use super::input::{Translated, Translation};
use super::place::{PlacedText, TextPath, locate, rewritten, same_words, texts_in};
use crate::aggregate::Aggregate;
use crate::text::{LanguageTag, LocalizedText, TextVersion};

/// What became of one text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It was put there.
    Put,
    /// It was there already.
    Same,
    /// The content no longer has the text.
    Gone,
    /// What was translated is newer than this content and says something else.
    Ahead,
    /// Somebody else has written the language there since it was read.
    Stale,
    /// A machine does not replace what a person wrote and what is still right.
    ByHand,
}

/// A content with translations.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Put<T> {
    /// The content; nothing where it stays as it is.
    pub content: Option<T>,
    /// What became of each text, in the order in which they were sent.
    pub outcomes: Vec<Outcome>,
}

impl Translation {
    /// Into which language it is.
    #[must_use]
    pub const fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// Put the translations into a revision of the thing, to be written as another revision. Nothing
    /// but texts in this language changes. Nothing where the stored form does not read back, which
    /// would be a mistake of this program.
    #[must_use]
    pub fn put_into<T: Aggregate>(
        &self,
        target: &T,
        number: u32,
        written_in: u32,
    ) -> Option<Put<T>> {
        let there = texts_in(target);
        let mut outcomes = Vec::with_capacity(self.texts.len());
        let mut changed: HashMap<&TextPath, LocalizedText> = HashMap::new();
        for translated in &self.texts {
            let outcome = match locate(&there, &translated.path, &translated.source) {
                None => Outcome::Gone,
                Some(text) => {
                    let (outcome, next) = self.put(translated, text, (number, written_in));
                    changed.extend(next.map(|next| (&text.path, next)));
                    outcome
                }
            };
            outcomes.push(outcome);
        }
        let content = if changed.is_empty() {
            None
        } else {
            Some(rewritten(target, |path, _| changed.remove(path))?)
        };
        Some(Put { content, outcomes })
    }

    /// What becomes of one text, and the text where it changes.
    fn put(
        &self,
        translated: &Translated,
        there: &PlacedText,
        (number, written_in): (u32, u32),
    ) -> (Outcome, Option<LocalizedText>) {
        let text = &there.text;
        let source = text.source();
        let says_the_same = same_words(source, &translated.source);
        if source.language == self.language || (!says_the_same && number < self.from) {
            return (Outcome::Ahead, None);
        }
        let current = text.version(self.language.as_str());
        let Some(words) = &translated.words else {
            return match current {
                None => (Outcome::Same, None),
                Some(current) if self.is_stale(current) => (Outcome::Stale, None),
                Some(_) => (Outcome::Put, without(text, &self.language)),
            };
        };
        let made_from = match says_the_same {
            // Changed and changed back: it says again what was translated.
            true => self.from.max(source.written_in.unwrap_or(0)),
            false => self.from,
        };
        let next = TextVersion {
            machine_translated: self.machine_translated,
            made_from: Some(made_from),
            written_in: Some(written_in),
            check: self.check.clone().map(Box::new),
            ..TextVersion::new(self.language.clone(), words.clone())
        };
        match current {
            Some(current) if same_words(current, &next) => confirmed(text, current, next),
            Some(current) if self.is_stale(current) => (Outcome::Stale, None),
            Some(current)
                if self.machine_translated
                    && !current.machine_translated
                    && !text.is_outdated(current) =>
            {
                (Outcome::ByHand, None)
            }
            _ => (Outcome::Put, with(text, next)),
        }
    }

    /// Whether somebody has written these words since the translator read the thing.
    fn is_stale(&self, current: &TextVersion) -> bool {
        current.written_in.unwrap_or(0) > self.from
    }
}

/// The same words again: a person says by that that they are right, from that revision on.
fn confirmed(
    text: &LocalizedText,
    current: &TextVersion,
    next: TextVersion,
) -> (Outcome, Option<LocalizedText>) {
    let made_from = current.made_from.max(next.made_from);
    let next = TextVersion {
        made_from,
        written_in: current.written_in,
        machine_translated: current.machine_translated && next.machine_translated,
        check: next.check.or_else(|| current.check.clone()),
        ..next
    };
    let gains = made_from != current.made_from && text.is_outdated(current)
        || next.machine_translated != current.machine_translated
        || next.check != current.check;
    if gains {
        (Outcome::Put, with(text, next))
    } else {
        (Outcome::Same, None)
    }
}

fn with(text: &LocalizedText, next: TextVersion) -> Option<LocalizedText> {
    let mut versions = text.versions().to_vec();
    match versions
        .iter_mut()
        .find(|version| version.language == next.language)
    {
        Some(version) => *version = next,
        None => versions.push(next),
    }
    LocalizedText::from_versions(versions).ok()
}

pub(super) fn without(text: &LocalizedText, language: &LanguageTag) -> Option<LocalizedText> {
    let versions = text.versions().iter();
    let versions = versions.filter(|version| version.language != *language);
    LocalizedText::from_versions(versions.cloned().collect()).ok()
}
