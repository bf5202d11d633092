//! Protected addresses never leave.

use std::sync::Arc;

use domain::id::LocationId;
use domain::place::LocationVisibility;
use interchange::seeds::Seeds;

use super::{ask_of, embedded, snapshot_of};

/// Everything that the public can reach which may lead to an address.
const EVERYTHING: &str = "{
    locations(first: 100) { nodes { id slug name { text } address { locality } entries { nodes { slug } } } }
    entries(first: 100) { nodes { slug provider { locations { id slug } } images { url }
        places { isWithheld location { id slug } district { slug } } } }
    more: entries(last: 100) { nodes { slug provider { locations { id slug } }
        places { isWithheld location { id slug } district { slug } } } }
    organizations(first: 100) { nodes { slug locations { id slug } } } }";

/// The seeds, with one public offer moved to `library`, where its provider is at home as well, and
/// another one held there.
fn seeds() -> (Seeds, LocationId, [String; 2]) {
    let mut seeds = embedded();
    let library = seeds.locations[0].clone();
    let district = seeds
        .districts
        .iter()
        .find(|district| district.slug.as_str() == "rodenbeck");
    seeds.locations[0].district = Some(district.unwrap().id);
    let place = |offer: &domain::entry::Offer| domain::entry::Place {
        id: domain::id::PartId::of_name(offer.id, "place"),
        position: domain::entry::Position::At(library.id),
        schedule: None,
        contacts: Vec::new(),
        languages: Vec::new(),
    };
    let mut slugs = Vec::new();
    for offer in seeds.offers.iter_mut().take(2) {
        offer.entry.visibility = LocationVisibility::Exact;
        offer.entry.places = vec![place(offer)];
        slugs.push(offer.entry.slug.to_string());
    }
    let provider = seeds.offers[0].entry.provider;
    for organization in &mut seeds.organizations {
        if organization.id == provider {
            organization.locations = vec![library.id];
        }
    }
    (seeds, library.id, [slugs[0].clone(), slugs[1].clone()])
}

fn everything(seeds: Seeds) -> String {
    ask_of(&Arc::new(snapshot_of(seeds)), EVERYTHING, "de").to_string()
}

#[test]
fn a_public_place_is_shown() {
    use domain::id::TypedId;

    let (seeds, library, _) = seeds();
    assert!(everything(seeds).contains(&library.to_global()));
}

#[test]
fn one_protected_entry_protects_its_address_everywhere() {
    use domain::id::TypedId;

    let (mut seeds, library, _) = seeds();
    let slug = seeds.locations[0].slug.to_string();
    seeds.offers[0].entry.visibility = LocationVisibility::Hidden;
    let everything = everything(seeds);
    assert!(!everything.contains(&library.to_global()));
    assert!(!everything.contains(&format!("\"{slug}\"")));
    assert!(everything.contains(r#""isWithheld":true"#));
}

#[test]
fn district_only_gives_the_district_and_no_more() {
    use domain::id::TypedId;

    let (mut seeds, library, [first, _]) = seeds();
    seeds.locations[0].visibility = LocationVisibility::DistrictOnly;
    let snapshot = Arc::new(snapshot_of(seeds));
    let answer = ask_of(&snapshot, EVERYTHING, "de").to_string();
    assert!(!answer.contains(&library.to_global()));
    let query = format!(
        "{{ offer(by: {{slug: \"{first}\"}}) {{
            places {{ isWithheld location {{ id }} district {{ slug }} }} }} }}"
    );
    insta::assert_snapshot!(
        ask_of(&snapshot, &query, "de")["data"]["offer"]["places"].to_string(),
        @r#"[{"district":{"slug":"rodenbeck"},"isWithheld":true,"location":null}]"#
    );
}

#[test]
fn a_protected_organization_protects_the_places_of_its_entries() {
    use domain::id::TypedId;

    let (mut seeds, library, _) = seeds();
    let provider = seeds.offers[0].entry.provider;
    for organization in &mut seeds.organizations {
        if organization.id == provider {
            organization.visibility = LocationVisibility::Hidden;
        }
    }
    assert!(!everything(seeds).contains(&library.to_global()));
}
