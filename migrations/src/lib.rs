//! The steps that make the tables, one file each, for SQLite and PostgreSQL alike.
//!
//! A step that has been released is never changed. A change of the tables expands first (new
//! columns and tables, which the running program does not know) and contracts in a later release
//! (what nobody uses any more goes), so that a program and its successor can share a database while
//! one replaces the other. There is no way down: a step that went wrong is mended by the next.
//!
//! Every foreign key is checked at the commit, so that a transaction may write in any order, and
//! has an index.

mod m0001_history;
mod m0002_taxonomy;
mod m0003_places;
mod m0004_plan;
mod m0005_entries;
mod m0006_responsibilities;
mod m0007_accounts;
mod m0008_authors;
mod m0010_plan_questions;
mod m0011_notices;
mod m0012_translations;
mod m0013_images;
mod m0014_progress;
mod m0015_trail;
mod table;

use sea_orm_migration::async_trait::async_trait;
pub use sea_orm_migration::{
    IntoSchemaManagerConnection, MigrationTrait, MigratorTrait, SchemaManager, seaql_migrations,
};

/// All steps, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_history::STEP),
            Box::new(m0002_taxonomy::STEP),
            Box::new(m0003_places::STEP),
            Box::new(m0004_plan::STEP),
            Box::new(m0005_entries::STEP),
            Box::new(m0006_responsibilities::STEP),
            Box::new(m0007_accounts::STEP),
            Box::new(m0008_authors::STEP),
            Box::new(m0010_plan_questions::STEP),
            Box::new(m0011_notices::STEP),
            Box::new(m0012_translations::STEP),
            Box::new(m0013_images::STEP),
            Box::new(m0014_progress::STEP),
            Box::new(m0015_trail::STEP),
        ]
    }
}
