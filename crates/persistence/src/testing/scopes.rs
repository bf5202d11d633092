//! Facts about scopes: one decides what is found by id and in lists alike.

use domain::aggregate::EditorialState;
use domain::entry::{Offer, Position};
use domain::id::{
    ActionAreaId, DistrictId, EntityKind, LocationId, OfferId, OrganizationId, TypedId,
};
use domain::organization::Organization;
use domain::place::Location;
use domain::policy::{Action, Actor, scope};

use super::people::{coordinator, coordinator_of, editor_of, translator};
use super::samples::{Sample, full_offer, plain_offer};
use super::{
    noon, on_each_database, operators_scope, permit, publish, publish_everything, writing,
};
use crate::{Expected, HeadCursor, HeadFilter, HeadOrder, HeadPage, HistoryPage, Store, Write};

const ALL: HeadPage = HeadPage {
    order: HeadOrder::NewestFirst,
    after: None,
    limit: 100,
};

/// Drafts of the club and of the office, in this order: one a day.
async fn with_drafts(store: &Store) -> Vec<Offer> {
    publish_everything(store).await;
    let mut drafts = Vec::new();
    for (day, (name, provider)) in (2..).zip([
        ("first", "club"),
        ("second", "office"),
        ("third", "club"),
        ("fourth", "club"),
    ]) {
        let mut offer = plain_offer(name);
        offer.entry.provider = OrganizationId::of_slug(provider);
        offer.entry.places.clear();
        let mut tx = store.begin().await.unwrap();
        let write = Write {
            at: noon(day),
            ..writing(Expected::New)
        };
        tx.draft(&permit(Action::Create, offer.id), &offer, write)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        drafts.push(offer);
    }
    drafts
}

fn drafts() -> HeadFilter {
    HeadFilter {
        states: vec![EditorialState::Draft],
        ..HeadFilter::default()
    }
}

/// The slugs of what somebody finds.
async fn found(store: &Store, actor: &Actor, filter: &HeadFilter, page: HeadPage) -> Vec<String> {
    let heads = store.heads(&scope(actor), filter, page).await.unwrap();
    heads.iter().map(|head| head.slug.to_string()).collect()
}

#[tokio::test]
async fn everybody_finds_the_drafts_of_the_own_scope_newest_first() {
    on_each_database(async |database| {
        let store = &database.store;
        with_drafts(store).await;
        let expected: [(Actor, &[&str]); 5] = [
            (editor_of("club"), &["fourth", "third", "first"]),
            (editor_of("office"), &["second"]),
            (coordinator(), &["fourth", "third", "second", "first"]),
            (translator(), &[]),
            (Actor::Anonymous, &[]),
        ];
        for (actor, slugs) in expected {
            assert_eq!(
                found(store, &actor, &drafts(), ALL).await,
                slugs,
                "{actor:?}"
            );
        }
        let of_office = HeadFilter {
            owners: vec![OrganizationId::of_slug("office")],
            kinds: vec![EntityKind::Offer],
            ..drafts()
        };
        assert_eq!(
            found(store, &coordinator(), &of_office, ALL).await,
            ["second"]
        );
        let nothing: [String; 0] = [];
        assert_eq!(
            found(store, &editor_of("club"), &of_office, ALL).await,
            nothing
        );
    })
    .await;
}

#[tokio::test]
async fn heads_are_read_in_pages() {
    on_each_database(async |database| {
        let store = &database.store;
        with_drafts(store).await;
        for (actor, order) in [
            (coordinator(), HeadOrder::NewestFirst),
            (coordinator(), HeadOrder::OldestFirst),
            (editor_of("club"), HeadOrder::NewestFirst),
            (coordinator_of("city"), HeadOrder::OldestFirst),
        ] {
            let scope = scope(&actor);
            let filter = HeadFilter::default();
            let all = HeadPage { order, ..ALL };
            let whole = store.heads(&scope, &filter, all).await.unwrap();
            assert!(!whole.is_empty());
            let by_age = whole.is_sorted_by_key(|head| head.updated_at);
            assert_eq!(by_age, order == HeadOrder::OldestFirst);
            let mut pages = Vec::new();
            let mut after = None;
            loop {
                let page = HeadPage {
                    order,
                    after,
                    limit: 2,
                };
                let heads = store.heads(&scope, &filter, page).await.unwrap();
                after = heads.last().map(HeadCursor::behind);
                if heads.is_empty() {
                    break;
                }
                pages.extend(heads);
            }
            assert_eq!(pages, whole);
        }
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_narrowed_to_what_somebody_looks_for() {
    on_each_database(async |database| {
        let store = &database.store;
        with_drafts(store).await;
        // The published course moves into the city, where the house is.
        let mut course = full_offer("course");
        course.entry.places[0].position = Position::At(LocationId::of_slug("house"));
        let mut tx = store.begin().await.unwrap();
        let write = Write {
            at: noon(6),
            ..writing(Expected::Revision(1))
        };
        tx.draft(&permit(Action::Update, course.id), &course, write)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let oldest = HeadPage {
            order: HeadOrder::OldestFirst,
            ..ALL
        };
        let find = async |filter: HeadFilter| found(store, &coordinator(), &filter, oldest).await;
        let city = vec![DistrictId::of_slug("city")];
        assert_eq!(
            find(drafts()).await,
            ["first", "second", "third", "fourth", "course"]
        );
        let in_city = HeadFilter {
            districts: city.clone(),
            ..drafts()
        };
        assert_eq!(find(in_city).await, ["course"]);
        let elsewhere = HeadFilter {
            districts: vec![DistrictId::of_slug("nowhere")],
            ..drafts()
        };
        assert!(find(elsewhere).await.is_empty());
        let of_no_area = HeadFilter {
            districts: city,
            areas: vec![ActionAreaId::of_slug("nothing")],
            ..drafts()
        };
        assert!(find(of_no_area).await.is_empty());
        let changes = HeadFilter {
            published: Some(true),
            ..drafts()
        };
        assert_eq!(find(changes).await, ["course"]);
        let new = HeadFilter {
            published: Some(false),
            standing_since: Some(noon(3)),
            ..drafts()
        };
        assert_eq!(find(new).await, ["first", "second"]);
    })
    .await;
}

#[tokio::test]
async fn a_foreign_draft_is_found_neither_by_id_nor_in_its_history() {
    on_each_database(async |database| {
        let store = &database.store;
        with_drafts(store).await;
        let id = OfferId::of_slug("second");
        let page = HistoryPage {
            before: None,
            limit: 10,
        };
        for (actor, finds) in [
            (editor_of("club"), false),
            (translator(), false),
            (coordinator_of("city"), false),
            (editor_of("office"), true),
            (coordinator(), true),
        ] {
            let scope = scope(&actor);
            let head = store.head(&scope, id.entity()).await.unwrap();
            assert_eq!(head.is_some(), finds, "{actor:?}");
            let revision = store.revision::<Offer>(&scope, id, 1).await.unwrap();
            assert_eq!(revision.is_some(), finds);
            let history = store.history::<Offer>(&scope, id, page).await.unwrap();
            assert_eq!(history.len(), usize::from(finds));
            let newest = store.newest::<Offer>(&scope, &[id]).await.unwrap();
            assert_eq!(newest.len(), usize::from(finds));
            let mut tx = store.begin().await.unwrap();
            let current = tx.current::<Offer>(&scope, id).await.unwrap();
            assert_eq!(current.is_some(), finds);
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_translates_reads_what_is_published_and_no_change_to_it() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let offer = full_offer("course");
        let scope = scope(&translator());
        assert_eq!(
            store
                .newest::<Offer>(&scope, &[offer.id])
                .await
                .unwrap()
                .len(),
            1
        );
        let mut tx = store.begin().await.unwrap();
        let update = permit(Action::Update, offer.id);
        tx.draft(&update, &offer, writing(Expected::Revision(1)))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = HistoryPage {
            before: None,
            limit: 10,
        };
        let history = store
            .history::<Offer>(&scope, offer.id, page)
            .await
            .unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].number, 1);
        assert_eq!(
            store.revision::<Offer>(&scope, offer.id, 2).await.unwrap(),
            None
        );
        assert_eq!(
            store.newest::<Offer>(&scope, &[offer.id]).await.unwrap(),
            []
        );
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.current::<Offer>(&scope, offer.id).await.unwrap(), None);
        let live = tx.live::<Offer>(&scope, offer.id).await.unwrap();
        assert_eq!(live.unwrap().number, 1);
    })
    .await;
}

#[tokio::test]
async fn a_coordinator_of_a_part_finds_what_lies_there_now() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let mut draft = plain_offer("inside");
        let house = LocationId::of_slug("house");
        draft.entry.places = vec![domain::entry::Place {
            position: Position::At(house),
            ..full_offer("course").entry.places[0].clone()
        }];
        let mut tx = store.begin().await.unwrap();
        tx.draft(
            &permit(Action::Create, draft.id),
            &draft,
            writing(Expected::New),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        // The house lies in the north, and the north in the city.
        for (district, finds) in [("north", true), ("city", true), ("south", false)] {
            let actor = coordinator_of(district);
            let inside = found(store, &actor, &drafts(), ALL).await;
            assert_eq!(inside == ["inside"], finds, "{district}: {inside:?}");
            let head = store.head(&scope(&actor), draft.id.entity()).await.unwrap();
            assert_eq!(head.is_some(), finds);
        }
        let resource = store.resource(&draft).await.unwrap();
        let districts = ["north", "city"].map(DistrictId::of_slug);
        assert_eq!(resource.districts, districts.into());
        assert!(!resource.is_published);

        // A draft of the house moves nothing; the published house takes everything along.
        let mut moved = Location::full();
        moved.district = Some(DistrictId::of_slug("city"));
        let mut tx = store.begin().await.unwrap();
        tx.draft(
            &permit(Action::Update, house),
            &moved,
            writing(Expected::Revision(1)),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let north = coordinator_of("north");
        assert_eq!(found(store, &north, &drafts(), ALL).await.len(), 2);
        publish(store, &moved, Expected::Revision(2)).await.unwrap();
        let nothing: [String; 0] = [];
        assert_eq!(found(store, &north, &drafts(), ALL).await, nothing);
    })
    .await;
}

#[tokio::test]
async fn only_a_published_organization_is_trusted() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let offer = full_offer("course");
        let owner = offer.entry.provider;
        assert!(store.resource(&offer).await.unwrap().owner_is_trusted);
        let mut club = Organization::full();
        assert_eq!(club.id, owner);
        club.trusted = false;
        publish(store, &club, Expected::Revision(1)).await.unwrap();
        assert!(!store.resource(&offer).await.unwrap().owner_is_trusted);
        club.trusted = true;
        let mut tx = store.begin().await.unwrap();
        tx.draft(
            &permit(Action::Update, owner),
            &club,
            writing(Expected::Revision(2)),
        )
        .await
        .unwrap();
        assert!(!tx.resource(&offer).await.unwrap().owner_is_trusted);
        let everything = operators_scope();
        let current = tx
            .current::<Organization>(&everything, owner)
            .await
            .unwrap();
        assert!(current.unwrap().content.trusted);
    })
    .await;
}

#[tokio::test]
async fn what_is_published_comes_with_where_it_lies_whatever_a_draft_says() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let mut offer = full_offer("course");
        let owner = offer.entry.provider;
        offer.entry.provider = OrganizationId::of_slug("office");
        offer.entry.places.clear();
        offer.runs.clear();
        let mut tx = store.begin().await.unwrap();
        let update = permit(Action::Update, offer.id);
        tx.draft(&update, &offer, writing(Expected::Revision(1)))
            .await
            .unwrap();
        let unpublished = plain_offer("unpublished");
        let create = permit(Action::Create, unpublished.id);
        tx.draft(&create, &unpublished, writing(Expected::New))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let state = store.one_state().await.unwrap();
        let wanted = [offer.id, unpublished.id];
        let found = state.published_resources::<Offer>(&wanted).await.unwrap();
        let [(revision, resource)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(revision.id(), offer.id);
        assert_eq!(resource.entity, offer.id.entity());
        assert_eq!(resource.owner, Some(owner));
        assert!(resource.districts.contains(&DistrictId::of_slug("north")));
        assert!(resource.is_published);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_reads_within_the_same_scope() {
    on_each_database(async |database| {
        let drafts = with_drafts(&database.store).await;
        let id = drafts[1].id;
        let mut tx = database.store.begin().await.unwrap();
        for (actor, is_found) in [(editor_of("office"), true), (editor_of("club"), false)] {
            let scope = scope(&actor);
            let head = tx.head(&scope, id.entity()).await.unwrap();
            let revision = tx.revision::<Offer>(&scope, id, 1).await.unwrap();
            let later = tx.revision::<Offer>(&scope, id, 2).await.unwrap();
            assert_eq!((head.is_some(), revision.is_some()), (is_found, is_found));
            assert!(later.is_none());
        }
    })
    .await;
}
