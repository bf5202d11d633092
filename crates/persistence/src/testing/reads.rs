//! Facts about reading.

use domain::entry::Offer;
use domain::id::{EntityId, EntityKind, OfferId, TopicId, TypedId};
use domain::policy::{Action, Actor, Protection, publish as open, scope};
use domain::taxonomy::Topic;

use super::samples::Sample;
use super::{noon, on_each_database, operators_scope, permit, publish_everything};
use crate::{Expected, HistoryPage, Write};

#[tokio::test]
async fn what_is_published_is_read_in_one_statement_and_opened_by_publication_alone() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let before = store.statements();
        let topics = store.published::<Topic>().await.unwrap();
        assert_eq!(store.statements() - before, 1);
        let today = noon(5).utc().date_naive();
        let mut opened: Vec<Topic> = topics
            .into_iter()
            .filter_map(|topic| open(topic, &Protection::default(), today))
            .map(|published| {
                assert_eq!(published.stamp().number, 1);
                assert_eq!(published.stamp().published_at, noon(1));
                published.document().clone()
            })
            .collect();
        opened.sort_by_key(|topic| topic.order);
        assert_eq!(opened, Topic::samples());
        let wanted = [OfferId::of_slug("course"), OfferId::of_slug("nothing")];
        assert_eq!(
            store.published_some::<Offer>(&wanted).await.unwrap().len(),
            1
        );
        assert_eq!(store.published_some::<Offer>(&[]).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn every_revision_comes_back_as_it_was_written() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let everything = operators_scope();
        macro_rules! compare {
            ($($aggregate:ty, $module:ident;)+) => {$(
                for sample in <$aggregate>::samples() {
                    let id = domain::aggregate::Aggregate::id(&sample);
                    let found = store.revision::<$aggregate>(&everything, id, 1).await.unwrap().unwrap();
                    assert_eq!(found.content, sample);
                    assert!(found.is_published());
                }
            )+};
        }
        super::samples::for_each_sample!(compare);
    })
    .await;
}

#[tokio::test]
async fn history_is_read_newest_first_and_in_pages() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut topic = Topic::samples().remove(0);
        for number in 0..5 {
            topic.order = number;
            let mut tx = store.begin().await.unwrap();
            let write = Write {
                at: noon(number + 1),
                comment: Some(format!("Nummer {number}")),
                minor: number == 2,
                expected: match number {
                    0 => Expected::New,
                    number => Expected::Revision(number),
                },
            };
            tx.publish(&permit(Action::Publish, topic.id), &topic, write)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let page = HistoryPage {
            before: Some(5),
            limit: 2,
        };
        let page = store
            .history::<Topic>(&operators_scope(), topic.id, page)
            .await
            .unwrap();
        let numbers: Vec<_> = page.iter().map(|revision| revision.number).collect();
        assert_eq!(numbers, [4, 3]);
        let third = &page[1];
        assert_eq!(third.comment.as_deref(), Some("Nummer 2"));
        assert_eq!(
            (third.minor, third.base, third.content.order),
            (true, Some(2), 2)
        );
        assert_eq!(third.created_at, noon(3));
        assert_eq!(third.head.published, Some(5));
    })
    .await;
}

#[tokio::test]
async fn outside_of_a_scope_nothing_is_found() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let nothing = scope(&Actor::Anonymous);
        let id = OfferId::of_slug("course");
        let all = HistoryPage {
            before: None,
            limit: 10,
        };
        assert_eq!(store.head(&nothing, id.entity()).await.unwrap(), None);
        assert_eq!(
            store.revision::<Offer>(&nothing, id, 1).await.unwrap(),
            None
        );
        assert_eq!(store.history::<Offer>(&nothing, id, all).await.unwrap(), []);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.currents::<Offer>(&nothing, &[id]).await.unwrap(), []);
        // An id of another kind is not found either.
        let topic = TopicId::from_uuid(id.uuid());
        assert_eq!(
            tx.current::<Topic>(&operators_scope(), topic)
                .await
                .unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn many_are_read_and_looked_for_in_few_statements() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let mut tx = store.begin().await.unwrap();
        let ids = [OfferId::of_slug("course"), OfferId::of_slug("meeting")];
        let before = store.statements();
        assert_eq!(
            tx.currents::<Offer>(&operators_scope(), &ids)
                .await
                .unwrap()
                .len(),
            2
        );
        // The heads, which it locks, and their revisions.
        assert_eq!(store.statements() - before, 2);
        let unknown = OfferId::of_slug("unknown").entity();
        let as_topic = EntityId {
            kind: EntityKind::Topic,
            uuid: ids[0].uuid(),
        };
        let asked = [ids[0].entity(), unknown, as_topic];
        assert_eq!(tx.missing(&asked).await.unwrap(), [unknown, as_topic]);
        assert_eq!(store.statements() - before, 3);
    })
    .await;
}
