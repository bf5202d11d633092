//! Coordinators of a part: what lies in it, by what the public reads, and what shall lie in it.

use domain::account::{Grant, Jurisdiction};
use domain::aggregate::EditorialState;
use domain::entry::Offer;
use domain::id::{DistrictId, LocationId, OfferId, TypedId};
use domain::place::District;
use domain::policy::Actor;
use serde_json::{Value, json};

use super::world::{World, id_of, location, publish};
use super::{coordinator, course, member, occasion, person, refused};
use crate::entries::{Archive, GoBack, Judgement, Note, Then};
use crate::use_case::UseCaseError;

fn coordinator_of(district: &str) -> Actor {
    let part = Jurisdiction::Parts {
        districts: [DistrictId::of_slug(district)].into(),
        areas: [].into(),
    };
    person(vec![Grant::Coordinator(part)], Vec::new())
}

/// A city with a house in the north and one in the south.
pub(super) async fn city() -> World {
    let world = World::new().await;
    let south: District = serde_json::from_value(json!({
        "id": DistrictId::of_slug("south"),
        "slug": "south",
        "kind": "CITY_DISTRICT",
        "name": "Süd",
        "label": [{"language": "de", "text": "Süd"}],
        "order": 1,
    }))
    .unwrap();
    publish(&world.store, &south).await;
    for (house, district) in [("north-house", "north"), ("south-house", "south")] {
        let district = json!({ "district": DistrictId::of_slug(district) });
        publish(&world.store, &location(house, &district)).await;
    }
    world.application.catch_up(super::now()).await.unwrap();
    world
}

pub(super) fn at(house: &str) -> Value {
    json!({ "places": [{ "location": id_of::<LocationId>(house) }] })
}

async fn archived(
    world: &World,
    actor: &Actor,
    (id, expected): (OfferId, u32),
) -> Result<crate::entries::Saved, UseCaseError> {
    let archive = Archive::<Offer> {
        id,
        expected,
        replaced_by: None,
        note: Note {
            comment: Some("Beendet".to_owned()),
            ..Note::default()
        },
    };
    world
        .application
        .archive_entry(&occasion(actor), archive)
        .await
}

fn judgement((id, expected): (OfferId, u32)) -> Judgement<Offer> {
    Judgement {
        id,
        expected,
        comment: Some("Bitte nicht".to_owned()),
    }
}

#[tokio::test]
async fn a_coordinator_of_a_part_moves_nothing_into_another_part() {
    let world = city().await;
    let app = &world.application;
    let (id, revision) = world.published(&at("north-house")).await;
    let [north, south] = ["north", "south"].map(coordinator_of);
    // What lies in the own part is changed there.
    let change = (json!({ "childcare": true }), Then::Keep);
    let kept = world.update(&north, (id, revision), change).await.unwrap();
    for then in [Then::Keep, Then::HandIn] {
        let moved = (at("south-house"), then);
        let outcome = world.update(&north, (id, kept.revision), moved).await;
        assert_eq!(refused(outcome), ["denied"]);
    }
    let outcome = world
        .update(&south, (id, kept.revision), (at("south-house"), Then::Keep))
        .await;
    assert_eq!(refused(outcome), ["not found"]);
    // A move that the provider proposes is for whoever coordinates both.
    let club = member(&["club"]);
    let moved = world
        .update(
            &club,
            (id, kept.revision),
            (at("south-house"), Then::HandIn),
        )
        .await
        .unwrap();
    for part in [&north, &south] {
        let outcome = app
            .approve::<Offer>(&occasion(part), (id, moved.revision))
            .await;
        assert_eq!(refused(outcome), ["denied"]);
    }
    let office = coordinator();
    let approved = app
        .approve::<Offer>(&occasion(&office), (id, moved.revision))
        .await
        .unwrap();
    // Nor is it brought back by going back.
    let back = GoBack::<Offer> {
        id,
        expected: approved.revision,
        to: revision,
        note: Note::default(),
    };
    let outcome = app.go_back(&occasion(&south), back).await;
    assert_eq!(refused(outcome), ["denied"]);
}

#[tokio::test]
async fn who_works_for_no_organization_is_not_sent_to_another_one() {
    let world = city().await;
    let north = coordinator_of("north");
    let [inside, outside] = ["north-house", "south-house"].map(|house| course(&at(house)));
    let made = world.create(&north, &inside, Then::Keep);
    assert!(made.await.is_ok());
    // Whose it is matters to none of them: it is not theirs to make.
    let colleague = person(vec![Grant::Professional], Vec::new());
    for who in [&north, &colleague] {
        let made = world.create(who, &outside, Then::Keep);
        assert_eq!(refused(made.await), ["denied"]);
    }
}

#[tokio::test]
async fn a_draft_gives_what_is_published_into_no_other_hands() {
    let world = city().await;
    let app = &world.application;
    let (id, revision) = world.published(&at("north-house")).await;
    let club = member(&["club"]);
    let [north, south] = ["north", "south"].map(coordinator_of);
    let draft = world
        .update(&club, (id, revision), (at("south-house"), Then::Keep))
        .await
        .unwrap();
    // Those to whom it shall go read the draft, and have no power over what is published.
    let taken = archived(&world, &south, (id, draft.revision)).await;
    assert_eq!(refused(taken), ["denied"]);
    let confirmed = app
        .confirm_entry::<Offer>(&occasion(&south), (id, None))
        .await;
    assert_eq!(refused(confirmed), ["denied"]);
    let ended = app
        .end_entry::<Offer>(&occasion(&south), (id, revision))
        .await;
    assert_eq!(refused(ended), ["denied"]);
    let submitted = app
        .submit_for_review::<Offer>(&occasion(&south), (id, draft.revision))
        .await;
    assert_eq!(refused(submitted), ["denied"]);
    for change in [json!({ "childcare": true }), at("north-house")] {
        let outcome = world
            .update(&south, (id, draft.revision), (change, Then::Keep))
            .await;
        assert_eq!(refused(outcome), ["denied"]);
    }
    assert!(world.public(id).is_some());
    // Those who have it keep it.
    let confirmed = app
        .confirm_entry::<Offer>(&occasion(&north), (id, None))
        .await
        .unwrap();
    assert!(world.public(id).unwrap().entry.confirmation.is_some());
    let back = (at("north-house"), Then::Keep);
    let stays = world.update(&north, (id, confirmed.revision), back).await;
    let archived = archived(&world, &north, (id, stays.unwrap().revision)).await;
    assert_eq!(archived.unwrap().state, EditorialState::Archived);
    assert_eq!(world.public(id), None);
}

#[tokio::test]
async fn what_waits_above_a_foreign_draft_is_taken_out_by_those_who_have_it() {
    let world = city().await;
    let (id, revision) = world.published(&at("north-house")).await;
    let club = member(&["club"]);
    let draft = world
        .update(&club, (id, revision), (at("south-house"), Then::Keep))
        .await
        .unwrap();
    let north = coordinator_of("north");
    let archived = archived(&world, &north, (id, draft.revision)).await;
    assert_eq!(archived.unwrap().state, EditorialState::Archived);
}

#[tokio::test]
async fn a_move_is_returned_and_refused_by_either_side() {
    let world = city().await;
    let app = &world.application;
    let (id, mut revision) = world.published(&at("north-house")).await;
    let club = member(&["club"]);
    for part in ["north", "south"] {
        let part = coordinator_of(part);
        let moved = (at("south-house"), Then::HandIn);
        let moved = world.update(&club, (id, revision), moved).await.unwrap();
        assert_eq!(moved.state, EditorialState::InReview);
        let number = (id, moved.revision);
        let returned = app
            .return_revision(&occasion(&part), judgement(number))
            .await;
        assert_eq!(returned.unwrap().state, EditorialState::Returned);
        let rejected = app.reject(&occasion(&part), judgement(number)).await;
        let rejected = rejected.unwrap();
        assert_eq!(rejected.state, EditorialState::Published);
        revision = rejected.revision;
    }
}
