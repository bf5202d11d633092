//! What translators save, and who may.

use domain::entry::Offer;
use domain::id::{DistrictId, LocationId, OfferId, TypedId};
use domain::place::{District, Location};
use domain::policy::Role;
use domain::translation::{TranslationState, differs_in_translations_only};
use serde_json::json;

use super::{World, german, of, translator, words};
use crate::entries::Then;
use crate::entries::tests::{coordinator, course, member, occasion, refused};

#[tokio::test]
async fn what_a_translator_saves_is_public_at_once_and_nothing_else_changes() {
    let world = World::new().await;
    let (id, revision) = world
        .published(&json!({ "runs": [{ "startsOn": "2026-04-01", "note": german("Mit Pause") }] }))
        .await;
    let before = world.newest(id).await;
    let ana = translator(&["en"]);
    let run = before.content.runs[0].id.to_global();
    let texts = [
        ("title", "German in the evening"),
        (&*format!("runs.{run}.note"), "With a break"),
    ];
    let saved = world
        .save::<Offer>(&ana, id, words("en", revision, &texts))
        .await
        .unwrap();
    assert_eq!(
        (saved.revision, saved.published),
        (revision + 1, Some(revision + 1))
    );
    let title = world.public_title_in(id, "en");
    assert_eq!(
        title,
        (
            "German in the evening".to_owned(),
            TranslationState::UpToDate
        )
    );
    let after = world.newest(id).await;
    assert_eq!((after.author.role, after.minor), (Role::Translator, true));
    assert!(differs_in_translations_only(
        &before.content,
        &after.content
    ));
    assert_eq!(after.content.runs[0].id, before.content.runs[0].id);
    // The same again is nothing new.
    let again = words("en", revision, &texts);
    let again = world.save::<Offer>(&ana, id, again).await.unwrap();
    assert_eq!(again.revision, saved.revision);
}

#[tokio::test]
async fn a_translator_writes_own_languages_of_what_is_published_and_nothing_else() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let ana = translator(&["tr"]);
    let title = |language: &str| words(language, revision, &[("title", "x")]);
    let english = world.save::<Offer>(&ana, id, title("en")).await;
    assert_eq!(refused(english), ["denied"]);
    let school = member(&["school"]);
    let foreign = world.save::<Offer>(&school, id, title("tr")).await;
    assert_eq!(refused(foreign), ["not found"]);
    let club = member(&["club"]);
    let draft = world
        .create(&club, &course(&json!({})), Then::Keep)
        .await
        .unwrap();
    let draft = OfferId::from_uuid(draft.entity.uuid);
    let hidden = world.save::<Offer>(&ana, draft, title("tr")).await;
    assert_eq!(refused(hidden), ["not found"]);
    assert_eq!(world.sheet(&ana, draft, "tr").await, None);
    let update = world
        .update(
            &ana,
            (id, revision),
            (json!({ "title": german("Werbung") }), Then::HandIn),
        )
        .await;
    assert_eq!(refused(update), ["denied"]);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let office = coordinator();
    let save = async |input| refused(world.save::<Offer>(&office, id, input).await);
    let title = [("title", "x")];
    assert_eq!(
        save(words("xx", revision, &title)).await,
        ["language: Unknown"]
    );
    assert_eq!(
        save(words("en", 99, &title)).await,
        ["sourceRevision: Unknown"]
    );
    assert_eq!(
        save(words(
            "en",
            revision,
            &[("provider", "x"), ("title", "<b>")]
        ))
        .await,
        ["texts.0.path: Unknown", "texts.1.text: Markup"]
    );
    assert_eq!(
        save(words("de-x-leicht", revision, &title)).await,
        ["check: CheckRequired"]
    );
    let archived = world
        .application
        .archive_entry::<Offer>(
            &occasion(&office),
            crate::entries::Archive {
                id,
                expected: revision,
                replaced_by: None,
                note: Default::default(),
            },
        )
        .await
        .unwrap();
    assert_eq!(
        save(words("en", archived.revision, &title)).await,
        [": NotInState"]
    );
}

#[tokio::test]
async fn places_and_taxonomies_are_translated_as_well() {
    let world = World::new().await;
    let ana = translator(&["en"]);
    let (house, north) = (LocationId::of_slug("house"), DistrictId::of_slug("north"));
    world
        .save::<Location>(&ana, house, words("en", 1, &[("name", "House")]))
        .await
        .unwrap();
    world
        .save::<District>(&ana, north, words("en", 1, &[("label", "North")]))
        .await
        .unwrap();
    let snapshot = world.application.snapshot();
    let name = &snapshot.find::<Location>(house).unwrap().name;
    assert_eq!(of(name, "en").0, "House");
    let label = &snapshot.find::<District>(north).unwrap().label;
    assert_eq!(of(label, "en").0, "North");
    // Neither the members of a club nor anybody without a grant has a say there.
    let club = member(&["club"]);
    let outcome = world
        .save::<District>(&club, north, words("en", 2, &[("label", "N")]))
        .await;
    assert_eq!(refused(outcome), ["not found"]);
}

#[tokio::test]
async fn a_copy_keeps_translations_and_begins_a_history_of_its_own() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let ana = translator(&["en"]);
    world
        .save::<Offer>(&ana, id, words("en", revision, &[("title", "German")]))
        .await
        .unwrap();
    let club = member(&["club"]);
    let copy = crate::entries::Copy::<Offer> {
        id,
        note: Default::default(),
    };
    let copied = world
        .application
        .copy(&occasion(&club), copy)
        .await
        .unwrap();
    let copied_id = OfferId::from_uuid(copied.entity.uuid);
    let change = json!({ "title": german("Deutsch am Tag") });
    world
        .update(&club, (copied_id, 1), (change, Then::Keep))
        .await
        .unwrap();
    let copied = world.newest(copied_id).await.content;
    assert_eq!(
        of(&copied.entry.title, "en"),
        ("German".to_owned(), TranslationState::Outdated)
    );
}

#[tokio::test]
async fn a_translator_neither_sees_nor_writes_what_the_public_does_not_read() {
    let world = World::new().await;
    let line = |audience: &str, function: &str| {
        json!({ "audience": audience, "phone": "112",
            "function": [{ "language": "de", "text": function }] })
    };
    let contacts = [
        line("PROFESSIONAL", "Durchwahl für Ämter"),
        line("PUBLIC", "Anmeldung"),
    ];
    let (id, revision) = world.published(&json!({ "contacts": contacts })).await;
    let newest = world.newest(id).await;
    let contacts = newest.content.entry.contacts.iter();
    let paths: Vec<String> = contacts
        .map(|contact| format!("contacts.{}.function", contact.id.to_global()))
        .collect();
    let ana = translator(&["en"]);
    let shown = |sheet: crate::translations::Sheet| -> Vec<String> {
        sheet.texts.iter().map(|text| text.path.join(".")).collect()
    };
    let before_ana = shown(world.sheet(&ana, id, "en").await.unwrap());
    assert!(!before_ana.contains(&paths[0]), "{before_ana:?}");
    assert!(before_ana.contains(&paths[1]), "{before_ana:?}");
    // Whoever keeps it translates all of it.
    let before_editor = shown(world.sheet(&member(&["club"]), id, "en").await.unwrap());
    assert!(before_editor.contains(&paths[0]), "{before_editor:?}");

    let texts = [(&*paths[0], "Line for offices"), ("title", "German")];
    let saved = world
        .save::<Offer>(&ana, id, words("en", revision, &texts))
        .await;
    assert_eq!(refused(saved), ["texts.0.path: Unknown"]);
    assert_eq!(world.newest(id).await.number, revision);
}
