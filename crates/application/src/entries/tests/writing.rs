//! Create, copy, update.

use domain::entry::Offer;
use domain::id::{OfferId, TypedId};
use domain::review::Channel;
use serde_json::json;

use super::world::World;
use super::{coordinator, course, member, occasion, refused};
use crate::entries::{Copy, Create, Note, Then, Update};

#[tokio::test]
async fn a_draft_never_reaches_the_snapshot() {
    let world = World::new().await;
    let club = member(&["club"]);
    let saved = world
        .create(&club, &course(&json!({})), Then::Keep)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    assert_eq!((saved.revision, saved.published), (1, None));
    assert_eq!(world.public(id), None);
    let saved = world
        .update(
            &club,
            (id, 1),
            (json!({"lowThreshold": true}), Then::HandIn),
        )
        .await
        .unwrap();
    assert_eq!(saved.state, domain::aggregate::EditorialState::InReview);
    assert_eq!(world.public(id), None);
}

#[tokio::test]
async fn an_update_keeps_what_it_does_not_name_and_the_ids_of_parts() {
    let world = World::new().await;
    let club = member(&["club"]);
    let runs = json!({"runs": [{"startsOn": "2026-04-01"}, {"startsOn": "2026-05-01"}]});
    let saved = world
        .create(&club, &course(&runs), Then::Keep)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let before = world.newest(id).await.content;
    let second = before.runs[1].id;
    let input =
        json!({"runs": [{"id": second.to_global(), "capacity": 9}, {"startsOn": "2026-06-01"}]});
    world
        .update(&club, (id, 1), (input, Then::Keep))
        .await
        .unwrap();
    let after = world.newest(id).await;
    assert_eq!(after.base, Some(1));
    let after = after.content;
    assert_eq!(after.runs[0].id, second);
    assert_eq!(after.runs[0].period, before.runs[1].period);
    assert_eq!(after.runs[0].capacity, Some(9));
    assert_ne!(after.runs[1].id, before.runs[0].id);
    assert_eq!(after.entry, before.entry);
}

#[tokio::test]
async fn a_lost_update_is_refused_with_the_revision_that_is_current() {
    let world = World::new().await;
    let club = member(&["club"]);
    let saved = world
        .create(&club, &course(&json!({})), Then::Keep)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let input = || (json!({"childcare": true}), Then::Keep);
    world.update(&club, (id, 1), input()).await.unwrap();
    assert_eq!(
        refused(world.update(&club, (id, 1), input()).await),
        ["conflict 2"]
    );
}

#[tokio::test]
async fn of_fifty_updates_at_once_exactly_one_wins_a_revision() {
    let world = std::sync::Arc::new(World::new().await);
    let club = member(&["club"]);
    let saved = world
        .create(&club, &course(&json!({})), Then::Keep)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..50 {
        let world = std::sync::Arc::clone(&world);
        tasks.spawn(async move {
            let summary = json!({"summary": [{"language": "de", "text": format!("{number}")}]});
            let club = member(&["club"]);
            // Whoever loses reads again, until it wins.
            for tries in 1.. {
                let expected = world.newest(id).await.number;
                let input = (summary.clone(), Then::Keep);
                match world.update(&club, (id, expected), input).await {
                    Ok(saved) => return (saved.revision, tries),
                    Err(crate::UseCaseError::Conflict { current }) => assert!(current > expected),
                    Err(error) => assert!(tries < 1_000, "{error}"),
                }
            }
            (0, 0)
        });
    }
    let mut revisions: Vec<u32> = tasks
        .join_all()
        .await
        .into_iter()
        .map(|won| won.0)
        .collect();
    revisions.sort_unstable();
    assert_eq!(revisions, (2..=51).collect::<Vec<u32>>());
    assert_eq!(world.newest(id).await.number, 51);
}

#[tokio::test]
async fn what_is_likely_entered_twice_is_warned_of_and_written() {
    let world = World::new().await;
    let (first, _) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let again = course(&json!({"title": [{"language": "de", "text": "Deutsch am Abend (Kurs)"}]}));
    let saved = world.create(&club, &again, Then::Keep).await.unwrap();
    let likely: Vec<_> = saved
        .likely_duplicates
        .iter()
        .map(|likely| likely.thing)
        .collect();
    assert_eq!(likely, [first.entity()]);
}

#[tokio::test]
async fn a_namesake_gets_a_number() {
    let world = World::new().await;
    let club = member(&["club"]);
    let mut slugs = Vec::new();
    for _ in 0..3 {
        let saved = world
            .create(&club, &course(&json!({})), Then::Keep)
            .await
            .unwrap();
        let offer = world
            .newest(OfferId::from_uuid(saved.entity.uuid))
            .await
            .content;
        slugs.push(offer.entry.slug.to_string());
    }
    assert_eq!(
        slugs,
        [
            "deutsch-am-abend",
            "deutsch-am-abend-2",
            "deutsch-am-abend-3"
        ]
    );
}

#[tokio::test]
async fn a_copy_is_a_draft_with_parts_of_its_own() {
    let world = World::new().await;
    let (id, _) = world
        .published(&json!({"runs": [{"startsOn": "2026-04-01"}]}))
        .await;
    let club = member(&["club"]);
    let copy = Copy::<Offer> {
        id,
        note: Note::default(),
    };
    let saved = world
        .application
        .copy(&occasion(&club), copy.clone())
        .await
        .unwrap();
    let copied = world
        .newest(OfferId::from_uuid(saved.entity.uuid))
        .await
        .content;
    let original = world.newest(id).await.content;
    assert_eq!(saved.published, None);
    assert_eq!(copied.entry.title, original.entry.title);
    assert_ne!(copied.runs[0].id, original.runs[0].id);
    let school = member(&["school"]);
    let foreign = world.application.copy(&occasion(&school), copy).await;
    assert_eq!(refused(foreign), ["not found"]);
}

#[tokio::test]
async fn the_office_writes_on_behalf_of_a_provider_and_says_how_it_was_told() {
    let world = World::new().await;
    let told = Note {
        channel: Some(Channel::Phone),
        comment: Some("Frau B. rief an".to_owned()),
        minor: false,
    };
    let new = |note: Note| Create {
        input: serde_json::from_value::<domain::edit::OfferInput>(course(&json!({}))).unwrap(),
        note,
        then: Then::Keep,
    };
    let office = coordinator();
    let saved = world
        .application
        .create::<Offer, _>(&occasion(&office), new(told.clone()))
        .await
        .unwrap();
    let revision = world.newest(OfferId::from_uuid(saved.entity.uuid)).await;
    assert_eq!(revision.comment.as_deref(), Some("[PHONE] Frau B. rief an"));
    assert_eq!(revision.author.role, domain::policy::Role::Coordinator);
    let club = member(&["club"]);
    let pretended = world
        .application
        .create::<Offer, _>(&occasion(&club), new(told))
        .await;
    assert_eq!(refused(pretended), ["channel: Contradicts"]);
}

#[tokio::test]
async fn nobody_writes_without_signing_in() {
    let world = World::new().await;
    let anybody = domain::policy::Actor::Anonymous;
    let (id, revision) = world.published(&json!({})).await;
    let outcome = world.create(&anybody, &json!({}), Then::Keep).await;
    assert_eq!(refused(outcome), ["denied"]);
    let update = Update::<Offer, _> {
        id,
        expected: revision,
        input: domain::edit::OfferInput::default(),
        note: Note::default(),
        then: Then::Keep,
    };
    let outcome = world.application.update(&occasion(&anybody), update).await;
    assert_eq!(refused(outcome), ["not found"]);
}

#[tokio::test]
async fn the_same_request_sent_again_is_not_done_twice() {
    let world = World::new().await;
    let club = member(&["club"]);
    let key = |body: u8| crate::Idempotency::new("key", "createOffer", [body; 32]).unwrap();
    let (first, other) = (key(1), key(2));
    let create = async |idempotency| {
        let new = Create {
            input: serde_json::from_value::<domain::edit::OfferInput>(course(&json!({}))).unwrap(),
            note: Note::default(),
            then: Then::Keep,
        };
        let occasion = crate::entries::Occasion {
            idempotency: Some(idempotency),
            ..occasion(&club)
        };
        world.application.create::<Offer, _>(&occasion, new).await
    };
    let once = create(&first).await.unwrap();
    let position = world.store.log_position().await.unwrap();
    assert_eq!(create(&first).await.unwrap(), once);
    assert_eq!(world.store.log_position().await.unwrap(), position);
    assert!(matches!(
        create(&other).await,
        Err(crate::UseCaseError::KeyReused)
    ));
}
