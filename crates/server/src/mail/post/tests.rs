//! Facts about mail servers and folders.

#![allow(clippy::unwrap_used)]

use std::os::unix::fs::PermissionsExt;

use lettre::message::Mailbox;

use super::*;
use crate::mail::test_server::{AUTHORITY, Manner, TestServer};

/// A configuration with these options of its section, given as variables.
fn config(options: &[(&str, &str)]) -> MailConfig {
    let variables = options
        .iter()
        .map(|(name, value)| (format!("ANGEBOTE__MAIL__{name}"), (*value).to_owned()));
    crate::load(None, variables).unwrap().config.mail
}

fn post_to(server: &TestServer, options: &[(&str, &str)]) -> Post {
    let port = server.address.port().to_string();
    let mut all = vec![("HOST", "127.0.0.1"), ("PORT", port.as_str())];
    if !options.iter().any(|(name, _)| *name == "ENCRYPTION") {
        all.push(("ENCRYPTION", "none"));
    }
    all.extend_from_slice(options);
    Post::new(&config(&all), "angebote.example").unwrap()
}

fn message() -> Message {
    let mailbox = |address: &str| -> Mailbox { address.parse().unwrap() };
    Message::builder()
        .from(mailbox("angebote@city.example"))
        .to(mailbox("ana@verein.example"))
        .subject("Test")
        .body("Text\n".to_owned())
        .unwrap()
}

#[tokio::test]
async fn a_mail_server_takes_a_message() {
    let server = TestServer::start(Manner::Obliging).await;
    let post = post_to(&server, &[("USER", "angebote"), ("PASSWORD", "s3cret")]);
    post.examine().await.unwrap();
    post.send(message(), "1").await.unwrap();
    let messages = server.messages();
    assert!(
        messages[0].contains("To: ana@verein.example"),
        "{messages:?}"
    );
    let commands = server.commands();
    assert!(
        commands.contains(&"EHLO angebote.example".to_owned()),
        "{commands:?}"
    );
    assert!(
        commands.iter().any(|it| it.starts_with("AUTH PLAIN")),
        "{commands:?}"
    );
    assert!(!format!("{post:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_password_comes_from_a_file_as_well() {
    let server = TestServer::start(Manner::Obliging).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, "s3cret\n").unwrap();
    let secret = secret_in(&file).unwrap();
    assert_eq!(secret.reveal(), "s3cret");
    let file = file.display().to_string();
    let post = post_to(&server, &[("USER", "angebote"), ("PASSWORD_FILE", &file)]);
    post.send(message(), "1").await.unwrap();

    let missing = config(&[
        ("HOST", "mail.example"),
        ("USER", "a"),
        ("PASSWORD_FILE", "no/file"),
    ]);
    let error = Post::new(&missing, "angebote.example").unwrap_err();
    assert_eq!(error.to_string(), "cannot read no/file");
}

#[tokio::test]
async fn an_address_that_is_refused_is_not_tried_again_nor_repeated() {
    let refusal = "550 <ana@verein.example> does not live here";
    let server = TestServer::start(Manner::Answering(refusal)).await;
    let error = post_to(&server, &[])
        .send(message(), "1")
        .await
        .unwrap_err();
    assert!(error.is_final() && !error.is_for_all());
    assert_eq!(error.to_string(), "the mail server refused it with 550");
    assert!(std::error::Error::source(&error).is_none());
}

#[tokio::test]
async fn a_mail_server_that_asks_for_patience_gets_it() {
    let server = TestServer::start(Manner::Answering("451 grey-listed")).await;
    let error = post_to(&server, &[])
        .send(message(), "1")
        .await
        .unwrap_err();
    assert!(!error.is_final() && !error.is_for_all());
}

#[tokio::test]
async fn a_mail_server_that_hangs_is_given_up() {
    let server = TestServer::start(Manner::Silent).await;
    let post = post_to(&server, &[("TIMEOUT", "200ms")]);
    let error = post.send(message(), "1").await.unwrap_err();
    assert!(!error.is_final() && error.is_for_all());
    assert!(post.examine().await.is_err());
}

#[tokio::test]
async fn a_mail_server_that_is_none_or_away_is_told_apart() {
    let server = TestServer::start(Manner::Confused).await;
    let error = post_to(&server, &[])
        .send(message(), "1")
        .await
        .unwrap_err();
    assert!(error.is_for_all(), "{error}");
    assert!(
        error
            .to_string()
            .ends_with("it did not answer as mail servers do"),
        "{error}"
    );

    // Nobody listens on a port that was just given back.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = closed.local_addr().unwrap().port().to_string();
    drop(closed);
    let away = config(&[
        ("HOST", "127.0.0.1"),
        ("PORT", &port),
        ("ENCRYPTION", "none"),
    ]);
    let post = Post::new(&away, "angebote.example").unwrap();
    let error = post.send(message(), "1").await.unwrap_err();
    assert!(error.is_for_all(), "{error}");
    assert!(
        error.to_string().ends_with("no connection, or it broke"),
        "{error}"
    );
}

#[tokio::test]
async fn nothing_is_said_in_the_clear_where_encryption_is_asked_for() {
    let server = TestServer::start(Manner::Obliging).await;
    let secret = [("USER", "angebote"), ("PASSWORD", "s3cret")];
    for encryption in ["starttls", "tls"] {
        let mut options = vec![("ENCRYPTION", encryption), ("TIMEOUT", "1s")];
        options.extend_from_slice(&secret);
        let error = post_to(&server, &options)
            .send(message(), "1")
            .await
            .unwrap_err();
        assert!(error.is_for_all(), "{encryption}: {error}");
    }
    assert!(server.messages().is_empty());
    let commands = server.commands();
    assert!(
        !commands
            .iter()
            .any(|it| it.starts_with("AUTH") || it.starts_with("MAIL"))
    );
}

#[tokio::test]
async fn without_a_mail_server_a_message_becomes_a_file_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mails = folder.path().join("var/mails");
    let post = Post::new(&config(&[("FOLDER", mails.to_str().unwrap())]), "x").unwrap();
    post.examine().await.unwrap();
    assert!(!mails.exists(), "examining writes nothing");
    post.send(message(), "1-LOGIN_LINK").await.unwrap();
    let file = mails.join("1-LOGIN_LINK.eml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("Subject: Test\r\n"), "{text}");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&mails), mode(&file)), (0o700, 0o600));
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let mails = file.join("mails");
    let post = Post::new(&config(&[("FOLDER", mails.to_str().unwrap())]), "x").unwrap();
    assert!(post.examine().await.is_err());
    let error = post.send(message(), "1").await.unwrap_err();
    assert!(!error.is_final() && error.is_for_all(), "{error}");
}

#[tokio::test]
async fn what_is_encrypted_is_read_by_a_server_that_somebody_vouches_for_alone() {
    for (manner, encryption) in [(Manner::Encrypted, "tls"), (Manner::Encrypting, "starttls")] {
        let server = TestServer::start(manner).await;
        let vouched = [("ENCRYPTION", encryption), ("CA_FILE", AUTHORITY)];
        let post = post_to(&server, &vouched);
        post.examine().await.unwrap();
        post.send(message(), "1").await.unwrap();
        assert_eq!(server.messages().len(), 1, "{encryption}");

        let unknown = post_to(&server, &[("ENCRYPTION", encryption)]);
        let error = unknown.send(message(), "1").await.unwrap_err();
        assert!(error.is_for_all(), "{encryption}: {error}");
        assert_eq!(server.messages().len(), 1, "{encryption}");
    }
}
