//! Archive, restore, go back, confirm.

use domain::aggregate::EditorialState;
use domain::entry::{ConfirmedBy, EntryId, Offer};
use domain::id::{LocationId, OfferId, TypedId};
use domain::place::Location;
use domain::policy::{Actor, Role, scope};
use serde_json::json;

use super::world::{World, later, now};
use super::{coordinator, course, member, occasion, occasion_on, refused};
use crate::entries::{Archive, GoBack, Judgement, Note, TakeOut, Then};

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
        .confirm_entry::<Offer>(&occasion_on(3, &office), (id, None))
        .await
        .unwrap();
    assert!(saved.revision > waiting.revision);
    let confirmation = world.public(id).unwrap().entry.confirmation.unwrap();
    assert_eq!(confirmation.by, ConfirmedBy::Coordinator);
    // It waits since when it was handed in, and is still the provider's.
    let newest = world.newest(id).await;
    assert_eq!(newest.head.updated_at, now());
    assert_eq!(newest.author.role, Role::ProviderManager);
}

#[tokio::test]
async fn what_was_returned_stays_so_when_the_entry_is_confirmed() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let title = json!({"title": [{"language": "de", "text": "Neuer Titel"}]});
    let waiting = world
        .update(&club, (id, revision), (title, Then::HandIn))
        .await
        .unwrap();
    let judgement = Judgement::<Offer> {
        id,
        expected: waiting.revision,
        comment: Some("Bitte kürzer".to_owned()),
    };
    let app = &world.application;
    app.return_revision(&occasion(&coordinator()), judgement)
        .await
        .unwrap();
    let saved = app
        .confirm_entry::<Offer>(&occasion(&club), (id, None))
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::Returned);
    let seen = app.revision::<Offer>(&club, (id, None)).await.unwrap();
    let verdict = seen.unwrap().beside.unwrap().verdict.unwrap();
    assert_eq!(verdict.comment.as_deref(), Some("Bitte kürzer"));
}

#[tokio::test]
async fn going_back_takes_back_what_the_entry_says_and_not_what_is_said_about_it() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let app = &world.application;
    let first = app
        .confirm_entry::<Offer>(&occasion(&club), (id, None))
        .await
        .unwrap();
    let change = (json!({"childcare": true}), Then::HandIn);
    let changed = world
        .update(&club, (id, first.revision), change)
        .await
        .unwrap();
    let office = coordinator();
    app.approve::<Offer>(&occasion(&office), (id, changed.revision))
        .await
        .unwrap();
    let second = app
        .confirm_entry::<Offer>(&occasion_on(200, &club), (id, None))
        .await
        .unwrap();
    let confirmation = world.newest(id).await.content.entry.confirmation;
    for to in [revision, first.revision] {
        let back = GoBack::<Offer> {
            id,
            expected: world.newest(id).await.number,
            to,
            note: Note::default(),
        };
        app.go_back(&occasion_on(201, &club), back).await.unwrap();
        let newest = world.newest(id).await;
        assert!(newest.number > second.revision);
        assert_eq!(newest.content.entry.childcare, None);
        assert_eq!(newest.content.entry.confirmation, confirmation);
    }
    assert_eq!(confirmation.unwrap().at, later(200));
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

#[tokio::test]
async fn a_location_is_taken_out_with_a_word_about_it() {
    let world = World::new().await;
    let hall = LocationId::of_slug("hall");
    let office = coordinator();
    let take_out = |comment: &str| TakeOut::<Location> {
        id: hall,
        expected: 1,
        note: Note {
            comment: Some(comment.to_owned()),
            ..Note::default()
        },
    };
    let wrong = world
        .application
        .archive(&occasion(&office), take_out("<b>zu</b>"))
        .await;
    assert_eq!(refused(wrong), ["comment: Markup"]);
    let saved = world
        .application
        .archive(&occasion(&office), take_out("Abgerissen."))
        .await;
    let saved = saved.unwrap();
    assert_eq!((saved.revision, saved.state), (2, EditorialState::Archived));
    let everything = scope(&Actor::Operator);
    let kept = world
        .store
        .newest::<Location>(&everything, &[hall])
        .await
        .unwrap();
    assert_eq!(kept[0].comment.as_deref(), Some("Abgerissen."));
}
