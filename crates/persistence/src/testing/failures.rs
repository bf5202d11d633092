//! Facts about databases that cannot be used.

use std::time::Duration;

use domain::taxonomy::Topic;
use sea_orm::{ConnectionTrait, TransactionTrait};

use super::database::{EPOCH, Home, open};
use super::publish;
use super::samples::Sample;
use crate::{ConnectOptions, DatabaseUrl, Expected, Store, StoreError};

fn file(path: &str) -> DatabaseUrl {
    DatabaseUrl::parse(&format!("sqlite://{path}")).unwrap()
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told() {
    let home = Home::file();
    std::fs::write(
        home.path(),
        "This is a letter, and a long one at that. ".repeat(100),
    )
    .unwrap();
    let refused = Store::connect(&file(&home.path()).into()).await;
    assert!(
        matches!(refused, Err(StoreError::NotADatabase(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_folder_that_does_not_exist_is_told() {
    let home = Home::file();
    let refused = Store::connect(&file(&format!("{}/nowhere/x.db", home.path())).into()).await;
    assert!(
        matches!(refused, Err(StoreError::Unreachable(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_told_without_the_password() {
    let url = DatabaseUrl::parse("postgres://somebody:s3cret@127.0.0.1:1/nothing").unwrap();
    let options = ConnectOptions {
        acquire_timeout: Duration::from_secs(2),
        ..ConnectOptions::new(url)
    };
    let refused = Store::connect(&options).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unreachable(_)), "{refused:?}");
    assert!(!format!("{refused} {refused:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_file_that_is_opened_read_only_can_be_read_and_not_written() {
    let home = Home::file();
    let store = open(&file(&home.path())).await;
    store.migrate(EPOCH).await.unwrap();
    let topic = Topic::samples().remove(0);
    publish(&store, &topic, Expected::New).await.unwrap();
    let reader = open(&file(&format!("{}?mode=ro", home.path()))).await;
    assert_eq!(reader.published::<Topic>().await.unwrap().len(), 1);
    let refused = publish(&reader, &topic, Expected::Revision(1)).await;
    assert!(
        matches!(refused, Err(StoreError::ReadOnly(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_file_in_which_another_program_writes_is_locked() {
    let home = Home::file();
    let url = file(&home.path());
    let other = open(&url).await;
    other.migrate(EPOCH).await.unwrap();
    let writing = other.begin().await.unwrap();
    let options = ConnectOptions {
        busy_timeout: Duration::from_millis(100),
        ..ConnectOptions::new(url)
    };
    let store = Store::connect(&options).await.unwrap();
    let refused = store.begin().await;
    assert!(matches!(refused, Err(StoreError::Locked(_))), "{refused:?}");
    // Readers are not kept waiting.
    assert_eq!(store.published::<Topic>().await.unwrap().len(), 0);
    drop(writing);
    store.begin().await.unwrap();
}

#[tokio::test]
async fn a_second_writer_of_the_same_program_waits_for_its_turn_only_so_long() {
    let home = Home::file();
    let options = ConnectOptions {
        busy_timeout: Duration::from_millis(100),
        ..ConnectOptions::new(file(&home.path()))
    };
    let store = Store::connect(&options).await.unwrap();
    store.migrate(EPOCH).await.unwrap();
    let first = store.begin().await.unwrap();
    let refused = store.begin().await;
    assert!(matches!(refused, Err(StoreError::Locked(_))), "{refused:?}");
    drop(first);
    store.begin().await.unwrap();
}

#[tokio::test]
async fn a_damaged_revision_is_named() {
    let home = Home::file();
    let store = open(&file(&home.path())).await;
    store.migrate(EPOCH).await.unwrap();
    let topic = Topic::samples().remove(0);
    publish(&store, &topic, Expected::New).await.unwrap();
    let damage = store.connection.begin().await.unwrap();
    damage
        .execute_unprepared("UPDATE revision SET content = '{}'")
        .await
        .unwrap();
    damage.commit().await.unwrap();
    let refused = store.published::<Topic>().await.unwrap_err();
    let wanted = format!(
        "revision 1 of the TOPIC {} cannot be read",
        domain::id::TypedId::uuid(topic.id)
    );
    assert_eq!(refused.to_string(), wanted);
}
