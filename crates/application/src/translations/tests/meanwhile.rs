//! Several people at once.

use std::sync::Arc;

use domain::entry::Offer;
use domain::translation::TranslationState;
use serde_json::json;

use super::{World, german, of, translator, words};
use crate::UseCaseError;
use crate::entries::tests::world::now;
use crate::entries::tests::{coordinator, member, occasion, refused};
use crate::entries::{Note, Then, Update};
use crate::translations::SaveTranslation;

#[tokio::test]
async fn an_edit_that_began_before_a_translation_keeps_both() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let ana = translator(&["en"]);
    world
        .save::<Offer>(&ana, id, words("en", revision, &[("title", "German")]))
        .await
        .unwrap();
    let club = member(&["club"]);
    let change = json!({ "title": german("Deutsch am Tag"), "childcare": true });
    let saved = world
        .update(&club, (id, revision), (change, Then::HandIn))
        .await
        .unwrap();
    let office = coordinator();
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    let public = world.public(id).unwrap().entry;
    assert_eq!(public.childcare, Some(true));
    assert_eq!(
        of(&public.title, "en"),
        ("German".to_owned(), TranslationState::Outdated)
    );
    // Whoever changed more than a translation is a conflict as ever.
    let late = (json!({ "lowThreshold": true }), Then::Keep);
    let late = world.update(&club, (id, revision), late).await;
    assert_eq!(refused(late), [format!("conflict {}", saved.revision)]);
}

#[tokio::test]
async fn a_translation_of_an_older_source_is_kept_as_outdated() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let change = (json!({ "title": german("Deutsch am Tag") }), Then::HandIn);
    let saved = world.update(&club, (id, revision), change).await.unwrap();
    let office = coordinator();
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    let ana = translator(&["en"]);
    world
        .save::<Offer>(&ana, id, words("en", revision, &[("title", "German")]))
        .await
        .unwrap();
    assert_eq!(
        world.public_title_in(id, "en"),
        ("German".to_owned(), TranslationState::Outdated)
    );
    assert_eq!(world.public_title(id).as_deref(), Some("Deutsch am Tag"));
}

#[tokio::test]
async fn two_languages_never_conflict_and_one_language_does() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    for (language, title) in [("en", "German"), ("tr", "Almanca"), ("ar", "ألمانية")] {
        let somebody = translator(&[language]);
        world
            .save::<Offer>(
                &somebody,
                id,
                words(language, revision, &[("title", title)]),
            )
            .await
            .unwrap();
    }
    let second = translator(&["en"]);
    let other = words("en", revision, &[("title", "German class")]);
    let outcome = world.save::<Offer>(&second, id, other).await;
    assert_eq!(refused(outcome), [format!("conflict {}", revision + 3)]);
    let read_again = words("en", revision + 3, &[("title", "German class")]);
    world.save::<Offer>(&second, id, read_again).await.unwrap();
    assert_eq!(world.public_title_in(id, "en").0, "German class");
    assert_eq!(world.public_title_in(id, "tr").0, "Almanca");
}

#[tokio::test]
async fn going_back_to_an_older_revision_makes_nothing_newer_than_it_is() {
    let world = World::new().await;
    let (id, first) = world.published(&json!({})).await;
    let office = coordinator();
    world
        .save::<Offer>(&office, id, words("en", first, &[("title", "German")]))
        .await
        .unwrap();
    let with_english = world.newest(id).await.number;
    let change = (json!({ "title": german("Malen") }), Then::Keep);
    let changed = world.update(&office, (id, with_english), change).await;
    let changed = changed.unwrap().revision;
    let back = crate::entries::GoBack::<Offer> {
        id,
        expected: changed,
        to: with_english,
        note: Default::default(),
    };
    world
        .application
        .go_back(&occasion(&office), back)
        .await
        .unwrap();
    let title = world.newest(id).await.content.entry.title;
    assert_eq!(of(&title, "en").1, TranslationState::UpToDate);
    // Who translated the words in between did not translate these.
    let painting = words("tr", changed, &[("title", "Resim")]);
    world.save::<Offer>(&office, id, painting).await.unwrap();
    let title = world.newest(id).await.content.entry.title;
    assert_eq!(of(&title, "tr").1, TranslationState::Outdated);
}

#[tokio::test]
async fn what_another_process_has_just_published_is_no_mistake_of_the_translator() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let another = world.another().await;
    let save = |language: &'static str, source: u32| SaveTranslation::<Offer> {
        id,
        input: words(language, source, &[("title", language)]),
        comment: None,
    };
    let [ana, tuna] = [translator(&["en"]), translator(&["tr"])];
    // A further language of the same text.
    another
        .save_translation(&occasion(&ana), save("en", revision))
        .await
        .unwrap();
    let behind = &world.application;
    behind
        .save_translation(&occasion(&tuna), save("tr", revision))
        .await
        .unwrap();
    // Another text: what it says is public, and here nobody knows yet.
    another.catch_up(now()).await.unwrap();
    let office = coordinator();
    let input = json!({ "title": german("Malen") });
    let update = Update::<Offer, _> {
        id,
        expected: world.newest(id).await.number,
        input: serde_json::from_value::<domain::edit::OfferInput>(input).unwrap(),
        note: Note::default(),
        then: Then::HandIn,
    };
    let handed_in = another.update(&occasion(&office), update).await.unwrap();
    another
        .approve::<Offer>(&occasion(&office), (id, handed_in.revision))
        .await
        .unwrap();
    let newest = world.newest(id).await.number;
    let occasion = occasion(&tuna);
    let outcome = behind.save_translation(&occasion, save("tr", newest)).await;
    assert!(matches!(outcome, Err(UseCaseError::Busy { .. })));
    behind.catch_up(now()).await.unwrap();
    behind
        .save_translation(&occasion, save("tr", newest))
        .await
        .unwrap();
}

#[tokio::test]
async fn everybody_at_once_and_nothing_is_lost() {
    let world = Arc::new(World::new().await);
    let (id, revision) = world.published(&json!({})).await;
    let mut tasks = tokio::task::JoinSet::new();
    for language in ["en", "tr", "ar"] {
        let world = Arc::clone(&world);
        tasks.spawn(async move {
            let ana = translator(&[language]);
            let title = || words(language, revision, &[("title", language)]);
            while let Err(error) = world.save::<Offer>(&ana, id, title()).await {
                assert!(matches!(error, UseCaseError::Busy { .. }), "{error}");
            }
        });
    }
    let editing = Arc::clone(&world);
    tasks.spawn(async move {
        let club = member(&["club"]);
        // Always from the revision that was read first: nobody else edits.
        let change = || (json!({ "title": german("Deutsch am Tag") }), Then::Keep);
        while let Err(error) = editing.update(&club, (id, revision), change()).await {
            assert!(matches!(error, UseCaseError::Busy { .. }), "{error}");
        }
    });
    tasks.join_all().await;
    for title in [
        world.newest(id).await.content.entry.title,
        world.public(id).unwrap().entry.title,
    ] {
        for language in ["en", "tr", "ar"] {
            assert_eq!(of(&title, language).0, language);
        }
    }
    let newest = world.newest(id).await.content.entry.title;
    assert_eq!(newest.source().text.as_str(), "Deutsch am Tag");
}
