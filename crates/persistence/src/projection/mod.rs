//! The projection: what is published, in normalised tables, for foreign keys and for people who
//! speak SQL.
//!
//! One function for each kind of aggregate says which rows it makes. They are written with the
//! revision, replaced whole with the next one, and can be made again from the revisions at any time.
//! Texts are found in the content's JSON rather than named one by one, so that none is forgotten.
//!
//! Deliberately absent: opening hours, which are for the schedule engine, and named people.

mod entry;
mod organization;
mod place;
mod plan;
mod rows;
mod taxonomy;
mod texts;

use chrono::{DateTime, Utc};
use domain::aggregate::Aggregate;
use domain::code::Code;
use domain::id::{EntityId, EntityKind, TypedId};
use domain::period::{AgeRange, Instant};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

pub use self::rows::Rows;
use crate::entity as table;
use crate::error::StoreError;
use crate::store::IDS_A_STATEMENT;

/// An aggregate that can be published into the normalised tables.
pub trait Project: Aggregate {
    /// Add the rows that it makes, apart from its texts.
    fn project(&self, rows: &mut Rows);
}

/// Add every row that an aggregate makes.
pub(crate) fn project<T: Project>(content: &T, json: &Value, rows: &mut Rows) {
    content.project(rows);
    texts::project(content.id().uuid(), json, rows);
}

/// Delete the rows that these aggregates made. What hangs on an aggregate's own row goes with it.
pub(crate) async fn withdraw(
    connection: &impl ConnectionTrait,
    entities: &[EntityId],
) -> Result<(), StoreError> {
    for kind in EntityKind::ALL {
        let ids: Vec<Uuid> = entities
            .iter()
            .filter(|entity| entity.kind == *kind)
            .map(|entity| entity.uuid)
            .collect();
        for ids in ids.chunks(IDS_A_STATEMENT) {
            withdraw_kind(connection, *kind, ids).await?;
        }
    }
    Ok(())
}

async fn withdraw_kind(
    connection: &impl ConnectionTrait,
    kind: EntityKind,
    ids: &[Uuid],
) -> Result<(), StoreError> {
    macro_rules! delete {
        ($($table:ident.$column:ident),+) => {{$(
            table::$table::Entity::delete_many()
                .filter(table::$table::Column::$column.is_in(ids.iter().copied()))
                .exec(connection)
                .await?;
        )+}};
    }
    delete!(localized_text.Owner);
    match kind {
        EntityKind::ActionPlan => delete!(action_plan.Id),
        EntityKind::ActionArea => delete!(action_area.Id),
        EntityKind::Challenge | EntityKind::Goal | EntityKind::Suggestion | EntityKind::Measure => {
            delete!(plan_item.Id);
        }
        EntityKind::Responsibility => delete!(contact.Owner, responsibility.Id),
        EntityKind::Organization => delete!(contact.Owner, image.Owner, organization.Id),
        EntityKind::Location => delete!(location.Id),
        EntityKind::District => delete!(district.Id),
        EntityKind::TargetGroup => delete!(target_group.Id),
        EntityKind::Topic => delete!(topic.Id),
        EntityKind::Language => delete!(language.Id),
        EntityKind::Term => delete!(term.Id),
        EntityKind::Site => delete!(site.Id),
        EntityKind::Offer | EntityKind::CounsellingPoint => {
            delete!(contact.Owner, image.Owner, entry.Id);
        }
    }
    Ok(())
}

/// The code of a value, as it is kept.
fn code(value: impl Code) -> String {
    value.code().to_owned()
}

/// The code of a value that may be unknown.
fn code_of(value: Option<impl Code>) -> Option<String> {
    value.map(code)
}

/// The words of a value that may be unknown.
fn text_of(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}

/// The raw id behind one that may be absent.
fn uuid_of(id: Option<impl TypedId>) -> Option<Uuid> {
    id.map(TypedId::uuid)
}

fn utc_of(instant: Option<Instant>) -> Option<DateTime<Utc>> {
    instant.map(Instant::utc)
}

/// The first and the last month of life that lie in the ages.
fn months_of(ages: Option<AgeRange>) -> (Option<i32>, Option<i32>) {
    let month = |month: u16| i32::from(month);
    ages.map_or((None, None), |ages| {
        (
            ages.min().map(|age| month(age.first_month())),
            ages.max().map(|age| month(age.last_month())),
        )
    })
}

/// The elements of a list with their places in it.
fn placed<T>(list: &[T]) -> impl Iterator<Item = (i32, &T)> {
    (0..).zip(list)
}
