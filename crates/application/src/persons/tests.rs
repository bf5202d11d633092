//! Facts about erasing people whom contacts name.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use domain::aggregate::Aggregate;
use domain::entry::Offer;
use domain::erasure::ContactChannel;
use domain::id::{OfferId, OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Actor, scope};
use persistence::{HistoryPage, Revision};
use serde_json::{Value, json};

use super::{ErasePersons, NamedHere, PersonPlace};
use crate::entries::tests::world::{World, now, publish};
use crate::entries::tests::{coordinator, member, occasion, person, refused};
use crate::entries::{GoBack, Note, Then};

const ANNA: &str = "Anna Beispiel";

fn naming(name: &str, email: &str) -> Value {
    json!({"contacts": [{
        "phone": "110",
        "email": email,
        "person": {
            "name": name,
            "consentRecordedOn": "2026-01-01",
            "consentExpiresOn": "2026-06-30",
        },
    }]})
}

fn place_in(offer: &Offer) -> PersonPlace {
    PersonPlace {
        entity: offer.id.entity(),
        contact: offer.entry.contacts.first().unwrap().id,
        name: None,
        email: None,
    }
}

fn erasing(places: Vec<PersonPlace>) -> ErasePersons {
    ErasePersons {
        places,
        keep: BTreeSet::from([ContactChannel::Phone]),
    }
}

async fn whole(world: &World, id: OfferId) -> Vec<Revision<Offer>> {
    let page = HistoryPage {
        before: None,
        limit: 100,
    };
    let everything = scope(&Actor::Operator);
    world.store.history(&everything, id, page).await.unwrap()
}

fn says(offer: &Offer, text: &str) -> bool {
    serde_json::to_string(offer).unwrap().contains(text)
}

#[tokio::test]
async fn a_person_is_gone_from_what_is_public_what_waits_and_what_was() {
    let world = World::new().await;
    let club = member(&["club"]);
    let (id, _) = world.published(&naming(ANNA, "anna@verein.example")).await;
    assert!(says(&world.public(id).unwrap(), ANNA));
    let change = json!({"childcare": true});
    world
        .update(&club, (id, 1), (change, Then::Keep))
        .await
        .unwrap();
    let offer = world.newest(id).await.content;

    let erase = erasing(vec![place_in(&offer)]);
    let erased = world
        .application
        .erase_persons(&occasion(&club), erase.clone())
        .await;
    let erased = erased.unwrap();
    assert_eq!((erased.len(), &erased[0].revisions), (1, &vec![1, 2]));

    let public = world.public(id).unwrap();
    assert!(!says(&public, ANNA) && !says(&public, "anna@"));
    let contact = public.contacts()[0].clone();
    assert_eq!(contact.person_erased_on, Some(crate::local_day(now())));
    assert!(contact.phone.is_some());
    let revisions = whole(&world, id).await;
    assert_eq!(revisions.len(), 2);
    assert!(revisions.iter().all(|it| !says(&it.content, ANNA)));

    // Going back brings nobody back, and the one who is gone cannot be erased again.
    let back = GoBack::<Offer> {
        id,
        expected: 2,
        to: 1,
        note: Note::default(),
    };
    let saved = world
        .application
        .go_back(&occasion(&club), back)
        .await
        .unwrap();
    assert_eq!(saved.revision, 3);
    assert!(!says(&world.newest(id).await.content, ANNA));
    let again = world
        .application
        .erase_persons(&occasion(&club), erase)
        .await;
    assert_eq!(refused(again), ["places.0.contact: Unknown"]);
    assert_eq!(world.store.flaws().await.unwrap(), []);
}

#[tokio::test]
async fn the_same_person_is_found_elsewhere_and_erased_everywhere_at_once() {
    let world = World::new().await;
    let club = member(&["club"]);
    let (first, _) = world.published(&naming(ANNA, "anna@verein.example")).await;
    let (second, _) = world
        .published(&naming("anna BEISPIEL", "kurse@verein.example"))
        .await;
    let (third, _) = world
        .published(&naming("A. B.", "Anna@verein.example"))
        .await;
    let (other, _) = world
        .published(&naming("Ben Muster", "kurse@verein.example"))
        .await;
    let asked = place_in(&world.newest(first).await.content);

    let found = world
        .application
        .named_person(&club, &asked)
        .await
        .unwrap()
        .unwrap();
    let told = |it: &NamedHere| (it.entity, it.same_name, it.same_mailbox, it.is_published);
    let told: Vec<_> = found.places.iter().map(told).collect();
    assert_eq!(
        told,
        [
            (first.entity(), true, true, true),
            (second.entity(), true, false, true),
            (third.entity(), false, true, true),
        ]
    );
    let exported = found.exported().to_string();
    assert!(exported.contains("kurse@verein.example") && exported.contains("2026-06-30"));
    assert!(!exported.contains("Ben Muster"));

    let places = found.places.iter().map(|it| PersonPlace {
        entity: it.entity,
        contact: it.person.contact,
        name: it.person.name.as_ref().map(ToString::to_string),
        email: None,
    });
    let erase = erasing(places.collect());
    let erased = world
        .application
        .erase_persons(&occasion(&club), erase)
        .await;
    assert_eq!(erased.unwrap().len(), 3);
    for id in [first, second, third] {
        let offer = world.newest(id).await.content;
        assert!(
            !says(&offer, "eispiel") && !says(&offer, "A. B."),
            "{offer:?}"
        );
    }
    assert!(says(&world.newest(other).await.content, "Ben Muster"));
    let gone = world.application.named_person(&club, &asked).await.unwrap();
    assert_eq!(gone, None);
}

#[tokio::test]
async fn only_managers_of_the_organization_and_the_coordinating_office_erase() {
    let world = World::new().await;
    let (id, _) = world.published(&naming(ANNA, "anna@verein.example")).await;
    let place = place_in(&world.newest(id).await.content);
    let erase = erasing(vec![place.clone()]);
    let stranger = member(&["school"]);
    let nobody = world
        .application
        .erase_persons(&occasion(&stranger), erase.clone())
        .await;
    assert_eq!(refused(nobody), ["not found"]);
    let found = world.application.named_person(&stranger, &place).await;
    assert_eq!(found.unwrap(), None);
    let editor = person(
        Vec::new(),
        vec![domain::account::Membership {
            organization: OrganizationId::of_slug("club"),
            role: domain::account::MembershipRole::Editor,
            since: now(),
        }],
    );
    let denied = world
        .application
        .erase_persons(&occasion(&editor), erase.clone())
        .await;
    assert_eq!(refused(denied), ["denied"]);
    let wrong = erasing(vec![
        place.clone(),
        PersonPlace {
            name: Some("Ben Muster".to_owned()),
            ..place.clone()
        },
        PersonPlace {
            email: Some("ben@verein.example".to_owned()),
            ..place
        },
    ]);
    let office = coordinator();
    let mend = world
        .application
        .erase_persons(&occasion(&office), wrong)
        .await;
    assert_eq!(
        refused(mend),
        ["places.1.name: Unknown", "places.2.email: Unknown"]
    );
    assert!(says(&world.newest(id).await.content, ANNA));
    let none = world
        .application
        .erase_persons(&occasion(&office), erasing(Vec::new()))
        .await;
    assert_eq!(refused(none), ["places: OutOfRange { min: 1, max: 200 }"]);
    let done = world
        .application
        .erase_persons(&occasion(&office), erase)
        .await;
    assert_eq!(done.unwrap().len(), 1);
}

fn after(days: u64) -> Instant {
    let end: chrono::DateTime<chrono::Utc> = "2026-06-30T12:00:00Z".parse().unwrap();
    (end + chrono::Days::new(days)).into()
}

#[tokio::test]
async fn the_program_erases_by_itself_whom_nobody_has_asked_for_long() {
    let world = World::new().await;
    let (over, _) = world.published(&naming(ANNA, "kurse@verein.example")).await;
    let (telling, _) = world
        .published(&naming(ANNA, "a.beispiel@verein.example"))
        .await;
    let (renewed, _) = world
        .published(&naming("Ben Muster", "ben@verein.example"))
        .await;
    let club = member(&["club"]);
    let contact = place_in(&world.newest(renewed).await.content).contact;
    let consent = json!({"contacts": [{
        "id": contact.to_global(),
        "person": {
            "name": "Ben Muster",
            "consentRecordedOn": "2026-02-01",
            "consentExpiresOn": "2028-01-31",
        },
    }]});
    world
        .update(&club, (renewed, 1), (consent, Then::Keep))
        .await
        .unwrap();

    let kept = world.application.erase_expired_persons(after(90)).await;
    assert_eq!(kept.unwrap(), 0);
    assert!(says(&world.newest(over).await.content, ANNA));
    let erased = world.application.erase_expired_persons(after(91)).await;
    assert_eq!(erased.unwrap(), 2);
    let left = world.newest(over).await.content;
    assert!(!says(&left, ANNA) && says(&left, "kurse@verein.example"));
    assert!(!says(&world.newest(telling).await.content, "beispiel"));
    // An earlier consent is over, and the one after it is not.
    let ben = whole(&world, renewed).await;
    assert!(ben.iter().all(|it| says(&it.content, "Ben Muster")));
    assert!(!says(&world.public(over).unwrap(), ANNA));
    let again = world.application.erase_expired_persons(after(92)).await;
    assert_eq!(again.unwrap(), 0);
    assert_eq!(world.store.flaws().await.unwrap(), []);
}

#[tokio::test]
async fn the_profile_of_an_organization_names_people_as_well() {
    let world = World::new().await;
    let contact = |part: u128| {
        json!({
            "id": persistence::Uuid::from_u128(part),
            "audience": "PROFESSIONAL",
            "email": "anna@school.example",
            "person": {
                "name": ANNA,
                "consent_recorded_on": "2026-01-01",
                "consent_expires_on": "2026-06-30",
            },
        })
    };
    let school = OrganizationId::of_slug("academy");
    let organization: domain::organization::Organization = serde_json::from_value(json!({
        "id": school,
        "slug": "academy",
        "name": [{"language": "de", "text": "Akademie"}],
        "kind": "ORGANIZATION",
        "visibility": "EXACT",
        "verification": "VERIFIED",
        "status": "ACTIVE",
        "contacts": [contact(71)],
    }))
    .unwrap();
    publish(&world.store, &organization).await;
    let manager = member(&["academy"]);
    let place = PersonPlace {
        entity: school.entity(),
        contact: organization.contacts[0].id,
        name: Some(ANNA.to_owned()),
        email: None,
    };
    let found = world
        .application
        .named_person(&manager, &place)
        .await
        .unwrap();
    assert_eq!(found.unwrap().places.len(), 1);
    let erased = world
        .application
        .erase_persons(&occasion(&manager), erasing(vec![place]))
        .await;
    assert_eq!(erased.unwrap()[0].revisions, [1]);
}
