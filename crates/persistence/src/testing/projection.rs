//! Facts about the projection.

use std::time::Duration;

use domain::id::{OfferId, TypedId};
use domain::policy::Action;

use super::samples::{self, Sample, full_offer};
use super::{noon, on_each_database, permit, publish, publish_everything, put};
use crate::projection::Rows;
use crate::{Expected, Store};

/// What the tables should hold: the rows of every published revision, made from it anew.
async fn rebuilt(store: &Store) -> Rows {
    store.one_state().await.unwrap().projected().await.unwrap()
}

#[tokio::test]
async fn the_projection_is_what_the_revisions_make_of_it() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let stored = Rows::stored(&store.connection).await.unwrap();
        let empty: Vec<_> = stored
            .counts()
            .into_iter()
            .filter(|(_, rows)| *rows == 0)
            .collect();
        assert_eq!(empty, [], "the samples fill every table");
        assert_eq!(stored, rebuilt(store).await);

        // Whatever is replaced or taken out leaves nothing behind.
        macro_rules! publish_again {
            ($($aggregate:ty, $module:ident;)+) => {$(
                publish(store, &<$aggregate>::full(), Expected::Revision(1)).await.unwrap();
            )+};
        }
        samples::for_each_sample!(publish_again);
        assert_eq!(Rows::stored(&store.connection).await.unwrap(), stored);
        let mut tx = store.begin().await.unwrap();
        let meeting = OfferId::of_slug("meeting");
        tx.archive(&permit(Action::Archive, meeting), 1, noon(2))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let after = Rows::stored(&store.connection).await.unwrap();
        assert_eq!(after, rebuilt(store).await);
        assert_ne!(after, stored);
    })
    .await;
}

#[tokio::test]
async fn no_named_person_stands_in_the_projection() {
    on_each_database(async |database| {
        publish_everything(&database.store).await;
        let rows = Rows::stored(&database.store.connection).await.unwrap();
        assert!(!format!("{rows:?}").contains("A. Beispiel"));
    })
    .await;
}

#[tokio::test]
#[ignore = "takes its time; run it with --release to see how long loading takes"]
async fn ten_thousand_offers_are_loaded_in_one_transaction() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        for expected in [Expected::New, Expected::Revision(1)] {
            let before = (std::time::Instant::now(), store.statements());
            let mut tx = store.begin().await.unwrap();
            for number in 0..10_000 {
                let offer = full_offer(&format!("offer-{number}"));
                put(&mut tx, &offer, expected).await.unwrap();
            }
            tx.commit().await.unwrap();
            let took = before.0.elapsed();
            let statements = store.statements() - before.1;
            #[allow(clippy::print_stderr)] // what it is run for
            {
                eprintln!(
                    "{} {expected:?}: {took:?}, {statements} statements",
                    store.kind
                );
            }
            if expected == Expected::New {
                assert!(took < Duration::from_secs(30), "{took:?}");
            }
        }
        let published = store.published::<domain::entry::Offer>().await.unwrap();
        assert_eq!(published.len(), 10_002);
    })
    .await;
}
