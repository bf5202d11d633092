//! Facts about foreign keys.

use domain::entry::Offer;
use domain::id::{DistrictId, OfferId, OrganizationId, TopicId, TypedId};
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::policy::Action;
use domain::taxonomy::Topic;

use super::samples::{Sample, plain_offer};
use super::{noon, on_each_database, permit, publish, publish_everything, put};
use crate::{Expected, StoreError};

#[tokio::test]
async fn a_reference_to_nothing_is_refused_at_the_commit_and_named() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let before = store.log_position().await.unwrap();
        let mut offer = plain_offer("lost");
        let unknown = TopicId::of_slug("unknown");
        offer.entry.topics = vec![TopicId::of_slug("education"), unknown];
        match publish(store, &offer, Expected::New).await {
            Err(StoreError::UnknownReference { missing, .. }) => {
                assert_eq!(missing, [unknown.entity()]);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(store.log_position().await.unwrap(), before);
        assert_eq!(
            store
                .published_some::<Offer>(&[offer.id])
                .await
                .unwrap()
                .len(),
            0
        );
        // The connection is in order again.
        offer.entry.topics.pop();
        publish(store, &offer, Expected::New).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_transaction_may_refer_forward() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut tx = store.begin().await.unwrap();
        for organization in Organization::samples().into_iter().rev() {
            put(&mut tx, &organization, Expected::New).await.unwrap();
        }
        for location in Location::samples() {
            put(&mut tx, &location, Expected::New).await.unwrap();
        }
        for district in District::samples().into_iter().rev() {
            put(&mut tx, &district, Expected::New).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(store.published::<Organization>().await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_referred_to_can_be_replaced_but_not_archived() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let office = Organization::samples().remove(0);
        publish(store, &office, Expected::Revision(1))
            .await
            .unwrap();
        let archived = [
            OrganizationId::of_slug("office").entity(),
            DistrictId::of_slug("city").entity(),
        ];
        for entity in archived {
            let mut tx = store.begin().await.unwrap();
            let revision = if entity == archived[0] { 2 } else { 1 };
            tx.archive(&permit(Action::Archive, entity), revision, noon(3))
                .await
                .unwrap();
            match tx.commit().await {
                Err(StoreError::StillReferenced { archived, .. }) => assert_eq!(archived, [entity]),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(store.published::<Organization>().await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_nothing_to_refer_to() {
    on_each_database(async |database| {
        let store = &database.store;
        let topics = Topic::samples();
        let mut tx = store.begin().await.unwrap();
        let create = permit(Action::Create, topics[0].id);
        tx.draft(&create, &topics[0], super::writing(Expected::New))
            .await
            .unwrap();
        put(&mut tx, &topics[1], Expected::New).await.unwrap();
        match tx.commit().await {
            Err(StoreError::UnknownReference { missing, .. }) => {
                assert_eq!(missing, [topics[0].id.entity()]);
            }
            other => panic!("{other:?}"),
        }
        let never = OfferId::of_slug("never").entity();
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.missing(&[never]).await.unwrap(), [never]);
    })
    .await;
}
