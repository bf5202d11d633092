//! Locations.

use super::super::Coincidence;
use super::{found, known, learn, like};
use crate::id::{OrganizationId, TypedId};
use crate::place::{Coordinates, Location, LocationVisibility, PostalAddress};
use crate::sample;
use crate::text::Words;

fn location(slug: &str, name: &str) -> Location {
    Location {
        name: sample::text(name),
        ..sample::location(slug)
    }
}

fn at(slug: &str, street: &str, postal_code: Option<&str>) -> Location {
    let words = |text: &str| Words::parse(text).unwrap();
    Location {
        address: Some(PostalAddress {
            street: Some(words(street)),
            postal_code: postal_code.map(words),
            locality: words("Minden"),
            country: words("DE"),
        }),
        ..sample::location(slug)
    }
}

fn point(slug: &str, name: &str, (north, east): (f64, f64)) -> Location {
    Location {
        coordinates: Coordinates::new(north, east).ok(),
        ..location(slug, name)
    }
}

fn in_common(known: &super::Known, asked: &Location) -> Vec<Vec<Coincidence>> {
    let found = found(known, asked).into_iter();
    found.map(|likely| likely.in_common).collect()
}

#[test]
fn the_same_address_is_the_same_place_whatever_it_is_called() {
    let known = known(&[at("house", "Königswall 12 a", Some("32423"))]);
    let same = at("other", "Koenigswall 12a", Some("32423"));
    assert_eq!(in_common(&known, &same), [[Coincidence::Address]]);
    assert_eq!(
        like(&known, &at("other", "Königswall 12", Some("32423"))),
        []
    );
    assert_eq!(
        like(&known, &at("other", "Königswall 12a", Some("32425"))),
        []
    );
}

#[test]
fn the_town_stands_in_for_a_postal_code_that_nobody_said() {
    let known = known(&[at("house", "Königswall 12a", None)]);
    let same = at("other", "Königswall 12a", Some("32423"));
    assert_eq!(in_common(&known, &same), [[Coincidence::Address]]);
    let mut elsewhere = at("other", "Königswall 12a", Some("32423"));
    if let Some(address) = &mut elsewhere.address {
        address.locality = Words::parse("Lübbecke").unwrap();
    }
    assert_eq!(like(&known, &elsewhere), []);
}

#[test]
fn a_town_without_a_street_is_no_address() {
    let mut town = at("town", "x", Some("32423"));
    if let Some(address) = &mut town.address {
        address.street = None;
    }
    let other = Location {
        id: crate::id::LocationId::of_slug("other"),
        ..town.clone()
    };
    assert_eq!(like(&known(&[town]), &other), []);
}

#[test]
fn nearly_the_same_point_needs_a_similar_name() {
    let first = point("house", "Haus der Begegnung", (52.289_00, 8.917_00));
    let known = known(std::slice::from_ref(&first));
    let near = (52.289_30, 8.917_20);
    let same = point("other", "Begegnungshaus: Haus der Begegnung", near);
    assert_eq!(in_common(&known, &same), [[Coincidence::Point]]);
    assert_eq!(like(&known, &point("other", "Bäckerei Beispiel", near)), []);
    let far = point("other", "Haus der Begegnung", (52.290_00, 8.917_00));
    assert_eq!(like(&known, &far), []);
    // A name alone says nothing: every village has such a house.
    assert_eq!(like(&known, &location("other", "Haus der Begegnung")), []);
}

#[test]
fn a_point_is_found_beyond_the_border_of_its_square() {
    let first = point("house", "Haus", (52.288_01, 8.918_01));
    let known = known(std::slice::from_ref(&first));
    let other = point("other", "Haus", (52.287_99, 8.917_99));
    assert_eq!(like(&known, &other), [first.id.entity()]);
}

#[test]
fn a_place_that_is_hidden_by_anything_is_never_told() {
    let house = at("house", "Königswall 12a", Some("32423"));
    let asked = at("other", "Königswall 12a", Some("32423"));
    // By its own word.
    for visibility in [LocationVisibility::DistrictOnly, LocationVisibility::Hidden] {
        let hidden = Location {
            visibility,
            ..house.clone()
        };
        assert_eq!(like(&known(&[hidden]), &asked), []);
    }
    // By the word of who is at home there.
    let mut protection = super::protection(std::slice::from_ref(&house));
    let mut shelter = sample::organization("shelter");
    shelter.locations = vec![house.id];
    shelter.visibility = LocationVisibility::Hidden;
    protection.learn_organization(&super::revision(&shelter));
    let mut known = super::Known::default();
    learn(&mut known, &house, &protection);
    assert_eq!(like(&known, &asked), []);
}

#[test]
fn whoever_keeps_a_hidden_place_is_told_of_a_public_one_at_its_address() {
    let house = at("house", "Königswall 12a", Some("32423"));
    let own = Location {
        visibility: LocationVisibility::Hidden,
        owner: Some(OrganizationId::of_slug("club")),
        ..at("other", "Königswall 12a", Some("32423"))
    };
    assert_eq!(
        like(&known(std::slice::from_ref(&house)), &own),
        [house.id.entity()]
    );
}
