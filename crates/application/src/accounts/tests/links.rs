//! Facts about links in mails.

use domain::mail::MailTemplate;
use domain::violation::Rule;

use super::world::{PASSWORD, World, at, broken, when};
use crate::accounts::{LogInByLink, ResetPassword, SignedIn};
use crate::{TokenRefused, UseCaseError};

const ANA: &str = "ana@verein.example";

async fn asked_link(world: &World, second: i64) -> String {
    world.ask_link(ANA, second).await;
    world.token_of(MailTemplate::LoginLink, ANA).await
}

async fn use_link(world: &World, token: &str, second: i64) -> Result<SignedIn, UseCaseError> {
    let input = LogInByLink {
        token: token.to_owned(),
        code: None,
    };
    world.accounts.log_in_by_link(input, &when(second)).await
}

async fn reset(
    world: &World,
    token: &str,
    password: &str,
    second: i64,
) -> Result<(), UseCaseError> {
    let input = ResetPassword {
        token: token.to_owned(),
        password: password.to_owned(),
    };
    world.accounts.reset_password(input, &when(second)).await
}

fn token(rule: Rule) -> (String, Rule) {
    ("token".to_owned(), rule)
}

#[tokio::test]
async fn a_link_signs_in_once_and_uses_up_the_others() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let earlier = asked_link(&world, 10).await;
    let link = asked_link(&world, 20).await;
    use_link(&world, &link, 30).await.unwrap();
    let refused = use_link(&world, &link, 31).await;
    assert_eq!(broken(refused), token(Rule::AlreadyUsed));
    let refused = use_link(&world, &earlier, 31).await;
    assert_eq!(broken(refused), token(Rule::AlreadyUsed));
}

#[tokio::test]
async fn of_two_who_use_a_link_at_the_same_time_one_signs_in() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let link = asked_link(&world, 10).await;
    let (one, two) = tokio::join!(use_link(&world, &link, 30), use_link(&world, &link, 30));
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
}

#[tokio::test]
async fn a_link_is_over_after_a_quarter_of_an_hour() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let link = asked_link(&world, 10).await;
    let refused = use_link(&world, &link, 10 + 15 * 60).await;
    assert_eq!(broken(refused), token(Rule::Expired));
}

#[tokio::test]
async fn a_link_does_one_thing() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let link = asked_link(&world, 10).await;
    let refused = reset(&world, &link, "vier grüne Fahrräder", 20).await;
    assert_eq!(broken(refused), token(Rule::Unknown("link".to_owned())));
    let refused = use_link(&world, "ll_guessed", 20).await;
    assert_eq!(broken(refused), token(Rule::Unknown("link".to_owned())));
    use_link(&world, &link, 20).await.unwrap();
}

#[tokio::test]
async fn the_mail_with_a_link_is_not_sent_once_the_link_is_over() {
    let world = World::new().await;
    world.administrator(ANA).await;
    world.mails().await;
    world.ask_link(ANA, 10).await;
    let late = world
        .accounts
        .mails_due(at(10 + 15 * 60), 10)
        .await
        .unwrap();
    assert!(late.is_empty(), "{late:?}");
    // Nor is it kept for later.
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn choosing_a_new_password_ends_every_session_and_is_told() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let session = world.log_in(ANA, PASSWORD, 10).await.unwrap();
    world.mails().await;
    world.ask_reset(ANA, 20).await;
    let link = world.token_of(MailTemplate::PasswordReset, ANA).await;

    let refused = reset(&world, &link, "zu kurz", 30).await;
    assert_eq!(
        broken(refused),
        ("password".to_owned(), Rule::TooShort { min: 12 })
    );
    let refused = reset(&world, &link, "Ana-Verein-Ada-Beispiel", 30).await;
    assert_eq!(broken(refused), ("password".to_owned(), Rule::Guessable));
    let refused = reset(&world, &link, &"ä".repeat(10_000), 30).await;
    assert_eq!(
        broken(refused),
        ("password".to_owned(), Rule::TooLong { max: 1024 })
    );
    reset(&world, &link, "vier grüne Fahrräder", 30)
        .await
        .unwrap();
    let refused = reset(&world, &link, "fünf grüne Fahrräder", 31).await;
    assert_eq!(broken(refused), token(Rule::AlreadyUsed));

    let why = world
        .accounts
        .refresh(&session.refresh_token, &when(32))
        .await;
    assert!(
        matches!(
            why,
            Err(UseCaseError::Unauthenticated(TokenRefused::SessionOver))
        ),
        "{why:?}"
    );
    broken(world.log_in(ANA, PASSWORD, 33).await);
    world.log_in(ANA, "vier grüne Fahrräder", 34).await.unwrap();
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].template, MailTemplate::PasswordChanged);
}

#[tokio::test]
async fn what_a_mail_said_is_forgotten_once_it_was_sent() {
    let world = World::new().await;
    world.administrator(ANA).await;
    world.mails().await;
    world.ask_link(ANA, 10).await;
    let due = world.accounts.mails_due(at(20), 10).await.unwrap();
    assert_eq!(due.len(), 1);
    // While somebody is sending it, nobody else does.
    assert!(
        world
            .accounts
            .mails_due(at(21), 10)
            .await
            .unwrap()
            .is_empty()
    );
    world
        .accounts
        .mail_failed(&due[0], "the server is away", at(30))
        .await
        .unwrap();
    assert!(
        world
            .accounts
            .mails_due(at(60), 10)
            .await
            .unwrap()
            .is_empty()
    );
    let again = world.accounts.mails_due(at(90), 10).await.unwrap();
    assert_eq!(again[0].attempts, 1);
    assert!(again[0].mail.values.link.is_some());
    world.accounts.mail_sent(again[0].id, at(91)).await.unwrap();
    assert!(
        world
            .accounts
            .mails_due(at(600), 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn who_asks_for_links_keeps_nobody_at_the_same_address_from_signing_in() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let here = when(10);
    let ask = async |email: &str| world.accounts.request_login_link(email, None, &here).await;
    for number in 0..20 {
        ask(&format!("n{number}@x.example")).await.unwrap();
    }
    // Links themselves are not sent without end.
    let asked = ask(ANA).await;
    assert!(matches!(asked, Err(UseCaseError::Busy { .. })));
    world.log_in(ANA, PASSWORD, 10).await.unwrap();
}
