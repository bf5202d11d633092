//! Copies of locations.

use domain::account::{Grant, Membership, MembershipRole};
use domain::aggregate::EditorialState;
use domain::edit::{Change, LocationInput};
use domain::id::{LocationId, OrganizationId, TypedId};
use domain::place::{Location, LocationVisibility};
use domain::policy::{Actor, scope};
use serde_json::json;

use super::world::{World, id_of, location, now, publish};
use super::{coordinator, member, occasion, person, refused};
use crate::UseCaseError;
use crate::entries::{CopyLocation, Note, Saved, Then, Update};

fn owner(slug: &str) -> Change<String> {
    Change::Set(id_of::<OrganizationId>(slug))
}

async fn copy(
    world: &World,
    actor: &Actor,
    (slug, owner): (&str, Change<String>),
) -> Result<Saved, UseCaseError> {
    let copy = CopyLocation {
        id: LocationId::of_slug(slug),
        owner,
        note: Note::default(),
    };
    let app = &world.application;
    app.copy_location(&occasion(actor), copy).await
}

async fn newest(world: &World, id: LocationId) -> Location {
    let everything = scope(&Actor::Operator);
    let found = world.store.newest::<Location>(&everything, &[id]).await;
    found.unwrap().remove(0).content
}

async fn content(world: &World, saved: &Saved) -> Location {
    newest(world, LocationId::from_uuid(saved.entity.uuid)).await
}

#[tokio::test]
async fn a_copy_of_a_location_is_a_draft_of_whom_it_is_made_for() {
    let world = World::new().await;
    let club = member(&["club"]);
    let wall = json!({"address": {"street": "Wall 1", "locality": "Minden", "country": "DE"},
        "coordinates": {"latitude": 52.28, "longitude": 8.91},
        "accessibility": {"wheelchair": "YES"}});
    publish(&world.store, &location("wall", &wall)).await;
    world.application.catch_up(now()).await.unwrap();
    let saved = copy(&world, &club, ("wall", owner("club"))).await.unwrap();
    assert_eq!(
        (saved.state, saved.published),
        (EditorialState::Draft, None)
    );
    let original = newest(&world, LocationId::of_slug("wall")).await;
    let copied = content(&world, &saved).await;
    assert_eq!(copied.owner, Some(OrganizationId::of_slug("club")));
    assert_eq!(copied.slug.as_str(), "wall-2");
    let same = Location {
        id: original.id,
        slug: original.slug.clone(),
        owner: None,
        name: original.name.clone(),
        ..copied
    };
    assert_eq!(same, original);
    // Whoever copies knows the original; once the copy is changed or handed in it is named.
    assert_eq!(saved.likely_duplicates, []);
    let id = LocationId::from_uuid(saved.entity.uuid);
    let app = &world.application;
    let handed_in = app
        .submit_for_review::<Location>(&occasion(&club), (id, 1))
        .await;
    let likely = handed_in.unwrap().likely_duplicates;
    assert_eq!(likely[0].thing, original.id.entity());
}

#[tokio::test]
async fn it_takes_what_making_a_location_takes() {
    let world = World::new().await;
    let club = member(&["club"]);
    // That nobody but the office maintains the house is known; so a copy needs somebody who does.
    let outcome = copy(&world, &club, ("house", Change::Keep)).await;
    assert_eq!(refused(outcome), ["owner: Missing"]);
    // Whether there is such an organization is not told.
    for other in ["school", "nobody"] {
        let outcome = copy(&world, &club, ("house", owner(other))).await;
        assert_eq!(refused(outcome), ["owner: NotYours"]);
    }
    let nonsense = Change::Set("nonsense".to_owned());
    let outcome = copy(&world, &club, ("house", nonsense)).await;
    assert_eq!(refused(outcome), ["owner: Malformed"]);
    let outcome = copy(&world, &Actor::Anonymous, ("house", owner("club"))).await;
    assert_eq!(refused(outcome), ["denied"]);
    let office = coordinator();
    let saved = copy(&world, &office, ("shelter", Change::Clear)).await;
    assert_eq!(content(&world, &saved.unwrap()).await.owner, None);
    let saved = copy(&world, &office, ("shelter", Change::Keep)).await;
    let school = Some(OrganizationId::of_slug("school"));
    assert_eq!(content(&world, &saved.unwrap()).await.owner, school);
}

#[tokio::test]
async fn a_hidden_location_is_copied_by_those_who_maintain_it_and_by_nobody_else() {
    let world = World::new().await;
    let school = member(&["school"]);
    let saved = copy(&world, &school, ("shelter", Change::Keep)).await;
    let copied = content(&world, &saved.unwrap()).await;
    assert_eq!(copied.visibility, LocationVisibility::Hidden);
    // The copy may show the house under another name, and keeps its address for good.
    assert_eq!(copied.slug.as_str(), "ort");
    let club = member(&["club"]);
    let outcome = copy(&world, &club, ("shelter", owner("club"))).await;
    assert_eq!(refused(outcome), ["not found"]);
    // Whoever translates reads no more than the public, and could otherwise read it in the copy.
    let membership = Membership {
        organization: OrganizationId::of_slug("club"),
        role: MembershipRole::Editor,
        since: now(),
    };
    let arabic = Grant::Translator(["ar".parse().unwrap()].into());
    let translator = person(vec![arabic], vec![membership]);
    let outcome = copy(&world, &translator, ("shelter", owner("club"))).await;
    assert_eq!(refused(outcome), ["not found"]);
}

#[tokio::test]
async fn a_copy_shows_no_more_than_what_protects_the_original() {
    let world = World::new().await;
    let owned = json!({"owner": OrganizationId::of_slug("club")});
    publish(&world.store, &location("refuge", &owned)).await;
    world.application.catch_up(now()).await.unwrap();
    let there = json!({"places": [{"location": id_of::<LocationId>("refuge")}],
        "visibility": "DISTRICT_ONLY"});
    world.published(&there).await;
    let club = member(&["club"]);
    let saved = copy(&world, &club, ("refuge", Change::Keep)).await;
    let copied = content(&world, &saved.unwrap()).await;
    assert_eq!(copied.visibility, LocationVisibility::DistrictOnly);
    assert_eq!(copied.slug.as_str(), "ort");
    let original = newest(&world, LocationId::of_slug("refuge")).await;
    assert_eq!(original.visibility, LocationVisibility::Exact);
}

#[tokio::test]
async fn whoever_maintains_a_location_copies_what_was_written_last_and_others_what_is_public() {
    let world = World::new().await;
    let owned = json!({"owner": OrganizationId::of_slug("school")});
    publish(&world.store, &location("annex", &owned)).await;
    world.application.catch_up(now()).await.unwrap();
    let school = member(&["school"]);
    let url = json!({"url": "https://neu.example"});
    let update = Update::<Location, _> {
        id: LocationId::of_slug("annex"),
        expected: 1,
        input: serde_json::from_value::<LocationInput>(url).unwrap(),
        note: Note::default(),
        then: Then::Keep,
    };
    let app = &world.application;
    app.update(&occasion(&school), update).await.unwrap();
    let saved = copy(&world, &school, ("annex", Change::Keep)).await;
    assert!(content(&world, &saved.unwrap()).await.url.is_some());
    let club = member(&["club"]);
    let saved = copy(&world, &club, ("annex", owner("club"))).await;
    assert_eq!(content(&world, &saved.unwrap()).await.url, None);
}
