//! What a protected entry leaves behind stays protected (ADR 0009).

use domain::entry::{Offer, Position};
use domain::id::{LocationId, TypedId};
use domain::place::{Location, LocationVisibility};
use domain::policy::{Actor, scope};
use serde_json::json;

use super::world::{World, id_of};
use super::{coordinator, member, occasion};
use crate::entries::{Archive, Note, Then};

async fn own_word(world: &World, slug: &str) -> LocationVisibility {
    let id = LocationId::of_slug(slug);
    let everything = scope(&Actor::Operator);
    let found = world
        .store
        .newest::<Location>(&everything, &[id])
        .await
        .unwrap();
    found[0].content.visibility
}

fn shows(world: &World, slug: &str) -> bool {
    let snapshot = world.application.snapshot();
    snapshot
        .find::<Location>(LocationId::of_slug(slug))
        .is_some()
}

#[tokio::test]
async fn archiving_a_protected_entry_does_not_tell_where_it_was() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({"visibility": "HIDDEN"})).await;
    let (other, _) = world.published(&json!({})).await;
    assert!(!shows(&world, "house"));
    assert_eq!(own_word(&world, "house").await, LocationVisibility::Exact);
    let club = member(&["club"]);
    let archive = Archive::<Offer> {
        id,
        expected: revision,
        replaced_by: None,
        note: Note::default(),
    };
    world
        .application
        .archive_entry(&occasion(&club), archive)
        .await
        .unwrap();
    assert!(!shows(&world, "house"));
    assert_eq!(own_word(&world, "house").await, LocationVisibility::Hidden);
    let other = world.public(other).unwrap();
    assert_eq!(other.entry.places[0].position, Position::Withheld);
}

#[tokio::test]
async fn moving_a_protected_entry_does_not_tell_where_it_was() {
    let world = World::new().await;
    let (id, revision) = world
        .published(&json!({"visibility": "DISTRICT_ONLY"}))
        .await;
    let club = member(&["club"]);
    let moved = json!({"places": [{"location": id_of::<LocationId>("hall")}]});
    let saved = world
        .update(&club, (id, revision), (moved, Then::HandIn))
        .await
        .unwrap();
    // Nothing is told while the move waits, nor once it is approved.
    assert_eq!(own_word(&world, "house").await, LocationVisibility::Exact);
    let office = coordinator();
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    assert_eq!(
        own_word(&world, "house").await,
        LocationVisibility::DistrictOnly
    );
    assert!(!shows(&world, "house"));
    assert!(!shows(&world, "hall"));
}

#[tokio::test]
async fn an_entry_that_protects_nothing_leaves_nothing_protected() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let archive = Archive::<Offer> {
        id,
        expected: revision,
        replaced_by: None,
        note: Note::default(),
    };
    world
        .application
        .archive_entry(&occasion(&club), archive)
        .await
        .unwrap();
    assert!(shows(&world, "house"));
}
