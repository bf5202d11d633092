//! Archive, restore, go back, confirm.

use domain::aggregate::EditorialState;
use domain::entry::{ConfirmedBy, EntryId, Offer};
use domain::id::{OfferId, TypedId};
use serde_json::json;

use super::world::World;
use super::{coordinator, course, member, occasion, refused};
use crate::entries::{Archive, GoBack, Note, Then};

fn archive(id: OfferId, expected: u32, replaced_by: Option<String>) -> Archive<Offer> {
    Archive {
        id,
        expected,
        replaced_by,
        note: Note::default(),
    }
}

#[tokio::test]
async fn what_is_archived_is_gone_and_comes_back_as_a_draft() {
    let world = World::new().await;
    let club = member(&["club"]);
    let (old, revision) = world.published(&json!({})).await;
    let (new, _) = world.published(&json!({})).await;
    let (other, _) = world
        .published(&json!({"related": [old.to_global()]}))
        .await;
    let replaced_by = Some(new.to_global());
    let saved = world
        .application
        .archive_entry(&occasion(&club), archive(old, revision, replaced_by))
        .await
        .unwrap();
    assert_eq!(
        (saved.state, saved.published),
        (EditorialState::Archived, None)
    );
    assert_eq!(world.public(old), None);
    assert_eq!(
        world.newest(old).await.content.entry.replaced_by,
        Some(EntryId::Offer(new))
    );
    // Who pointed at it points at what replaces it.
    assert_eq!(
        world.public(other).unwrap().entry.related,
        [EntryId::Offer(new)]
    );
    let restored = world
        .application
        .restore::<Offer>(&occasion(&club), (old, saved.revision))
        .await
        .unwrap();
    assert_eq!(restored.state, EditorialState::Draft);
    assert_eq!(world.public(old), None);
}

#[tokio::test]
async fn what_replaces_an_entry_is_another_one_that_the_public_reads() {
    let world = World::new().await;
    let club = member(&["club"]);
    let (id, revision) = world.published(&json!({})).await;
    let draft = world
        .create(&club, &course(&json!({})), Then::Keep)
        .await
        .unwrap();
    for (replaced_by, line) in [
        (id.to_global(), "replacedBy: Cycle"),
        (draft.entity.to_global(), "replacedBy: NotPublished"),
        (
            OfferId::of_slug("nothing").to_global(),
            "replacedBy: Unknown",
        ),
        ("x".to_owned(), "replacedBy: Malformed"),
    ] {
        let outcome = world
            .application
            .archive_entry(&occasion(&club), archive(id, revision, Some(replaced_by)))
            .await;
        assert_eq!(refused(outcome), [line]);
    }
    assert!(world.public(id).is_some());
}

#[tokio::test]
async fn an_older_revision_becomes_a_new_draft() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let title = json!({"title": [{"language": "de", "text": "Neuer Titel"}]});
    let saved = world
        .update(&club, (id, revision), (title, Then::Keep))
        .await
        .unwrap();
    let back = |to| GoBack::<Offer> {
        id,
        expected: saved.revision,
        to,
        note: Note::default(),
    };
    let unknown = world.application.go_back(&occasion(&club), back(99)).await;
    assert_eq!(refused(unknown), ["revision: Unknown"]);
    let gone_back = world
        .application
        .go_back(&occasion(&club), back(revision))
        .await
        .unwrap();
    assert_eq!(gone_back.revision, saved.revision + 1);
    let newest = world.newest(id).await.content;
    assert_eq!(
        newest.entry.title.source().text.as_str(),
        "Deutsch am Abend"
    );
}

#[tokio::test]
async fn a_confirmation_needs_no_review_and_leaves_a_waiting_change_where_it_is() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let title = json!({"title": [{"language": "de", "text": "Neuer Titel"}]});
    let waiting = world
        .update(&club, (id, revision), (title, Then::HandIn))
        .await
        .unwrap();
    let stale = world
        .application
        .confirm_entry::<Offer>(&occasion(&club), (id, Some(99)))
        .await;
    assert_eq!(refused(stale), [format!("conflict {}", waiting.revision)]);
    let saved = world
        .application
        .confirm_entry::<Offer>(&occasion(&club), (id, Some(waiting.revision)))
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    let public = world.public(id).unwrap();
    let confirmation = public.entry.confirmation.unwrap();
    assert_eq!(confirmation.by, ConfirmedBy::Provider);
    assert!(confirmation.due > confirmation.at);
    assert_eq!(world.public_title(id).as_deref(), Some("Deutsch am Abend"));
    let newest = world.newest(id).await.content;
    assert_eq!(newest.entry.title.source().text.as_str(), "Neuer Titel");
    assert_eq!(newest.entry.confirmation, Some(confirmation));
    let office = coordinator();
    let saved = world
        .application
        .confirm_entry::<Offer>(&occasion(&office), (id, None))
        .await
        .unwrap();
    assert!(saved.revision > waiting.revision);
    let confirmation = world.public(id).unwrap().entry.confirmation.unwrap();
    assert_eq!(confirmation.by, ConfirmedBy::Coordinator);
}

#[tokio::test]
async fn a_draft_cannot_be_confirmed() {
    let world = World::new().await;
    let club = member(&["club"]);
    let saved = world
        .create(&club, &course(&json!({})), Then::Keep)
        .await
        .unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let outcome = world
        .application
        .confirm_entry::<Offer>(&occasion(&club), (id, None))
        .await;
    assert_eq!(refused(outcome), [": NotInState"]);
}
