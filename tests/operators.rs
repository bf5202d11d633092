//! What operators do about accounts from the command line, beside a server or without one.

use crate::program::{Ended, Program};
use crate::writing::CREATE_ADMINISTRATOR as ANA;

const QUIET: [(&str, &str); 2] = [
    ("ANGEBOTE__LOG__FORMAT", "text"),
    ("ANGEBOTE__LOG__LEVEL", "error"),
];

/// Run a command after another one, on the same database.
fn then(before: Ended, arguments: &[&str]) -> Ended {
    Program::start(before.folder, arguments, &QUIET).end()
}

fn link_in(output: &str) -> &str {
    let link = output.lines().find(|line| line.trim().starts_with("http"));
    link.unwrap_or_default().trim()
}

#[test]
fn the_first_administrator_gets_a_link_to_choose_a_password() {
    let made = Program::run(&ANA, &QUIET);
    assert_eq!(made.status.code(), Some(0), "{}", made.log);
    let link = link_in(&made.output).to_owned();
    let (page, token) = link.rsplit_once('/').unwrap();
    assert_eq!(page, "http://127.0.0.1:8080/reset-password");
    assert!(token.len() > 40, "{token}");
    insta::assert_snapshot!(made.output.replace(&link, "LINK"), @"
    Open this link to choose a password. It works once, within 60 minutes, and whoever has it can use it.

      LINK
    ");

    let again = then(made, &ANA);
    assert_ne!(link_in(&again.output), link);
    assert!(!again.log.contains("ana@"), "{}", again.log);

    let listed = then(again, &["user", "list"]);
    insta::assert_snapshot!(listed.output.replace('\t', " | "), @"ana@stadt.example | Ana Yıldız | administrator |");

    let wrong = [
        "user",
        "create-admin",
        "--email",
        "eva",
        "--name",
        " ",
        "--language",
        "fr",
    ];
    let refused = then(listed, &wrong);
    assert_eq!(refused.status.code(), Some(2));
    insta::assert_snapshot!(refused.log, @"
    angebote: it was not done
      because the input breaks rules
      because email: `eva` is not an e-mail address; name: a value is required
    ");
}

#[test]
fn another_key_signs_once_an_operator_says_so() {
    let rotated = Program::run(&["keys", "rotate"], &QUIET);
    let first = rotated.output.clone();
    assert!(first.ends_with("is over.\n"), "{first}{}", rotated.log);
    let rotated = then(rotated, &["keys", "rotate"]);
    assert_ne!(rotated.output, first);
    let doctor = then(rotated, &["doctor"]);
    let keys = doctor.output.lines().find(|line| line.contains("keys"));
    assert!(keys.unwrap().contains("2 known"), "{}", doctor.output);
}
