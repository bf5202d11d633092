//! Facts about managing accounts, and about what people may do with what is kept of them.

use domain::account::{AccountState, Grant, MembershipRole};
use domain::contact::Contact;
use domain::id::{OrganizationId, TypedId};
use domain::mail::MailTemplate;
use domain::organization::Organization;
use domain::policy::{Actor, scope};
use domain::text::LanguageTag;
use domain::violation::Rule;
use serde_json::json;

use super::world::{PASSWORD, World, account, at, broken, person, token_in, when};
use crate::UseCaseError;
use crate::accounts::{AuditFilter, AuditPage, ChangeProfile, NewAdministrator, ResetPassword};

const ADA: &str = "ada@stadt.example";
const ANA: &str = "ana@verein.example";
const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn the_first_administrator_gets_a_link_to_choose_a_password() {
    let world = World::new().await;
    let input = NewAdministrator {
        email: ADA.to_owned(),
        name: "Ada Beispiel".to_owned(),
        language: LanguageTag::parse("tr").ok(),
    };
    let denied = world
        .accounts
        .create_administrator(&Actor::Anonymous, input.clone(), at(0))
        .await;
    assert!(matches!(denied, Err(UseCaseError::Denied(_))), "{denied:?}");
    let first = world
        .accounts
        .create_administrator(&Actor::Operator, input.clone(), at(0))
        .await
        .unwrap();
    // Again for the same address: the same account, another link.
    let second = world
        .accounts
        .create_administrator(&Actor::Operator, input, at(1))
        .await
        .unwrap();
    assert_ne!(first, second);
    let reset = ResetPassword {
        token: token_in(&second),
        password: PASSWORD.to_owned(),
    };
    world
        .accounts
        .reset_password(reset, &when(2))
        .await
        .unwrap();
    let ada = world.actor(ADA, 3).await;
    assert_eq!(account(&ada).grants, [Grant::Administrator]);
    assert_eq!(account(&ada).language.as_str(), "tr");
    assert_eq!(
        world.accounts.accounts(&ada, None, 10).await.unwrap().len(),
        1
    );
}

#[tokio::test]
async fn somebody_is_always_left_to_administer() {
    let world = World::new().await;
    let ada = world.administrator(ADA).await;
    let id = account(&ada).id;
    let accounts = &world.accounts;
    let last = (String::new(), Rule::LastAdministrator);
    assert_eq!(
        broken(accounts.disable_account(&ada, id, at(1)).await),
        last
    );
    assert_eq!(
        broken(accounts.change_grants(&ada, id, Vec::new(), at(1)).await),
        last
    );
    assert_eq!(broken(accounts.erase_account(&ada, id, at(1)).await), last);
    world.administrator("eva@stadt.example").await;
    accounts
        .change_grants(&ada, id, vec![Grant::Analyst], at(2))
        .await
        .unwrap();
    let ada = world.actor(ADA, 3).await;
    let denied = accounts.accounts(&ada, None, 10).await;
    assert!(matches!(denied, Err(UseCaseError::Denied(_))), "{denied:?}");
}

#[tokio::test]
async fn an_erased_person_is_nowhere_and_the_id_stays() {
    let world = World::new().await;
    let organization = world.organization().await;
    let ada = world.administrator(ADA).await;
    let ana = world
        .join(
            ANA,
            Some((organization, MembershipRole::Manager)),
            vec![Grant::Analyst],
        )
        .await;
    let id = account(&ana).id;
    let profile = ChangeProfile {
        name: Some("Ana Yıldız".to_owned()),
        language: None,
    };
    world
        .accounts
        .change_profile(person(&ana), profile, at(5))
        .await
        .unwrap();
    world.ask_link(ANA, 6).await;
    let session = world.log_in(ANA, PASSWORD, 7).await.unwrap();

    world
        .accounts
        .erase_account(&ana, id, at(10))
        .await
        .unwrap();
    let kept = world.accounts.account(&ada, id).await.unwrap();
    assert_eq!(kept.state, AccountState::Erased);
    assert_eq!(kept.email, None);
    assert_eq!(
        (
            kept.name.as_str(),
            kept.grants.len(),
            kept.memberships.len()
        ),
        ("—", 0, 0)
    );
    assert!(
        world
            .accounts
            .refresh(&session.refresh_token, &when(11))
            .await
            .is_err()
    );
    assert!(
        world
            .accounts
            .authenticate(&session.access_token, at(11))
            .await
            .is_err()
    );
    broken(world.log_in(ANA, PASSWORD, 12).await);
    let mails = world.mails().await;
    assert!(
        mails
            .iter()
            .all(|mail| mail.template != MailTemplate::LoginLink),
        "{mails:?}"
    );
    let page = AuditPage {
        wanted: AuditFilter::default(),
        before: None,
        limit: 100,
    };
    let audit = format!("{:?}", world.accounts.audit(&ada, page).await.unwrap());
    assert!(!audit.contains("Yıldız"), "{audit}");
    // The file itself holds neither name nor address any more.
    let enabled = world
        .accounts
        .enable_account(&ada, id, at(13))
        .await
        .unwrap();
    assert_eq!(enabled.state, AccountState::Erased);
    let again = world.accounts.erase_account(&ada, id, at(14)).await;
    assert_eq!(broken(again).1, Rule::AlreadyUsed);
    // The address is free for somebody else.
    world.join(ANA, None, vec![Grant::Analyst]).await;
}

#[tokio::test]
async fn people_read_everything_that_is_kept_about_them_but_what_is_secret() {
    let world = World::new().await;
    let organization = world.organization().await;
    let ana = world
        .join(
            ANA,
            Some((organization, MembershipRole::Editor)),
            Vec::new(),
        )
        .await;
    let ben = world
        .join("ben@verein.example", None, vec![Grant::Professional])
        .await;
    let id = account(&ana).id;
    let denied = world.accounts.export_account(&ben, id, at(10)).await;
    assert!(matches!(denied, Err(UseCaseError::Denied(_))), "{denied:?}");
    let export = world
        .accounts
        .export_account(&ana, id, at(10))
        .await
        .unwrap();
    assert_eq!(export["account"]["email"], ANA);
    assert_eq!(export["account"]["memberships"][0]["role"], "EDITOR");
    assert!(
        export["sessions"].as_array().unwrap().len() >= 2,
        "{export}"
    );
    assert!(!export["audit"].as_array().unwrap().is_empty());
    let text = export.to_string();
    for secret in ["argon2", "password\"", "token\"", "totp"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn the_audit_forgets_who_acted_when_it_is_old_enough() {
    let world = World::new().await;
    let ada = world.administrator(ADA).await;
    world.join(ANA, None, vec![Grant::Analyst]).await;
    let profile = ChangeProfile {
        name: Some("Ada Neu".to_owned()),
        language: None,
    };
    world
        .accounts
        .change_profile(person(&ada), profile, at(5))
        .await
        .unwrap();
    let page = AuditPage {
        wanted: AuditFilter::default(),
        before: None,
        limit: 100,
    };
    let before = world.accounts.audit(&ada, page).await.unwrap();
    assert!(before.iter().any(|row| row.actor == Some(account(&ada).id)));
    let first = AuditPage { limit: 2, ..page };
    let newest = world.accounts.audit(&ada, first).await.unwrap();
    assert_eq!(newest, before[..2]);
    let second = AuditPage {
        wanted: AuditFilter::default(),
        before: Some(newest[1].id),
        limit: 2,
    };
    assert_eq!(
        world.accounts.audit(&ada, second).await.unwrap(),
        before[2..4]
    );

    let tidied = world.accounts.tidy_up(at(364 * DAY)).await.unwrap();
    assert_eq!(tidied.pseudonymised, 0);
    let tidied = world.accounts.tidy_up(at(366 * DAY)).await.unwrap();
    assert_eq!(tidied.pseudonymised, u64::try_from(before.len()).unwrap());
    let after = world.accounts.audit(&ada, page).await.unwrap();
    assert!(after.iter().all(|row| {
        row.actor.is_none()
            && row.subject.id.is_none()
            && row.before.is_none()
            && row.after.is_none()
            && row.is_pseudonymised
    }));
    let actions = |rows: &[crate::accounts::AuditRow]| -> Vec<_> {
        rows.iter().map(|row| row.action).collect()
    };
    assert_eq!(actions(&before), actions(&after));
}

#[tokio::test]
async fn what_is_over_for_long_is_forgotten() {
    let world = World::new().await;
    world.administrator(ADA).await;
    world.log_in(ADA, PASSWORD, 10).await.unwrap();
    broken(world.log_in(ADA, "falsches Passwort", 11).await);
    let tidied = world.accounts.tidy_up(at(20)).await.unwrap();
    assert_eq!(tidied.rows, 0);
    let tidied = world.accounts.tidy_up(at(400 * DAY)).await.unwrap();
    assert!(tidied.rows > 5, "{tidied:?}");
    assert_eq!(world.accounts.tidy_up(at(400 * DAY)).await.unwrap().rows, 0);
    world.log_in(ADA, PASSWORD, 400 * DAY).await.unwrap();
}

/// Publish something that names people.
async fn naming(world: &World, name: &str, people: &[(&str, &str)]) -> Organization {
    let contact = |(index, (person, email)): (usize, &(&str, &str))| {
        json!({
            "id": persistence::Uuid::from_u128(index as u128),
            "audience": "PUBLIC",
            "email": email,
            "person": {
                "name": person,
                "consent_recorded_on": "2026-01-01",
                "consent_expires_on": "2027-12-31",
            },
        })
    };
    let organization: Organization = serde_json::from_value(json!({
        "id": OrganizationId::of_slug(name),
        "slug": name,
        "name": [{ "language": "de", "text": name }],
        "kind": "ORGANIZATION",
        "visibility": "EXACT",
        "verification": "VERIFIED",
        "status": "ACTIVE",
        "contacts": people.iter().enumerate().map(contact).collect::<Vec<_>>(),
    }))
    .unwrap();
    crate::entries::tests::world::publish(&world.store, &organization).await;
    organization
}

#[tokio::test]
async fn who_is_erased_is_no_longer_named_in_contacts_with_the_same_address() {
    let world = World::new().await;
    world.administrator(ADA).await;
    let ben = world.join(ANA, None, vec![Grant::Analyst]).await;
    let people = [
        ("Ben Muster", "Ana@verein.example"),
        ("Ben Muster", "ben@elsewhere.example"),
        ("Cem Yıldız", ANA),
    ];
    let organization = naming(&world, "club", &people).await;
    let id = account(&ben).id;
    world
        .accounts
        .erase_account(&ben, id, at(10))
        .await
        .unwrap();
    let everything = scope(&Actor::Operator);
    let ids = [organization.id];
    let stored = world.store.newest::<Organization>(&everything, &ids);
    let stored = stored.await.unwrap().remove(0).content;
    let named = |contact: &Contact| {
        let person = contact
            .person
            .as_ref()
            .map(|person| person.name.to_string());
        (person, contact.email.as_ref().map(ToString::to_string))
    };
    let named: Vec<_> = stored.contacts.iter().map(named).collect();
    let kept = |(name, email): (&str, &str)| (Some(name.to_owned()), Some(email.to_owned()));
    // Another person of that name may be another person, and the mailbox that of an office.
    assert_eq!(named, [(None, None), kept(people[1]), kept(people[2])]);
    assert_eq!(world.store.flaws().await.unwrap(), []);
}
