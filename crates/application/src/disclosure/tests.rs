//! Who reads what is published and yet not for everybody.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use domain::account::{ApiClient, ApiKeyId, ApiScope, Grant, Jurisdiction};
use domain::entry::Offer;
use domain::id::{DistrictId, LocationId, OfferId, TypedId};
use domain::organization::Organization;
use domain::policy::Actor;
use persistence::Uuid;
use serde_json::json;

use super::Disclosure;
use crate::entries::Then;
use crate::entries::tests::world::{World, id_of, now};
use crate::entries::tests::{coordinator, member, occasion, person};

fn client(scopes: &[ApiScope]) -> Actor {
    Actor::Client(Arc::new(ApiClient {
        id: ApiKeyId::from_uuid(Uuid::from_u128(3)),
        scopes: scopes.iter().copied().collect(),
        quota_per_minute: 60,
    }))
}

fn coordinator_of(district: &str) -> Actor {
    let parts = Jurisdiction::Parts {
        districts: [DistrictId::of_slug(district)].into(),
        areas: [].into(),
    };
    person(vec![Grant::Coordinator(parts)], Vec::new())
}

/// An offer of the school in its shelter, with a line for everybody and one for colleagues.
async fn protected(world: &World) -> OfferId {
    let contacts = json!([{"phone": "110"}, {"phone": "116016", "audience": "PROFESSIONAL"}]);
    let input = json!({
        "provider": id_of::<domain::id::OrganizationId>("school"),
        "kind": "PROTECTION",
        "title": [{"language": "de", "text": "Zuflucht"}],
        "places": [{"location": id_of::<LocationId>("shelter")}],
        "contacts": contacts,
    });
    let school = member(&["school"]);
    let saved = world.create(&school, &input, Then::HandIn).await.unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let approve = (id, saved.revision);
    let office = coordinator();
    world
        .application
        .approve::<Offer>(&occasion(&office), approve)
        .await
        .unwrap();
    id
}

async fn disclosed(world: &World, actor: &Actor, ids: &[OfferId]) -> Vec<Disclosure> {
    let snapshot = world.application.snapshot();
    let asked = (snapshot.as_ref(), ids);
    let found = world
        .application
        .disclosures::<Offer>(actor, asked, now())
        .await
        .unwrap();
    ids.iter()
        .map(|id| found.get(&id.entity()).cloned().unwrap_or_default())
        .collect()
}

/// How many lines for colleagues, and at which hidden places.
fn counted(disclosure: &Disclosure) -> (usize, Vec<LocationId>) {
    let locations = disclosure.locations.iter();
    let locations = locations.map(|it| it.location().id).collect();
    (disclosure.contacts.len(), locations)
}

#[tokio::test]
async fn the_table_of_fields_says_who_reads_lines_for_colleagues_and_hidden_places() {
    let world = World::new().await;
    let id = protected(&world).await;
    let shelter = vec![LocationId::of_slug("shelter")];
    let nowhere = Vec::new();
    let cases = [
        (Actor::Anonymous, (0, nowhere.clone())),
        (client(&[ApiScope::ReadPublished]), (0, nowhere.clone())),
        (client(&[ApiScope::ReadProfessional]), (1, nowhere.clone())),
        (
            person(vec![Grant::Professional], Vec::new()),
            (1, nowhere.clone()),
        ),
        (
            person(vec![Grant::Analyst], Vec::new()),
            (0, nowhere.clone()),
        ),
        (member(&["club"]), (0, nowhere.clone())),
        (coordinator_of("north"), (0, nowhere)),
        (member(&["school"]), (1, shelter.clone())),
        (coordinator(), (1, shelter.clone())),
        (Actor::Operator, (1, shelter)),
    ];
    for (actor, expected) in cases {
        let found = disclosed(&world, &actor, &[id]).await;
        assert_eq!(counted(&found[0]), expected, "{actor:?}");
    }
}

#[tokio::test]
async fn whoever_sees_nothing_anywhere_costs_no_statement_and_many_cost_as_much_as_one() {
    let world = World::new().await;
    let ids = [protected(&world).await, protected(&world).await];
    let statements = async |actor: &Actor, ids: &[OfferId]| {
        let before = world.application.statements();
        disclosed(&world, actor, ids).await;
        world.application.statements() - before
    };
    for actor in [
        Actor::Anonymous,
        client(&[ApiScope::ReadPublished, ApiScope::ReadAggregates]),
        person(vec![Grant::Analyst], Vec::new()),
    ] {
        assert_eq!(statements(&actor, &ids).await, 0, "{actor:?}");
    }
    let school = member(&["school"]);
    let one = statements(&school, &ids[..1]).await;
    assert!(one > 0);
    assert_eq!(statements(&school, &ids).await, one);
}

#[tokio::test]
async fn what_a_draft_says_is_disclosed_to_nobody() {
    let world = World::new().await;
    let id = protected(&world).await;
    let school = member(&["school"]);
    let change = json!({"contacts": [{"phone": "110"}, {"phone": "112", "audience": "PROFESSIONAL"},
        {"phone": "115", "audience": "PROFESSIONAL"}]});
    world
        .update(&school, (id, 1), (change, Then::HandIn))
        .await
        .unwrap();
    for actor in [school, coordinator(), client(&[ApiScope::ReadProfessional])] {
        let found = disclosed(&world, &actor, &[id]).await;
        let numbers: Vec<String> = found[0]
            .contacts
            .iter()
            .map(|it| it.contact.phone.as_ref().unwrap().to_string())
            .collect();
        assert_eq!(numbers, ["116016"], "{actor:?}");
    }
}

#[tokio::test]
async fn an_organization_tells_its_own_members_where_it_is_at_home() {
    let world = World::new().await;
    let school = domain::id::OrganizationId::of_slug("school");
    let at_home = json!({"locations": [id_of::<LocationId>("shelter")]});
    let saved = world
        .application
        .update::<Organization, _>(
            &occasion(&coordinator()),
            crate::entries::Update {
                id: school,
                expected: 1,
                input: serde_json::from_value::<domain::edit::OrganizationInput>(at_home).unwrap(),
                note: crate::entries::Note::default(),
                then: Then::HandIn,
            },
        )
        .await
        .unwrap();
    if saved.published != Some(saved.revision) {
        let approve = (school, saved.revision);
        let office = coordinator();
        world
            .application
            .approve::<Organization>(&occasion(&office), approve)
            .await
            .unwrap();
    }
    let snapshot = world.application.snapshot();
    assert_eq!(snapshot.find::<Organization>(school).unwrap().locations, []);
    for (actor, known) in [(member(&["school"]), 1), (member(&["club"]), 0)] {
        let asked = (snapshot.as_ref(), &[school][..]);
        let found = world
            .application
            .disclosures::<Organization>(&actor, asked, now())
            .await
            .unwrap();
        let found = found.get(&school.entity()).cloned().unwrap_or_default();
        assert_eq!(found.locations.len(), known, "{actor:?}");
    }
}
