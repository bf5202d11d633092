//! Facts about writing.

use domain::aggregate::EditorialState;
use domain::entry::Offer;
use domain::id::{EntityKind, OfferId, OrganizationId, TypedId};
use domain::organization::Organization;
use domain::policy::Action;
use domain::taxonomy::Topic;

use super::samples::{Sample, full_offer, plain_offer, slug, text};
use super::{
    noon, on_each_database, operators_scope, permit, publish, publish_everything, put, writing,
};
use crate::{Change, Expected, StoreError};

#[tokio::test]
async fn a_write_that_started_from_an_older_revision_is_refused() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let mut offer = full_offer("course");
        assert_eq!(
            publish(store, &offer, Expected::Revision(1)).await.unwrap(),
            2
        );
        offer.entry.childcare = None;
        let refused = |result| match result {
            Err(StoreError::Conflict { entity, current }) => {
                assert_eq!(entity.kind, EntityKind::Offer);
                current
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(
            refused(publish(store, &offer, Expected::Revision(1)).await),
            Some(2)
        );
        assert_eq!(
            refused(publish(store, &offer, Expected::New).await),
            Some(2)
        );
        let unknown = plain_offer("unknown");
        assert_eq!(
            refused(publish(store, &unknown, Expected::Revision(1)).await),
            None
        );
        assert_eq!(
            publish(store, &offer, Expected::Revision(2)).await.unwrap(),
            3
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_who_start_from_the_same_revision_one_is_refused() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let offer = full_offer("course");
        let (one, other) = tokio::join!(
            publish(store, &offer, Expected::Revision(1)),
            publish(store, &offer, Expected::Revision(1)),
        );
        let refused = [&one, &other]
            .into_iter()
            .filter(|result| {
                matches!(
                    result,
                    Err(StoreError::Conflict {
                        current: Some(2),
                        ..
                    })
                )
            })
            .count();
        assert_eq!(refused, 1, "{one:?} {other:?}");
    })
    .await;
}

#[tokio::test]
async fn a_permit_for_something_else_is_refused() {
    on_each_database(async |database| {
        let mut tx = database.store.begin().await.unwrap();
        let topic = Topic::full();
        let wrong = [
            permit(Action::Update, topic.id),
            permit(Action::Publish, OfferId::of_slug("course")),
        ];
        for permit in wrong {
            let refused = tx.publish(&permit, &topic, writing(Expected::New)).await;
            assert!(
                matches!(refused, Err(StoreError::PermitMismatch { .. })),
                "{refused:?}"
            );
        }
        let publishing = permit(Action::Publish, topic.id);
        let refused = tx.archive(&publishing, 1, noon(1)).await;
        assert!(
            matches!(refused, Err(StoreError::PermitMismatch { .. })),
            "{refused:?}"
        );
        let refused = tx.draft(&publishing, &topic, writing(Expected::New)).await;
        assert!(
            matches!(refused, Err(StoreError::PermitMismatch { .. })),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_slug_belongs_to_one_aggregate_of_a_kind() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let mut namesake = plain_offer("namesake");
        namesake.entry.slug = slug("course");
        let refused = publish(store, &namesake, Expected::New).await;
        assert!(
            matches!(refused, Err(StoreError::SlugTaken { .. })),
            "{refused:?}"
        );

        let mut tx = store.begin().await.unwrap();
        let holder = tx
            .slug_taken(EntityKind::Offer, &slug("course"))
            .await
            .unwrap();
        assert_eq!(holder, Some(OfferId::of_slug("course").entity()));
        assert_eq!(
            tx.slug_taken(EntityKind::Topic, &slug("course"))
                .await
                .unwrap(),
            None
        );
        put(&mut tx, &plain_offer("new"), Expected::New)
            .await
            .unwrap();
        namesake.entry.slug = slug("new");
        let refused = put(&mut tx, &namesake, Expected::New).await;
        assert!(
            matches!(refused, Err(StoreError::SlugTaken { .. })),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    on_each_database(async |database| {
        let store = &database.store;
        let before = store.log_position().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        for organization in Organization::samples() {
            put(&mut tx, &organization, Expected::New).await.unwrap();
        }
        // Reading sends what is gathered.
        let missing = [OrganizationId::of_slug("club").entity()];
        assert_eq!(tx.missing(&missing).await.unwrap(), []);
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.missing(&missing).await.unwrap(), missing);
        tx.commit().await.unwrap();
        assert_eq!(store.log_position().await.unwrap(), before);
        assert_eq!(store.published::<Organization>().await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_aggregate_can_be_written_twice_in_a_transaction() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let mut tx = store.begin().await.unwrap();
        let mut offer = full_offer("course");
        assert_eq!(
            put(&mut tx, &offer, Expected::Revision(1)).await.unwrap(),
            2
        );
        offer.entry.title = text("Ein anderer Kurs");
        assert_eq!(
            put(&mut tx, &offer, Expected::Revision(2)).await.unwrap(),
            3
        );
        let current = tx
            .current::<Offer>(&operators_scope(), offer.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((current.number, &current.content), (3, &offer));
        tx.commit().await.unwrap();
        assert_eq!(
            store
                .published_some::<Offer>(&[offer.id])
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_draft_changes_nothing_for_the_public() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let (published, everything) = (full_offer("course"), operators_scope());
        let mut draft = published.clone();
        draft.entry.slug = slug("renamed");
        let mut tx = store.begin().await.unwrap();
        let update = permit(Action::Update, draft.id);
        tx.draft(&update, &draft, writing(Expected::Revision(1)))
            .await
            .unwrap();
        let fresh = plain_offer("fresh");
        let create = permit(Action::Create, fresh.id);
        tx.draft(&create, &fresh, writing(Expected::New))
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let head = store
            .head(&everything, draft.id.entity())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((head.revision, head.published), (2, Some(1)));
        assert_eq!(
            (head.state, head.slug.as_str()),
            (EditorialState::Draft, "course")
        );
        assert_eq!(
            store
                .published_some::<Offer>(&[draft.id, fresh.id])
                .await
                .unwrap()
                .len(),
            1
        );
        let mut tx = store.begin().await.unwrap();
        let current = tx
            .current::<Offer>(&everything, draft.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(current.content, draft);
        assert!(!current.is_published());
        assert_eq!(
            put(&mut tx, &draft, Expected::Revision(2)).await.unwrap(),
            3
        );
        tx.commit().await.unwrap();
        let head = store
            .head(&everything, draft.id.entity())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((head.published, head.slug.as_str()), (Some(3), "renamed"));
        let changes: Vec<Change> = store
            .log_after(head_of_samples(store).await, 10)
            .await
            .unwrap()
            .iter()
            .map(|line| line.change)
            .collect();
        assert_eq!(
            changes,
            [Change::Updated, Change::Created, Change::Published]
        );
    })
    .await;
}

/// The token of the last of the samples, which were published in one transaction.
async fn head_of_samples(store: &crate::Store) -> u64 {
    store.log_position().await.unwrap().token - 3
}

#[tokio::test]
async fn what_is_archived_is_no_longer_published_and_can_come_back() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let offer = plain_offer("meeting");
        let mut tx = store.begin().await.unwrap();
        let archive = permit(Action::Archive, offer.id);
        let stale = tx.archive(&archive, 7, noon(2)).await;
        assert!(
            matches!(
                stale,
                Err(StoreError::Conflict {
                    current: Some(1),
                    ..
                })
            ),
            "{stale:?}"
        );
        tx.archive(&archive, 1, noon(2)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            store
                .published_some::<Offer>(&[offer.id])
                .await
                .unwrap()
                .len(),
            0
        );
        let head = store
            .head(&operators_scope(), offer.id.entity())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (head.state, head.published),
            (EditorialState::Archived, None)
        );
        assert_eq!(head.first_published_at, Some(noon(1)));
        assert_eq!(
            publish(store, &offer, Expected::Revision(1)).await.unwrap(),
            2
        );
        assert_eq!(
            store
                .published_some::<Offer>(&[offer.id])
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_transaction_that_lost_rows_cannot_be_committed() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut tx = store.begin().await.unwrap();
        put(&mut tx, &Topic::samples()[0], Expected::New)
            .await
            .unwrap();
        tx.execute("DROP TABLE entry_topic").await;
        tx.execute("DROP TABLE counselling_topic").await;
        tx.execute("DROP TABLE topic").await;
        assert!(tx.missing(&[]).await.is_err());
        let refused = tx.commit().await;
        assert!(matches!(refused, Err(StoreError::Aborted)), "{refused:?}");
        assert_eq!(store.published::<Topic>().await.unwrap().len(), 0);
    })
    .await;
}
