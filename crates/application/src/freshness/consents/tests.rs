//! Consents that end, in a small city. Today is the first of March.

#![allow(clippy::unwrap_used)]

use domain::account::{Grant, Jurisdiction, MembershipRole};
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId, TypedId};
use domain::mail::{Mail, MailTemplate};
use serde_json::{Value, json};

use crate::entries::Then;
use crate::entries::tests::world::{World, later};
use crate::entries::tests::{coordinator, member, occasion};

/// Contacts that name somebody until each of these days.
fn until(days: &[&str]) -> Value {
    let contact = |day: &&str| {
        json!({ "phone": "110", "person": { "name": "Anna Beispiel",
            "consentRecordedOn": "2026-01-01", "consentExpiresOn": day } })
    };
    json!({ "contacts": days.iter().map(contact).collect::<Vec<_>>() })
}

async fn editor(world: &World) {
    let club = OrganizationId::of_slug("club");
    let editor = Some((club, MembershipRole::Editor));
    world.joins("ana@club.example", editor, Vec::new()).await;
}

async fn told(world: &World, day: i64) -> Vec<Mail> {
    let mails = world.application.tell_of_ending_consents(later(day)).await;
    let waiting = world.mails(later(day)).await;
    assert_eq!(usize::try_from(mails.unwrap()).unwrap(), waiting.len());
    waiting
}

#[tokio::test]
async fn members_are_told_once_before_each_end_and_never_the_name() {
    let world = World::new().await;
    editor(&world).await;
    world.published(&until(&["2026-03-31", "2026-05-10"])).await;
    world.published(&until(&["2026-04-01"])).await;
    let mails = told(&world, 0).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to.as_str(), "ana@club.example");
    assert_eq!(mails[0].template, MailTemplate::ConsentEnding);
    // The other one ends a day too late for today.
    assert_eq!(mails[0].values.subjects, ["Deutsch am Abend"]);
    assert!(!format!("{:?}", mails[0].values).contains("Anna"));
    assert_eq!(told(&world, 0).await, []);
    assert_eq!(told(&world, 1).await.len(), 1);
    assert_eq!(told(&world, 2).await, []);
    // After the first, the second consent of the same offer.
    assert_eq!(told(&world, 45).await.len(), 1);
    assert_eq!(told(&world, 80).await, []);
}

#[tokio::test]
async fn what_is_renewed_waits_for_nobody_but_the_review() {
    let world = World::new().await;
    editor(&world).await;
    let (id, revision) = world.published(&until(&["2026-03-31"])).await;
    let renewed = (until(&["2027-03-31"]), Then::HandIn);
    let club = member(&["club"]);
    let waits = world.update(&club, (id, revision), renewed).await.unwrap();
    assert_eq!(told(&world, 0).await, []);
    let office = coordinator();
    let waits = (OfferId::from_uuid(waits.entity.uuid), waits.revision);
    world
        .application
        .approve::<Offer>(&occasion(&office), waits)
        .await
        .unwrap();
    assert_eq!(told(&world, 0).await, []);
    assert_eq!(told(&world, 370).await.len(), 1);
}

#[tokio::test]
async fn where_nobody_can_be_asked_the_office_is_told_and_what_is_discreet_is_not_named() {
    let world = World::new().await;
    let mut discreet = until(&["2026-03-15"]);
    discreet["discreet"] = json!(true);
    world.published(&discreet).await;
    // A draft that the public never read does not matter yet.
    let club = member(&["club"]);
    let draft = crate::entries::tests::course(&until(&["2026-03-15"]));
    world.create(&club, &draft, Then::Keep).await.unwrap();
    assert_eq!(told(&world, 0).await, []);
    let everything = vec![Grant::Coordinator(Jurisdiction::Everything)];
    world.joins("office@city.example", None, everything).await;
    let mails = told(&world, 0).await;
    assert_eq!(mails[0].to.as_str(), "office@city.example");
    let values = &mails[0].values;
    assert_eq!((values.subjects.len(), values.unnamed), (0, 1));
}
