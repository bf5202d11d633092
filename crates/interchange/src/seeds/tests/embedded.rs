//! What the repository's own seeds say.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::code::Code;
use domain::id::{EntityId, EntityKind, TypedId};
use domain::plan::{ReferenceTarget, ResponsibilitySubject};
use domain::text::LocalizedText;

use crate::seeds::terms::vocabularies;
use crate::seeds::text::LANGUAGES;
use crate::seeds::{Seeds, embedded, holidays, read};

fn seeds() -> Seeds {
    read(embedded()).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn every_seed_file_is_embedded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut found = BTreeSet::new();
    let mut open: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                found.insert(name.replace('\\', "/"));
            }
        }
    }
    let listed: BTreeSet<String> = embedded().iter().map(|file| file.name.to_owned()).collect();
    assert_eq!(listed, found);
}

#[test]
fn the_seeds_hold_something_of_every_kind() {
    let seeds = seeds();
    let found: BTreeSet<EntityKind> = seeds.names().iter().map(|(id, _)| id.kind).collect();
    assert_eq!(found, EntityKind::ALL.iter().copied().collect());
}

#[test]
fn every_link_leads_to_something_in_the_seeds() {
    let seeds = seeds();
    let known: HashSet<EntityId> = seeds.names().into_iter().map(|(id, _)| id).collect();
    for (id, links) in seeds.links() {
        for link in links {
            assert!(known.contains(&link), "{id:?} links to {link:?}");
        }
    }
}

#[test]
fn ids_and_names_are_unique_and_belong_together() {
    let seeds = seeds();
    let mut ids = HashSet::new();
    for (id, slug) in seeds.names() {
        assert!(ids.insert(id), "{slug} stands there twice");
        assert_eq!(id, EntityId::of_slug(id.kind, slug.as_str()), "{slug}");
    }
}

#[test]
fn every_code_has_a_word_in_every_language_and_every_word_a_code() {
    let seeds = seeds();
    let named: BTreeSet<(&str, &str)> = seeds
        .terms
        .iter()
        .map(|term| (term.vocabulary.as_str(), term.code.as_str()))
        .collect();
    let vocabularies = vocabularies();
    let codes: BTreeSet<(&str, &str)> = vocabularies
        .iter()
        .flat_map(|(name, codes)| codes.iter().map(move |code| (*name, *code)))
        .collect();
    assert_eq!(named, codes);
    for term in &seeds.terms {
        assert_eq!(languages(&term.label), LANGUAGES, "{}", term.slug);
    }
}

#[test]
fn taxonomies_and_areas_have_labels_in_every_language() {
    let seeds = seeds();
    let labels = (seeds.target_groups.iter().map(|it| (&it.slug, &it.label)))
        .chain(seeds.topics.iter().map(|it| (&it.slug, &it.label)))
        .chain(seeds.languages.iter().map(|it| (&it.slug, &it.label)))
        .chain(seeds.action_areas.iter().map(|it| (&it.slug, &it.title)));
    for (slug, label) in labels {
        assert_eq!(languages(label), LANGUAGES, "{slug}");
        assert!(!label.source().machine_translated, "{slug}");
    }
}

fn languages(text: &LocalizedText) -> Vec<&str> {
    let versions = text.versions().iter();
    versions.map(|version| version.language.as_str()).collect()
}

#[test]
fn the_items_of_the_plan_are_numbered_through() {
    let seeds = seeds();
    let mut orders: Vec<u32> = (seeds.challenges.iter().map(|it| it.item.order))
        .chain(seeds.goals.iter().map(|it| it.item.order))
        .chain(seeds.suggestions.iter().map(|it| it.item.order))
        .chain(seeds.measures.iter().map(|it| it.item.order))
        .collect();
    orders.sort_unstable();
    let expected: Vec<u32> = (1..).take(orders.len()).collect();
    assert_eq!(orders, expected);
}

#[test]
fn references_into_an_aggregate_lead_to_a_part_of_it() {
    let seeds = seeds();
    let items = (seeds.challenges.iter().map(|it| (it.id.entity(), &it.item)))
        .chain(seeds.goals.iter().map(|it| (it.id.entity(), &it.item)))
        .chain(
            seeds
                .suggestions
                .iter()
                .map(|it| (it.id.entity(), &it.item)),
        )
        .chain(seeds.measures.iter().map(|it| (it.id.entity(), &it.item)));
    let items: Vec<_> = items.collect();
    let targets = items
        .iter()
        .flat_map(|(_, item)| item.references.iter())
        .filter_map(|reference| reference.target);
    for target in targets {
        let there = match target {
            ReferenceTarget::Section { area, section } => seeds
                .action_areas
                .iter()
                .any(|it| it.id == area && it.sections.iter().any(|it| it.id == section)),
            ReferenceTarget::Step { item, step } => items
                .iter()
                .any(|(id, it)| *id == item.into() && it.steps.iter().any(|it| it.id == step)),
            ReferenceTarget::Item(_) | ReferenceTarget::Area(_) => true,
        };
        assert!(there, "{target:?}");
    }
    for challenge in &seeds.challenges {
        let area = seeds
            .action_areas
            .iter()
            .find(|it| it.id == challenge.area)
            .unwrap();
        if let Some(section) = challenge.section {
            assert!(area.sections.iter().any(|it| it.id == section));
        }
    }
}

#[test]
fn nobody_is_said_to_be_responsible_since_the_document_lost_it() {
    let seeds = seeds();
    assert!(!seeds.responsibilities.is_empty());
    for responsibility in &seeds.responsibilities {
        assert_eq!(responsibility.responsible, None);
        assert!(matches!(
            responsibility.subject,
            ResponsibilitySubject::PlanItem(_)
        ));
        assert!(responsibility.source.is_some());
    }
}

#[test]
fn what_is_made_up_says_so() {
    let seeds = seeds();
    assert!(seeds.offers.iter().all(|it| it.entry.demo));
    assert!(seeds.counselling_points.iter().all(|it| it.entry.demo));
    assert!(seeds.locations.iter().all(|it| it.demo));
    assert!(seeds.organizations.iter().all(|it| !it.demo));
}

#[test]
fn the_site_names_its_languages_and_emergency_numbers() {
    let seeds = seeds();
    let [site] = seeds.sites.as_slice() else {
        panic!("there is one site");
    };
    let tags: Vec<&str> = site.languages.iter().map(|tag| tag.as_str()).collect();
    assert_eq!(tags, LANGUAGES);
    let numbers: Vec<&str> = site
        .emergency_numbers
        .iter()
        .map(|it| it.phone.as_str())
        .collect();
    assert_eq!(
        numbers,
        ["112", "110", "116016", "116117", "116123", "116111"]
    );
}

#[test]
fn reading_twice_changes_nothing() {
    assert_eq!(seeds(), seeds());
    let mut backwards = embedded().to_vec();
    backwards.reverse();
    assert_eq!(read(&backwards).map(|it| it.measures), Ok(seeds().measures));
}

#[test]
fn the_school_holidays_read() {
    let file = embedded()
        .iter()
        .find(|file| file.name == "reference/holidays-nrw.toml")
        .unwrap();
    let calendar = holidays(file.text).unwrap();
    assert!(!calendar.school_holidays().is_empty());
}
