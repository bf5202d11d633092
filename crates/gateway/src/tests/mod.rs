//! The schema against the seeds, without a database: what readers ask and get.

#![allow(clippy::unwrap_used, clippy::panic)]

mod authorization;
mod bad_input;
mod bad_text;
mod change_log;
mod curated_history;
mod day;
mod disclosure;
mod documented;
mod duplicates;
mod errors;
mod history;
mod input_places;
mod mutated;
mod omitted;
mod organizations;
mod paging;
mod pictures;
mod plan_upload;
mod planning;
pub(crate) mod program;
mod proposing;
mod protection;
mod reading;
mod repeating;
mod review_queue;
mod role;
mod shape;
mod signing_in;
mod structure;
mod translating;
pub(crate) mod writing;

use std::sync::{Arc, OnceLock};

use async_graphql::Request;
use catalogue::{Change, Position, Snapshot};
use domain::aggregate::{Aggregate, PublishedRevision, RevisionStamp};
use domain::period::Instant;
use domain::policy::{Actor, Protection, publish};
use domain::text::LanguagePreferences;
use interchange::seeds::{self, Seeds};
use serde_json::Value;

use crate::request::Reader;
use crate::schema::{Schema, SchemaLimits, schema};

fn moment(text: &str) -> Instant {
    text.parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap()
        .into()
}

fn revision<T: Aggregate>(content: T) -> PublishedRevision<T> {
    let at = moment("2026-03-01T12:00:00Z");
    let stamp = RevisionStamp {
        number: 1,
        published_at: at,
        updated_at: at,
    };
    PublishedRevision::new(content, stamp)
}

/// What the public reads of these seeds.
fn snapshot_of(seeds: Seeds) -> Snapshot {
    let today = "2026-03-01".parse().unwrap();
    let mut protection = Protection::default();
    for location in &seeds.locations {
        protection.learn_location(&revision(location.clone()));
    }
    for organization in &seeds.organizations {
        protection.learn_organization(&revision(organization.clone()));
    }
    for offer in &seeds.offers {
        protection.learn_offer(&revision(offer.clone()));
    }
    for point in &seeds.counselling_points {
        protection.learn_counselling_point(&revision(point.clone()));
    }
    let languages = seeds.sites.first().unwrap().languages.clone();
    let mut changes = Vec::new();
    macro_rules! let_in {
        ($($kind:ident)+) => {$(
            changes.extend(seeds.$kind.into_iter().filter_map(|aggregate| {
                let document = publish(revision(aggregate), &protection, today)?;
                Some(Change::Published(document.into()))
            }));
        )+};
    }
    let_in! {
        action_plans action_areas challenges goals suggestions measures responsibilities
        organizations locations districts target_groups topics languages terms sites offers
        counselling_points
    }
    Snapshot::empty(&languages).after(changes, Position::default())
}

fn embedded() -> Seeds {
    static SEEDS: OnceLock<Seeds> = OnceLock::new();
    let read = || seeds::read(seeds::embedded()).unwrap();
    SEEDS.get_or_init(read).clone()
}

fn seeded() -> Arc<Snapshot> {
    static SNAPSHOT: OnceLock<Arc<Snapshot>> = OnceLock::new();
    Arc::clone(SNAPSHOT.get_or_init(|| Arc::new(snapshot_of(embedded()))))
}

fn the_schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| schema(SchemaLimits::default()))
}

/// The answer to a query against a snapshot, for a reader of these languages.
fn ask_of(snapshot: &Arc<Snapshot>, query: &str, languages: &str) -> Value {
    let reader = Reader {
        snapshot: Arc::clone(snapshot).into(),
        actor: Actor::Anonymous,
        wishes: LanguagePreferences::from_accept_language(languages),
        now: moment("2026-03-02T09:00:00Z"),
        holidays: holidays(),
        confirmation_days: domain::review::ConfirmationDays::default(),
    };
    let request = Request::new(query).data(reader);
    // Unconstrained, since a test that is itself a task of tokio may have used up its budget: it would
    // wait for a turn that cannot come while it blocks.
    let execution = tokio::task::unconstrained(the_schema().execute(request));
    let response = futures_executor::block_on(execution);
    serde_json::to_value(response).unwrap()
}

/// The data of an answer from the seeds, which has no errors.
fn ask(query: &str) -> Value {
    ask_in("de", query)
}

fn ask_in(languages: &str, query: &str) -> Value {
    let mut answer = ask_of(&seeded(), query, languages);
    assert_eq!(answer.get("errors"), None, "{query}");
    answer["data"].take()
}

/// The holidays that the program knows.
fn holidays() -> Arc<domain::schedule::HolidayCalendar> {
    let text = include_str!("../../../../seeds/reference/holidays-nrw.toml");
    Arc::new(seeds::holidays(text).unwrap())
}
