//! Facts about whom the program has told of what.

use domain::account::AccountId;
use domain::aggregate::Aggregate;
use domain::contact::EmailAddress;
use domain::entry::Offer;
use domain::id::{EntityId, TypedId};
use domain::period::Instant;
use domain::text::{LanguageTag, Words};
use uuid::Uuid;

use super::database::{Database, on_each_database};
use super::samples::Sample;
use super::{noon, operators_scope, publish_everything};
use crate::Store;
use crate::account::LinkPurpose;
use crate::account::{NewAccount, Notice, NoticeKind, TokenHash};

const ANA: AccountId = AccountId::from_uuid(Uuid::from_u128(1));
const DUE: NoticeKind = NoticeKind::ConfirmationDue;

async fn people_and_entries(store: &Store) -> EntityId {
    publish_everything(store).await;
    let mut tx = store.begin().await.unwrap();
    tx.create_account(NewAccount {
        id: ANA,
        email: EmailAddress::parse("ana@verein.example").unwrap(),
        name: Words::parse("Ana").unwrap(),
        language: LanguageTag::german(),
        password: None,
        at: noon(1),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    Offer::samples()[0].id().entity()
}

fn notice(entity: EntityId, about: i64, sent_at: Instant) -> Notice {
    Notice {
        account: ANA,
        entity: entity.uuid,
        about,
        sent_at,
    }
}

async fn claim(store: &Store, notice: Notice) -> bool {
    let mut tx = store.begin().await.unwrap();
    let claimed = tx.claim_notice(DUE, notice).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

#[tokio::test]
async fn nobody_is_told_twice_of_the_same_and_again_of_something_else() {
    on_each_database(async |Database { store, .. }| {
        let offer = people_and_entries(store).await;
        assert!(claim(store, notice(offer, 7, noon(1))).await);
        assert!(!claim(store, notice(offer, 7, noon(2))).await);
        assert_eq!(
            store.notices(DUE, &[offer]).await.unwrap(),
            [notice(offer, 7, noon(1))]
        );
        assert!(claim(store, notice(offer, 8, noon(3))).await);
        let last = store.last_notice(ANA, DUE).await.unwrap();
        assert_eq!(last, Some(noon(3)));
        let other = store.last_notice(ANA, NoticeKind::ReviewWaiting).await;
        assert_eq!(other.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_was_not_committed_was_not_told() {
    on_each_database(async |Database { store, .. }| {
        let offer = people_and_entries(store).await;
        let mut tx = store.begin().await.unwrap();
        let first = notice(offer, 7, noon(1));
        assert!(tx.claim_notice(DUE, first).await.unwrap());
        drop(tx);
        assert!(claim(store, first).await);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_tell_at_the_same_time_one_does() {
    on_each_database(async |Database { store, .. }| {
        let offer = people_and_entries(store).await;
        let tell = || claim(store, notice(offer, 7, noon(1)));
        let (one, other) = tokio::join!(tell(), tell());
        assert_ne!(one, other);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_was_told_of_since_a_link_was_made_is_found() {
    on_each_database(async |Database { store, .. }| {
        let offer = people_and_entries(store).await;
        claim(store, notice(offer, 7, noon(2))).await;
        let found = store.noticed_since(ANA, DUE, noon(2)).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].entity, offer);
        assert_eq!(store.noticed_since(ANA, DUE, noon(3)).await.unwrap(), []);
        let held = store.heads_of(&operators_scope(), &[offer]).await.unwrap();
        assert_eq!(held, found);
    })
    .await;
}

#[tokio::test]
async fn a_link_can_be_looked_at_without_being_used() {
    on_each_database(async |Database { store, .. }| {
        people_and_entries(store).await;
        let token = TokenHash::from_bytes(&[3; 32]);
        let mut tx = store.begin().await.unwrap();
        tx.keep_link(
            (&token, LinkPurpose::Confirm),
            Some(ANA),
            (noon(1), noon(9)),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        for _ in 0..2 {
            let link = store.link(&token, LinkPurpose::Confirm).await.unwrap();
            let link = link.unwrap();
            assert_eq!((link.created_at, link.used_at), (noon(1), None));
        }
        let other = store.link(&token, LinkPurpose::LogIn).await.unwrap();
        assert_eq!(other, None);
    })
    .await;
}

#[tokio::test]
async fn who_wrote_content_is_forgotten_after_a_time_and_the_role_stays() {
    on_each_database(async |Database { store, .. }| {
        let offer = people_and_entries(store).await;
        let connection = &store.connection;
        use sea_orm::ConnectionTrait;
        for sql in [
            "UPDATE revision SET account = (SELECT id FROM account)",
            "UPDATE change_log SET account = (SELECT id FROM account)",
        ] {
            connection.execute_unprepared(sql).await.unwrap();
        }
        let authors = async || {
            let (scope, ids) = (operators_scope(), [Offer::samples()[0].id()]);
            let found = store.newest::<Offer>(&scope, &ids).await.unwrap();
            found[0].author
        };
        let mut tx = store.begin().await.unwrap();
        // Everything was written at noon of the first.
        assert_eq!(tx.pseudonymise_authors(noon(1)).await.unwrap(), 0);
        tx.commit().await.unwrap();
        let before = authors().await;
        assert_eq!(before.account, Some(ANA));
        let mut tx = store.begin().await.unwrap();
        assert!(tx.pseudonymise_authors(noon(2)).await.unwrap() > 0);
        tx.commit().await.unwrap();
        let after = authors().await;
        assert_eq!((after.account, after.role), (None, before.role));
        assert_eq!(offer.kind, domain::id::EntityKind::Offer);
    })
    .await;
}
