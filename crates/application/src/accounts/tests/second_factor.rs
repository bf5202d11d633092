//! Facts about the second factor.

use domain::account::{Grant, Jurisdiction};
use domain::mail::MailTemplate;
use domain::policy::{Actor, Administration, administer};
use domain::violation::Rule;
use totp_rs::{Algorithm, Builder, Secret};

use super::world::{PASSWORD, World, account, at, broken, log_in, person, waits, when};
use crate::UseCaseError;
use crate::accounts::{LogInByLink, SignedIn};

const ANA: &str = "ana@verein.example";

/// What an app shows that was told this.
fn shown(secret: &str, second: i64) -> String {
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .build()
        .unwrap();
    let time = u64::try_from(at(second).utc().timestamp()).unwrap();
    totp.generate(time).to_string()
}

/// Somebody with an app, and the codes for when it is lost.
async fn with_app(world: &World) -> (Actor, String, Vec<String>) {
    let ana = world.administrator(ANA).await;
    let setup = world
        .accounts
        .set_up_second_factor(person(&ana), at(0))
        .await
        .unwrap();
    assert!(setup.uri.starts_with("otpauth://totp/"), "{}", setup.uri);
    // It is not asked for before it has shown a code.
    world.log_in(ANA, PASSWORD, 0).await.unwrap();
    let codes = world
        .accounts
        .confirm_second_factor(person(&ana), &shown(&setup.secret, 0), &when(0))
        .await
        .unwrap();
    (ana, setup.secret, codes.codes)
}

async fn with_code(world: &World, code: &str, second: i64) -> Result<SignedIn, UseCaseError> {
    let input = log_in(ANA, PASSWORD, Some(code));
    world.accounts.log_in(input, &when(second)).await
}

fn code(rule: Rule) -> (String, Rule) {
    ("code".to_owned(), rule)
}

#[tokio::test]
async fn a_code_is_asked_for_and_accepted_once() {
    let world = World::new().await;
    let (_, secret, _) = with_app(&world).await;
    let refused = world.log_in(ANA, PASSWORD, 60).await;
    assert_eq!(broken(refused), code(Rule::SecondFactorRequired));
    // That is told to nobody who does not know the password.
    let refused = world.log_in(ANA, "falsches Passwort", 60).await;
    assert_eq!(
        broken(refused),
        ("password".to_owned(), Rule::WrongCredentials)
    );
    let now = shown(&secret, 60);
    let signed_in = with_code(&world, &now, 60).await.unwrap();
    assert!(person(&world.who(&signed_in, 60).await).second_factor_passed);
    assert_eq!(
        broken(with_code(&world, &now, 61).await),
        code(Rule::WrongCode)
    );
    // Nor is one from before it, though a phone may be a step behind.
    let earlier = shown(&secret, 30);
    assert_eq!(
        broken(with_code(&world, &earlier, 62).await),
        code(Rule::WrongCode)
    );
    with_code(&world, &shown(&secret, 120), 150).await.unwrap();
    let spaced = shown(&secret, 180);
    let spaced = format!(" {} {} ", &spaced[..3], &spaced[3..]);
    with_code(&world, &spaced, 180).await.unwrap();
    for wrong in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"] {
        broken(with_code(&world, wrong, 100_000).await);
    }
    assert_eq!(
        waits(with_code(&world, &shown(&secret, 100_000), 100_000).await),
        1
    );
}

#[tokio::test]
async fn the_code_that_confirmed_the_app_does_not_sign_in() {
    let world = World::new().await;
    let (_, secret, _) = with_app(&world).await;
    let refused = with_code(&world, &shown(&secret, 0), 1).await;
    assert_eq!(broken(refused), code(Rule::WrongCode));
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_is_told() {
    let world = World::new().await;
    let (_, _, codes) = with_app(&world).await;
    assert_eq!(codes.len(), 10);
    world.mails().await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    with_code(&world, &typed, 10).await.unwrap();
    assert_eq!(
        broken(with_code(&world, &codes[3], 20).await),
        code(Rule::WrongCode)
    );
    with_code(&world, &codes[4], 30).await.unwrap();
    let mails = world.mails().await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].template, MailTemplate::SecondFactorChanged);
}

#[tokio::test]
async fn a_link_alone_does_not_sign_in_where_there_is_an_app() {
    let world = World::new().await;
    let (_, secret, _) = with_app(&world).await;
    world.mails().await;
    world.ask_link(ANA, 60).await;
    let token = world.token_of(MailTemplate::LoginLink, ANA).await;
    let by_link = |code: Option<String>, second| {
        let (world, token) = (&world, token.clone());
        async move {
            let input = LogInByLink { token, code };
            world.accounts.log_in_by_link(input, &when(second)).await
        }
    };
    assert_eq!(
        broken(by_link(None, 61).await),
        code(Rule::SecondFactorRequired)
    );
    let wrong = Some("000000".to_owned());
    assert_eq!(broken(by_link(wrong, 62).await), code(Rule::WrongCode));
    // Neither has used the link up.
    by_link(Some(shown(&secret, 63)), 63).await.unwrap();
}

#[tokio::test]
async fn setting_it_up_ends_the_sessions_that_were_begun_without() {
    let world = World::new().await;
    let ana = world.administrator(ANA).await;
    let other = world.log_in(ANA, PASSWORD, 0).await.unwrap();
    let setup = world
        .accounts
        .set_up_second_factor(person(&ana), at(0))
        .await
        .unwrap();
    let confirm = |code: String| {
        let world = &world;
        let ana = &ana;
        async move {
            world
                .accounts
                .confirm_second_factor(person(ana), &code, &when(0))
                .await
        }
    };
    assert_eq!(
        broken(confirm("000000".to_owned()).await),
        code(Rule::WrongCode)
    );
    confirm(shown(&setup.secret, 0)).await.unwrap();
    assert!(
        world
            .accounts
            .refresh(&other.refresh_token, &when(1))
            .await
            .is_err()
    );
    let sessions = world.accounts.sessions(person(&ana), at(1)).await.unwrap();
    assert_eq!(sessions.len(), 1);
    let again = world
        .accounts
        .set_up_second_factor(person(&ana), at(1))
        .await;
    assert_eq!(broken(again).1, Rule::AlreadyThere);
}

#[tokio::test]
async fn whoever_needs_one_can_do_nothing_before_it_is_set_up() {
    let world = World::with(|settings| settings.second_factor_required = true).await;
    let ana = world.administrator(ANA).await;
    assert!(!person(&ana).second_factor_passed);
    let denied = administer(&ana, Administration::ManageAccounts);
    assert!(denied.is_err(), "{denied:?}");
    let setup = world
        .accounts
        .set_up_second_factor(person(&ana), at(0))
        .await
        .unwrap();
    let first = shown(&setup.secret, 0);
    world
        .accounts
        .confirm_second_factor(person(&ana), &first, &when(0))
        .await
        .unwrap();
    let signed_in = with_code(&world, &shown(&setup.secret, 60), 60)
        .await
        .unwrap();
    let ana = world.who(&signed_in, 60).await;
    assert!(administer(&ana, Administration::ManageAccounts).is_ok());

    // Taking it away takes the rights away as well.
    let again = shown(&setup.secret, 120);
    world
        .accounts
        .remove_second_factor(person(&ana), &again, &when(120))
        .await
        .unwrap();
    let ana = world.who(&signed_in, 120).await;
    assert!(!account(&ana).has_second_factor);
    assert!(administer(&ana, Administration::ManageAccounts).is_err());

    // Who is given such a right later needs one from then on.
    let ben = world
        .join("ben@verein.example", None, vec![Grant::Analyst])
        .await;
    let grants = vec![Grant::Coordinator(Jurisdiction::Everything)];
    world
        .accounts
        .change_grants(&Actor::Operator, account(&ben).id, grants, at(130))
        .await
        .unwrap();
    let ben = world.actor("ben@verein.example", 130).await;
    assert!(person(&ben).awaits_second_factor());
}

#[tokio::test]
async fn who_has_lost_everything_gets_another_chance_from_an_administrator() {
    let world = World::new().await;
    let (_, secret, _) = with_app(&world).await;
    let holder = with_code(&world, &shown(&secret, 60), 60).await.unwrap();
    let id = account(&world.who(&holder, 60).await).id;
    let eva = world.administrator("eva@stadt.example").await;
    let ben = world
        .join("ben@verein.example", None, vec![Grant::Analyst])
        .await;
    world.mails().await;

    let denied = world.accounts.reset_second_factor(&ben, id, at(90)).await;
    assert!(matches!(denied, Err(UseCaseError::Denied(_))), "{denied:?}");
    let own = account(&eva).id;
    let denied = world.accounts.reset_second_factor(&eva, own, at(90)).await;
    assert!(matches!(denied, Err(UseCaseError::Denied(_))), "{denied:?}");

    let reset = world.accounts.reset_second_factor(&eva, id, at(90)).await;
    assert!(!reset.unwrap().has_second_factor);
    let over = world
        .accounts
        .authenticate(&holder.access_token, at(91))
        .await;
    assert!(over.is_err(), "{over:?}");
    world.log_in(ANA, PASSWORD, 92).await.unwrap();
    let mails = world.mails().await;
    let told: Vec<_> = mails
        .iter()
        .map(|it| (it.template, it.to.as_str()))
        .collect();
    assert_eq!(told, [(MailTemplate::SecondFactorReset, ANA)]);
    let audit = world.audit().await;
    assert!(
        audit.contains(&"SECOND_FACTOR_REMOVED".to_owned()),
        "{audit:?}"
    );

    let nothing = world.accounts.reset_second_factor(&eva, id, at(93)).await;
    assert_eq!(broken(nothing), ("account".to_owned(), Rule::Missing));
}
