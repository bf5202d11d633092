//! Facts about what stands beside revisions.

use domain::entry::Offer;
use domain::id::{OfferId, TypedId};
use domain::policy::{Action, scope};

use super::life::{permit, verdict, with_a_waiting_change};
use super::people::{coordinator, coordinator_of, editor_of, translator};
use super::{noon, on_each_database};
use crate::{Change, Expected, HeadFilter, HeadOrder, HeadPage, Store, Write};

/// A change that was returned, as revision 2.
async fn with_a_returned_change(store: &Store) -> Offer {
    let offer = with_a_waiting_change(store).await;
    let mut tx = store.begin().await.unwrap();
    let give_back = permit(&coordinator(), Action::Return, &offer);
    tx.give_back(&give_back, verdict(2, "Bitte kürzer"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    offer
}

#[tokio::test]
async fn what_a_reviewer_said_is_read_by_authors_and_reviewers_alone() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = with_a_returned_change(store).await;
        let id = offer.id.entity();
        let asked = [(id, 1), (id, 2)];
        for actor in [editor_of("club"), coordinator(), coordinator_of("north")] {
            let beside = store.beside(&scope(&actor), &asked).await.unwrap();
            let verdict = beside[&id].verdict.clone().unwrap();
            assert_eq!(verdict.comment.as_deref(), Some("Bitte kürzer"));
            let lines = beside[&id].lines.iter();
            let lines: Vec<(u32, Change)> =
                lines.map(|line| (line.revision, line.change)).collect();
            assert_eq!(
                lines,
                [
                    (2, Change::Returned),
                    (2, Change::Submitted),
                    (2, Change::Updated),
                    (1, Change::Published)
                ]
            );
        }
        for actor in [translator(), editor_of("office"), coordinator_of("south")] {
            let beside = store.beside(&scope(&actor), &asked).await.unwrap();
            assert!(beside.is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_reviewer_said_holds_until_a_change_is_approved() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = with_a_returned_change(store).await;
        let (editor, coordinator) = (editor_of("club"), coordinator());
        let said = async |number: u32| {
            let asked = [(offer.id.entity(), number)];
            let beside = store.beside(&scope(&editor), &asked).await.unwrap();
            beside[&offer.id.entity()].verdict.is_some()
        };
        let mut tx = store.begin().await.unwrap();
        let write = Write {
            at: noon(5),
            comment: None,
            minor: false,
            expected: Expected::Revision(2),
        };
        let update = permit(&editor, Action::Update, &offer);
        tx.draft(&update, &offer, write).await.unwrap();
        tx.commit().await.unwrap();
        assert!(said(3).await);
        let mut tx = store.begin().await.unwrap();
        let publish = permit(&coordinator, Action::Publish, &offer);
        tx.approve::<Offer>(&publish, 3, noon(6)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!said(3).await);
    })
    .await;
}

#[tokio::test]
async fn revisions_are_read_together_as_far_as_the_scope_holds_each() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = with_a_waiting_change(store).await;
        let unknown = OfferId::of_slug("unknown");
        let wanted = [
            (offer.id, Some(1)),
            (offer.id, None),
            (offer.id, Some(9)),
            (unknown, None),
        ];
        for (actor, numbers) in [
            (editor_of("club"), vec![1, 2]),
            (coordinator(), vec![1, 2]),
            (translator(), vec![1]),
            (editor_of("office"), vec![]),
        ] {
            let before = store.statements();
            let found = store.revisions::<Offer>(&scope(&actor), &wanted).await;
            let mut found: Vec<u32> = found.unwrap().iter().map(|it| it.number).collect();
            found.sort_unstable();
            assert_eq!(found, numbers);
            assert!(store.statements() - before <= 2);
        }
    })
    .await;
}

#[tokio::test]
async fn what_may_merely_be_translated_is_nobodys_to_maintain() {
    on_each_database(async |database| {
        let store = &database.store;
        super::publish_everything(store).await;
        let page = HeadPage {
            order: HeadOrder::default(),
            after: None,
            limit: 100,
        };
        let whole = |whole| HeadFilter {
            whole,
            ..HeadFilter::default()
        };
        let scope = scope(&translator());
        assert!(
            !store
                .heads(&scope, &whole(false), page)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            store
                .heads(&scope, &whole(true), page)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}
