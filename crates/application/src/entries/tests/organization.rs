//! What an organization says about itself, and what only the coordinating office says about it.

use domain::aggregate::EditorialState;
use domain::edit::OrganizationInput;
use domain::id::{OrganizationId, TypedId};
use domain::organization::Organization;
use domain::policy::{Actor, scope};
use serde_json::{Value, json};

use super::world::{World, id_of};
use super::{coordinator, member, occasion, refused};
use crate::UseCaseError;
use crate::entries::{Create, GoBack, Note, Saved, Then, Update};

async fn update(
    world: &World,
    actor: &Actor,
    (slug, expected, input): (&str, u32, Value),
) -> Result<Saved, UseCaseError> {
    let update = Update::<Organization, _> {
        id: OrganizationId::of_slug(slug),
        expected,
        input: serde_json::from_value::<OrganizationInput>(input).unwrap(),
        note: Note::default(),
        then: Then::HandIn,
    };
    world.application.update(&occasion(actor), update).await
}

async fn create(world: &World, actor: &Actor, name: &str) -> Result<Saved, UseCaseError> {
    let input = json!({ "name": [{"language": "de", "text": name}], "kind": "NETWORK" });
    let new = Create {
        input: serde_json::from_value::<OrganizationInput>(input).unwrap(),
        note: Note::default(),
        then: Then::HandIn,
    };
    world
        .application
        .create::<Organization, _>(&occasion(actor), new)
        .await
}

async fn approve(world: &World, actor: &Actor, slug: &str, expected: u32) {
    let id = OrganizationId::of_slug(slug);
    world
        .application
        .approve::<Organization>(&occasion(actor), (id, expected))
        .await
        .unwrap();
}

async fn newest(world: &World, slug: &str) -> Organization {
    let ids = [OrganizationId::of_slug(slug)];
    let everything = scope(&Actor::Operator);
    let found = world.store.newest::<Organization>(&everything, &ids).await;
    found.unwrap().remove(0).content
}

#[tokio::test]
async fn only_the_office_makes_organizations() {
    let world = World::new().await;
    let outcome = create(&world, &member(&["club"]), "Bündnis").await;
    assert_eq!(refused(outcome), ["denied"]);
    let saved = create(&world, &coordinator(), "Bündnis").await.unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
}

#[tokio::test]
async fn nobody_says_of_the_own_organization_that_it_is_trusted() {
    let world = World::new().await;
    let club = member(&["club"]);
    let trusted = json!({ "trusted": true, "verification": "UNVERIFIED", "kind": "NETWORK" });
    let outcome = update(&world, &club, ("club", 1, trusted.clone())).await;
    assert_eq!(
        refused(outcome),
        [
            "kind: ReviewRequired",
            "verification: ReviewRequired",
            "trusted: ReviewRequired"
        ]
    );
    let same = json!({ "trusted": false, "website": "https://klub.example" });
    update(&world, &club, ("club", 1, same)).await.unwrap();
    let office = coordinator();
    let saved = update(&world, &office, ("club", 2, trusted)).await.unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    approve(&world, &office, "club", 3).await;
    assert!(newest(&world, "club").await.trusted);
}

#[tokio::test]
async fn a_trusted_organization_does_not_publish_what_the_office_says_about_it() {
    let world = World::new().await;
    let office = coordinator();
    let doubted = json!({ "trusted": false });
    let saved = update(&world, &office, ("trusted-club", 1, doubted)).await;
    assert_eq!(saved.unwrap().state, EditorialState::InReview);
    let club = member(&["trusted-club"]);
    let id = OrganizationId::of_slug("trusted-club");
    let app = &world.application;
    let outcome = app.approve::<Organization>(&occasion(&club), (id, 2)).await;
    assert_eq!(refused(outcome), ["trusted: ReviewRequired"]);
    let website = json!({ "website": "https://klub.example" });
    let saved = update(&world, &club, ("trusted-club", 2, website)).await;
    assert_eq!(saved.unwrap().state, EditorialState::InReview);
}

#[tokio::test]
async fn nobody_goes_back_to_a_time_when_the_own_organization_was_trusted() {
    let world = World::new().await;
    let office = coordinator();
    let doubted = json!({ "trusted": false, "website": "https://klub.example" });
    update(&world, &office, ("trusted-club", 1, doubted))
        .await
        .unwrap();
    approve(&world, &office, "trusted-club", 2).await;
    let back = |expected: u32| GoBack::<Organization> {
        id: OrganizationId::of_slug("trusted-club"),
        expected,
        to: 1,
        note: Note::default(),
    };
    let club = member(&["trusted-club"]);
    let app = &world.application;
    app.go_back(&occasion(&club), back(2)).await.unwrap();
    let found = newest(&world, "trusted-club").await;
    assert_eq!((found.trusted, found.website), (false, None));
    app.go_back(&occasion(&office), back(3)).await.unwrap();
    assert!(newest(&world, "trusted-club").await.trusted);
}

#[tokio::test]
async fn nothing_is_a_part_of_its_own_parts() {
    let world = World::new().await;
    let office = coordinator();
    let below = |parent: &str| json!({ "parent": id_of::<OrganizationId>(parent) });
    update(&world, &office, ("club", 1, below("school")))
        .await
        .unwrap();
    update(&world, &office, ("school", 1, below("trusted-club")))
        .await
        .unwrap();
    let outcome = update(&world, &office, ("trusted-club", 1, below("club"))).await;
    assert_eq!(refused(outcome), ["parent: Cycle"]);
}
