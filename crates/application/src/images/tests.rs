//! Pictures in a small city.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use data_encoding::BASE64;
use domain::account::{
    Account, AccountId, AccountState, Grant, Jurisdiction, Membership, MembershipRole, SessionId,
};
use domain::contact::EmailAddress;
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId, TypedId};
use domain::organization::Organization;
use domain::period::Instant;
use domain::policy::{Actor, Person};
use domain::text::{LanguageTag, Words};
use persistence::Uuid;
use persistence::account::NewAccount;
use serde_json::{Value, json};

use super::{NotTakenIn, TakenIn};
use crate::entries::tests::world::{World, now};
use crate::entries::tests::{course, occasion, refused};
use crate::entries::{Archive, Note, Then, Update};
use crate::use_case::UseCaseError;

const RED: &str = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4z8AARAAI/gH/GcBr5wAAAABJRU5ErkJggg==";
const GREEN: &str = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAADUlEQVR42mNg+M8AQQAO+wL+d4tznAAAAABJRU5ErkJggg==";

fn bytes(picture: &str) -> Vec<u8> {
    BASE64.decode(picture.as_bytes()).unwrap()
}

/// Somebody with an account of their own.
async fn somebody(
    world: &World,
    number: u128,
    (grants, organizations): (Vec<Grant>, &[&str]),
) -> Actor {
    let id = AccountId::from_uuid(Uuid::from_u128(number));
    let account = NewAccount {
        id,
        email: EmailAddress::parse(&format!("p{number}@verein.example")).unwrap(),
        name: Words::parse("Ana").unwrap(),
        language: LanguageTag::german(),
        password: None,
        at: now(),
    };
    let mut tx = world.store.begin().await.unwrap();
    tx.create_account(account).await.unwrap();
    tx.commit().await.unwrap();
    let membership = |slug: &&str| Membership {
        organization: OrganizationId::of_slug(slug),
        role: MembershipRole::Manager,
        since: now(),
    };
    Actor::Person(Arc::new(Person {
        account: Account {
            id,
            email: None,
            name: Words::parse("Ana").unwrap(),
            language: LanguageTag::german(),
            state: AccountState::Active,
            grants,
            memberships: organizations.iter().map(membership).collect(),
            has_second_factor: true,
            created_at: now(),
        },
        session: SessionId::from_uuid(id.uuid()),
        second_factor_passed: true,
    }))
}

async fn member(world: &World, number: u128, organization: &str) -> Actor {
    somebody(world, number, (Vec::new(), &[organization])).await
}

async fn office(world: &World) -> Actor {
    let everything = Grant::Coordinator(Jurisdiction::Everything);
    somebody(world, 99, (vec![everything], &[])).await
}

async fn upload(world: &World, actor: &Actor, picture: &str) -> TakenIn {
    let taken = world
        .application
        .take_in_picture(&occasion(actor), bytes(picture))
        .await;
    taken.unwrap()
}

fn showing(taken: &TakenIn) -> Value {
    json!({ "images": [{ "upload": taken.upload,
        "alternativeText": [{ "language": "de", "text": "Ein roter Raum" }] }] })
}

fn name(taken: &TakenIn) -> &str {
    taken.url.as_str().rsplit('/').next().unwrap()
}

/// Whether somebody sees a picture, and whether everybody does.
async fn sees(world: &World, actor: &Actor, taken: &TakenIn) -> Option<bool> {
    let shown = world.application.picture(actor, name(taken)).await.unwrap();
    shown.map(|shown| shown.is_public)
}

#[tokio::test]
async fn a_picture_is_seen_by_those_who_may_read_what_shows_it() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    let ben = member(&world, 12, "club").await;
    let school = member(&world, 13, "school").await;
    let turkish = Grant::Translator([LanguageTag::parse("tr").unwrap()].into());
    let translator = somebody(&world, 14, (vec![turkish], &[])).await;
    let office = office(&world).await;
    let taken = upload(&world, &ana, RED).await;
    assert_eq!((taken.width, taken.height), (2, 1));
    // Until it is used, it is only for whoever brought it.
    assert_eq!(sees(&world, &ana, &taken).await, Some(false));
    for other in [&ben, &school, &office, &Actor::Anonymous] {
        assert_eq!(sees(&world, other, &taken).await, None);
    }
    let draft = world
        .create(&ana, &course(&showing(&taken)), Then::HandIn)
        .await
        .unwrap();
    let id = OfferId::from_uuid(draft.entity.uuid);
    for (who, seen) in [
        (&ana, Some(false)),
        (&ben, Some(false)),
        (&office, Some(false)),
        (&school, None),
        (&translator, None),
        (&Actor::Anonymous, None),
    ] {
        assert_eq!(sees(&world, who, &taken).await, seen);
    }
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, draft.revision))
        .await
        .unwrap();
    for who in [&school, &translator, &Actor::Anonymous] {
        assert_eq!(sees(&world, who, &taken).await, Some(true));
    }
    // Taken out, it is withdrawn with the entry.
    let archive = Archive {
        id,
        expected: draft.revision,
        replaced_by: None,
        note: Note::default(),
    };
    world
        .application
        .archive_entry::<Offer>(&occasion(&office), archive)
        .await
        .unwrap();
    assert_eq!(sees(&world, &Actor::Anonymous, &taken).await, None);
    assert_eq!(sees(&world, &ana, &taken).await, Some(false));
}

#[tokio::test]
async fn the_picture_of_a_protected_place_is_not_shown() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    let office = office(&world).await;
    let taken = upload(&world, &ana, RED).await;
    let mut input = course(&showing(&taken));
    input["visibility"] = json!("HIDDEN");
    let saved = world.create(&ana, &input, Then::HandIn).await.unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    assert!(world.public(id).is_some());
    assert_eq!(sees(&world, &Actor::Anonymous, &taken).await, None);
    assert_eq!(sees(&world, &office, &taken).await, Some(false));
}

#[tokio::test]
async fn what_somebody_else_uploaded_cannot_be_used() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    let ben = member(&world, 12, "club").await;
    let taken = upload(&world, &ana, RED).await;
    let foreign = world
        .create(&ben, &course(&showing(&taken)), Then::Keep)
        .await;
    assert_eq!(refused(foreign), ["images.0.upload: Unknown"]);
    let mut silent = showing(&taken);
    silent["images"][0]["alternativeText"] = Value::Null;
    let silent = world.create(&ana, &course(&silent), Then::Keep).await;
    assert_eq!(refused(silent), ["images.0.alternativeText: Missing"]);
    world
        .create(&ana, &course(&showing(&taken)), Then::Keep)
        .await
        .unwrap();
    // An upload is used once; the picture is kept with its part.
    let again = world
        .create(&ana, &course(&showing(&taken)), Then::Keep)
        .await;
    assert_eq!(refused(again), ["images.0.upload: Unknown"]);
}

#[tokio::test]
async fn a_logo_is_a_picture_like_any_other() {
    let world = World::new().await;
    let ana = member(&world, 11, "trusted-club").await;
    let taken = upload(&world, &ana, GREEN).await;
    let input = json!({ "logo": { "upload": taken.upload,
        "alternativeText": [{ "language": "de", "text": "Unser Zeichen" }] } });
    let update = Update::<Organization, _> {
        id: OrganizationId::of_slug("trusted-club"),
        expected: 1,
        input: serde_json::from_value::<domain::edit::OrganizationProfileInput>(input).unwrap(),
        note: Note::default(),
        then: Then::HandIn,
    };
    world
        .application
        .update(&occasion(&ana), update)
        .await
        .unwrap();
    assert_eq!(sees(&world, &Actor::Anonymous, &taken).await, Some(true));
}

#[tokio::test]
async fn whoever_writes_nothing_brings_no_pictures() {
    let world = World::new().await;
    let analyst = somebody(&world, 15, (vec![Grant::Analyst], &[])).await;
    for who in [&analyst, &Actor::Anonymous, &Actor::Operator] {
        let outcome = world
            .application
            .take_in_picture(&occasion(who), bytes(RED))
            .await;
        assert!(
            matches!(&outcome, Err(NotTakenIn::Refused(UseCaseError::Denied(_)))),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn what_nobody_uses_within_a_day_is_forgotten() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    let waiting = upload(&world, &ana, RED).await;
    let used = upload(&world, &ana, GREEN).await;
    world
        .create(&ana, &course(&showing(&used)), Then::Keep)
        .await
        .unwrap();
    let after = |hours: i64| -> Instant { (now().utc() + chrono::TimeDelta::hours(hours)).into() };
    let forget = async |hours| {
        world
            .application
            .forget_uploads(after(hours))
            .await
            .unwrap()
    };
    assert_eq!(forget(23).await, 0);
    assert_eq!(forget(25).await, 2);
    assert_eq!(sees(&world, &ana, &waiting).await, None);
    assert_eq!(sees(&world, &ana, &used).await, Some(false));
}

/// What erasing comes to: from how many things, and whether the file is gone.
async fn erase(world: &World, who: &Actor, url: &str) -> Result<(usize, bool), UseCaseError> {
    let erased = world.application.erase_picture(&occasion(who), url).await;
    erased.map(|erased| (erased.from.len(), erased.is_gone))
}

#[tokio::test]
async fn an_erased_picture_is_in_no_revision_and_no_going_back_brings_it_again() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    let office = office(&world).await;
    let taken = upload(&world, &ana, RED).await;
    let draft = world
        .create(&ana, &course(&showing(&taken)), Then::HandIn)
        .await
        .unwrap();
    let id = OfferId::from_uuid(draft.entity.uuid);
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, draft.revision))
        .await
        .unwrap();
    // A change that waits still shows it.
    let change = (json!({ "childcare": true }), Then::HandIn);
    let waits = world.update(&ana, (id, draft.revision), change).await;
    let waits = waits.unwrap().revision;
    assert_eq!(
        erase(&world, &office, taken.url.as_str()).await.unwrap(),
        (1, true)
    );
    assert_eq!(world.public(id).unwrap().entry.images, []);
    assert_eq!(world.newest(id).await.content.entry.images, []);
    for who in [&ana, &office, &Actor::Anonymous] {
        assert_eq!(sees(&world, who, &taken).await, None);
    }
    // Where it stood is not changed otherwise: what waits is approved as it was.
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, waits))
        .await
        .unwrap();
    assert_eq!(world.public(id).unwrap().entry.childcare, Some(true));
    let back = crate::entries::GoBack::<Offer> {
        id,
        expected: waits,
        to: draft.revision,
        note: Note::default(),
    };
    let back = world.application.go_back(&occasion(&office), back).await;
    back.unwrap();
    assert_eq!(world.newest(id).await.content.entry.images, []);
    let again = erase(&world, &office, taken.url.as_str()).await;
    assert_eq!(refused(again), ["url: Unknown"]);
}

#[tokio::test]
async fn managers_erase_in_what_is_theirs_and_others_keep_the_file() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    let ben = member(&world, 12, "school").await;
    let [first, second] = [
        upload(&world, &ana, RED).await,
        upload(&world, &ben, RED).await,
    ];
    assert_eq!(first.url, second.url);
    world
        .create(&ana, &course(&showing(&first)), Then::Keep)
        .await
        .unwrap();
    let mut of_school = course(&showing(&second));
    of_school["provider"] = json!(crate::entries::tests::world::id_of::<OrganizationId>(
        "school"
    ));
    let of_school = world.create(&ben, &of_school, Then::Keep).await.unwrap();
    let url = first.url.as_str();
    assert_eq!(erase(&world, &ana, url).await.unwrap(), (1, false));
    assert_eq!(sees(&world, &ana, &first).await, None);
    assert_eq!(sees(&world, &ben, &first).await, Some(false));
    let again = erase(&world, &ana, url).await;
    assert_eq!(refused(again), ["url: Unknown"]);
    let school = OfferId::from_uuid(of_school.entity.uuid);
    assert_eq!(world.newest(school).await.content.entry.images.len(), 1);
    assert_eq!(erase(&world, &ben, url).await.unwrap(), (1, true));
}

#[tokio::test]
async fn an_upload_is_erased_by_whoever_brought_it_and_by_nobody_else() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    let office = office(&world).await;
    let taken = upload(&world, &ana, RED).await;
    for (who, url) in [
        (&office, taken.url.as_str()),
        (&ana, "https://example.org/images/nothing.png"),
        (&ana, ""),
    ] {
        assert_eq!(refused(erase(&world, who, url).await), ["url: Unknown"]);
    }
    let erased = erase(&world, &ana, taken.url.as_str()).await;
    assert_eq!(erased.unwrap(), (0, true));
    assert_eq!(sees(&world, &ana, &taken).await, None);
    let gone = world
        .create(&ana, &course(&showing(&taken)), Then::Keep)
        .await;
    assert_eq!(refused(gone), ["images.0.upload: Unknown"]);
}

#[tokio::test]
async fn nobody_fills_the_database_with_uploads() {
    let world = World::new().await;
    let ana = member(&world, 11, "club").await;
    for _ in 0..super::MOST_WAITING {
        upload(&world, &ana, RED).await;
    }
    let outcome = world
        .application
        .take_in_picture(&occasion(&ana), bytes(RED))
        .await;
    assert!(matches!(outcome, Err(NotTakenIn::TooManyWaiting { .. })));
}

#[tokio::test]
async fn names_that_are_no_pictures_lead_nowhere() {
    let world = World::new().await;
    for name in ["", ".", "x.png", "../secret", &"0".repeat(32), "é.png"] {
        let found = world.application.picture(&Actor::Operator, name).await;
        assert_eq!(found.unwrap(), None, "{name}");
    }
}
