//! Facts about mails that wait.

use chrono::TimeDelta;
use domain::contact::{EmailAddress, WebUrl};
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::period::Instant;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::database::{Database, on_each_database};
use super::noon;

const ID: Uuid = Uuid::from_u128(7);

fn after(minutes: i64) -> Instant {
    (noon(1).utc() + TimeDelta::minutes(minutes)).into()
}

fn mail() -> Mail {
    Mail {
        to: EmailAddress::parse("ana@verein.example").unwrap(),
        account: None,
        language: "tr".parse().unwrap(),
        template: MailTemplate::LoginLink,
        values: MailValues {
            name: Some("Ana".to_owned()),
            link: Some(WebUrl::parse("https://angebote.example/log-in#t0ken").unwrap()),
            ..MailValues::default()
        },
        expires_at: Some(after(60)),
    }
}

async fn queue(database: &Database, id: Uuid) {
    let mut tx = database.store.begin().await.unwrap();
    tx.queue_mail(id, mail(), after(0)).await.unwrap();
    tx.commit().await.unwrap();
}

/// Take what is due, for five minutes; the ids, with how often it failed.
async fn take(database: &Database, minutes: i64) -> Vec<(Uuid, u32, Mail)> {
    let waits = database.store.has_due_mails(after(minutes)).await.unwrap();
    let mut tx = database.store.begin().await.unwrap();
    let due = tx
        .take_due_mails(after(minutes), 10, after(minutes + 5))
        .await;
    tx.commit().await.unwrap();
    let due = due.unwrap();
    assert!(waits || due.is_empty());
    due.into_iter()
        .map(|it| (it.id, it.attempts, it.mail))
        .collect()
}

/// How many rows still hold what a mail says.
async fn with_content(database: &Database) -> usize {
    let sql = "SELECT id FROM outbox WHERE content IS NOT NULL OR recipient IS NOT NULL";
    let rows = database
        .store
        .connection
        .query_all_raw(sea_orm::Statement::from_string(
            database.store.connection.get_database_backend(),
            sql,
        ));
    rows.await.unwrap().len()
}

#[tokio::test]
async fn a_mail_is_one_takers_until_the_lease_is_over() {
    on_each_database(async |database| {
        queue(database, ID).await;
        assert_eq!(take(database, 0).await, [(ID, 0, mail())]);
        assert_eq!(take(database, 4).await, []);
        assert_eq!(take(database, 5).await, [(ID, 0, mail())]);
    })
    .await;
}

#[tokio::test]
async fn what_a_mail_said_goes_once_it_is_sent_or_given_up_or_over() {
    on_each_database(async |database| {
        for (number, minutes) in [(1, 0), (2, 0), (3, 61)] {
            let id = Uuid::from_u128(number);
            queue(database, id).await;
            assert_eq!(with_content(database).await, 1);
            let taken = take(database, minutes).await;
            let mut tx = database.store.begin().await.unwrap();
            match number {
                1 => tx.mark_mail_sent(id, after(0)).await.unwrap(),
                2 => tx.mark_mail_failed(id, "refused", None).await.unwrap(),
                _ => assert_eq!(taken, []),
            }
            tx.commit().await.unwrap();
            assert_eq!(with_content(database).await, 0, "{number}");
            assert_eq!(take(database, 30).await, []);
        }
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_failed_is_due_again_when_that_was_said() {
    on_each_database(async |database| {
        queue(database, ID).await;
        take(database, 0).await;
        let mut tx = database.store.begin().await.unwrap();
        tx.mark_mail_failed(ID, "away", Some(after(9)))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(take(database, 8).await, []);
        assert_eq!(take(database, 9).await, [(ID, 1, mail())]);
    })
    .await;
}

#[tokio::test]
async fn a_mail_of_a_newer_program_does_not_hold_up_the_others() {
    on_each_database(async |database| {
        queue(database, Uuid::from_u128(1)).await;
        let connection = &database.store.connection;
        let newer = "UPDATE outbox SET template = 'SOMETHING_NEW'";
        connection.execute_unprepared(newer).await.unwrap();
        queue(database, ID).await;
        assert_eq!(take(database, 0).await, [(ID, 0, mail())]);
        assert_eq!(with_content(database).await, 2);
    })
    .await;
}
