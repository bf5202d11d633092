//! Facts about the benchmark itself, on small directories.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use domain::text::LocalizedText;
use interchange::seeds::{self, Seeds};

use crate::comparison::{bare_schema, same_answer};
use crate::database;
use crate::generator::{self, Directory};
use crate::program::Program;

fn reference() -> Seeds {
    seeds::read(seeds::embedded()).unwrap()
}

async fn program(folder: &tempfile::TempDir, offers: u32) -> Program {
    let file: PathBuf = folder.path().join(format!("{offers}.sqlite"));
    let store = database::create(&file).await.unwrap();
    generator::write(&store, offers).await.unwrap();
    store.close().await.unwrap();
    Program::open(&file).await.unwrap()
}

#[test]
fn the_same_number_yields_the_same_directory() {
    let seeds = reference();
    let directory = Directory::new(50, &seeds).unwrap();
    assert_eq!(directory, Directory::new(50, &seeds).unwrap());
    let larger = Directory::new(100, &seeds).unwrap();
    let slugs = |directory: &Directory| -> Vec<String> {
        let offers = directory.offers.iter().take(50);
        offers.map(|offer| offer.entry.slug.to_string()).collect()
    };
    assert_eq!(slugs(&directory), slugs(&larger));
}

#[test]
fn a_thousand_offers_are_as_large_as_promised() {
    let Directory {
        organizations,
        locations,
        offers,
    } = Directory::new(1_000, &reference()).unwrap();
    assert_eq!((organizations.len(), locations.len()), (20, 40));
    let total = |count: fn(&domain::entry::Entry) -> usize| -> usize {
        offers.iter().map(|offer| count(&offer.entry)).sum()
    };
    assert_eq!(total(|entry| entry.audience.links.len()), 1_900);
    assert_eq!(total(|entry| entry.areas.len()), 1_500);
    assert_eq!(total(|entry| entry.schedule.rules().len()), 2_000);
    for offer in &offers {
        assert_eq!(characters(&offer.entry), [600, 600]);
    }
}

/// How many characters an entry has in each of its two languages.
fn characters(entry: &domain::entry::Entry) -> [usize; 2] {
    let texts = [
        Some(&entry.title),
        entry.summary.as_ref(),
        entry.description.as_ref(),
    ];
    let texts: Vec<&LocalizedText> = texts.into_iter().flatten().collect();
    [0, 1].map(|version| {
        texts
            .iter()
            .map(|text| text.versions()[version].text.as_str().chars().count())
            .sum()
    })
}

#[tokio::test]
async fn both_schemas_give_the_same_answer() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder, 120).await;
    let schema = bare_schema(&program).await.unwrap();
    for first in [1, 20, 100] {
        let answer = same_answer(&program, &schema, first).await.unwrap();
        assert!(answer.contains("benchmark-offer-"));
    }
}

#[tokio::test]
async fn building_the_catalogue_takes_as_many_statements_for_few_as_for_many() {
    let folder = tempfile::tempdir().unwrap();
    let few = program(&folder, 20).await;
    let many = program(&folder, 620).await;
    assert_eq!(few.statements_to_build, many.statements_to_build);
}
