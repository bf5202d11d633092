//! Facts about what becomes of mails.

#![allow(clippy::unwrap_used)]

use application::accounts::{AccountSettings, Capabilities};
use chrono::{DateTime, TimeDelta, Utc};
use domain::contact::{EmailAddress, WebUrl};
use domain::mail::{MailTemplate, MailValues};
use persistence::{ConnectOptions, DatabaseUrl, Store};
use tempfile::TempDir;

use super::*;
use crate::mail::test_server::{Manner, TestServer};

const NOW: &str = "2026-11-20T09:00:00Z";

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

/// An outbox in a database of its own.
struct Outbox {
    _folder: TempDir,
    store: Store,
    accounts: Accounts,
}

impl Outbox {
    async fn with(mails: Vec<Mail>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
        let options = ConnectOptions::new(DatabaseUrl::parse(&url).unwrap());
        let store = Store::connect(&options).await.unwrap();
        store.migrate(Uuid::from_u128(1)).await.unwrap();
        let outbox = Self {
            _folder: folder,
            accounts: accounts(&store),
            store,
        };
        for (number, mail) in (1..).zip(mails) {
            outbox.put(number, mail).await;
        }
        outbox
    }

    async fn put(&self, number: u128, mail: Mail) {
        let mut tx = self.store.begin().await.unwrap();
        // In the order of numbers.
        let at = now() - TimeDelta::hours(1) + TimeDelta::seconds(i64::try_from(number).unwrap());
        let id = Uuid::from_u128(number);
        tx.queue_mail(id, mail, at.into()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Do what is due at this many seconds from now.
    async fn run(&self, courier: &Courier, seconds: i64) -> Duration {
        let at = now() + TimeDelta::seconds(seconds);
        let clock: Clock = Arc::new(move || at);
        let mut round = Round::default();
        round
            .run(courier, &self.accounts, &clock, &Shutdown::new())
            .await
    }

    /// The numbers of the mails that still wait, with how often they were tried.
    async fn waiting(&self) -> Vec<(u128, u32)> {
        let much_later = now() + TimeDelta::days(30);
        let due = self.accounts.mails_due(much_later.into(), 100).await;
        let mut waiting: Vec<_> = due
            .unwrap()
            .iter()
            .map(|it| (it.id.as_u128(), it.attempts))
            .collect();
        waiting.sort_unstable();
        waiting
    }
}

fn accounts(store: &Store) -> Accounts {
    let url = WebUrl::parse("https://angebote.example").unwrap();
    let settings = AccountSettings::new(&url).unwrap();
    Accounts::new(store.clone(), settings, Capabilities::predictable(1)).unwrap()
}

fn mail(to: &str) -> Mail {
    Mail {
        to: EmailAddress::parse(to).unwrap(),
        account: None,
        language: "en".parse().unwrap(),
        template: MailTemplate::LoginLink,
        values: MailValues {
            name: Some("Ana\r\nBcc: everybody@example.org".to_owned()),
            link: Some(WebUrl::parse("https://angebote.example/a#t0ken").unwrap()),
            ..MailValues::default()
        },
        expires_at: None,
    }
}

fn courier(options: &[(&str, &str)]) -> Courier {
    let variables = options
        .iter()
        .map(|(name, value)| (format!("ANGEBOTE__MAIL__{name}"), (*value).to_owned()));
    let config = crate::load(None, variables).unwrap().config.mail;
    Courier::new(&config).unwrap()
}

fn courier_to(server: &TestServer) -> Courier {
    courier(&[
        ("HOST", "127.0.0.1"),
        ("PORT", &server.address.port().to_string()),
        ("ENCRYPTION", "none"),
        ("FROM", "Angebote Münden <angebote@city.example>"),
        ("REPLY_TO", "office@city.example"),
    ])
}

#[tokio::test]
async fn a_mail_goes_out_once_with_the_headers_of_a_machine() {
    let server = TestServer::start(Manner::Obliging).await;
    let outbox = Outbox::with(vec![mail("ana@verein.example")]).await;
    let courier = courier_to(&server);
    for _ in 0..2 {
        assert_eq!(outbox.run(&courier, 0).await, EVERY);
    }
    assert_eq!(outbox.waiting().await, []);
    let [message] = server.messages().try_into().unwrap();
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    let mut head: Vec<&str> = head
        .lines()
        .filter(|line| !line.starts_with("Date:") && !line.contains("boundary="))
        .collect();
    head.sort_unstable();
    insta::assert_snapshot!(head.join("\n"), @"
    Auto-Submitted: auto-generated
    Content-Language: en
    Content-Type: multipart/alternative;
    From: =?utf-8?b?QW5nZWJvdGUgTcO8bmRlbg==?= <angebote@city.example>
    MIME-Version: 1.0
    Message-ID: <00000000-0000-0000-0000-000000000001@city.example>
    Reply-To: office@city.example
    Subject: Your link to sign in
    To: ana@verein.example
    ");
    for kind in ["plain", "html"] {
        let part = format!("Content-Type: text/{kind}; charset=utf-8");
        assert!(body.contains(&part), "{body}");
    }
    assert!(!message.contains("\nBcc"), "{message}");
    let commands = server.commands();
    let recipients = commands.iter().filter(|it| it.starts_with("RCPT"));
    assert_eq!(recipients.count(), 1);
}

#[tokio::test]
async fn what_is_postponed_waits_and_is_tried_again() {
    let server = TestServer::start(Manner::Answering("451 later")).await;
    let outbox = Outbox::with(vec![mail("ana@verein.example")]).await;
    let courier = courier_to(&server);
    for seconds in [0, 1, 59] {
        assert_eq!(outbox.run(&courier, seconds).await, EVERY);
    }
    assert_eq!(
        server
            .commands()
            .iter()
            .filter(|it| it.starts_with("RCPT"))
            .count(),
        1
    );
    outbox.run(&courier, 60).await;
    assert_eq!(outbox.waiting().await, [(1, 2)]);
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_given_up_at_once() {
    let server = TestServer::start(Manner::Answering("550 <ana@verein.example> unknown")).await;
    let outbox = Outbox::with(vec![mail("ana@verein.example")]).await;
    assert_eq!(outbox.run(&courier_to(&server), 0).await, EVERY);
    assert_eq!(outbox.waiting().await, []);
}

#[tokio::test]
async fn a_mail_without_words_does_not_hold_up_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut wordless = mail("ana@verein.example");
    wordless.values.link = None;
    let outbox = Outbox::with(vec![wordless, mail("eva@verein.example")]).await;
    let courier = courier(&[("FOLDER", folder.path().to_str().unwrap())]);
    assert_eq!(outbox.run(&courier, 0).await, EVERY);
    assert_eq!(outbox.waiting().await, []);
    let file = "00000000-0000-0000-0000-000000000002-LOGIN_LINK.eml";
    let written: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(written, [file]);
}

#[tokio::test]
async fn while_the_mail_server_is_away_the_others_are_not_tried() {
    let server = TestServer::start(Manner::Confused).await;
    let three = vec![mail("ana@verein.example"); 3];
    let outbox = Outbox::with(three).await;
    assert_eq!(outbox.run(&courier_to(&server), 0).await, AFTER_FAILURE);
    assert_eq!(outbox.waiting().await, [(1, 1), (2, 0), (3, 0)]);
}

#[tokio::test]
async fn told_to_stop_it_finishes_the_mail_in_hand() {
    let server = TestServer::start(Manner::Obliging).await;
    let outbox = Outbox::with(vec![mail("ana@verein.example")]).await;
    let holidays = crate::seeds::holidays().unwrap();
    let store = outbox.store.clone();
    let application = Application::start(store, holidays, accounts(&outbox.store), now().into());
    let application = Arc::new(application.await.unwrap());
    let shutdown = Shutdown::new();
    let clock: Clock = Arc::new(now);
    let delivering = deliver(courier_to(&server), application, clock, shutdown.clone());
    let delivering = tokio::spawn(delivering);
    while server.commands().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    shutdown.begin();
    let patience = Duration::from_secs(20);
    tokio::time::timeout(patience, delivering)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(server.messages().len(), 1);
    assert_eq!(outbox.waiting().await, []);
}
