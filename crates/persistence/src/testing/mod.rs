//! Tests of the crate as a whole: each fact on SQLite, and on PostgreSQL where `TEST_POSTGRES_URL`
//! names a server. Where `CI` or `ANGEBOTE_REQUIRE_POSTGRES` is set, a missing server is a failure.

#![allow(clippy::unwrap_used, clippy::panic)]

mod accounts;
mod beneath;
mod beside;
mod database;
mod failures;
mod golden;
mod life;
mod log;
mod notices;
mod outbox;
mod people;
mod persons;
mod pictures;
mod plan_questions;
mod progress_proposals;
mod projection;
mod reads;
mod references;
mod samples;
mod schema;
mod scopes;
mod soundness;
mod trail;
mod writes;

use domain::id::{EntityId, TypedId};
use domain::period::Instant;
use domain::policy::{Action, Actor, Permit, Resource, Scope, authorize, scope};

use self::database::on_each_database;
use crate::{Expected, Project, Store, StoreError, Tx, Write};

/// The operator's permit.
fn permit(action: Action, entity: impl Into<EntityId>) -> Permit {
    authorize(&Actor::Operator, action, &Resource::of(entity)).unwrap()
}

fn operators_scope() -> Scope {
    scope(&Actor::Operator)
}

/// Noon of a day of January 2026.
fn noon(day: u32) -> Instant {
    format!("2026-01-{day:02}T12:00:00.123456Z")
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap()
        .into()
}

fn writing(expected: Expected) -> Write {
    Write {
        at: noon(1),
        comment: None,
        minor: false,
        expected,
    }
}

/// Publish within a transaction.
async fn put<T: Project>(tx: &mut Tx, content: &T, expected: Expected) -> Result<u32, StoreError> {
    let permit = permit(Action::Publish, content.id().entity());
    tx.publish(&permit, content, writing(expected)).await
}

/// Publish in a transaction of its own.
async fn publish<T: Project>(
    store: &Store,
    content: &T,
    expected: Expected,
) -> Result<u32, StoreError> {
    let mut tx = store.begin().await?;
    let number = put(&mut tx, content, expected).await?;
    tx.commit().await?;
    Ok(number)
}

/// Publish everything of the sample world as new, in one transaction.
async fn publish_everything(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    macro_rules! publish_samples {
        ($($aggregate:ty, $module:ident;)+) => {$(
            for sample in <$aggregate as samples::Sample>::samples() {
                put(&mut tx, &sample, Expected::New).await.unwrap();
            }
        )+};
    }
    samples::for_each_sample!(publish_samples);
    tx.commit().await.unwrap();
}
