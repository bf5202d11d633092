//! Facts about signing in.

use domain::mail::MailTemplate;
use domain::violation::Rule;

use super::world::{PASSWORD, World, account, at, broken, from, log_in, person, waits, when};
use crate::accounts::{ChangePassword, LogInByLink};
use crate::{TokenRefused, UseCaseError};

const ANA: &str = "ana@verein.example";
const NOBODY: &str = "nobody@verein.example";

/// What an attempt costs: passwords hashed, and statements.
async fn cost(world: &World, attempt: impl Future<Output = ()>) -> (usize, u64) {
    let before = (world.hashes(), world.store.statements());
    attempt.await;
    let after = (world.hashes(), world.store.statements());
    (after.0 - before.0, after.1 - before.1)
}

#[tokio::test]
async fn an_unknown_address_costs_what_a_wrong_password_costs() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let wrong = |email: &'static str, password: &'static str| {
        let world = &world;
        async move {
            let result = world.log_in(email, password, 10).await;
            assert_eq!(
                broken(result),
                ("password".to_owned(), Rule::WrongCredentials)
            );
        }
    };
    let known = cost(&world, wrong(ANA, "drei rote Fahrräder")).await;
    let unknown = cost(&world, wrong(NOBODY, "drei rote Fahrräder")).await;
    assert_eq!(known, unknown);
    assert_eq!(known.0, 1);
    let again = cost(&world, wrong(ANA, "drei rote Fahrräder")).await;
    let unknown_again = cost(&world, wrong(NOBODY, "drei rote Fahrräder")).await;
    assert_eq!(again, unknown_again);
    // Nor does a password that cannot be anybody's tell anything.
    let long: &'static str = Box::leak("ä".repeat(10_000).into_boxed_str());
    let known = cost(&world, wrong(ANA, long)).await;
    assert_eq!(known, cost(&world, wrong(NOBODY, long)).await);
    assert_eq!(known.0, 1);
}

#[tokio::test]
async fn asking_for_a_link_costs_the_same_whether_there_is_an_account_or_not() {
    let world = World::new().await;
    world.administrator(ANA).await;
    world.mails().await;
    let ask = |email: &'static str| {
        let world = &world;
        async move {
            world.ask_link(email, 10).await;
            world.ask_reset(email, 10).await;
        }
    };
    // The computer is known from now on, so that both find the same.
    ask("somebody@verein.example").await;
    world.mails().await;
    let known = cost(&world, ask(ANA)).await;
    assert_eq!(known, cost(&world, ask(NOBODY)).await);
    let mut templates: Vec<_> = world.mails().await;
    templates.sort_by_key(|mail| mail.template);
    let told: Vec<_> = templates
        .iter()
        .map(|mail| (mail.to.as_str(), mail.template, mail.values.link.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            (ANA, MailTemplate::LoginLink, true),
            (ANA, MailTemplate::PasswordReset, true),
            (NOBODY, MailTemplate::NoAccount, false),
            (NOBODY, MailTemplate::NoAccount, false),
        ]
    );
}

#[tokio::test]
async fn after_a_few_mails_the_next_ones_are_silently_left_out() {
    let world = World::new().await;
    for second in 0..10 {
        world.ask_link(NOBODY, second).await;
    }
    let mails = world.mails().await.len();
    assert_eq!(mails, 6);
}

#[tokio::test]
async fn delays_grow_with_each_failure_and_end_with_a_success() {
    let world = World::new().await;
    world.administrator(ANA).await;
    for _ in 0..5 {
        broken(world.log_in(ANA, "falsches Passwort", 10).await);
    }
    let mut second = 10;
    for delay in [1, 2, 4, 8, 16] {
        assert_eq!(waits(world.log_in(ANA, PASSWORD, second).await), delay);
        // Asking again meanwhile prolongs nothing.
        assert_eq!(waits(world.log_in(ANA, PASSWORD, second).await), delay);
        second += i64::try_from(delay).unwrap();
        broken(world.log_in(ANA, "falsches Passwort", second).await);
    }
    // As long as nobody knows the address, it is delayed as well.
    for _ in 0..5 {
        let circumstance = from(10, 9);
        let attempt = world
            .accounts
            .log_in(log_in(NOBODY, "x", None), &circumstance);
        broken(attempt.await);
    }
    assert_eq!(waits(world.log_in(NOBODY, "x", 10).await), 1);

    second += 32;
    world.log_in(ANA, PASSWORD, second).await.unwrap();
    for _ in 0..5 {
        broken(world.log_in(ANA, "falsches Passwort", second).await);
    }
    assert_eq!(waits(world.log_in(ANA, PASSWORD, second).await), 1);
}

#[tokio::test]
async fn many_attempts_at_the_same_time_are_counted() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let attempts = (0..12).map(|_| world.log_in(ANA, "falsches Passwort", 10));
    let mut refused = 0;
    for result in join_all(attempts).await {
        refused += usize::from(matches!(result, Err(UseCaseError::Busy { .. })));
    }
    assert_eq!(refused, 7);
}

/// Run futures side by side, without another crate.
async fn join_all<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = futures.into_iter().map(|f| (Box::pin(f), None)).collect();
    std::future::poll_fn(|context| {
        let mut all = true;
        for (future, output) in &mut running {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(done) => *output = Some(done),
                    std::task::Poll::Pending => all = false,
                }
            }
        }
        if all {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    running
        .into_iter()
        .filter_map(|(_, output)| output)
        .collect()
}

#[tokio::test]
async fn a_link_signs_in_while_somebody_guesses_the_password() {
    let world = World::new().await;
    world.administrator(ANA).await;
    for _ in 0..5 {
        broken(world.log_in(ANA, "falsches Passwort", 10).await);
    }
    waits(world.log_in(ANA, PASSWORD, 10).await);
    world
        .accounts
        .request_login_link(ANA, None, &when(10))
        .await
        .unwrap();
    let token = world.token_of(MailTemplate::LoginLink, ANA).await;
    let input = LogInByLink { token, code: None };
    world
        .accounts
        .log_in_by_link(input, &when(10))
        .await
        .unwrap();
    // And shows that it is its holder who tries.
    world.log_in(ANA, PASSWORD, 10).await.unwrap();
}

#[tokio::test]
async fn a_computer_that_tries_many_addresses_has_to_wait() {
    let world = World::new().await;
    world.administrator(ANA).await;
    for n in 0..20 {
        let email = format!("nobody{n}@verein.example");
        broken(world.log_in(&email, "falsches Passwort", 10).await);
    }
    assert_eq!(waits(world.log_in(ANA, PASSWORD, 10).await), 1);
    let elsewhere = from(10, 8);
    world
        .accounts
        .log_in(log_in(ANA, PASSWORD, None), &elsewhere)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_clock_that_is_put_back_locks_nobody_out() {
    let world = World::new().await;
    world.administrator(ANA).await;
    for _ in 0..8 {
        let _ = world.log_in(ANA, "falsches Passwort", 100_000).await;
    }
    assert_eq!(waits(world.log_in(ANA, PASSWORD, 10).await), 1);
    world.log_in(ANA, PASSWORD, 12).await.unwrap();
}

#[tokio::test]
async fn a_password_is_hashed_anew_when_the_cost_has_changed() {
    let world = World::new().await;
    let ana = world.administrator(ANA).await;
    let dearer = world.another(|settings| settings.argon2.iterations = 2);
    let hash_now = || async {
        let credentials = world.store.credentials(account(&ana).id).await.unwrap();
        credentials.unwrap().password.unwrap().reveal().to_owned()
    };
    assert!(hash_now().await.contains("m=8,t=1,p=1"));
    dearer
        .log_in(log_in(ANA, PASSWORD, None), &when(10))
        .await
        .unwrap();
    assert!(hash_now().await.contains("m=8,t=2,p=1"));
    let before = world.hashes();
    dearer
        .log_in(log_in(ANA, PASSWORD, None), &when(11))
        .await
        .unwrap();
    assert_eq!(world.hashes() - before, 1);
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_is_told() {
    let world = World::new().await;
    let ana = world.administrator(ANA).await;
    let phone = world.log_in(ANA, PASSWORD, 20).await.unwrap();
    world.mails().await;
    let change = |current: Option<&str>, new: &str| {
        let input = ChangePassword {
            current: current.map(str::to_owned),
            new: new.to_owned(),
        };
        let (world, ana) = (&world, &ana);
        async move {
            world
                .accounts
                .change_password(person(ana), input, &when(30))
                .await
        }
    };
    let place = |place: &str, rule| (place.to_owned(), rule);
    let refused = change(Some(PASSWORD), "kurz").await;
    assert_eq!(broken(refused), place("new", Rule::TooShort { min: 12 }));
    let refused = change(Some(PASSWORD), "passwort1234").await;
    assert_eq!(broken(refused), place("new", Rule::Guessable));
    let refused = change(None, "vier grüne Fahrräder").await;
    assert_eq!(broken(refused), place("current", Rule::Missing));
    let refused = change(Some("falsches Passwort"), "vier grüne Fahrräder").await;
    assert_eq!(broken(refused), place("current", Rule::WrongCredentials));
    change(Some(PASSWORD), "vier grüne Fahrräder")
        .await
        .unwrap();

    let refused = world
        .accounts
        .refresh(&phone.refresh_token, &when(31))
        .await;
    assert!(
        matches!(
            refused,
            Err(UseCaseError::Unauthenticated(TokenRefused::SessionOver))
        ),
        "{refused:?}"
    );
    let sessions = world.accounts.sessions(person(&ana), at(31)).await.unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].id, person(&ana).session);
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].template, MailTemplate::PasswordChanged);
    broken(world.log_in(ANA, PASSWORD, 40).await);
    world.log_in(ANA, "vier grüne Fahrräder", 40).await.unwrap();
}

#[tokio::test]
async fn what_is_secret_is_not_printed() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let input = log_in(ANA, PASSWORD, Some("123456"));
    let signed_in = world.log_in(ANA, PASSWORD, 10).await.unwrap();
    let printed = format!("{input:?} {signed_in:?} {:?} {:?}", world.accounts, when(1));
    for secret in [PASSWORD, ANA, "123456", "rt_", "ey", "192.0.2"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
