//! Facts about pictures in the database, on both databases.

use chrono::TimeDelta;
use domain::account::AccountId;
use domain::contact::{EmailAddress, WebUrl};
use domain::entry::Offer;
use domain::id::TypedId;
use domain::image::Image;
use domain::period::Instant;
use domain::policy::{Action, Actor, scope};
use domain::text::{LanguageTag, Words};
use uuid::Uuid;

use super::database::{Database, on_each_database};
use super::people::{coordinator, translator};
use super::samples::Sample;
use super::{noon, operators_scope, permit, publish, publish_everything};
use crate::Expected;
use crate::account::NewAccount;
use crate::picture::PictureFile;

const ANA: AccountId = AccountId::from_uuid(Uuid::from_u128(1));
const BEN: AccountId = AccountId::from_uuid(Uuid::from_u128(2));
const RED: Uuid = Uuid::from_u128(10);
const BLUE: Uuid = Uuid::from_u128(11);

fn hours(hours: i64) -> Instant {
    (noon(1).utc() + TimeDelta::hours(hours)).into()
}

fn file(id: Uuid) -> PictureFile {
    PictureFile {
        id,
        media_type: "image/png".to_owned(),
        width: 3,
        height: 2,
        content: vec![0, 1, 255, b'\''],
    }
}

async fn upload(database: &Database, image: Uuid, upload: u128, (who, at): (AccountId, Instant)) {
    let mut tx = database.store.begin().await.unwrap();
    let upload = Uuid::from_u128(upload);
    tx.keep_picture(file(image), (upload, who), at)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn with_people(database: &Database) {
    publish_everything(&database.store).await;
    let mut tx = database.store.begin().await.unwrap();
    for (id, address) in [(ANA, "ana@verein.example"), (BEN, "ben@verein.example")] {
        let account = NewAccount {
            id,
            email: EmailAddress::parse(address).unwrap(),
            name: Words::parse("Ana").unwrap(),
            language: LanguageTag::german(),
            password: None,
            at: noon(1),
        };
        tx.create_account(account).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn uploads(database: &Database, who: AccountId) -> Vec<Uuid> {
    let mut tx = database.store.begin().await.unwrap();
    let uploads = tx.uploads_of(who).await.unwrap();
    uploads.iter().map(|upload| upload.image).collect()
}

#[tokio::test]
async fn a_file_is_read_as_it_was_written_and_kept_once() {
    on_each_database(async |database| {
        with_people(database).await;
        upload(database, RED, 1, (ANA, noon(1))).await;
        upload(database, RED, 2, (BEN, noon(1))).await;
        let store = &database.store;
        assert_eq!(store.picture(RED).await.unwrap(), Some(file(RED)));
        assert_eq!(store.picture(BLUE).await.unwrap(), None);
        assert_eq!(uploads(database, ANA).await, [RED]);
        assert!(store.has_uploaded(BEN, RED).await.unwrap());
        assert!(!store.has_uploaded(BEN, BLUE).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_is_used_stays_and_what_waits_too_long_goes() {
    on_each_database(async |database| {
        with_people(database).await;
        upload(database, RED, 1, (ANA, hours(0))).await;
        upload(database, BLUE, 2, (ANA, hours(0))).await;
        let offer = Offer::full();
        let mut tx = database.store.begin().await.unwrap();
        for _ in 0..2 {
            tx.use_pictures(offer.id.entity(), &[RED, Uuid::from_u128(99)], Some(ANA))
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(uploads(database, ANA).await, [BLUE]);
        let forget = async |before: Instant| {
            let mut tx = database.store.begin().await.unwrap();
            let gone = tx.forget_uploads(before).await.unwrap();
            tx.commit().await.unwrap();
            gone
        };
        assert_eq!(forget(hours(0)).await, 0);
        assert_eq!(forget(hours(1)).await, 2);
        let store = &database.store;
        assert_eq!(store.picture(BLUE).await.unwrap(), None);
        assert_eq!(store.picture(RED).await.unwrap(), Some(file(RED)));
        assert_eq!(store.picture_uses(RED).await.unwrap(), [offer.id.entity()]);
        for (scope, holds) in [
            (operators_scope(), true),
            (scope(&coordinator()), true),
            // Whoever translates reads what is published, not what waits.
            (scope(&translator()), false),
            (scope(&Actor::Anonymous), false),
        ] {
            assert_eq!(store.holds_picture(&scope, RED).await.unwrap(), holds);
        }
    })
    .await;
}

#[tokio::test]
async fn an_erased_picture_is_nowhere_that_is_stored_and_the_projection_agrees() {
    on_each_database(async |database| {
        with_people(database).await;
        let address = "https://example.org/images/only-here.png";
        let shown = WebUrl::parse(address).unwrap();
        let mut offer = Offer::full();
        offer.entry.images[0].url = shown.clone();
        publish(&database.store, &offer, Expected::Revision(1))
            .await
            .unwrap();
        upload(database, RED, 1, (ANA, noon(1))).await;
        upload(database, RED, 2, (BEN, noon(1))).await;
        let mut tx = database.store.begin().await.unwrap();
        let entity = offer.id.entity();
        tx.use_pictures(entity, &[RED], Some(ANA)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(stored(database).await.contains(address));

        let mut tx = database.store.begin().await.unwrap();
        assert_eq!(tx.picture_uses(RED).await.unwrap(), [entity]);
        assert!(!tx.forget_picture(RED).await.unwrap());
        let is_it = |image: &Image| image.url == shown;
        let wrong = permit(Action::Update, entity);
        let refused = tx.erase_picture::<Offer>(&wrong, RED, (&is_it, noon(3)));
        assert!(refused.await.is_err());
        let allowed = permit(Action::Erase, entity);
        let erased = tx.erase_picture::<Offer>(&allowed, RED, (&is_it, noon(3)));
        assert_eq!(erased.await.unwrap(), [2]);
        assert!(tx.forget_picture(RED).await.unwrap());
        tx.commit().await.unwrap();

        let store = &database.store;
        assert_eq!(store.picture(RED).await.unwrap(), None);
        assert_eq!(store.picture_uses(RED).await.unwrap(), []);
        assert!(!store.has_uploaded(BEN, RED).await.unwrap());
        assert!(!stored(database).await.contains(address));
        assert_eq!(store.flaws().await.unwrap(), []);
    })
    .await;
}

async fn stored(database: &Database) -> String {
    crate::dialect::everything_stored(&database.store)
        .await
        .unwrap()
}
