//! The keys of the plan: the committed file agrees with the seeds, and how it is made.
//!
//! To make it again after the document, the reader or the seeds have changed, run
//!
//! ```sh
//! ANGEBOTE_TEST_PLAN=path/to/the/document.txt \
//!     cargo test -p interchange -- --ignored the_keys_are_written_from_the_document_and_the_seeds
//! ```
//!
//! and commit `seeds/plan/keys.toml` with the change.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use domain::plan::{PlanItem, SourcePosition};

use crate::plan::{
    Corrections, ItemKind, KnownItemsError, PartyAliases, known_items, match_keys, read,
};
use crate::seeds::{self, Seeds};

/// A kind, a line and a number on that line: what pairs a reading with the seeds.
type Address = (ItemKind, usize, usize);

fn embedded(name: &str) -> &'static str {
    let file = seeds::embedded().iter().find(|file| file.name == name);
    file.unwrap().text
}

/// Every item of the seeds by its address, with its key.
fn keys_of(seeds: &Seeds) -> BTreeMap<Address, String> {
    let mut keys = BTreeMap::new();
    let mut numbers: HashMap<(ItemKind, usize), usize> = HashMap::new();
    let mut add = |kind, source: Option<SourcePosition>, key: &str| {
        let line = source.unwrap().line as usize;
        let number = numbers.entry((kind, line)).or_default();
        *number += 1;
        keys.insert((kind, line, *number), key.to_owned());
    };
    let mut items: Vec<(ItemKind, &PlanItem)> = Vec::new();
    items.extend(
        seeds
            .challenges
            .iter()
            .map(|it| (ItemKind::Challenge, &it.item)),
    );
    items.extend(seeds.goals.iter().map(|it| (ItemKind::Goal, &it.item)));
    items.extend(
        seeds
            .suggestions
            .iter()
            .map(|it| (ItemKind::Suggestion, &it.item)),
    );
    items.extend(
        seeds
            .measures
            .iter()
            .map(|it| (ItemKind::Measure, &it.item)),
    );
    items.sort_by_key(|(_, item)| item.order);
    for area in &seeds.action_areas {
        add(ItemKind::Area, area.source, area.slug.as_str());
        for section in &area.sections {
            add(ItemKind::Section, section.source, section.slug.as_str());
        }
    }
    for (kind, item) in items {
        add(kind, item.source, item.slug.as_str());
        for step in &item.steps {
            add(ItemKind::Step, step.source, step.slug.as_str());
        }
    }
    keys
}

#[test]
fn the_committed_keys_are_those_of_the_seeds() {
    let known = known_items(embedded("plan/keys.toml")).unwrap();
    let known: BTreeMap<Address, String> = known
        .into_iter()
        .map(|item| ((item.kind, item.line, item.ordinal), item.key))
        .collect();
    let seeds = seeds::read(seeds::embedded()).unwrap();
    assert_eq!(known, keys_of(&seeds));
}

#[test]
fn the_committed_keys_find_every_item_of_the_document() {
    let Ok(path) = std::env::var("ANGEBOTE_TEST_PLAN") else {
        println!("skipped: ANGEBOTE_TEST_PLAN names no document");
        return;
    };
    let known = known_items(embedded("plan/keys.toml")).unwrap();
    let document = document(&path);
    let matches = match_keys(&document.placed(), &known);
    assert_eq!(matches.len(), known.len());
    assert!(
        matches
            .iter()
            .all(|it| it.key.is_some() && it.confidence > 0.999)
    );
}

#[test]
#[ignore = "writes seeds/plan/keys.toml; needs the document in ANGEBOTE_TEST_PLAN"]
fn the_keys_are_written_from_the_document_and_the_seeds() {
    let path = std::env::var("ANGEBOTE_TEST_PLAN").expect("ANGEBOTE_TEST_PLAN names the document");
    let document = document(&path);
    let mut keys = keys_of(&seeds::read(seeds::embedded()).unwrap());
    let mut text = format!(
        "# By which words and in which place the importer finds each item of the plan again. Generated;\n\
         # crates/interchange/src/plan/tests/known.rs says how. No sentence of the document is in it.\n\n\
         # The document with SHA-256 {}\nitems = [\n",
        document.sha256
    );
    for placed in document.placed() {
        let address = (placed.item.kind, placed.line, placed.ordinal);
        let key = keys
            .remove(&address)
            .unwrap_or_else(|| panic!("the seeds have no {address:?}"));
        let kind = serde_json::to_string(&placed.item.kind).unwrap();
        writeln!(
            text,
            "    {{ kind = {kind}, key = \"{key}\", line = {}, ordinal = {}, fingerprint = \"{}\" }},",
            placed.line, placed.ordinal, placed.fingerprint
        )
        .unwrap();
    }
    assert!(keys.is_empty(), "the document has none of {keys:?}");
    text.push_str("]\n");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/plan/keys.toml");
    std::fs::write(file, text).unwrap();
}

fn document(path: &str) -> crate::plan::PlanDocument {
    let bytes = std::fs::read(path).unwrap();
    let aliases = PartyAliases::from_toml(embedded("plan/organizations.toml")).unwrap();
    let corrections = Corrections::from_toml(embedded("plan/corrections.toml")).unwrap();
    read(&bytes, &aliases, Some(&corrections)).unwrap().document
}

#[test]
fn keys_that_would_be_misread_are_refused() {
    let fingerprint = format!("1{}", "0".repeat(128));
    let item = |key: &str, line: usize, fingerprint: &str| {
        format!(
            "[[items]]\nkind = \"goal\"\nkey = \"{key}\"\nline = {line}\nordinal = 1\n\
             fingerprint = \"{fingerprint}\"\n"
        )
    };
    let refused = |text: &str| known_items(text).unwrap_err();
    assert_eq!(known_items(""), Ok(Vec::new()));
    assert!(matches!(
        refused("items = 1"),
        KnownItemsError::Syntax { .. }
    ));
    assert!(matches!(
        refused(&item("a", 1, "1")),
        KnownItemsError::Fingerprint { .. }
    ));
    let (a, b) = (item("a", 1, &fingerprint), item("b", 1, &fingerprint));
    assert!(matches!(
        refused(&(a.clone() + &item("a", 2, &fingerprint))),
        KnownItemsError::SameKey { .. }
    ));
    assert!(matches!(
        refused(&(a + &b)),
        KnownItemsError::SamePlace { .. }
    ));
}
