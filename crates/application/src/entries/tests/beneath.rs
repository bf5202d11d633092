//! What is of low risk while another change waits.

use domain::aggregate::EditorialState;
use domain::id::{OfferId, TypedId};
use domain::policy::{Actor, Role};
use serde_json::{Value, json};

use super::world::{World, now};
use super::{coordinator, course, member, occasion, refused};
use crate::entries::{Saved, Then};

fn title() -> Value {
    json!({"title": [{"language": "de", "text": "Neuer Titel"}]})
}

impl World {
    /// Another number for the contact of an offer.
    async fn number(&self, id: OfferId, phone: &str) -> Value {
        let contact = self.newest(id).await.content.entry.contacts[0].id;
        json!({"contacts": [{"id": contact.to_global(), "phone": phone}]})
    }

    async fn changes(&self, actor: &Actor, id: OfferId, change: (Value, Then)) -> Saved {
        let newest = self.newest(id).await.number;
        self.update(actor, (id, newest), change).await.unwrap()
    }

    fn public_number(&self, id: OfferId) -> String {
        let contact = &self.public(id).unwrap().entry.contacts[0];
        contact.phone.as_ref().unwrap().as_str().to_owned()
    }
}

#[tokio::test]
async fn a_wrong_number_is_mended_at_once_and_the_review_goes_on() {
    let world = World::new().await;
    let (id, _) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let waiting = world.changes(&club, id, (title(), Then::HandIn)).await;
    let number = world.number(id, "112").await;
    for who in [club, coordinator()] {
        let saved = world
            .changes(&who, id, (number.clone(), Then::HandIn))
            .await;
        assert_eq!(saved.state, EditorialState::InReview);
        assert!(saved.published > waiting.published);
        assert_eq!(world.public_number(id), "112");
        assert_eq!(world.public_title(id).as_deref(), Some("Deutsch am Abend"));
        let newest = world.newest(id).await;
        assert_eq!(newest.head.updated_at, now());
        assert_eq!(newest.author.role, Role::ProviderManager);
        let entry = newest.content.entry;
        assert_eq!(entry.title.source().text.as_str(), "Neuer Titel");
        assert_eq!(entry.contacts[0].phone.as_ref().unwrap().as_str(), "112");
        let back = world.number(id, "110").await;
        world.changes(&who, id, (back, Then::HandIn)).await;
        assert_eq!(world.public_number(id), "110");
    }
    let office = coordinator();
    let newest = world.newest(id).await.number;
    world
        .application
        .approve::<domain::entry::Offer>(&occasion(&office), (id, newest))
        .await
        .unwrap();
    assert_eq!(world.public_title(id).as_deref(), Some("Neuer Titel"));
}

#[tokio::test]
async fn what_is_merely_kept_is_public_to_nobody_and_leaves_the_review_alone() {
    let world = World::new().await;
    let (id, _) = world.published(&json!({})).await;
    let club = member(&["club"]);
    world.changes(&club, id, (title(), Then::HandIn)).await;
    let number = world.number(id, "112").await;
    let kept = world.changes(&club, id, (number, Then::Keep)).await;
    assert_eq!(kept.state, EditorialState::InReview);
    assert_eq!(world.public_number(id), "110");
    // More than a number takes it out of the review, as ever.
    let more = (json!({"childcare": true}), Then::Keep);
    let kept = world.changes(&club, id, more).await;
    assert_eq!(kept.state, EditorialState::Draft);
}

#[tokio::test]
async fn a_draft_is_handed_in_beside_the_number_that_passes() {
    let world = World::new().await;
    let (id, _) = world.published(&json!({})).await;
    let club = member(&["club"]);
    world.changes(&club, id, (title(), Then::Keep)).await;
    let number = world.number(id, "112").await;
    let saved = world.changes(&club, id, (number, Then::HandIn)).await;
    assert_eq!(saved.state, EditorialState::InReview);
    assert_eq!(world.public_number(id), "112");
    assert_eq!(world.public_title(id).as_deref(), Some("Deutsch am Abend"));
}

#[tokio::test]
async fn the_number_of_what_itself_waits_is_not_public_before_it() {
    let world = World::new().await;
    let two = json!({"contacts": [{"phone": "110"}, {"phone": "115"}]});
    let (id, _) = world.published(&two).await;
    let club = member(&["club"]);
    let contacts = world.newest(id).await.content.entry.contacts;
    let [own, other] = [0, 1].map(|index| contacts[index].id.to_global());
    let private = |phone: &str| {
        let contact = json!({"id": own, "phone": phone, "audience": "PROFESSIONAL"});
        json!({"contacts": [contact, {"id": other}]})
    };
    world
        .changes(&club, id, (private("110"), Then::HandIn))
        .await;
    let change = (private("112"), Then::HandIn);
    let saved = world.changes(&club, id, change).await;
    assert_eq!(saved.state, EditorialState::InReview);
    assert_eq!(world.public_number(id), "110");
    assert_eq!(world.newest(id).await.head.updated_at, now());
}

#[tokio::test]
async fn a_first_draft_in_review_stays_there_and_keeps_what_it_needs() {
    let world = World::new().await;
    let club = member(&["club"]);
    let new = course(&json!({}));
    let saved = world.create(&club, &new, Then::HandIn).await.unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let number = world.number(id, "112").await;
    let kept = world.changes(&club, id, (number, Then::Keep)).await;
    assert_eq!(kept.state, EditorialState::InReview);
    assert_eq!(world.public(id), None);
    let nothing = (json!({"contacts": null}), Then::HandIn);
    let newest = world.newest(id).await.number;
    let outcome = world.update(&club, (id, newest), nothing).await;
    assert_eq!(refused(outcome), ["contacts: Missing"]);
}
