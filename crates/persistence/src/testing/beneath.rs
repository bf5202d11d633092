//! Facts about what changes beneath a change that waits.

use domain::aggregate::EditorialState;
use domain::entry::Offer;
use domain::id::TypedId;
use domain::policy::{Action, Author, Role};

use super::life::{permit, verdict, with_a_waiting_change};
use super::people::{EDITOR, REVIEWER, coordinator, editor_of};
use super::samples::{full_offer, plain_offer};
use super::{noon, on_each_database, operators_scope, publish_everything, writing};
use crate::{Expected, Head, Revision, Store, Write};

async fn newest(store: &Store, offer: &Offer) -> Revision<Offer> {
    let found = store.newest::<Offer>(&operators_scope(), &[offer.id]).await;
    found.unwrap().pop().unwrap()
}

async fn head(store: &Store, offer: &Offer) -> Head {
    newest(store, offer).await.head
}

fn on(day: u32, expected: u32) -> Write {
    Write {
        at: noon(day),
        ..writing(Expected::Revision(expected))
    }
}

#[tokio::test]
async fn what_needs_no_review_goes_live_beneath_a_waiting_change() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut waiting = with_a_waiting_change(store).await;
        let mut beneath = full_offer("course");
        beneath.entry.childcare = None;
        waiting.entry.childcare = None;
        let mut tx = store.begin().await.unwrap();
        let correct = permit(&editor_of("club"), Action::Correct, &waiting);
        let number = tx.publish_beneath(&correct, &beneath, &waiting, on(6, 2));
        assert_eq!(number.await.unwrap(), 4);
        tx.commit().await.unwrap();
        let now = head(store, &waiting).await;
        assert_eq!((now.state, now.revision), (EditorialState::InReview, 4));
        assert_eq!(now.published, Some(3));
        assert_eq!(now.updated_at, noon(3));
        let mut tx = store.begin().await.unwrap();
        let scope = operators_scope();
        let current = tx.current::<Offer>(&scope, waiting.id).await.unwrap();
        assert_eq!(current.unwrap().content, waiting);
        let live = tx.live::<Offer>(&scope, waiting.id).await.unwrap();
        assert_eq!(live.unwrap().content, beneath);
    })
    .await;
}

#[tokio::test]
async fn a_change_stays_the_work_of_whoever_wrote_it() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut waiting = with_a_waiting_change(store).await;
        let mut beneath = full_offer("course");
        beneath.entry.childcare = None;
        waiting.entry.childcare = None;
        let mut tx = store.begin().await.unwrap();
        let confirm = permit(&coordinator(), Action::Confirm, &waiting);
        tx.publish_beneath(&confirm, &beneath, &waiting, on(6, 2))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let revision = newest(store, &waiting).await;
        let editor = Author {
            role: Role::ProviderEditor,
            account: Some(EDITOR),
        };
        assert_eq!((revision.number, revision.base), (4, Some(3)));
        assert_eq!(revision.author, editor);
        assert_eq!(revision.created_at, noon(6));
        // The log says who wrote it again, and who handed it in.
        let mut tx = store.begin().await.unwrap();
        let entity = waiting.id.entity();
        let writers = tx.writers_since(entity, 2).await.unwrap();
        let of_the_office = Author {
            role: Role::Coordinator,
            account: Some(REVIEWER),
        };
        assert_eq!(writers, [(3, of_the_office), (4, of_the_office)]);
        assert_eq!(tx.handed_in_by(entity).await.unwrap(), [EDITOR]);
    })
    .await;
}

#[tokio::test]
async fn who_handed_a_change_in_is_known_until_it_is_decided() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = with_a_waiting_change(store).await;
        let entity = offer.id.entity();
        let (editor, office) = (editor_of("club"), coordinator());
        let mut tx = store.begin().await.unwrap();
        let give_back = permit(&office, Action::Return, &offer);
        tx.give_back(&give_back, verdict(2, "Bitte kürzer"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        // What came back is mended by the office itself, and handed in by it.
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.handed_in_by(entity).await.unwrap(), [EDITOR]);
        let submit = permit(&office, Action::Submit, &offer);
        tx.submit(&submit, 2, noon(5)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let handed_in = tx.handed_in_by(entity).await.unwrap();
        assert_eq!(handed_in, [REVIEWER, EDITOR]);
        let approve = permit(&office, Action::Publish, &offer);
        tx.approve::<Offer>(&approve, 2, noon(6)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.handed_in_by(entity).await.unwrap(), []);
        let update = permit(&editor, Action::Update, &offer);
        tx.draft(&update, &offer, on(7, 2)).await.unwrap();
        let submit = permit(&editor, Action::Submit, &offer);
        tx.submit(&submit, 3, noon(7)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.handed_in_by(entity).await.unwrap(), [EDITOR]);
    })
    .await;
}

#[tokio::test]
async fn what_is_added_to_a_draft_takes_it_out_of_no_review() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let mut offer = plain_offer("fresh");
        let editor = editor_of("club");
        let mut tx = store.begin().await.unwrap();
        let create = permit(&editor, Action::Create, &offer);
        tx.draft(&create, &offer, writing(Expected::New))
            .await
            .unwrap();
        let submit = permit(&editor, Action::Submit, &offer);
        tx.submit(&submit, 1, noon(2)).await.unwrap();
        tx.commit().await.unwrap();
        offer.entry.childcare = Some(true);
        let mut tx = store.begin().await.unwrap();
        let update = permit(&coordinator(), Action::Update, &offer);
        let added = tx.add_to_draft(&update, &offer, on(6, 1)).await;
        assert_eq!(added.unwrap(), 2);
        tx.commit().await.unwrap();
        let revision = newest(store, &offer).await;
        assert_eq!(revision.content, offer);
        assert_eq!(revision.author.account, Some(EDITOR));
        assert_eq!(revision.head.state, EditorialState::InReview);
        assert_eq!(revision.head.updated_at, noon(2));
        assert_eq!(revision.head.published, None);
        // Where nothing waits it is a draft like any other.
        let mut tx = store.begin().await.unwrap();
        let approve = permit(&coordinator(), Action::Publish, &offer);
        tx.approve::<Offer>(&approve, 2, noon(7)).await.unwrap();
        offer.entry.childcare = None;
        let update = permit(&editor, Action::Update, &offer);
        tx.add_to_draft(&update, &offer, on(8, 2)).await.unwrap();
        let foreign = tx.add_to_draft(&submit, &offer, on(8, 3)).await;
        assert!(foreign.is_err(), "it takes another permit");
        tx.commit().await.unwrap();
        let revision = newest(store, &offer).await;
        assert_eq!(revision.head.state, EditorialState::Draft);
        assert_eq!(revision.head.published, Some(2));
        assert_eq!(revision.author.account, Some(EDITOR));
    })
    .await;
}
