//! Offers and counselling points.

use super::super::Coincidence;
use super::{Comparable, found, known, learn, like};
use crate::entry::{Offer, Position};
use crate::id::{EntityId, LocationId, TypedId};
use crate::place::LocationVisibility;
use crate::policy::Protection;
use crate::sample;

fn offer(slug: &str, provider: &str, title: &str) -> Offer {
    let mut offer = sample::offer(slug, provider);
    offer.entry.title = sample::text(title);
    offer
}

fn at_the_house(slug: &str, provider: &str, title: &str) -> Offer {
    let mut offer = offer(slug, provider, title);
    let house = Position::At(LocationId::of_slug("house"));
    offer.entry.places = vec![sample::place(&offer, house)];
    offer
}

/// What is published, where the house may be known and both providers are.
fn published(offers: &[Offer]) -> super::Known {
    let mut protection = Protection::default();
    protection.learn_location(&super::revision(&sample::location("house")));
    for provider in ["club", "school"] {
        protection.learn_organization(&super::revision(&sample::organization(provider)));
    }
    for offer in offers {
        protection.learn_offer(&super::revision(offer));
    }
    let mut known = super::Known::default();
    for offer in offers {
        learn(&mut known, offer, &protection);
    }
    known
}

#[test]
fn the_same_thing_entered_twice_is_found() {
    let first = offer("a", "club", "Nähcafé für Frauen");
    let known = known(&[first.clone(), offer("b", "club", "Streetball am Freitag")]);
    let again = offer("c", "other-club", "Naehcafe fuer Frauen");
    assert_eq!(
        like(&known, &offer("c", "other-club", "Nähcafe für Frauen")),
        [EntityId::from(first.id)]
    );
    // Spelled otherwise, it needs the provider as well.
    assert_eq!(like(&known, &again), []);
    assert_eq!(
        like(&known, &offer("c", "club", "Frauen-Nähcafé (neu)")),
        [EntityId::from(first.id)]
    );
}

#[test]
fn nothing_is_a_duplicate_of_itself() {
    let first = offer("a", "club", "Nähcafé für Frauen");
    assert_eq!(like(&known(std::slice::from_ref(&first)), &first), []);
}

#[test]
fn the_same_place_makes_it_likelier() {
    let first = at_the_house("a", "club", "Deutsch lernen am Abend");
    let known = published(std::slice::from_ref(&first));
    let elsewhere = offer("b", "school", "Deutsch am Vormittag lernen");
    let here = at_the_house("b", "school", "Deutsch am Vormittag lernen");
    assert_eq!(like(&known, &elsewhere), []);
    assert_eq!(like(&known, &here), [EntityId::from(first.id)]);
    assert_eq!(found(&known, &here)[0].in_common, [Coincidence::Location]);
}

#[test]
fn that_something_takes_place_at_a_hidden_location_makes_nothing_likelier() {
    let mut first = at_the_house("a", "club", "Deutsch lernen am Abend");
    first.entry.visibility = LocationVisibility::Hidden;
    let known = published(std::slice::from_ref(&first));
    let here = at_the_house("b", "school", "Deutsch am Vormittag lernen");
    assert_eq!(like(&known, &here), []);
    // Its title is public, and all that is said is that this is alike.
    let same = at_the_house("b", "school", "Deutsch lernen am Abend");
    let found = found(&known, &same);
    assert_eq!(
        (found[0].thing, found[0].in_common.len()),
        (first.id.entity(), 0)
    );
}

#[test]
fn a_copy_does_not_name_its_original_and_names_others_like_it() {
    let first = offer("a", "club", "Nähcafé für Frauen");
    let second = offer("b", "club", "Nähcafé für Frauen");
    let known = known(&[first.clone(), second.clone()]);
    let copy = offer("c", "club", "Nähcafé für Frauen");
    let found = known.like(&copy.features(), Some(first.id.entity()));
    let found: Vec<_> = found.into_iter().map(|likely| likely.thing).collect();
    assert_eq!(found, [second.id.entity()]);
}
