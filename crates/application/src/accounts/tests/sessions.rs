//! Facts about refresh tokens.

use domain::mail::MailTemplate;

use super::world::{PASSWORD, World, at, when};
use crate::accounts::SignedIn;
use crate::{TokenRefused, UseCaseError};

const ANA: &str = "ana@verein.example";
const DAY: i64 = 24 * 60 * 60;

async fn refresh(world: &World, token: &str, second: i64) -> Result<SignedIn, TokenRefused> {
    match world.accounts.refresh(token, &when(second)).await {
        Ok(signed_in) => Ok(signed_in),
        Err(UseCaseError::Unauthenticated(why)) => Err(why),
        Err(error) => panic!("{error:?}"),
    }
}

async fn begun() -> (World, SignedIn) {
    let world = World::new().await;
    world.administrator(ANA).await;
    world.mails().await;
    let signed_in = world.log_in(ANA, PASSWORD, 0).await.unwrap();
    (world, signed_in)
}

#[tokio::test]
async fn each_token_brings_the_next_one() {
    let (world, first) = begun().await;
    let second = refresh(&world, &first.refresh_token, 600).await.unwrap();
    assert_ne!(first.refresh_token, second.refresh_token);
    assert_eq!(second.account.email.as_ref().unwrap().as_str(), ANA);
    world.who(&second, 700).await;
    refresh(&world, &second.refresh_token, 1_200).await.unwrap();
}

#[tokio::test]
async fn a_used_token_that_turns_up_again_ends_the_session() {
    let (world, first) = begun().await;
    let second = refresh(&world, &first.refresh_token, 100).await.unwrap();
    world.who(&second, 105).await;
    let why = refresh(&world, &first.refresh_token, 110)
        .await
        .unwrap_err();
    assert!(matches!(why, TokenRefused::Reused), "{why:?}");
    let why = refresh(&world, &second.refresh_token, 111)
        .await
        .unwrap_err();
    assert!(matches!(why, TokenRefused::SessionOver), "{why:?}");
    let access = world
        .accounts
        .authenticate(&second.access_token, at(111))
        .await;
    assert!(
        matches!(access, Err(TokenRefused::SessionOver)),
        "{access:?}"
    );
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].template, MailTemplate::SessionsEnded);
    assert_eq!(world.audit().await.last().unwrap(), "TOKEN_REUSED");
}

#[tokio::test]
async fn a_phone_that_lost_the_answer_may_ask_again_and_only_one_token_works() {
    let (world, first) = begun().await;
    let lost = refresh(&world, &first.refresh_token, 100).await.unwrap();
    let again = refresh(&world, &first.refresh_token, 109).await.unwrap();
    let next = refresh(&world, &again.refresh_token, 200).await.unwrap();
    // Whoever took the lost answer gives itself away.
    let why = refresh(&world, &lost.refresh_token, 201).await.unwrap_err();
    assert!(matches!(why, TokenRefused::Reused), "{why:?}");
    let why = refresh(&world, &next.refresh_token, 202).await.unwrap_err();
    assert!(matches!(why, TokenRefused::SessionOver), "{why:?}");
}

#[tokio::test]
async fn asking_again_is_over_once_the_answer_was_used() {
    let (world, first) = begun().await;
    let second = refresh(&world, &first.refresh_token, 100).await.unwrap();
    refresh(&world, &second.refresh_token, 101).await.unwrap();
    let why = refresh(&world, &first.refresh_token, 102)
        .await
        .unwrap_err();
    assert!(matches!(why, TokenRefused::Reused), "{why:?}");
}

#[tokio::test]
async fn asking_again_and_again_does_not_prolong_the_grace() {
    let (world, first) = begun().await;
    for second in [100, 105, 109] {
        refresh(&world, &first.refresh_token, second).await.unwrap();
    }
    let why = refresh(&world, &first.refresh_token, 111)
        .await
        .unwrap_err();
    assert!(matches!(why, TokenRefused::Reused), "{why:?}");
}

#[tokio::test]
async fn of_two_who_refresh_at_the_same_time_one_goes_on() {
    let (world, first) = begun().await;
    let (one, two) = tokio::join!(
        refresh(&world, &first.refresh_token, 100),
        refresh(&world, &first.refresh_token, 100),
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    let alive = |token: String| {
        let hash = super::super::secret::hash(&token);
        let world = &world;
        async move {
            let mut tx = world.store.begin().await.unwrap();
            let token = tx.refresh_token(&hash).await.unwrap().unwrap();
            usize::from(token.used_at.is_none())
        }
    };
    assert_eq!(
        alive(one.refresh_token).await + alive(two.refresh_token).await,
        1
    );
}

#[tokio::test]
async fn a_session_ends_after_a_month_unused_and_after_three_in_any_case() {
    let (world, first) = begun().await;
    let why = refresh(&world, &first.refresh_token, 30 * DAY)
        .await
        .unwrap_err();
    assert!(matches!(why, TokenRefused::Expired), "{why:?}");
    let mut token = world.log_in(ANA, PASSWORD, 0).await.unwrap().refresh_token;
    for day in [29, 58, 87] {
        token = refresh(&world, &token, day * DAY)
            .await
            .unwrap()
            .refresh_token;
    }
    let why = refresh(&world, &token, 90 * DAY).await.unwrap_err();
    assert!(matches!(why, TokenRefused::SessionOver), "{why:?}");
}

#[tokio::test]
async fn a_token_that_nobody_gave_out_is_unknown() {
    let (world, _) = begun().await;
    for token in ["", "rt_", "rt_abc", "ä", &"x".repeat(10_000)] {
        let why = refresh(&world, token, 10).await.unwrap_err();
        assert!(matches!(why, TokenRefused::Unknown), "{why:?}");
    }
}
