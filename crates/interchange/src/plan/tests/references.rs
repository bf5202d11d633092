//! Cross-references and what they mean.

use super::{Column, RepairKind, first, page, reading, reported, row};
use crate::plan::{ItemKind, Reading};
use Column::{Challenge, FirstSteps, Goal, Measures, Suggestions};

/// Two areas; the second has what is referred to. The reference stands in the first.
fn referring(column: Column, text: &str) -> Reading {
    let mut cells = vec![(Suggestions, "Anregung 1: Ein Beet am Rathaus")];
    cells.retain(|(at, _)| *at != column);
    cells.push((column, text));
    let here = [
        first(&cells),
        row(&[
            (Challenge, "Die Presse berichtet wenig."),
            (Goal, "Sie berichtet viel."),
        ]),
    ];
    let there = [row(&[
        (Challenge, "Viele Bänke im Stadtpark sind morsch."),
        (Goal, "Alle sitzen gut."),
        (
            Suggestions,
            "Anregung 1: Bänke streichen Anregung 2: Bänke zählen",
        ),
        (
            Measures,
            "Eine Werkstatt für alte Bänke im Stadtpark einrichten.",
        ),
        (FirstSteps, "1. Holz kaufen (siehe Anregung 2)."),
    ])];
    reading(&(page("Grün", &here) + "\n" + &page("Wege und Plätze", &there)))
}

/// The targets of the first area's references.
fn targets(reading: &Reading) -> Vec<Option<(ItemKind, usize)>> {
    let here = reading
        .document
        .references
        .iter()
        .filter(|reference| reference.place.line < 6);
    here.map(|reference| reference.target.map(|target| (target.kind, target.index)))
        .collect()
}

#[test]
fn a_named_area_is_the_area() {
    for text in [
        "Anregung 1: X (siehe Handlungsfeld „Wege und Plätze“).",
        "Anregung 1: X (siehe auch Bereich Wege und Plätze)",
    ] {
        assert_eq!(
            targets(&referring(Suggestions, text)),
            [Some((ItemKind::Area, 1))]
        );
    }
    let both = referring(
        Suggestions,
        "Anregung 1: X, siehe Handlungsfelder „Grün“ und „Wege und Plätze“",
    );
    assert_eq!(
        targets(&both),
        [Some((ItemKind::Area, 0)), Some((ItemKind::Area, 1))]
    );
    let bare = referring(Goal, "Es ist grün (Handlungsfeld „Wege und Plätze“).");
    assert_eq!(targets(&bare), [Some((ItemKind::Area, 1))]);
}

#[test]
fn a_cell_of_references_is_no_measure_and_refers_for_its_suggestions() {
    let reading = referring(Measures, "siehe: Werkstatt für Bänke einrichten");
    assert_eq!(targets(&reading), [Some((ItemKind::Measure, 0))]);
    assert_eq!(reading.document.measures.len(), 1);
    assert_eq!(
        reading.document.references[0].from[0].kind,
        ItemKind::Suggestion
    );
}

#[test]
fn a_cell_can_hold_a_reference_and_a_measure() {
    let reading = referring(
        Measures,
        "siehe Wege und Plätze: „Eine Werkstatt für alte Bänke“ Einen Teich anlegen.",
    );
    assert_eq!(reading.document.measures[0].text, "Einen Teich anlegen.");
    assert_eq!(targets(&reading), [Some((ItemKind::Measure, 1))]);
}

#[test]
fn what_looks_back_at_a_reference_is_a_remark() {
    let reading = referring(
        Measures,
        "siehe „Eine Werkstatt für alte Bänke“ Hier sind Kinder gemeint.",
    );
    assert_eq!(reading.document.measures.len(), 1);
    assert_eq!(
        reading.document.suggestions[0].facets.remarks[0].words,
        "Hier sind Kinder gemeint."
    );
}

#[test]
fn a_label_names_the_measure_under_the_quoted_challenge() {
    let reading = referring(
        Measures,
        "„Werkstatt“ - siehe „Viele Bänke im Stadtpark sind morsch.“",
    );
    assert_eq!(targets(&reading), [Some((ItemKind::Measure, 0))]);
}

#[test]
fn several_quotations_are_several_references() {
    let reading = referring(
        Measures,
        "siehe Herausforderung „Viele Bänke im Stadtpark sind morsch.“/ Projekt „Bänke zählen“",
    );
    assert_eq!(
        targets(&reading),
        [
            Some((ItemKind::Challenge, 2)),
            Some((ItemKind::Suggestion, 2))
        ]
    );
}

#[test]
fn a_numbered_suggestion_is_the_one_under_the_same_goal() {
    let reading = referring(Measures, "Teich.");
    let reference = &reading.document.references[0];
    assert_eq!(
        reference.target.map(|target| (target.kind, target.index)),
        Some((ItemKind::Suggestion, 2))
    );
    assert_eq!(reference.from[0].kind, ItemKind::Step);
}

#[test]
fn a_mention_inside_a_measure_stays_in_its_words() {
    let reading = referring(Measures, "Teich anlegen (siehe Bereich „Wege und Plätze“).");
    assert_eq!(
        reading.document.measures[0].text,
        "Teich anlegen (siehe Bereich „Wege und Plätze“)."
    );
    assert_eq!(targets(&reading), [Some((ItemKind::Area, 1))]);
}

#[test]
fn below_and_above_are_found_by_words_in_the_same_area_or_left_to_a_person() {
    let below = referring(Suggestions, "Anregung 1: Die Presse berichtet (s.u.)");
    assert_eq!(targets(&below), [Some((ItemKind::Challenge, 1))]);
    let unclear = referring(
        Suggestions,
        "Anregung 1: Schöne Zeitungen machen (siehe unten)",
    );
    assert_eq!(targets(&unclear), [None]);
    assert_eq!(
        reported(&unclear, RepairKind::Reference)
            .iter()
            .filter(|(_, _, decided)| !decided)
            .count(),
        1
    );
}

#[test]
fn what_fits_nothing_is_left_to_a_person() {
    let reading = referring(Measures, "siehe „Fliegende Teppiche weben“");
    assert_eq!(targets(&reading), [None]);
    assert!(!reading.is_decided());
}
