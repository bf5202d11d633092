//! The catalogue follows the log: what it holds after a change is what a new one would hold.

#![allow(clippy::unwrap_used)]

use catalogue::Snapshot;
use domain::aggregate::Aggregate;
use domain::entry::{Offer, Position};
use domain::period::Instant;
use domain::place::{Location, LocationVisibility};
use domain::policy::{Action, Actor, Resource, authorize, scope};
use domain::schedule::HolidayCalendar;
use interchange::seeds::{self, Seeds};
use persistence::{ConnectOptions, DatabaseUrl, Expected, Project, Store, Write};
use tempfile::TempDir;

use crate::accounts::Accounts;
use crate::{Application, seed};

fn now() -> Instant {
    let now: chrono::DateTime<chrono::Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    now.into()
}

fn embedded() -> Seeds {
    seeds::read(seeds::embedded()).unwrap()
}

fn holidays() -> HolidayCalendar {
    seeds::holidays(include_str!(
        "../../../../seeds/reference/holidays-nrw.toml"
    ))
    .unwrap()
}

fn accounts(store: &Store) -> Accounts {
    Accounts::predictable(store.clone()).unwrap()
}

async fn empty_store(folder: &TempDir) -> Store {
    let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
    let options = ConnectOptions::new(DatabaseUrl::parse(&url).unwrap());
    let store = Store::connect(&options).await.unwrap();
    store
        .migrate(persistence::Uuid::from_u128(1))
        .await
        .unwrap();
    store
}

async fn seeded_store(folder: &TempDir) -> Store {
    let store = empty_store(folder).await;
    seed(&store, &Actor::Operator, embedded(), now())
        .await
        .unwrap();
    store
}

/// Change a published aggregate as the operator.
async fn change<T: Project>(store: &Store, id: T::Id, change: impl FnOnce(&mut T)) {
    let mut tx = store.begin().await.unwrap();
    let current = tx.current::<T>(&scope(&Actor::Operator), id).await.unwrap();
    let current = current.unwrap();
    let mut content = current.content;
    change(&mut content);
    let permit = authorize(&Actor::Operator, Action::Publish, &Resource::of(id)).unwrap();
    let write = Write {
        at: now(),
        comment: None,
        minor: false,
        expected: Expected::Revision(current.number),
    };
    tx.publish(&permit, &content, write).await.unwrap();
    tx.commit().await.unwrap();
}

/// Everything in a snapshot that places may be read from.
fn content(snapshot: &Snapshot) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(
        snapshot
            .shelf::<Offer>()
            .iter()
            .map(|offer| format!("{offer:?}")),
    );
    lines.extend(
        snapshot
            .shelf::<Location>()
            .iter()
            .map(|location| format!("{location:?}")),
    );
    let organizations = snapshot.shelf::<domain::organization::Organization>();
    lines.extend(
        organizations
            .iter()
            .map(|organization| format!("{organization:?}")),
    );
    lines.sort();
    lines.join("\n")
}

#[tokio::test]
async fn following_the_log_ends_where_building_anew_does() {
    let folder = TempDir::new().unwrap();
    let store = seeded_store(&folder).await;
    let application = Application::start(store.clone(), holidays(), accounts(&store), now())
        .await
        .unwrap();

    let location = embedded().locations[0].id;
    let offers: Vec<_> = embedded()
        .offers
        .iter()
        .map(Aggregate::id)
        .take(2)
        .collect();
    for offer in &offers {
        change::<Offer>(&store, *offer, |offer| {
            offer.entry.visibility = LocationVisibility::Exact;
            let mut place = offer
                .entry
                .places
                .pop()
                .unwrap_or_else(|| domain::entry::Place {
                    id: domain::id::PartId::of_name(offer.id, "place"),
                    position: Position::Withheld,
                    schedule: None,
                    contacts: Vec::new(),
                    languages: Vec::new(),
                });
            place.position = Position::At(location);
            offer.entry.places = vec![place];
        })
        .await;
    }
    application.catch_up(now()).await.unwrap();
    assert!(application.snapshot().find::<Location>(location).is_some());
    let anew = Application::start(store.clone(), holidays(), accounts(&store), now())
        .await
        .unwrap();
    assert_eq!(content(&application.snapshot()), content(&anew.snapshot()));

    // One of the two becomes protected: the place goes, and the other offer withholds it too.
    change::<Offer>(&store, offers[0], |offer| {
        offer.entry.visibility = LocationVisibility::Hidden;
    })
    .await;
    application.catch_up(now()).await.unwrap();
    let snapshot = application.snapshot();
    assert!(snapshot.find::<Location>(location).is_none());
    let other = snapshot.find::<Offer>(offers[1]).unwrap();
    assert_eq!(other.entry.places[0].position, Position::Withheld);
    let anew = Application::start(store.clone(), holidays(), accounts(&store), now())
        .await
        .unwrap();
    assert_eq!(content(&snapshot), content(&anew.snapshot()));
    assert_eq!(snapshot.position(), anew.snapshot().position());
}

#[tokio::test]
async fn building_takes_as_many_statements_for_much_as_for_nothing() {
    let full = TempDir::new().unwrap();
    let full = seeded_store(&full).await;
    let empty = TempDir::new().unwrap();
    let empty = empty_store(&empty).await;
    let mut counts = Vec::new();
    for store in [full, empty] {
        let before = store.statements();
        Application::start(store.clone(), holidays(), accounts(&store), now())
            .await
            .unwrap();
        counts.push(store.statements() - before);
    }
    assert_eq!(counts[0], counts[1]);
}

#[tokio::test]
async fn seeding_again_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let store = seeded_store(&folder).await;
    let before = store.log_position().await.unwrap();
    let report = seed(&store, &Actor::Operator, embedded(), now())
        .await
        .unwrap();
    assert_eq!((report.created, report.updated, report.kept), (0, 0, 0));
    assert_eq!(store.log_position().await.unwrap(), before);
}

#[tokio::test]
async fn nobody_seeds_but_the_operator() {
    let folder = TempDir::new().unwrap();
    let store = empty_store(&folder).await;
    let denied = seed(&store, &Actor::Anonymous, embedded(), now()).await;
    assert!(matches!(denied, Err(crate::ApplicationError::Denied(_))));
    assert_eq!(store.log_position().await.unwrap().token, 0);
}
