//! The reader's check on itself: every word of every cell is in an item or in the report.

use std::collections::{BTreeMap, BTreeSet};

use super::document::PlanDocument;
use super::report::{Place, RepairKind, Report};
use super::words::fold;

/// Marks that the reader turns into something else than words.
const MARKS: &[&str] = &[
    "anregung",
    "parallel",
    "insbesondere",
    "insb",
    "ins",
    "gerade",
    "auch",
    "vor",
    "allem",
    "sekundär",
    "ggf",
    "ggfs",
    "gegebenenfalls",
    "evtl",
    "eventuell",
    "entweder",
    "oder",
    "und",
    "wie",
    "z",
    "b",
    "der",
    "die",
    "das",
    "den",
    "dem",
    "ein",
    "eine",
    "einen",
    "unter",
    "beteiligung",
    "beispielsweise",
    "etc",
    "in",
    "kooperation",
];
const TAG_WORDS: &[&str] = &[
    "p", "ol", "ul", "li", "br", "div", "span", "i", "em", "strong", "u", "sup", "style", "list",
    "type", "none",
];

/// Adds an undecided line for each cell of which words are neither in an item nor in the report.
pub(super) fn check(
    lines: &[&str],
    document: &PlanDocument,
    joined: &[Vec<Place>],
    report: &mut Report,
) {
    let known = words_by_place(document, joined);
    let covered: BTreeSet<(usize, Option<usize>)> = report
        .lines
        .iter()
        .filter(|entry| covers(entry.what))
        .map(|entry| (entry.line, entry.column))
        .collect();
    for (index, raw) in lines.iter().enumerate() {
        for (at, cell) in raw.split('\t').enumerate() {
            let place = Place {
                line: index + 1,
                column: at + 1,
            };
            if covered.contains(&(place.line, None))
                || covered.contains(&(place.line, Some(place.column)))
            {
                continue;
            }
            let nothing = BTreeSet::new();
            let kept = known.get(&place).unwrap_or(&nothing);
            let has_tags = cell.contains('<');
            let folded = fold(cell);
            let lost: Vec<&str> = folded
                .split(' ')
                .filter(|word| !word.is_empty() && !kept.contains(*word) && !MARKS.contains(word))
                .filter(|word| {
                    let number = word.chars().all(|c| c.is_ascii_digit());
                    let tag = has_tags && TAG_WORDS.contains(word);
                    !number && !tag
                })
                .collect();
            if !lost.is_empty() || kept.is_empty() && !folded.is_empty() {
                let why = format!(
                    "{} words of this cell are in no item; correct the cell, or accept the loss",
                    lost.len().max(1)
                );
                report.cell(place, RepairKind::Unaccounted, 0.0, why);
            }
        }
    }
}

/// What takes a whole cell or line out of the plan and says so.
fn covers(what: RepairKind) -> bool {
    matches!(
        what,
        RepairKind::Header
            | RepairKind::HeaderRepeated
            | RepairKind::HeadingRepeated
            | RepairKind::OutsideTables
            | RepairKind::Repeated
            | RepairKind::Corrected
            | RepairKind::Orphan
    )
}

fn words_by_place(
    document: &PlanDocument,
    joined: &[Vec<Place>],
) -> BTreeMap<Place, BTreeSet<String>> {
    let mut known: BTreeMap<Place, BTreeSet<String>> = BTreeMap::new();
    let mut add = |place: Place, text: &str| {
        known.entry(place).or_default().extend(
            fold(text)
                .split(' ')
                .filter(|w| !w.is_empty())
                .map(str::to_owned),
        );
    };
    for view in document.items() {
        for &place in &view.source.places {
            add(place, view.text);
        }
    }
    for section in &document.sections {
        section
            .source
            .places
            .iter()
            .for_each(|&place| add(place, &section.number));
    }
    for footnote in &document.footnotes {
        add(footnote.place, &footnote.words);
    }
    for reference in &document.references {
        add(reference.place, &reference.words);
    }
    let mut facets = Vec::new();
    facets.extend(document.challenges.iter().map(|item| &item.facets));
    facets.extend(document.goals.iter().map(|item| &item.facets));
    facets.extend(document.suggestions.iter().map(|item| &item.facets));
    facets.extend(document.measures.iter().map(|item| &item.facets));
    for facets in facets {
        facets
            .target_groups
            .iter()
            .for_each(|group| add(group.place, &group.words));
        facets
            .resources
            .iter()
            .for_each(|resource| add(resource.place, &resource.words));
        facets
            .horizon
            .iter()
            .for_each(|horizon| add(horizon.place, &horizon.words));
        facets
            .remarks
            .iter()
            .for_each(|remark| add(remark.place, &remark.words));
        for party in &facets.parties {
            add(party.place, &party.words);
            party.notes.iter().for_each(|note| add(party.place, note));
        }
    }
    for places in joined {
        let together: BTreeSet<String> = places
            .iter()
            .filter_map(|place| known.get(place))
            .flatten()
            .cloned()
            .collect();
        for &place in places {
            known
                .entry(place)
                .or_default()
                .extend(together.iter().cloned());
        }
    }
    known
}
