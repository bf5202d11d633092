//! Facts about what becomes of mails.

#![allow(clippy::unwrap_used)]

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use domain::contact::{EmailAddress, WebUrl};
use domain::mail::{MailTemplate, MailValues};

use super::*;
use crate::mail::test_server::{Manner, TestServer};

const NOW: &str = "2026-11-20T09:00:00Z";

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

/// An outbox in memory.
#[derive(Clone, Default)]
struct Box(Arc<Mutex<Vec<Kept>>>);

struct Kept {
    waiting: Waiting,
    due: Option<Instant>,
    outcomes: Vec<Outcome>,
}

impl Outbox for Box {
    type Failure = Infallible;

    async fn take(&self, now: Instant, until: Instant) -> Result<Option<Waiting>, Infallible> {
        let mut kept = self.0.lock().unwrap();
        let due = kept
            .iter_mut()
            .find(|it| it.due.is_some_and(|due| due.utc() <= now.utc()));
        Ok(due.map(|it| {
            it.due = Some(until);
            it.waiting.clone()
        }))
    }

    async fn settle(&self, id: Uuid, outcome: &Outcome, _: Instant) -> Result<(), Infallible> {
        let mut kept = self.0.lock().unwrap();
        let mail = kept.iter_mut().find(|it| it.waiting.id == id).unwrap();
        mail.outcomes.push(outcome.clone());
        mail.waiting.attempts += 1;
        mail.due = match outcome {
            Outcome::Later { at, .. } => Some(*at),
            Outcome::Sent | Outcome::Never { .. } => None,
        };
        Ok(())
    }
}

impl Box {
    fn put(&self, number: u128, mail: Mail) {
        self.0.lock().unwrap().push(Kept {
            waiting: Waiting {
                id: Uuid::from_u128(number),
                mail,
                attempts: 0,
            },
            due: Some(now().into()),
            outcomes: Vec::new(),
        });
    }

    fn outcomes(&self) -> Vec<Vec<Outcome>> {
        let kept = self.0.lock().unwrap();
        kept.iter().map(|it| it.outcomes.clone()).collect()
    }
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
        ("TIMEOUT", "5s"),
        ("FROM", "Angebote Münden <angebote@city.example>"),
        ("REPLY_TO", "office@city.example"),
        ("ATTEMPTS", "3"),
    ])
}

/// Do what is due at this many seconds from now.
async fn run(courier: &Courier, outbox: &Box, seconds: i64) -> Duration {
    let at = now() + TimeDelta::seconds(seconds);
    let clock: Clock = Arc::new(move || at);
    Round::default()
        .run(courier, outbox, &clock, &Shutdown::new())
        .await
}

#[tokio::test]
async fn a_mail_goes_out_once_with_the_headers_of_a_machine() {
    let server = TestServer::start(Manner::Obliging).await;
    let outbox = Box::default();
    outbox.put(7, mail("ana@verein.example"));
    let courier = courier_to(&server);
    for _ in 0..2 {
        assert_eq!(run(&courier, &outbox, 0).await, EVERY);
    }
    assert_eq!(outbox.outcomes(), [[Outcome::Sent]]);
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
    Message-ID: <00000000-0000-0000-0000-000000000007@city.example>
    Reply-To: office@city.example
    Subject: Your link to sign in
    To: ana@verein.example
    ");
    assert!(
        body.contains("Content-Type: text/plain; charset=utf-8"),
        "{body}"
    );
    assert!(
        body.contains("Content-Type: text/html; charset=utf-8"),
        "{body}"
    );
    assert!(!message.contains("\nBcc"), "{message}");
    let recipients = |it: &String| it.starts_with("RCPT");
    assert_eq!(
        server.commands().iter().filter(|it| recipients(it)).count(),
        1
    );
}

#[tokio::test]
async fn what_is_postponed_waits_longer_each_time_and_is_given_up_in_the_end() {
    let server = TestServer::start(Manner::Answering("451 later")).await;
    let outbox = Box::default();
    outbox.put(7, mail("ana@verein.example"));
    let courier = courier_to(&server);
    for seconds in [0, 59, 60, 179, 180, 100_000] {
        run(&courier, &outbox, seconds).await;
    }
    let reason = "the mail server asked with 451 to try again later".to_owned();
    let later = |seconds| Outcome::Later {
        at: (now() + TimeDelta::seconds(seconds)).into(),
        reason: reason.clone(),
    };
    let never = Outcome::Never {
        reason: reason.clone(),
    };
    assert_eq!(outbox.outcomes(), [[later(60), later(180), never]]);
}

#[tokio::test]
async fn what_would_be_over_by_the_next_attempt_is_given_up() {
    let server = TestServer::start(Manner::Answering("451 later")).await;
    let outbox = Box::default();
    let expires_at = Some((now() + TimeDelta::seconds(30)).into());
    outbox.put(
        7,
        Mail {
            expires_at,
            ..mail("ana@verein.example")
        },
    );
    run(&courier_to(&server), &outbox, 0).await;
    assert!(matches!(outbox.outcomes()[0][..], [Outcome::Never { .. }]));
}

#[tokio::test]
async fn one_bad_address_does_not_hold_up_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = Box::default();
    let mut wordless = mail("ana@verein.example");
    wordless.values.link = None;
    outbox.put(7, wordless);
    outbox.put(8, mail("eva@verein.example"));
    let courier = courier(&[("FOLDER", folder.path().to_str().unwrap())]);
    assert_eq!(run(&courier, &outbox, 0).await, EVERY);
    let outcomes = outbox.outcomes();
    assert!(matches!(outcomes[0][..], [Outcome::Never { .. }]));
    assert_eq!(outcomes[1], [Outcome::Sent]);
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1);
}

#[tokio::test]
async fn while_the_mail_server_is_away_the_others_are_not_tried() {
    let server = TestServer::start(Manner::Confused).await;
    let outbox = Box::default();
    for number in 1..=3 {
        outbox.put(number, mail("ana@verein.example"));
    }
    assert_eq!(run(&courier_to(&server), &outbox, 0).await, AFTER_FAILURE);
    let attempts: Vec<usize> = outbox.outcomes().iter().map(Vec::len).collect();
    assert_eq!(attempts, [1, 0, 0]);
}

#[tokio::test]
async fn told_to_stop_it_finishes_the_mail_in_hand() {
    let server = TestServer::start(Manner::Obliging).await;
    let outbox = Box::default();
    outbox.put(7, mail("ana@verein.example"));
    let clock: Clock = Arc::new(now);
    let shutdown = Shutdown::new();
    let task = tokio::spawn(deliver(
        courier_to(&server),
        outbox.clone(),
        clock,
        shutdown.clone(),
    ));
    while server.messages().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    shutdown.begin();
    outbox.put(8, mail("eva@verein.example"));
    tokio::time::timeout(Duration::from_secs(20), task)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(outbox.outcomes()[0], [Outcome::Sent]);
}
