//! Fingerprints, and finding items again.

use super::{Column, first, fixture, page, reading, row};
use crate::plan::{Fingerprint, KnownItem, PlanDocument, match_keys, similarity};
use Column::{Challenge, Goal};

const GARDEN: &str =
    "In jedem Stadtteil wird ein Garten angelegt, den die Menschen dort gemeinsam pflegen.";

fn known(document: &PlanDocument) -> Vec<KnownItem> {
    let placed = document.placed().into_iter().enumerate();
    placed
        .map(|(at, item)| KnownItem {
            key: format!("item-{at}"),
            kind: item.item.kind,
            line: item.line,
            ordinal: item.ordinal,
            fingerprint: item.fingerprint,
        })
        .collect()
}

#[test]
fn a_fingerprint_is_stable_and_can_be_written_and_read() {
    let fingerprint = Fingerprint::of(GARDEN);
    let text = fingerprint.to_string();
    assert_eq!(text.parse::<Fingerprint>(), Ok(fingerprint));
    assert_eq!(text.len(), 129);
    assert_eq!(&text[..17], "19c186e8a3ffd1bfe");
    assert_eq!(
        fingerprint,
        Fingerprint::of(&GARDEN.to_uppercase().replace(',', " –"))
    );
    for bad in [
        "",
        "1",
        "2ab",
        &text[..128],
        &text.replace('e', "g"),
        &"ä".repeat(64),
    ] {
        assert!(bad.parse::<Fingerprint>().is_err());
    }
}

#[test]
fn similarity_falls_with_the_words_that_differ() {
    let garden = Fingerprint::of(GARDEN);
    let edited = Fingerprint::of(&GARDEN.replace("gemeinsam", "zusammen"));
    let other = Fingerprint::of("Die Lampen an den Wegen brennen bis zum Morgen.");
    assert!((similarity(&garden, &garden) - 1.0).abs() < f32::EPSILON);
    assert!(similarity(&garden, &edited) > 0.6);
    assert!(similarity(&garden, &other) < 0.25);
}

#[test]
fn the_same_document_finds_all_its_keys_for_sure() {
    let document = reading(&fixture()).document;
    let known = known(&document);
    for (at, found) in match_keys(&document.placed(), &known)
        .into_iter()
        .enumerate()
    {
        assert_eq!(found.key, Some(format!("item-{at}")));
        assert!((found.confidence - 1.0).abs() < 1e-6);
    }
}

#[test]
fn a_newer_edition_keeps_keys_over_moved_lines_and_small_edits() {
    let rows = |goal: &str| {
        [
            row(&[
                (Challenge, "Es gibt zu wenig Schatten in der Stadt."),
                (Goal, goal),
            ]),
            first(&[]),
        ]
    };
    let old = reading(&page("Grün", &rows(GARDEN))).document;
    let edited = GARDEN.replace("gemeinsam", "zusammen");
    let new = reading(&format!("\n\n\n{}", page("Grün", &rows(&edited)))).document;
    let matches = match_keys(&new.placed(), &known(&old));
    assert!(
        matches
            .iter()
            .enumerate()
            .all(|(at, found)| found.key == Some(format!("item-{at}")))
    );
    assert!(matches.iter().all(|found| found.confidence < 1.0));
}

#[test]
fn no_key_is_given_twice_and_place_tells_the_same_words_apart() {
    let text = page("Grün", &[first(&[])]) + &"\n".repeat(40) + &page("Wege", &[first(&[])]);
    let old = reading(&text).document;
    let new = reading(&format!("\n\n{text}")).document;
    let matches = match_keys(&new.placed(), &known(&old));
    assert!(
        matches
            .iter()
            .enumerate()
            .all(|(at, found)| found.key == Some(format!("item-{at}")))
    );
    let one: Vec<KnownItem> = known(&old)
        .into_iter()
        .filter(|item| item.line == 4)
        .collect();
    let given = match_keys(&old.placed(), &one)
        .into_iter()
        .filter(|found| found.key.is_some())
        .count();
    assert_eq!(given, one.len());
}

#[test]
fn what_is_new_has_no_key() {
    let document = reading(&fixture()).document;
    assert!(
        match_keys(&document.placed(), &[])
            .iter()
            .all(|found| found.key.is_none())
    );
}
