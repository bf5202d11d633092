//! Facts about the change log.

use std::time::Duration;

use domain::policy::Action;
use domain::taxonomy::Topic;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::database::{EPOCH, open};
use super::samples::{Sample, slug};
use super::{noon, on_each_database, permit, publish, publish_everything, put};
use crate::entity::log_counter;
use crate::{Change, Expected, LogPosition};

/// How long a test waits for a change that has to come.
const PATIENCE: Duration = Duration::from_secs(10);

fn topic(name: &str) -> Topic {
    Topic {
        id: domain::id::TypedId::of_slug(name),
        slug: slug(name),
        ..Topic::samples().remove(0)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tokens_have_no_gaps_and_the_order_of_commits() {
    on_each_database(async |database| {
        let writers: Vec<_> = (0..6)
            .map(|writer| {
                let store = database.store.clone();
                tokio::spawn(async move {
                    let mut positions = Vec::new();
                    for number in 0..8 {
                        let mut tx = store.begin().await.unwrap();
                        for name in ["a", "b"] {
                            let topic = topic(&format!("{name}-{writer}-{number}"));
                            put(&mut tx, &topic, Expected::New).await.unwrap();
                        }
                        if number % 3 == 2 {
                            drop(tx);
                        } else {
                            positions.push(tx.commit().await.unwrap().token);
                            // What is committed can be read.
                            let seen = store.log_position().await.unwrap().token;
                            assert!(seen >= positions[positions.len() - 1]);
                        }
                    }
                    positions
                })
            })
            .collect();
        let mut positions = Vec::new();
        for writer in writers {
            let own = writer.await.unwrap();
            assert!(own.is_sorted());
            positions.extend(own);
        }
        positions.sort_unstable();
        let store = &database.store;
        let every_second: Vec<u64> = (1..=36).map(|commit| commit * 2).collect();
        assert_eq!(positions, every_second);
        let lines = store.log_after(0, 1000).await.unwrap();
        let tokens: Vec<u64> = lines.iter().map(|line| line.token).collect();
        assert_eq!(tokens, (1..=72).collect::<Vec<_>>());
        assert_eq!(
            store.log_position().await.unwrap(),
            LogPosition {
                epoch: EPOCH,
                token: 72
            }
        );
    })
    .await;
}

#[tokio::test]
async fn the_log_says_what_was_done_to_what_by_which_role() {
    on_each_database(async |database| {
        let store = &database.store;
        let topic = topic("one");
        publish(store, &topic, Expected::New).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.archive(&permit(Action::Archive, topic.id), 1, noon(2))
            .await
            .unwrap();
        let position = tx.commit().await.unwrap();
        let lines = store.log_after(1, 10).await.unwrap();
        assert_eq!(lines.len(), 1);
        let line = &lines[0];
        assert_eq!(line.token, position.token);
        assert_eq!(line.entity, topic.id.into());
        assert_eq!((line.change, line.revision), (Change::Archived, 1));
        assert_eq!(
            (line.author, line.at),
            (domain::policy::Author::OPERATOR, noon(2))
        );
        assert_eq!(store.log_after(u64::MAX, 10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn whoever_follows_learns_of_the_commits_of_others() {
    on_each_database(async |database| {
        let reader = open(&database.url).await;
        let start = reader.log_position().await.unwrap();
        let mut changes = reader.changes(start);
        for (number, name) in (1..).zip(["one", "two", "three"]) {
            let following = tokio::time::timeout(PATIENCE, changes.next());
            let topic = topic(name);
            let writing = publish(&database.store, &topic, Expected::New);
            let (seen, written) = tokio::join!(following, writing);
            written.unwrap();
            assert_eq!(
                seen.unwrap(),
                LogPosition {
                    token: number,
                    ..start
                }
            );
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_follows_learns_of_another_epoch() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut changes = store.changes(store.log_position().await.unwrap());
        let epoch = uuid::Uuid::from_u128(0xe1);
        log_counter::Entity::update_many()
            .col_expr(log_counter::Column::Epoch, epoch.into())
            .exec(&store.connection)
            .await
            .unwrap();
        let seen = tokio::time::timeout(PATIENCE, changes.next())
            .await
            .unwrap();
        assert_eq!(seen.epoch, epoch);
    })
    .await;
}

#[tokio::test]
async fn a_commit_costs_few_statements() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let before = store.statements();
        publish(store, &Topic::full(), Expected::Revision(1))
            .await
            .unwrap();
        let took = store.statements() - before;
        // Begin, head, three to write it, two to withdraw, two to project, three for the log, commit;
        // and on PostgreSQL one to tell.
        assert!(took <= 13, "{took}");
        let before = store.statements();
        store
            .connection
            .execute_unprepared("SELECT 1")
            .await
            .unwrap();
        assert_eq!(
            store.statements(),
            before,
            "unprepared statements are counted by hand"
        );
    })
    .await;
}
