//! Facts about the audit over contents.

use domain::account::AccountId;
use domain::contact::EmailAddress;
use domain::id::{EntityKind, OrganizationId, TypedId};
use domain::policy::{Action, Actor, Administration, Clearance, administer, authorize};
use domain::text::LanguageTag;

use super::people::{EDITOR, REVIEWER, coordinator, editor_of};
use super::samples::{plain_offer, words};
use super::{noon, on_each_database, publish_everything, writing};
use crate::account::{NewAccount, Right, TimeSpan, TrailFilter};
use crate::{Change, Expected, LogPage, Store, StoreError, Write};

fn cleared(what: Administration) -> Clearance {
    administer(&Actor::Operator, what).unwrap()
}

/// An offer that somebody of the club made on the 2nd and changed on the 3rd, and that the office
/// published on the 4th.
async fn write(store: &Store) -> domain::entry::Offer {
    publish_everything(store).await;
    let mut offer = plain_offer("written");
    offer.entry.provider = OrganizationId::of_slug("club");
    offer.entry.places.clear();
    let editor = editor_of("club");
    let steps = [
        (&editor, Action::Create, Expected::New),
        (&editor, Action::Update, Expected::Revision(1)),
    ];
    for (day, (actor, action, expected)) in (2..).zip(steps) {
        let resource = store.resource(&offer).await.unwrap();
        let permit = authorize(actor, action, &resource).unwrap();
        let mut tx = store.begin().await.unwrap();
        let write = Write {
            at: noon(day),
            comment: Some(format!("am {day}.")),
            ..writing(expected)
        };
        tx.draft(&permit, &offer, write).await.unwrap();
        tx.commit().await.unwrap();
    }
    let resource = store.resource(&offer).await.unwrap();
    let permit = authorize(&coordinator(), Action::Publish, &resource).unwrap();
    let mut tx = store.begin().await.unwrap();
    let write = Write {
        at: noon(4),
        ..writing(Expected::Revision(2))
    };
    tx.publish(&permit, &offer, write).await.unwrap();
    tx.commit().await.unwrap();
    offer
}

async fn found(store: &Store, filter: TrailFilter) -> Vec<(Change, u32, Option<u32>)> {
    let page = LogPage {
        before: None,
        limit: 10,
    };
    let clearance = cleared(Administration::ReadAudit);
    let lines = store.trail(&clearance, &filter, page).await.unwrap();
    lines
        .iter()
        .map(|it| (it.line.change, it.line.revision, it.base))
        .collect()
}

#[tokio::test]
async fn the_trail_is_found_by_account_subject_kind_and_period() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = write(store).await;
        let created = (Change::Created, 1, None);
        let updated = (Change::Updated, 2, Some(1));
        let published = (Change::Published, 3, Some(2));
        let by = |account: AccountId| TrailFilter {
            account: Some(account),
            ..TrailFilter::default()
        };
        assert_eq!(found(store, by(EDITOR)).await, [updated, created]);
        assert_eq!(found(store, by(REVIEWER)).await, [published]);
        let of_it = TrailFilter {
            entity: Some(offer.id.entity()),
            ..TrailFilter::default()
        };
        assert_eq!(
            found(store, of_it.clone()).await,
            [published, updated, created]
        );
        let span = TimeSpan {
            from: Some(noon(2)),
            until: Some(noon(4)),
        };
        let then = TrailFilter {
            at: span,
            ..TrailFilter::default()
        };
        assert_eq!(found(store, then).await, [updated, created]);
        for (kind, count) in [(EntityKind::Offer, 3), (EntityKind::Topic, 0)] {
            let wanted = TrailFilter {
                kinds: vec![kind],
                ..of_it.clone()
            };
            assert_eq!(found(store, wanted).await.len(), count, "{kind}");
        }
        // Page by page.
        let clearance = cleared(Administration::ReadAudit);
        let mut page = LogPage {
            before: None,
            limit: 2,
        };
        let first = store.trail(&clearance, &of_it, page).await.unwrap();
        page.before = first.last().map(|it| it.line.token);
        let second = store.trail(&clearance, &of_it, page).await.unwrap();
        assert_eq!((first.len(), second.len()), (2, 1));
        assert_eq!(second[0].line.change, Change::Created);
    })
    .await;
}

#[tokio::test]
async fn the_trail_is_for_those_who_may_read_it_and_forgets_who_it_was() {
    on_each_database(async |database| {
        let store = &database.store;
        write(store).await;
        let by_editor = TrailFilter {
            account: Some(EDITOR),
            ..TrailFilter::default()
        };
        let page = LogPage {
            before: None,
            limit: 10,
        };
        let other = cleared(Administration::ManageApiKeys);
        let refused = store.trail(&other, &by_editor, page).await;
        assert!(
            matches!(refused, Err(StoreError::NotCleared)),
            "{refused:?}"
        );
        let mut tx = store.begin().await.unwrap();
        tx.pseudonymise_authors(noon(3)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            found(store, by_editor).await,
            [(Change::Updated, 2, Some(1))]
        );
    })
    .await;
}

#[tokio::test]
async fn people_are_told_what_they_wrote() {
    on_each_database(async |database| {
        let store = &database.store;
        let offer = write(store).await;
        let account = NewAccount {
            id: EDITOR,
            email: EmailAddress::parse("ana@verein.example").unwrap(),
            name: words("Ana"),
            language: LanguageTag::german(),
            password: None,
            at: noon(1),
        };
        let mut tx = store.begin().await.unwrap();
        tx.create_account(account).await.unwrap();
        tx.commit().await.unwrap();
        let export = store.export_account(Right::Own(EDITOR), EDITOR).await;
        let export = export.unwrap().unwrap();
        let written: Vec<(u64, &str)> = export["revisions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| {
                assert_eq!(it["of"], offer.id.to_global());
                assert_eq!(it["kind"], "OFFER");
                (
                    it["number"].as_u64().unwrap(),
                    it["comment"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(written, [(1, "am 2."), (2, "am 3.")]);
        let changes: Vec<&str> = export["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["change"].as_str().unwrap())
            .collect();
        assert_eq!(changes, ["CREATED", "UPDATED"]);
    })
    .await;
}
