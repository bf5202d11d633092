//! Facts about the life of what people write.

use domain::aggregate::EditorialState;
use domain::entry::Offer;
use domain::id::TypedId;
use domain::policy::publish as open;
use domain::policy::{Action, Actor, Author, Permit, Protection, Resource, Role, authorize, scope};

use super::people::{EDITOR, REVIEWER, coordinator, editor_of};
use super::samples::{full_offer, plain_offer, slug, text, words};
use super::{noon, on_each_database, operators_scope, publish, publish_everything, writing};
use crate::{Change, Expected, Head, HistoryPage, LogPage, Store, StoreError, Tx, Verdict};

/// The permit of somebody for an offer of the club's.
pub(super) fn permit(actor: &Actor, action: Action, offer: &Offer) -> Permit {
    let resource = Resource {
        owner: Some(offer.entry.provider),
        ..Resource::of(offer.id)
    };
    authorize(actor, action, &resource).unwrap()
}

pub(super) fn verdict(expected: u32, comment: &str) -> Verdict {
    Verdict {
        at: noon(4),
        expected,
        comment: words(comment),
    }
}

async fn head(store: &Store, offer: &Offer) -> Head {
    let head = store.head(&operators_scope(), offer.id.entity()).await;
    head.unwrap().unwrap()
}

/// What the public reads of an offer: its title and its revision.
async fn live(store: &Store, offer: &Offer) -> Option<(String, u32)> {
    let mut published = store.published_some::<Offer>(&[offer.id]).await.unwrap();
    let today = noon(5).utc().date_naive();
    let published = open(published.pop()?, &Protection::default(), today)?;
    let title = published.entry.title.version("de").unwrap();
    Some((title.text.as_str().to_owned(), published.stamp().number))
}

/// A change to the published course waits for review, as revision 2.
pub(super) async fn with_a_waiting_change(store: &Store) -> Offer {
    publish_everything(store).await;
    let mut offer = full_offer("course");
    offer.entry.title = text("Neuer Titel");
    let mut tx = store.begin().await.unwrap();
    let editor = editor_of("club");
    let update = permit(&editor, Action::Update, &offer);
    tx.draft(&update, &offer, writing(Expected::Revision(1)))
        .await
        .unwrap();
    let submit = permit(&editor, Action::Submit, &offer);
    tx.submit(&submit, 2, noon(3)).await.unwrap();
    tx.commit().await.unwrap();
    offer
}

#[tokio::test]
async fn the_approved_version_stays_live_until_a_change_is_approved() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = with_a_waiting_change(store).await;
        let before = live(store, &offer).await.unwrap();
        assert_eq!(before.1, 1);
        let waiting = head(store, &offer).await;
        assert_eq!(waiting.state, EditorialState::InReview);
        assert_eq!((waiting.revision, waiting.published), (2, Some(1)));
        assert_eq!(waiting.updated_at, noon(3));

        let mut tx = store.begin().await.unwrap();
        let approve = permit(&coordinator(), Action::Publish, &offer);
        let stale = tx.approve::<Offer>(&approve, 1, noon(4)).await;
        assert!(
            matches!(
                stale,
                Err(StoreError::Conflict {
                    current: Some(2),
                    ..
                })
            ),
            "{stale:?}"
        );
        assert_eq!(tx.approve::<Offer>(&approve, 2, noon(4)).await.unwrap(), 2);
        tx.commit().await.unwrap();
        assert_eq!(
            live(store, &offer).await,
            Some(("Neuer Titel".to_owned(), 2))
        );
        let now = head(store, &offer).await;
        assert_eq!(
            (now.state, now.published),
            (EditorialState::Published, Some(2))
        );
        assert_eq!(now.first_published_at, Some(noon(1)));
    })
    .await;
}

#[tokio::test]
async fn each_step_is_a_line_of_the_log_with_its_author() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = with_a_waiting_change(store).await;
        let (editor, coordinator) = (editor_of("club"), coordinator());
        let submit = permit(&editor, Action::Submit, &offer);
        let mut tx = store.begin().await.unwrap();
        tx.withdraw(&submit, 2, noon(4)).await.unwrap();
        tx.submit(&submit, 2, noon(4)).await.unwrap();
        let give_back = permit(&coordinator, Action::Return, &offer);
        tx.give_back(&give_back, verdict(2, "Bitte kürzer"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(head(store, &offer).await.state, EditorialState::Returned);

        let page = LogPage {
            before: None,
            limit: 5,
        };
        let lines = store
            .log_of(&scope(&editor), offer.id.entity(), page)
            .await
            .unwrap();
        let changes: Vec<Change> = lines.iter().map(|line| line.change).collect();
        assert_eq!(
            changes,
            [
                Change::Returned,
                Change::Submitted,
                Change::Withdrawn,
                Change::Submitted,
                Change::Updated,
            ]
        );
        let returned = &lines[0];
        assert_eq!(returned.comment.as_deref(), Some("Bitte kürzer"));
        let reviewer = Author {
            role: Role::Coordinator,
            account: Some(REVIEWER),
        };
        assert_eq!(returned.author, reviewer);
        let editor = Author {
            role: Role::ProviderEditor,
            account: Some(EDITOR),
        };
        assert_eq!(lines[1].author, editor);
        let page = HistoryPage {
            before: None,
            limit: 1,
        };
        let history = store
            .history::<Offer>(&operators_scope(), offer.id, page)
            .await
            .unwrap();
        assert_eq!(history[0].author, editor);
        let page = LogPage {
            before: Some(lines[3].token),
            limit: 5,
        };
        let earlier = store
            .log_of(&operators_scope(), offer.id.entity(), page)
            .await
            .unwrap();
        assert_eq!(earlier.len(), 2);
        assert_eq!(earlier[1].author, Author::OPERATOR);
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_rejected_leaves_what_was_live_as_the_newest() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = with_a_waiting_change(store).await;
        let (before, _) = live(store, &offer).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let reject = permit(&coordinator(), Action::Reject, &offer);
        let number = tx.reject(&reject, verdict(2, "Nein")).await.unwrap();
        assert_eq!(number, 3);
        tx.commit().await.unwrap();
        assert_eq!(live(store, &offer).await, Some((before, 3)));
        let now = head(store, &offer).await;
        assert_eq!((now.state, now.revision), (EditorialState::Published, 3));
        // Whoever goes on does not go on from what was refused.
        let newest = store
            .newest::<Offer>(&operators_scope(), &[offer.id])
            .await
            .unwrap();
        assert_eq!(newest[0].content, full_offer("course"));
        assert_eq!((newest[0].base, newest[0].minor), (Some(2), true));
    })
    .await;
}

#[tokio::test]
async fn what_was_never_published_is_rejected_into_the_archive_and_can_be_restored() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let offer = plain_offer("fresh");
        let (editor, coordinator) = (editor_of("club"), coordinator());
        let mut tx = store.begin().await.unwrap();
        let create = permit(&editor, Action::Create, &offer);
        tx.draft(&create, &offer, writing(Expected::New))
            .await
            .unwrap();
        let submit = permit(&editor, Action::Submit, &offer);
        tx.submit(&submit, 1, noon(2)).await.unwrap();
        let reject = permit(&coordinator, Action::Reject, &offer);
        assert_eq!(tx.reject(&reject, verdict(1, "Doppelt")).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(head(store, &offer).await.state, EditorialState::Archived);

        let mut tx = store.begin().await.unwrap();
        let restore = permit(&editor, Action::Restore, &offer);
        tx.restore(&restore, 1, noon(6)).await.unwrap();
        tx.commit().await.unwrap();
        let now = head(store, &offer).await;
        assert_eq!((now.state, now.published), (EditorialState::Draft, None));
        assert_eq!(live(store, &offer).await, None);
        let mut tx = store.begin().await.unwrap();
        let approve = permit(&coordinator, Action::Publish, &offer);
        tx.approve::<Offer>(&approve, 1, noon(7)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(head(store, &offer).await.first_published_at, Some(noon(7)));
    })
    .await;
}

#[tokio::test]
async fn an_approved_change_takes_its_name_and_its_references_along() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut offer = with_a_waiting_change(store).await;
        let coordinator = coordinator();
        let mut tx = store.begin().await.unwrap();
        offer.entry.slug = slug("meeting");
        let update = permit(&coordinator, Action::Update, &offer);
        tx.draft(&update, &offer, writing(Expected::Revision(2)))
            .await
            .unwrap_err();
        offer.entry.slug = slug("renamed");
        offer.entry.topics = vec![domain::id::TopicId::of_slug("nothing")];
        tx.draft(&update, &offer, writing(Expected::Revision(2)))
            .await
            .unwrap();
        assert_eq!(offer_slug(&mut tx, &offer).await, "course");
        let approve = permit(&coordinator, Action::Publish, &offer);
        tx.approve::<Offer>(&approve, 3, noon(4)).await.unwrap();
        assert_eq!(offer_slug(&mut tx, &offer).await, "renamed");
        let refused = tx.commit().await;
        assert!(
            matches!(&refused, Err(StoreError::UnknownReference { missing, .. }) if missing.len() == 1),
            "{refused:?}"
        );
    })
    .await;
}

async fn offer_slug(tx: &mut Tx, offer: &Offer) -> String {
    let current = tx.current::<Offer>(&operators_scope(), offer.id).await;
    current.unwrap().unwrap().head.slug.to_string()
}

#[tokio::test]
async fn a_permit_that_rests_on_an_organization_holds_for_its_own_alone() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let own = full_offer("course");
        let editor = editor_of("club");
        let refused = |result: Result<u32, StoreError>| {
            assert!(
                matches!(result, Err(StoreError::ForeignOwner { .. })),
                "{result:?}"
            );
        };
        let mut tx = store.begin().await.unwrap();
        // To give it to somebody else.
        let mut given = own.clone();
        given.entry.provider = domain::id::OrganizationId::of_slug("office");
        let update = permit(&editor, Action::Update, &own);
        refused(
            tx.draft(&update, &given, writing(Expected::Revision(1)))
                .await,
        );
        drop(tx);
        // To take what is somebody else's.
        publish(store, &given, Expected::Revision(1)).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        refused(
            tx.draft(&update, &own, writing(Expected::Revision(2)))
                .await,
        );
        let archive = permit(&editor, Action::Archive, &own);
        let refused = tx.archive(&archive, 2, noon(3)).await;
        assert!(
            matches!(refused, Err(StoreError::ForeignOwner { .. })),
            "{refused:?}"
        );
    })
    .await;
}
