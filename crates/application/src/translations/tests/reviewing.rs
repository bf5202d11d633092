//! Providers translate as well, and changes wait.

use domain::aggregate::EditorialState;
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId};
use domain::translation::TranslationState;
use serde_json::json;

use super::{World, german, of, translator, words};
use crate::entries::Then;
use crate::entries::tests::world::id_of;
use crate::entries::tests::{coordinator, course, member, occasion, refused};

#[tokio::test]
async fn what_a_provider_translates_waits_and_translators_learn_that_somebody_is_at_it() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let ana = translator(&["tr"]);
    let saved = world
        .save::<Offer>(
            &club,
            id,
            words("tr", revision, &[("title", "Akşam Almanca")]),
        )
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    assert_eq!(world.public_title_in(id, "tr").1, TranslationState::Missing);
    for who in [&club, &ana] {
        let sheet = world.sheet(who, id, "tr").await.unwrap();
        assert_eq!(sheet.texts[0].state, TranslationState::InTranslation);
        assert_eq!(sheet.state, TranslationState::InTranslation);
    }
    // What waits is not for everybody to read.
    let sheet = world.sheet(&ana, id, "tr").await.unwrap();
    assert_eq!(sheet.texts[0].translation, None);
    let office = coordinator();
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    assert_eq!(
        world.public_title_in(id, "tr"),
        ("Akşam Almanca".to_owned(), TranslationState::UpToDate)
    );
}

#[tokio::test]
async fn a_provider_brings_no_words_past_a_review_that_goes_on() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = member(&["club"]);
    let change = (json!({ "childcare": true }), Then::HandIn);
    let waiting = world.update(&club, (id, revision), change).await.unwrap();
    let slipped = words("tr", waiting.revision, &[("title", "Reklam")]);
    let saved = world.save::<Offer>(&club, id, slipped).await.unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    let office = coordinator();
    let outcome = world
        .application
        .approve::<Offer>(&occasion(&office), (id, waiting.revision))
        .await;
    assert_eq!(refused(outcome), [format!("conflict {}", saved.revision)]);
}

#[tokio::test]
async fn a_trusted_provider_translates_without_a_review() {
    let world = World::new().await;
    let trusted = member(&["trusted-club"]);
    let provider = json!({ "provider": id_of::<OrganizationId>("trusted-club") });
    let saved = world
        .create(&trusted, &course(&provider), Then::HandIn)
        .await
        .unwrap();
    let id = <OfferId as domain::id::TypedId>::from_uuid(saved.entity.uuid);
    world
        .save::<Offer>(&trusted, id, words("tr", 1, &[("title", "Almanca")]))
        .await
        .unwrap();
    assert_eq!(world.public_title_in(id, "tr").0, "Almanca");
}

#[tokio::test]
async fn what_is_live_and_what_waits_get_a_translation_and_the_review_goes_on() {
    let world = World::new().await;
    let (id, revision) = world
        .published(&json!({ "summary": german("Ein Kurs.") }))
        .await;
    let club = member(&["club"]);
    let change = json!({ "summary": german("Ein Sprachkurs."), "childcare": true });
    let waiting = world
        .update(&club, (id, revision), (change, Then::HandIn))
        .await
        .unwrap();
    let ana = translator(&["en"]);
    let sheet = world.sheet(&ana, id, "en").await.unwrap();
    assert_eq!((sheet.revision, sheet.is_published), (revision, true));
    let both = [("title", "German"), ("summary", "A course.")];
    let saved = world
        .save::<Offer>(&ana, id, words("en", revision, &both))
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    let public = world.public(id).unwrap().entry;
    assert_eq!(of(&public.title, "en").1, TranslationState::UpToDate);
    let summary = public.summary.unwrap();
    assert_eq!(of(&summary, "en").1, TranslationState::UpToDate);
    let newest = world.newest(id).await.content.entry;
    assert_eq!(newest.childcare, Some(true));
    assert_eq!(of(&newest.title, "en").1, TranslationState::UpToDate);
    let summary = newest.summary.unwrap();
    assert_eq!(
        of(&summary, "en"),
        ("A course.".to_owned(), TranslationState::Outdated)
    );
    // The reviewer has read what waited before, and need not read it again.
    let office = coordinator();
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, waiting.revision))
        .await
        .unwrap();
    let public = world.public(id).unwrap().entry;
    assert_eq!(public.childcare, Some(true));
    assert_eq!(of(&public.title, "en").0, "German");
}

#[tokio::test]
async fn a_draft_is_translated_by_those_who_read_it() {
    let world = World::new().await;
    let club = member(&["club"]);
    let draft = world
        .create(&club, &course(&json!({})), Then::Keep)
        .await
        .unwrap();
    let id = <OfferId as domain::id::TypedId>::from_uuid(draft.entity.uuid);
    for (who, language) in [(&club, "tr"), (&coordinator(), "en")] {
        let revision = world.newest(id).await.number;
        let saved = world
            .save::<Offer>(who, id, words(language, revision, &[("title", "x")]))
            .await
            .unwrap();
        assert_eq!(
            (saved.state, saved.published),
            (EditorialState::Draft, None)
        );
    }
    let title = world.newest(id).await.content.entry.title;
    assert_eq!(title.versions().len(), 3);
}
