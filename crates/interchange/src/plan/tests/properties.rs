//! What holds for every input: the reader never panics, and no cell is lost unseen.

use std::collections::BTreeSet;

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use super::{Column, aliases, fixture, header};
use crate::plan::{Reading, read};

/// Every cell with letters is named by an item, a facet, a reference, a note or the report.
fn unseen(text: &str, reading: &Reading) -> Vec<(usize, usize)> {
    let document = &reading.document;
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut lines: BTreeSet<usize> = BTreeSet::new();
    for line in &reading.report.lines {
        match line.column {
            Some(column) => drop(seen.insert((line.line, column))),
            None => drop(lines.insert(line.line)),
        }
    }
    for view in document.items() {
        seen.extend(
            view.source
                .places
                .iter()
                .map(|place| (place.line, place.column)),
        );
        let Some(facets) = document.facets(view.item) else {
            continue;
        };
        let places = facets.target_groups.iter().map(|group| group.place);
        let places = places.chain(facets.parties.iter().map(|party| party.place));
        let places = places.chain(facets.resources.iter().map(|resource| resource.place));
        let places = places.chain(facets.horizon.iter().map(|horizon| horizon.place));
        let places = places.chain(facets.remarks.iter().map(|remark| remark.place));
        seen.extend(places.map(|place| (place.line, place.column)));
    }
    seen.extend(
        document
            .references
            .iter()
            .map(|reference| (reference.place.line, reference.place.column)),
    );
    seen.extend(
        document
            .footnotes
            .iter()
            .map(|note| (note.place.line, note.place.column)),
    );
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let cells = text.lines().enumerate().flat_map(|(line, row)| {
        row.split('\t')
            .enumerate()
            .map(move |(column, cell)| (line + 1, column + 1, cell))
    });
    cells
        .filter(|(_, _, cell)| cell.chars().any(char::is_alphanumeric))
        .map(|(line, column, _)| (line, column))
        .filter(|place| !seen.contains(place) && !lines.contains(&place.0))
        .collect()
}

/// Cells of all sorts, in any column.
fn cell() -> impl Strategy<Value = String> {
    let pieces = [
        "",
        "",
        "",
        "Es fehlt etwas.",
        "Anregung 1: Bäume",
        "Anregung 2:",
        "siehe unten",
        "siehe „Grün“: X",
        "(s.u.)",
        "1. Graben 2. Gießen",
        "3. Ernten",
        "Parallel: Singen",
        "1 Prüfen",
        "Gartenamt (Koordination),",
        "Rat und Parteien",
        "ggf. Material",
        "kurzfristig",
        "Plan: kurz- bis langfristig",
        "I. Pflanzen",
        "* Note",
        "<p>A</p> <p>B</p>",
        "<ol>",
        "„offen",
        "(offen",
        "ins. Kinder",
        "Minderheiten",
        "und",
        "5",
        "Entweder Rat oder LK",
        "„A“ - siehe „B“/ „C“",
        "🌳 Ü*in",
    ];
    proptest::collection::vec(select(pieces.to_vec()), 1..4)
        .prop_map(|parts| parts.join(" ").trim().to_owned())
}

fn line() -> impl Strategy<Value = String> {
    let row =
        proptest::collection::vec(cell(), Column::ALL.len()).prop_map(|cells| cells.join("\t"));
    let odd = proptest::collection::vec(cell(), 1..13).prop_map(|cells| cells.join("\t"));
    prop_oneof![
        8 => row,
        1 => odd,
        1 => select(vec![String::new(), "Grün".to_owned(), "Wege".to_owned(), header(), format!("Grün\n\n{}", header())]),
    ]
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &aliases(), None);
    }

    #[test]
    fn arbitrary_tables_read_without_losing_a_cell(lines in proptest::collection::vec(line(), 0..12)) {
        let text = format!("Grün\n\n{}\n{}\n", header(), lines.join("\n"));
        if let Ok(reading) = read(text.as_bytes(), &aliases(), None) {
            prop_assert_eq!(unseen(&text, &reading), vec![]);
        }
    }

    #[test]
    fn a_mutated_fixture_never_panics(at in 0..2000usize, with in any::<u8>(), length in 0..40usize) {
        let mut bytes = fixture().into_bytes();
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, [with]);
        if let Ok(reading) = read(&bytes, &aliases(), None) {
            let text = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(unseen(&text, &reading), vec![]);
        }
    }

    #[test]
    fn reading_twice_is_reading_once(lines in proptest::collection::vec(line(), 0..8)) {
        let text = format!("Grün\n\n{}\n{}\n", header(), lines.join("\n"));
        prop_assert!(read(text.as_bytes(), &aliases(), None) == read(text.as_bytes(), &aliases(), None));
    }
}

#[test]
fn the_fixture_loses_nothing() {
    let text = fixture();
    assert_eq!(unseen(&text, &super::reading(&text)), []);
}
