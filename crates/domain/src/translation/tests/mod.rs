//! Translations of a small offer.

#![allow(clippy::unwrap_used)]

mod merging;
mod putting;
mod states;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Outcome, Put, TranslatedTextInput, Translation, TranslationInput};
use crate::edit::{Editing, Input, OfferInput};
use crate::entry::Offer;
use crate::id::PartId;
use crate::sample;
use crate::text::LanguageTag;
use crate::violation::Violations;

/// The offer after an edit that becomes this revision.
fn edited(offer: &Offer, (revision, minor): (u32, bool), input: Value) -> Offer {
    let input: OfferInput = serde_json::from_value(input).unwrap();
    let mut next = u128::from(revision) * 100;
    let mut parts = || {
        next += 1;
        PartId::from_uuid(Uuid::from_u128(next))
    };
    let now: chrono::DateTime<chrono::Utc> = "2026-06-01T10:00:00Z".parse().unwrap();
    let editing = Editing {
        revision,
        minor,
        now: now.into(),
        today: "2026-06-01".parse().unwrap(),
        uploads: Default::default(),
        parts: &mut parts,
    };
    input.apply(offer, editing).unwrap()
}

/// An offer as its first revision says it.
fn offer() -> Offer {
    let input = json!({
        "title": german("Kurs"),
        "summary": german("Ein Kurs am Abend."),
        "contacts": [{ "phone": "110", "function": german("Büro") }],
        "documents": [german("Ausweis"), german("Zeugnis")],
        "runs": [{ "startsOn": "2026-09-01", "note": german("Mit Pause") }],
    });
    edited(&sample::offer("course", "club"), (1, false), input)
}

fn german(words: &str) -> Value {
    json!([{ "language": "de", "text": words }])
}

fn input(language: &str, source_revision: u32, texts: &[(&[&str], &str)]) -> TranslationInput {
    let texts = texts.iter().map(|(path, words)| TranslatedTextInput {
        path: path.iter().map(ToString::to_string).collect(),
        text: Some((*words).to_owned()).filter(|words| !words.is_empty()),
    });
    TranslationInput {
        language: language.to_owned(),
        source_revision,
        texts: texts.collect(),
        ..TranslationInput::default()
    }
}

fn read(input: &TranslationInput, source: &Offer) -> Result<Translation, Violations> {
    input.read(input.language()?, source, "2026-06-01".parse().unwrap())
}

/// Translate into an offer, whose number is this; it becomes the next revision.
fn put(input: &TranslationInput, source: &Offer, (target, number): (&Offer, u32)) -> Put<Offer> {
    let translation = read(input, source).unwrap();
    translation.put_into(target, number, number + 1).unwrap()
}

/// The same, where each text is put.
fn translated(input: &TranslationInput, source: &Offer, target: (&Offer, u32)) -> Offer {
    let put = put(input, source, target);
    assert!(put.outcomes.iter().all(|it| *it == Outcome::Put), "{put:?}");
    put.content.unwrap()
}

/// What is wrong, a line each.
fn wrong<T>(outcome: Result<T, Violations>) -> Vec<String> {
    let Err(violations) = outcome else {
        return Vec::new();
    };
    let lines = violations.all().iter();
    lines
        .map(|violation| format!("{}: {}", violation.path.join("."), violation.rule))
        .collect()
}

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}
