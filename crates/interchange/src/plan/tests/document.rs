//! The real document, where `ANGEBOTE_TEST_PLAN` names it. Its sentences are not ours to keep, so
//! the tests know numbers and places only. The numbers were counted by hand.

use std::path::Path;

use serde_json::{Value, json};

use crate::plan::{
    Corrections, ItemKind, ItemRef, PartyAliases, PartyRole, Reading, RepairKind, read,
};

/// The document and what is known about it; nothing where the environment does not name it.
fn document() -> Option<(Vec<u8>, PartyAliases, Corrections)> {
    let Ok(path) = std::env::var("ANGEBOTE_TEST_PLAN") else {
        println!("skipped: ANGEBOTE_TEST_PLAN names no document");
        return None;
    };
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/plan");
    let toml = |name: &str| std::fs::read_to_string(seeds.join(name)).unwrap();
    let aliases = PartyAliases::from_toml(&toml("organizations.toml")).unwrap();
    let corrections = Corrections::from_toml(&toml("corrections.toml")).unwrap();
    Some((std::fs::read(path).unwrap(), aliases, corrections))
}

fn corrected() -> Option<Reading> {
    let (bytes, aliases, corrections) = document()?;
    Some(read(&bytes, &aliases, Some(&corrections)).unwrap())
}

#[test]
fn with_its_corrections_the_document_is_decided_and_complete() {
    let Some(reading) = corrected() else { return };
    let open: Vec<String> = reading
        .report
        .undecided()
        .map(ToString::to_string)
        .collect();
    assert_eq!(open, Vec::<String>::new());
    assert!(
        reading
            .report
            .lines
            .iter()
            .all(|line| line.what != RepairKind::Unaccounted)
    );
}

#[test]
fn without_corrections_the_document_is_undecided_but_complete() {
    let Some((bytes, aliases, _)) = document() else {
        return;
    };
    let reading = read(&bytes, &aliases, None).unwrap();
    let open: Vec<(usize, RepairKind)> = reading
        .report
        .undecided()
        .map(|line| (line.line, line.what))
        .collect();
    assert_eq!(
        open,
        [
            (3, RepairKind::UnnamedArea),
            (77, RepairKind::Reference),
            (79, RepairKind::MissingGoal),
            (80, RepairKind::MissingGoal),
            (108, RepairKind::OpenEnd),
            (117, RepairKind::Reference),
            (140, RepairKind::Shifted),
            (140, RepairKind::Shifted),
            (174, RepairKind::SuspectWord),
            (174, RepairKind::SuspectWord),
            (180, RepairKind::SuspectWord),
            (196, RepairKind::Unmarked),
            (206, RepairKind::MissingGoal),
        ]
    );
}

#[test]
fn the_document_has_as_many_items_as_a_person_counts() {
    let Some(reading) = corrected() else { return };
    let kinds = [
        ItemKind::Section,
        ItemKind::Challenge,
        ItemKind::Goal,
        ItemKind::Suggestion,
        ItemKind::Measure,
        ItemKind::Step,
    ];
    let items = reading.document.items();
    let count = |area: usize| {
        kinds.map(|kind| {
            items
                .iter()
                .filter(|v| v.area == area && v.item.kind == kind)
                .count()
        })
    };
    let areas: Vec<[usize; 6]> = (0..reading.document.areas.len()).map(count).collect();
    assert_eq!(
        areas,
        [
            [0, 2, 2, 2, 2, 0],
            [3, 14, 24, 32, 10, 35],
            [0, 9, 9, 14, 3, 14],
            [8, 29, 32, 73, 12, 43],
            [3, 19, 18, 41, 7, 24],
        ]
    );
    let lines = |kind| {
        items
            .iter()
            .filter(|v| v.item.kind == kind)
            .map(|v| v.source.line)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lines(ItemKind::Measure),
        [
            4, 5, 13, 14, 19, 20, 26, 27, 28, 37, 52, 55, 69, 75, 77, 97, 98, 99, 100, 108, 109,
            110, 111, 136, 139, 151, 152, 212, 231, 235, 248, 250, 255, 256
        ]
    );
    assert_eq!(
        lines(ItemKind::Section),
        [
            12, 31, 44, 95, 96, 121, 141, 164, 165, 187, 190, 204, 230, 247
        ]
    );
}

#[test]
fn a_measure_cut_by_a_page_break_is_one() {
    let Some(reading) = corrected() else { return };
    let document = &reading.document;
    let index = document
        .measures
        .iter()
        .position(|m| m.source.line == 100)
        .unwrap();
    let measure = &document.measures[index];
    let places: Vec<usize> = measure
        .source
        .places
        .iter()
        .map(|place| place.line)
        .collect();
    assert_eq!(places, [100, 107]);
    let numbers: Vec<Option<u32>> = measure
        .suggestions
        .iter()
        .map(|&at| document.suggestions[at].number)
        .collect();
    assert_eq!(numbers, [Some(4), Some(5), Some(6), Some(7)]);
    assert_eq!(measure.facets.parties.len(), 8);
    let of = ItemRef {
        kind: ItemKind::Measure,
        index,
    };
    let steps: Vec<(Option<u32>, usize)> = document
        .steps
        .iter()
        .filter(|step| step.of == of)
        .map(|step| (step.number, step.source.line))
        .collect();
    assert_eq!(
        steps,
        [
            (Some(1), 100),
            (Some(2), 100),
            (Some(3), 107),
            (Some(4), 107),
            (Some(5), 107)
        ]
    );
}

#[test]
fn every_reference_of_the_document_is_resolved() {
    let Some(reading) = corrected() else { return };
    assert_eq!(reading.document.references.len(), 41);
    assert!(
        reading
            .document
            .references
            .iter()
            .all(|reference| reference.target.is_some())
    );
}

#[test]
fn every_party_of_the_document_is_known() {
    let Some(reading) = corrected() else { return };
    let document = &reading.document;
    let facets = document
        .items()
        .into_iter()
        .filter_map(|view| document.facets(view.item));
    let parties: Vec<_> = facets.flat_map(|facets| &facets.parties).collect();
    let unknown: Vec<_> = parties
        .iter()
        .filter(|party| party.organization.is_none())
        .map(|party| &party.words)
        .collect();
    assert_eq!(unknown, Vec::<&String>::new());
    // The words say "(Koordination)" twice and "(Koordinierung)" once.
    assert_eq!(
        parties
            .iter()
            .filter(|party| party.role == PartyRole::Coordination)
            .count(),
        3
    );
    assert_eq!(parties.iter().filter(|party| party.doubtful).count(), 1);
}

#[test]
fn the_document_cut_off_anywhere_never_reads_as_whole() {
    let Some((bytes, aliases, _)) = document() else {
        return;
    };
    for length in (0..bytes.len() - 1).step_by(997) {
        if let Ok(reading) = read(&bytes[..length], &aliases, None) {
            assert!(!reading.is_decided());
        }
    }
}

/// Writes the reading without the document's sentences:
/// `ANGEBOTE_TEST_PLAN=… ANGEBOTE_PLAN_JSON=… cargo test -p interchange -- --ignored summary`
#[test]
#[ignore = "writes a file"]
fn a_summary_of_the_document() {
    let (Some(reading), Ok(path)) = (corrected(), std::env::var("ANGEBOTE_PLAN_JSON")) else {
        return;
    };
    std::fs::write(
        path,
        serde_json::to_string_pretty(&summary(&reading)).unwrap(),
    )
    .unwrap();
}

fn summary(reading: &Reading) -> Value {
    let document = &reading.document;
    let views = document.items();
    let name = |item: ItemRef| {
        let view = views.iter().find(|view| view.item == item).unwrap();
        format!(
            "{:?}:{}:{}",
            item.kind, view.source.line, view.source.ordinal
        )
    };
    let challenge = |index: usize| {
        name(ItemRef {
            kind: ItemKind::Challenge,
            index,
        })
    };
    let goal = |index: usize| {
        name(ItemRef {
            kind: ItemKind::Goal,
            index,
        })
    };
    let items: Vec<Value> = views
        .iter()
        .map(|view| {
            let index = view.item.index;
            let (number, parent) = match view.item.kind {
                ItemKind::Area => (Value::Null, json!(null)),
                ItemKind::Section => {
                    let section = &document.sections[index];
                    let parent = section.parent.map(|index| name(ItemRef { kind: ItemKind::Section, index }));
                    (json!(section.number), json!({ "area": section.area, "section": parent }))
                }
                ItemKind::Challenge => {
                    let challenge = &document.challenges[index];
                    let section = challenge.section.map(|index| name(ItemRef { kind: ItemKind::Section, index }));
                    (Value::Null, json!({ "area": challenge.area, "section": section }))
                }
                ItemKind::Goal => {
                    let goal = &document.goals[index];
                    let also: Vec<String> = goal.also_for.iter().map(|&at| challenge(at)).collect();
                    (Value::Null, json!({ "challenge": goal.challenge.map(challenge), "also_for": also }))
                }
                ItemKind::Suggestion => {
                    let item = &document.suggestions[index];
                    let goals: Vec<String> = item.goals.iter().map(|&at| goal(at)).collect();
                    (json!(item.number), json!({ "challenge": item.challenge.map(challenge), "goals": goals }))
                }
                ItemKind::Measure => {
                    let item = &document.measures[index];
                    let goals: Vec<String> = item.goals.iter().map(|&at| goal(at)).collect();
                    let suggestions: Vec<String> =
                        item.suggestions.iter().map(|&index| name(ItemRef { kind: ItemKind::Suggestion, index })).collect();
                    let parent = json!({ "challenge": item.challenge.map(challenge), "goals": goals, "suggestions": suggestions });
                    (Value::Null, parent)
                }
                ItemKind::Step => {
                    let step = &document.steps[index];
                    (json!(step.number), json!({ "of": name(step.of), "parallel": step.parallel }))
                }
            };
            let references: Vec<Value> = document
                .references
                .iter()
                .filter(|reference| reference.from.contains(&view.item))
                .map(|r| json!({ "target": r.target.map(name), "confidence": r.confidence }))
                .collect();
            let mut item = json!({
                "kind": view.item.kind, "line": view.source.line, "ordinal": view.source.ordinal, "number": number,
                "text": view.text.chars().take(60).collect::<String>(), "parent": parent, "references": references,
            });
            if let Some(facets) = document.facets(view.item) {
                item["target_groups"] = json!(facets.target_groups.iter().map(|g| (&g.words, g.emphasis)).collect::<Vec<_>>());
                item["parties"] = json!(
                    facets.parties.iter().map(|p| (&p.words, &p.organization, p.role, &p.notes, p.doubtful)).collect::<Vec<_>>()
                );
                item["resources"] = json!(facets.resources.iter().map(|r| (r.kind, r.optional, &r.words)).collect::<Vec<_>>());
                item["horizon"] = json!(facets.horizon.as_ref().map(|h| (h.min, h.max, &h.phases)));
                item["remarks"] = json!(facets.remarks.iter().map(|r| &r.words).collect::<Vec<_>>());
            }
            item
        })
        .collect();
    json!({ "items": items, "report": reading.report.lines })
}
