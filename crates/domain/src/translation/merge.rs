//! Edits and translations that were made at the same time, and contents that stand elsewhere in
//! history.

use std::collections::HashMap;

use super::place::{PlacedText, TextPath, locate, rewritten, texts_in};
use super::put::without;
use crate::aggregate::Aggregate;
use crate::text::{LanguageTag, LocalizedText, TextVersion};

/// Whether a later revision says the same as an earlier one but for translations.
#[must_use]
pub fn differs_in_translations_only<T: Aggregate>(earlier: &T, later: &T) -> bool {
    let sources = |content: &T| {
        rewritten(content, |_, text| {
            LocalizedText::from_versions(vec![text.source().clone()]).ok()
        })
    };
    let (earlier, later) = (sources(earlier), sources(later));
    earlier.is_some() && earlier == later
}

/// An edit that started from `base`, with the translations that were written between that and
/// `newest`, which differs from it in translations only. Nothing where the edit changed the same
/// words in the same language.
#[must_use]
pub fn carried<T: Aggregate>(base: &T, newest: &T, edited: &T) -> Option<T> {
    let there = texts_in(edited);
    let mut changed: HashMap<&TextPath, LocalizedText> = HashMap::new();
    for (before, after) in texts_in(base).iter().zip(&texts_in(newest)) {
        if before.text == after.text {
            continue;
        }
        // What the edit took away needs no translation.
        let Some(text) = locate(&there, &after.path, after.text.source()) else {
            continue;
        };
        changed.insert(&text.path, merged(before, after, &text.text)?);
    }
    rewritten(edited, |path, _| changed.remove(path))
}

fn merged(
    before: &PlacedText,
    after: &PlacedText,
    edited: &LocalizedText,
) -> Option<LocalizedText> {
    let mut text = edited.clone();
    let versions = before.text.versions().iter().chain(after.text.versions());
    let languages: Vec<&LanguageTag> = versions.map(|version| &version.language).collect();
    for language in languages {
        let of = |text: &LocalizedText| text.version(language.as_str()).cloned();
        let (was, is, own) = (of(&before.text), of(&after.text), of(&text));
        if was == is || own == is {
            continue;
        }
        if own != was {
            return None;
        }
        text = match is {
            Some(version) => replaced(&text, version)?,
            None => without(&text, language)?,
        };
    }
    Some(text)
}

fn replaced(text: &LocalizedText, next: TextVersion) -> Option<LocalizedText> {
    let mut versions = text.versions().to_vec();
    versions.retain(|version| version.language != next.language);
    versions.push(next);
    LocalizedText::from_versions(versions).ok()
}

/// A content as it stands when it becomes this revision of another history: as a copy, or where
/// somebody goes back to an older revision. What was outdated stays so, what was not becomes a
/// translation of this revision. Nothing where the stored form does not read back, which would be a
/// mistake of this program.
#[must_use]
pub fn taken_over<T: Aggregate>(content: &T, revision: u32) -> Option<T> {
    rewritten(content, |_, text| {
        let is_outdated = |version: &TextVersion| text.is_outdated(version);
        let versions = text.versions().iter().enumerate();
        let versions = versions.map(|(index, version)| TextVersion {
            made_from: Some(revision).filter(|_| index > 0 && !is_outdated(version)),
            written_in: Some(revision),
            ..version.clone()
        });
        LocalizedText::from_versions(versions.collect()).ok()
    })
}
