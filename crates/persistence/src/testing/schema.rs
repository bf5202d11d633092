//! Facts about migrating, and about the tables.

use std::path::Path;

use migrations::{Migrator, MigratorTrait, seaql_migrations};
use sea_orm::{ActiveValue, EntityTrait};
use uuid::Uuid;

use super::database::{EPOCH, on_each_empty_database, open};
use super::on_each_database;
use crate::{Migrated, SchemaState, StoreError, dialect};

/// The names of all steps, in order.
fn steps() -> Vec<String> {
    let steps = Migrator::migrations();
    steps.iter().map(|step| step.name().to_owned()).collect()
}

#[tokio::test]
async fn an_empty_database_is_migrated_once() {
    on_each_empty_database(async |database| {
        let store = &database.store;
        assert_eq!(store.schema_state().await.unwrap(), SchemaState::Empty);
        let refused = store.require_current().await;
        assert!(
            matches!(refused, Err(StoreError::NotMigrated)),
            "{refused:?}"
        );
        let refused = store.log_position().await;
        assert!(refused.is_err(), "{refused:?}");
        let applied = steps().len();
        assert_eq!(store.migrate(EPOCH).await.unwrap(), Migrated { applied });
        assert_eq!(store.schema_state().await.unwrap(), SchemaState::Current);
        store.require_current().await.unwrap();
        let again = store.migrate(Uuid::from_u128(7)).await.unwrap();
        assert_eq!(again, Migrated { applied: 0 });
        assert_eq!(store.log_position().await.unwrap().epoch, EPOCH);
    })
    .await;
}

#[tokio::test]
async fn programs_that_migrate_at_the_same_time_wait_for_each_other() {
    on_each_empty_database(async |database| {
        let other = open(&database.url).await;
        let (one, two) = tokio::join!(database.store.migrate(EPOCH), other.migrate(EPOCH));
        assert_eq!(one.unwrap().applied + two.unwrap().applied, steps().len());
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    on_each_database(async |database| {
        let store = &database.store;
        let newer = seaql_migrations::ActiveModel {
            version: ActiveValue::Set("m9999_later".to_owned()),
            applied_at: ActiveValue::Set(0),
        };
        seaql_migrations::Entity::insert(newer)
            .exec_without_returning(&store.connection)
            .await
            .unwrap();
        for refused in [
            store.require_current().await,
            store.migrate(EPOCH).await.map(drop),
        ] {
            match refused {
                Err(StoreError::Newer { applied, known }) => {
                    assert_eq!(
                        (Some(applied.as_str()), Some(&known)),
                        (Some("m9999_later"), steps().last())
                    );
                }
                other => panic!("{other:?}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_of_an_older_program_is_told() {
    on_each_database(async |database| {
        let store = &database.store;
        let last = steps().pop().unwrap();
        seaql_migrations::Entity::delete_by_id(last)
            .exec(&store.connection)
            .await
            .unwrap();
        assert_eq!(
            store.schema_state().await.unwrap(),
            SchemaState::Behind { pending: 1 }
        );
        let refused = store.require_current().await;
        assert!(
            matches!(refused, Err(StoreError::Behind { pending: 1 })),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    on_each_database(async |database| {
        let keys = dialect::foreign_keys(&database.store).await.unwrap();
        assert!(keys.len() > 50, "{keys:?}");
        let without: Vec<_> = keys.iter().filter(|key| !key.has_index).collect();
        assert!(without.is_empty(), "{without:?}");
        let at_once: Vec<_> = keys.iter().filter(|key| !key.is_deferred).collect();
        assert!(at_once.is_empty(), "{at_once:?}");
    })
    .await;
}

/// Words that only one of the databases understands.
const DIALECT: &[&str] = &[
    "pg_",
    "PRAGMA",
    "pragma_",
    "NOTIFY ",
    "sqlite_master",
    "jsonb",
    "::regclass",
    "AUTOINCREMENT",
    "information_schema",
    "ILIKE",
    "RETURNING",
];

#[test]
fn only_one_file_speaks_a_dialect() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in [root.join("src"), root.join("../../migrations/src")] {
        look_for_dialect(&folder, &mut found);
    }
    assert_eq!(found, Vec::<String>::new());
}

fn look_for_dialect(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("testing") {
                look_for_dialect(&path, found);
            }
        } else if !path.ends_with("dialect.rs") && path.extension().is_some_and(|it| it == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let words = DIALECT.iter().filter(|word| source.contains(**word));
            found.extend(words.map(|word| format!("{}: {word}", path.display())));
        }
    }
}
