//! Hand in, approve, return, reject.

use domain::aggregate::EditorialState;
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId, TypedId};
use serde_json::json;

use super::world::{World, id_of};
use super::{coordinator, course, member, occasion, refused};
use crate::entries::{Compare, HeadFilter, HeadOrder, HeadPage, Judgement, Then};

#[tokio::test]
async fn a_provider_cannot_publish() {
    let world = World::new().await;
    let club = member(&["club"]);
    let saved = world
        .create(&club, &course(&json!({})), Then::HandIn)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    assert_eq!(saved.state, EditorialState::InReview);
    let outcome = world
        .application
        .approve::<Offer>(&occasion(&club), (id, saved.revision))
        .await;
    assert_eq!(refused(outcome), ["denied"]);
    assert_eq!(world.public(id), None);
    let office = coordinator();
    let saved = world
        .application
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    assert_eq!(saved.published, Some(saved.revision));
    assert!(world.public(id).is_some());
}

#[tokio::test]
async fn the_approved_version_stays_live_while_a_change_waits() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let title = json!({"title": [{"language": "de", "text": "Neuer Titel"}]});
    let saved = world
        .update(&club, (id, revision), (title, Then::HandIn))
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    assert_eq!(saved.published, Some(revision));
    assert_eq!(world.public_title(id).as_deref(), Some("Deutsch am Abend"));
    let office = coordinator();
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    assert_eq!(world.public_title(id).as_deref(), Some("Neuer Titel"));
}

#[tokio::test]
async fn a_change_of_low_risk_passes_at_once() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let contact = world.newest(id).await.content.entry.contacts[0]
        .id
        .to_global();
    let phone = json!({"contacts": [{"id": contact, "phone": "112"}]});
    let saved = world
        .update(&club, (id, revision), (phone, Then::HandIn))
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::Published);
    let public = world.public(id).unwrap();
    assert_eq!(
        public.entry.contacts[0].phone.as_ref().unwrap().as_str(),
        "112"
    );
    // Kept as a draft it waits until it is handed in, and then passes as well.
    let phone = json!({"contacts": [{"id": contact, "phone": "115"}]});
    let kept = world
        .update(&club, (id, saved.revision), (phone, Then::Keep))
        .await
        .unwrap();
    let handed_in = world
        .application
        .submit_for_review::<Offer>(&occasion(&club), (id, kept.revision))
        .await
        .unwrap();
    assert_eq!(handed_in.state, EditorialState::Published);
    let public = world.public(id).unwrap();
    assert_eq!(
        public.entry.contacts[0].phone.as_ref().unwrap().as_str(),
        "115"
    );
}

#[tokio::test]
async fn a_trusted_provider_needs_no_review() {
    let world = World::new().await;
    let trusted = member(&["trusted-club"]);
    let provider = json!({"provider": id_of::<OrganizationId>("trusted-club")});
    let saved = world
        .create(&trusted, &course(&provider), Then::HandIn)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    assert_eq!(saved.state, EditorialState::Published);
    assert!(world.public(id).is_some());
    // What shows more of a place waits all the same.
    let hide = json!({"visibility": "HIDDEN"});
    let saved = world
        .update(&trusted, (id, saved.revision), (hide, Then::HandIn))
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::Published);
    let show = json!({"visibility": "EXACT"});
    let saved = world
        .update(&trusted, (id, saved.revision), (show, Then::HandIn))
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    let outcome = world
        .application
        .approve::<Offer>(&occasion(&trusted), (id, saved.revision))
        .await;
    assert_eq!(refused(outcome), ["visibility: ReviewRequired"]);
}

#[tokio::test]
async fn what_is_missing_is_named_when_it_is_handed_in_and_not_before() {
    let world = World::new().await;
    let club = member(&["club"]);
    let bare = course(&json!({"places": null, "contacts": null}));
    let saved = world.create(&club, &bare, Then::Keep).await.unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let outcome = world
        .application
        .submit_for_review::<Offer>(&occasion(&club), (id, saved.revision))
        .await;
    assert_eq!(refused(outcome), ["places: Missing", "contacts: Missing"]);
}

#[tokio::test]
async fn a_change_comes_back_with_a_comment_and_can_be_mended() {
    let world = World::new().await;
    let club = member(&["club"]);
    let office = coordinator();
    let saved = world
        .create(&club, &course(&json!({})), Then::HandIn)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let judgement = |comment: Option<&str>| Judgement::<Offer> {
        id,
        expected: saved.revision,
        comment: comment.map(ToOwned::to_owned),
    };
    let silent = world
        .application
        .return_revision(&occasion(&office), judgement(None))
        .await;
    assert_eq!(refused(silent), ["comment: Missing"]);
    let returned = world
        .application
        .return_revision(&occasion(&office), judgement(Some("Bitte die Zeiten")))
        .await
        .unwrap();
    assert_eq!(returned.state, EditorialState::Returned);
    let mended = world
        .update(
            &club,
            (id, saved.revision),
            (json!({"childcare": true}), Then::HandIn),
        )
        .await
        .unwrap();
    assert_eq!(mended.state, EditorialState::InReview);
}

#[tokio::test]
async fn what_was_refused_is_not_gone_on_from() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let title = json!({"title": [{"language": "de", "text": "Werbung"}]});
    let saved = world
        .update(&club, (id, revision), (title, Then::HandIn))
        .await
        .unwrap();
    let office = coordinator();
    let judgement = Judgement::<Offer> {
        id,
        expected: saved.revision,
        comment: Some("Keine Werbung".to_owned()),
    };
    let saved = world
        .application
        .reject(&occasion(&office), judgement)
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::Published);
    assert_eq!(world.public_title(id).as_deref(), Some("Deutsch am Abend"));
    let newest = world.newest(id).await.content;
    assert_eq!(
        newest.entry.title.source().text.as_str(),
        "Deutsch am Abend"
    );
}

#[tokio::test]
async fn a_reviewer_finds_what_waits_and_sees_what_differs() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let title = json!({"title": [{"language": "de", "text": "Neuer Titel"}], "childcare": true});
    world
        .update(&club, (id, revision), (title, Then::HandIn))
        .await
        .unwrap();
    let page = HeadPage {
        order: HeadOrder::OldestFirst,
        after: None,
        limit: 10,
    };
    let all = || (HeadFilter::default(), page);
    let app = &world.application;
    let waiting = app.waiting_for_review(&coordinator(), all()).await.unwrap();
    let waiting: Vec<_> = waiting.iter().map(|head| head.entity).collect();
    assert_eq!(waiting, [id.entity()]);
    let compare = Compare::<Offer> {
        id,
        from: None,
        to: None,
    };
    let difference = app.compare(&coordinator(), compare.clone()).await.unwrap();
    let fields = difference.unwrap().fields.into_iter();
    let lines: Vec<String> = fields.map(|field| field.path.join(".")).collect();
    assert_eq!(lines, ["title.de.text", "childcare"]);
    // Nobody else sees any of it.
    let school = member(&["school"]);
    assert!(
        app.waiting_for_review(&school, all())
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(app.compare(&school, compare).await.unwrap(), None);
    let revision = app.revision::<Offer>(&school, (id, None)).await.unwrap();
    assert!(revision.is_none());
}
