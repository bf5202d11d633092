//! Providers translate as well, and changes wait.

use domain::account::{Grant, MembershipRole};
use domain::aggregate::EditorialState;
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId, TypedId};
use domain::policy::Role;
use domain::translation::TranslationState;
use serde_json::json;

use super::{SaveTranslation, World, german, of, translator, words};
use crate::entries::tests::world::{id_of, now};
use crate::entries::tests::{coordinator, course, member, occasion, occasion_on, refused};
use crate::entries::{Judgement, Then};

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
    // It waits as the provider's work, since when it did.
    let newest = world.newest(id).await;
    assert_eq!(newest.author.role, Role::ProviderManager);
    assert_eq!(newest.head.updated_at, now());
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

#[tokio::test]
async fn whoever_handed_a_change_in_hears_of_it_and_not_who_translated_it_meanwhile() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let club = OrganizationId::of_slug("club");
    let of_club = Some((club, MembershipRole::Editor));
    let editor = world.joins("ana@club.example", of_club, Vec::new()).await;
    let english = vec![Grant::Translator([super::tag("en")].into())];
    let translator = world.joins("ben@city.example", None, english).await;
    let change = (json!({ "title": german("Neuer Titel") }), Then::HandIn);
    world.update(&editor, (id, revision), change).await.unwrap();
    let summary = words("en", revision, &[("title", "German in the evening")]);
    world.save::<Offer>(&translator, id, summary).await.unwrap();
    let judgement = Judgement::<Offer> {
        id,
        expected: world.newest(id).await.number,
        comment: Some("Bitte kürzer".to_owned()),
    };
    let office = coordinator();
    world
        .application
        .return_revision(&occasion(&office), judgement)
        .await
        .unwrap();
    let mails = world.mails(now()).await;
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["ana@club.example"]);
}

#[tokio::test]
async fn what_the_office_translates_takes_a_first_draft_out_of_no_review() {
    let world = World::new().await;
    let club = member(&["club"]);
    let draft = world
        .create(&club, &course(&json!({})), Then::HandIn)
        .await
        .unwrap();
    let id = <OfferId as TypedId>::from_uuid(draft.entity.uuid);
    let save = SaveTranslation::<Offer> {
        id,
        input: words("en", 1, &[("title", "German")]),
        comment: None,
    };
    let office = coordinator();
    let saved = world
        .application
        .save_translation(&occasion_on(3, &office), save)
        .await
        .unwrap();
    assert_eq!(saved.state, EditorialState::InReview);
    let newest = world.newest(id).await;
    assert_eq!(of(&newest.content.entry.title, "en").0, "German");
    assert_eq!(newest.head.updated_at, now());
    assert_eq!(newest.author.role, Role::ProviderManager);
}
