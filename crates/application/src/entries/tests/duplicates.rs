//! Who is warned of what may be there already, and what nobody is told.

use domain::aggregate::Aggregate;
use domain::duplicate::Coincidence;
use domain::edit::{LocationInput, NewInput, OrganizationInput};
use domain::entry::Offer;
use domain::id::{EntityId, LocationId, OfferId, OrganizationId, TypedId};
use domain::organization::Organization;
use domain::place::Location;
use domain::policy::Actor;
use domain::review::Maintained;
use persistence::Project;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::world::{World, id_of, location, now, publish};
use super::{coordinator, course, member, occasion};
use crate::entries::{Archive, Copy, Create, Note, Saved, TakeOut, Then, Update};

fn things(saved: &Saved) -> Vec<EntityId> {
    let likely = saved.likely_duplicates.iter();
    likely.map(|likely| likely.thing).collect()
}

async fn create<T, I>(world: &World, actor: &Actor, input: Value) -> Saved
where
    T: Maintained + Project,
    I: NewInput<T> + DeserializeOwned,
{
    let new = Create {
        input: serde_json::from_value::<I>(input).unwrap(),
        note: Note::default(),
        then: Then::HandIn,
    };
    let app = &world.application;
    app.create::<T, _>(&occasion(actor), new).await.unwrap()
}

async fn approve<T: Maintained + Project>(world: &World, saved: &Saved) -> T::Id {
    let id = T::Id::from_uuid(saved.entity.uuid);
    let office = coordinator();
    let app = &world.application;
    app.approve::<T>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    id
}

fn titled(title: &str) -> Value {
    json!({"title": [{"language": "de", "text": title}]})
}

/// A location at an address, as somebody enters it for the club.
fn at_the_address() -> Value {
    json!({
        "name": [{"language": "de", "text": "Begegnung"}],
        "kind": "PHYSICAL",
        "owner": id_of::<OrganizationId>("club"),
        "address": {"street": "Königswall 12a", "postalCode": "32423", "locality": "Minden"},
    })
}

/// The same address as it is stored.
fn address() -> Value {
    json!({"address": {"street": "Königswall 12 a", "postal_code": "32423",
        "locality": "Minden", "country": "DE"}})
}

async fn publish_location(world: &World, slug: &str, more: &Value) -> LocationId {
    let content = location(slug, more);
    publish(&world.store, &content).await;
    world.application.catch_up(now()).await.unwrap();
    content.id()
}

async fn enter_location(world: &World) -> Vec<EntityId> {
    let club = member(&["club"]);
    let saved = create::<Location, LocationInput>(world, &club, at_the_address()).await;
    things(&saved)
}

#[tokio::test]
async fn a_change_is_warned_of_like_something_new() {
    let world = World::new().await;
    let (first, _) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let other = course(&titled("Fußball am Samstag"));
    let saved = world.create(&club, &other, Then::Keep).await.unwrap();
    assert_eq!(things(&saved), []);
    let id = OfferId::from_uuid(saved.entity.uuid);
    let input = (titled("Deutsch am Abend (Kurs)"), Then::Keep);
    let saved = world.update(&club, (id, 1), input).await.unwrap();
    assert_eq!(things(&saved), [first.entity()]);
    let app = &world.application;
    let handed_in = app
        .submit_for_review::<Offer>(&occasion(&club), (id, 2))
        .await;
    assert_eq!(things(&handed_in.unwrap()), [first.entity()]);
}

#[tokio::test]
async fn nothing_is_named_as_a_duplicate_of_itself() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let input = (json!({"childcare": true}), Then::HandIn);
    let saved = world.update(&club, (id, revision), input).await.unwrap();
    assert_eq!(things(&saved), []);
}

#[tokio::test]
async fn a_copy_names_its_original_from_its_first_change_on_while_both_are_alike() {
    let world = World::new().await;
    let (id, _) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let copy = Copy::<Offer> {
        id,
        note: Note::default(),
    };
    let saved = world.application.copy(&occasion(&club), copy.clone()).await;
    let saved = saved.unwrap();
    assert_eq!(things(&saved), []);
    let copied = OfferId::from_uuid(saved.entity.uuid);
    let input = (json!({"childcare": true}), Then::Keep);
    let saved = world.update(&club, (copied, 1), input).await.unwrap();
    assert_eq!(things(&saved), [id.entity()]);
    let input = (titled("Schwimmen für Kinder"), Then::Keep);
    let saved = world.update(&club, (copied, 2), input).await.unwrap();
    assert_eq!(things(&saved), []);
    // Others that are like both are named at once.
    let (other, _) = world.published(&json!({})).await;
    let saved = world.application.copy(&occasion(&club), copy).await;
    assert_eq!(things(&saved.unwrap()), [other.entity()]);
}

#[tokio::test]
async fn organizations_are_known_from_the_moment_they_are_published_until_they_are_taken_out() {
    let world = World::new().await;
    let office = coordinator();
    let input = || {
        json!({ "name": [{"language": "de", "text": "Bündnis Weserufer"}], "kind": "NETWORK",
            "abbreviation": "BWU", "website": "https://weserufer.example" })
    };
    let saved = create::<Organization, OrganizationInput>(&world, &office, input()).await;
    assert_eq!(things(&saved), []);
    let draft = create::<Organization, OrganizationInput>(&world, &office, input()).await;
    // A draft is nobody's business.
    assert_eq!(things(&draft), []);
    let id = approve::<Organization>(&world, &saved).await;
    let again = create::<Organization, OrganizationInput>(&world, &office, input()).await;
    assert_eq!(things(&again), [id.entity()]);
    assert_eq!(
        again.likely_duplicates[0].in_common,
        [Coincidence::Name, Coincidence::Website]
    );
    let profile = Update::<Organization, _> {
        id: OrganizationId::of_slug("club"),
        expected: 1,
        input: serde_json::from_value::<OrganizationInput>(json!({"abbreviation": "B.W.U."}))
            .unwrap(),
        note: Note::default(),
        then: Then::Keep,
    };
    let club = member(&["club"]);
    let app = &world.application;
    let changed = app.update(&occasion(&club), profile).await.unwrap();
    assert_eq!(things(&changed), [id.entity()]);
    let take_out = TakeOut::<Organization> {
        id,
        expected: saved.revision,
        note: Note::default(),
    };
    app.archive(&occasion(&office), take_out).await.unwrap();
    let again = create::<Organization, OrganizationInput>(&world, &office, input()).await;
    assert_eq!(things(&again), []);
}

#[tokio::test]
async fn a_public_location_at_the_same_address_is_named() {
    let world = World::new().await;
    assert_eq!(enter_location(&world).await, []);
    let house = publish_location(&world, "wall", &address()).await;
    assert_eq!(enter_location(&world).await, [house.entity()]);
}

#[tokio::test]
async fn a_hidden_location_of_somebody_else_is_not_told() {
    let world = World::new().await;
    let mut hidden = address();
    hidden["visibility"] = json!("HIDDEN");
    hidden["owner"] = json!(OrganizationId::of_slug("school"));
    publish_location(&world, "refuge", &hidden).await;
    assert_eq!(enter_location(&world).await, []);
    hidden["visibility"] = json!("DISTRICT_ONLY");
    publish_location(&world, "other-refuge", &hidden).await;
    assert_eq!(enter_location(&world).await, []);
}

#[tokio::test]
async fn what_becomes_hidden_is_told_no_longer() {
    let world = World::new().await;
    let house = publish_location(&world, "wall", &address()).await;
    let there = json!({"places": [{"location": house.to_global()}]});
    let (course, _) = world.published(&there).await;
    let school = member(&["school"]);
    let alike = json!({
        "provider": id_of::<OrganizationId>("school"), "kind": "COURSE",
        "title": [{"language": "de", "text": "Deutsch am Vormittag"}],
        "places": [{"location": house.to_global()}], "contacts": [{"phone": "110"}],
    });
    let saved = world.create(&school, &alike, Then::Keep).await.unwrap();
    assert_eq!(things(&saved), [course.entity()]);
    assert_eq!(
        saved.likely_duplicates[0].in_common,
        [Coincidence::Location]
    );
    let draft = OfferId::from_uuid(saved.entity.uuid);
    // A protected offer moves in: now neither the house is told nor who is in it.
    let mut shelter = there.clone();
    shelter["visibility"] = json!("HIDDEN");
    shelter["title"] = json!([{"language": "de", "text": "Zuflucht"}]);
    let (shelter, revision) = world.published(&shelter).await;
    assert_eq!(enter_location(&world).await, []);
    let input = || (json!({"childcare": true}), Then::Keep);
    let saved = world.update(&school, (draft, 1), input()).await.unwrap();
    assert_eq!(things(&saved), []);
    // What it leaves behind stays hidden.
    let club = member(&["club"]);
    let archive = Archive::<Offer> {
        id: shelter,
        expected: revision,
        replaced_by: None,
        note: Note::default(),
    };
    let app = &world.application;
    app.archive_entry(&occasion(&club), archive).await.unwrap();
    assert_eq!(enter_location(&world).await, []);
}

#[tokio::test]
async fn another_process_warns_of_what_it_has_heard_of() {
    let world = World::new().await;
    let another = world.another().await;
    let club = member(&["club"]);
    let create = async || {
        let new = Create {
            input: serde_json::from_value::<LocationInput>(at_the_address()).unwrap(),
            note: Note::default(),
            then: Then::Keep,
        };
        let saved = another.create::<Location, _>(&occasion(&club), new).await;
        things(&saved.unwrap())
    };
    assert_eq!(create().await, []);
    let house = publish_location(&world, "wall", &address()).await;
    another.catch_up(now()).await.unwrap();
    assert_eq!(create().await, [house.entity()]);
    // The next day everything is made anew.
    another.catch_up(super::world::later(1)).await.unwrap();
    assert_eq!(create().await, [house.entity()]);
}
