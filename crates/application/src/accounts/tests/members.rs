//! Facts about working for organizations.

use std::collections::BTreeSet;

use domain::account::{Grant, Jurisdiction, MembershipRole};
use domain::id::{DistrictId, OrganizationId, TypedId};
use domain::mail::MailTemplate;
use domain::policy::{Actor, Administration, administer};
use domain::violation::Rule;

use super::world::{PASSWORD, World, accepting, account, at, broken, person, when};
use crate::accounts::{AcceptInvitation, Accepted, InvitationPage, Invite};
use crate::{Idempotency, UseCaseError};

const MANAGER: MembershipRole = MembershipRole::Manager;
const EDITOR: MembershipRole = MembershipRole::Editor;
const ANA: &str = "ana@verein.example";
const BEN: &str = "ben@verein.example";

fn invite(email: &str, organization: OrganizationId, role: MembershipRole) -> Invite {
    Invite {
        email: email.to_owned(),
        language: None,
        organization: Some((organization, role)),
        grants: Vec::new(),
    }
}

async fn accept(
    world: &World,
    input: AcceptInvitation,
    second: i64,
) -> Result<Accepted, UseCaseError> {
    world.accounts.accept_invitation(input, &when(second)).await
}

fn is_denied<T>(result: Result<T, UseCaseError>) -> bool {
    matches!(result, Err(UseCaseError::Denied(_)))
}

#[tokio::test]
async fn a_manager_invites_and_an_invitation_is_accepted_once() {
    let world = World::new().await;
    let organization = world.organization().await;
    let ana = world
        .join(ANA, Some((organization, MANAGER)), Vec::new())
        .await;
    world.mails().await;
    let sent = world
        .accounts
        .invite_member(&ana, invite(BEN, organization, EDITOR), None, at(10))
        .await
        .unwrap();
    assert_eq!(sent.invited_by, Some(account(&ana).id));
    let mails = world.mails().await;
    assert!(mails[0].values.organization.is_some(), "{mails:?}");
    let token = super::world::token_in(mails[0].values.link.as_ref().unwrap());

    let preview = world.accounts.invitation(&token, at(20)).await.unwrap();
    assert!(preview.needs_account);
    assert_eq!(preview.email.as_str(), BEN);
    let accepted = accept(&world, accepting(&token), 20).await.unwrap();
    assert_eq!(accepted.account.role_in(organization), Some(EDITOR));
    world.who(&accepted.signed_in.unwrap(), 20).await;

    let refused = accept(&world, accepting(&token), 21).await;
    assert_eq!(broken(refused), ("token".to_owned(), Rule::AlreadyUsed));
    let refused = world.accounts.invitation(&token, at(21)).await;
    assert_eq!(broken(refused), ("token".to_owned(), Rule::AlreadyUsed));
    let again = invite(&BEN.to_uppercase(), organization, EDITOR);
    let refused = world
        .accounts
        .invite_member(&ana, again, None, at(30))
        .await;
    assert_eq!(broken(refused), ("email".to_owned(), Rule::AlreadyThere));
}

#[tokio::test]
async fn of_two_who_accept_at_the_same_time_one_does() {
    let world = World::new().await;
    let organization = world.organization().await;
    world
        .invite(BEN, Some((organization, EDITOR)), Vec::new())
        .await;
    let token = world.token_of(MailTemplate::Invitation, BEN).await;
    let (one, two) = tokio::join!(
        accept(&world, accepting(&token), 10),
        accept(&world, accepting(&token), 10),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
}

#[tokio::test]
async fn an_invitation_that_is_over_or_taken_back_is_refused() {
    let world = World::new().await;
    let organization = world.organization().await;
    let ana = world
        .join(ANA, Some((organization, MANAGER)), Vec::new())
        .await;
    world.mails().await;
    let sent = world
        .accounts
        .invite_member(&ana, invite(BEN, organization, EDITOR), None, at(10))
        .await
        .unwrap();
    let token = world.token_of(MailTemplate::Invitation, BEN).await;
    let refused = accept(&world, accepting(&token), 10 + 14 * 24 * 60 * 60).await;
    assert_eq!(broken(refused), ("token".to_owned(), Rule::Expired));
    world
        .accounts
        .revoke_invitation(&ana, sent.id, at(20))
        .await
        .unwrap();
    let refused = accept(&world, accepting(&token), 30).await;
    assert_eq!(broken(refused), ("token".to_owned(), Rule::Expired));
    let page = InvitationPage {
        before: None,
        limit: 10,
    };
    let kept = world
        .accounts
        .invitations(&ana, (organization, page))
        .await
        .unwrap();
    assert_eq!(kept[0].revoked_at, Some(at(20)));
    let refused = accept(&world, accepting("iv_guessed"), 30).await;
    assert_eq!(broken(refused).1, Rule::Unknown("invitation".to_owned()));
}

#[tokio::test]
async fn what_is_wrong_with_a_new_account_is_told_all_at_once() {
    let world = World::new().await;
    let organization = world.organization().await;
    world
        .invite(BEN, Some((organization, EDITOR)), Vec::new())
        .await;
    let token = world.token_of(MailTemplate::Invitation, BEN).await;
    let names = [
        ("ä".repeat(10_000), Rule::TooLong { max: 200 }),
        (
            "Ben\u{202e}nimdA".to_owned(),
            Rule::ForbiddenCharacter("U+202E".to_owned()),
        ),
        (" ".to_owned(), Rule::Missing),
    ];
    for (name, rule) in names {
        let input = AcceptInvitation {
            name: Some(name),
            password: Some("ben@verein.example".to_owned()),
            ..accepting(&token)
        };
        match accept(&world, input, 10).await {
            Err(UseCaseError::Rejected(violations)) => {
                let found: Vec<_> = violations
                    .all()
                    .iter()
                    .map(|violation| (violation.path.join("."), violation.rule.clone()))
                    .collect();
                assert_eq!(
                    found,
                    [
                        ("name".to_owned(), rule),
                        ("password".to_owned(), Rule::Guessable)
                    ]
                );
            }
            other => panic!("{other:?}"),
        }
    }
    // None of that has used it up.
    accept(&world, accepting(&token), 20).await.unwrap();
}

#[tokio::test]
async fn who_has_an_account_works_for_one_more_and_is_not_signed_in_by_that() {
    let world = World::new().await;
    let (one, two) = world.organizations().await;
    world.join(BEN, Some((one, MANAGER)), Vec::new()).await;
    world
        .invite(&BEN.to_uppercase(), Some((two, EDITOR)), Vec::new())
        .await;
    let token = world
        .token_of(MailTemplate::Invitation, &BEN.to_uppercase())
        .await;
    assert!(
        !world
            .accounts
            .invitation(&token, at(10))
            .await
            .unwrap()
            .needs_account
    );
    let input = AcceptInvitation {
        name: None,
        password: None,
        ..accepting(&token)
    };
    let accepted = accept(&world, input, 10).await.unwrap();
    assert!(accepted.signed_in.is_none());
    assert_eq!(accepted.account.role_in(one), Some(MANAGER));
    assert_eq!(accepted.account.role_in(two), Some(EDITOR));
    assert_eq!(accepted.account.name.as_str(), "Ben Muster");
    world.log_in(BEN, PASSWORD, 20).await.unwrap();
}

#[tokio::test]
async fn only_who_manages_an_organization_has_a_say_about_its_people() {
    let world = World::new().await;
    let (one, two) = world.organizations().await;
    let ana = world.join(ANA, Some((one, MANAGER)), Vec::new()).await;
    let ben = world.join(BEN, Some((one, EDITOR)), Vec::new()).await;
    let id = account(&ben).id;
    let accounts = &world.accounts;
    assert!(is_denied(accounts.members(&ben, one).await));
    assert!(is_denied(accounts.members(&ana, two).await));
    assert!(is_denied(
        accounts
            .invite_member(&ben, invite("c@x.example", one, EDITOR), None, at(1))
            .await
    ));
    assert!(is_denied(
        accounts
            .invite_member(&ana, invite("c@x.example", two, EDITOR), None, at(1))
            .await
    ));
    assert!(is_denied(
        accounts
            .change_member_role(&ben, one, id, MANAGER, at(1))
            .await
    ));
    assert!(is_denied(
        accounts
            .remove_member(&ben, one, account(&ana).id, at(1))
            .await
    ));
    assert!(is_denied(accounts.hand_over(&ben, one, id, at(1)).await));
    // Nor does a manager give what only the directory gives.
    let grants = Invite {
        grants: vec![Grant::Administrator],
        ..invite("c@x.example", one, EDITOR)
    };
    assert!(is_denied(
        accounts.invite_member(&ana, grants, None, at(1)).await
    ));
    assert!(is_denied(
        accounts
            .change_grants(&ana, account(&ana).id, vec![Grant::Administrator], at(1))
            .await
    ));
    // Somebody of no or another organization is not to be found here.
    let stranger = world
        .join("cem@verein.example", Some((two, EDITOR)), Vec::new())
        .await;
    let missing = accounts
        .change_member_role(&ana, one, account(&stranger).id, EDITOR, at(1))
        .await;
    assert!(
        matches!(missing, Err(UseCaseError::NotFound(_))),
        "{missing:?}"
    );
    let changed = accounts
        .change_member_role(&ana, one, id, MANAGER, at(1))
        .await;
    assert_eq!(changed.unwrap().role_in(one), Some(MANAGER));
    // That holds at once, in the session that is open.
    let ben = world.actor(BEN, 2).await;
    assert_eq!(accounts.members(&ben, one).await.unwrap().len(), 2);
}

#[tokio::test]
async fn where_the_last_manager_leaves_the_coordinating_office_is_told() {
    let world = World::new().await;
    let organization = world.organization().await;
    let everything = vec![Grant::Coordinator(Jurisdiction::Everything)];
    let office = world.join("office@stadt.example", None, everything).await;
    let part = vec![Grant::Coordinator(Jurisdiction::Parts {
        districts: BTreeSet::new(),
        areas: BTreeSet::new(),
    })];
    let empty = Invite {
        email: "part@stadt.example".to_owned(),
        language: None,
        organization: None,
        grants: part,
    };
    let refused = world
        .accounts
        .invite_member(&Actor::Operator, empty, None, at(1))
        .await;
    assert_eq!(broken(refused), ("grants.0".to_owned(), Rule::Missing));
    let ana = world
        .join(ANA, Some((organization, MANAGER)), Vec::new())
        .await;
    let ben = world
        .join(BEN, Some((organization, MANAGER)), Vec::new())
        .await;
    world.mails().await;
    let accounts = &world.accounts;

    accounts
        .leave_organization(person(&ana), organization, at(10))
        .await
        .unwrap();
    assert!(world.mails().await.is_empty());
    assert!(
        !accounts
            .is_managed_by_coordinator(organization)
            .await
            .unwrap()
    );
    accounts
        .remove_member(&ben, organization, account(&ben).id, at(20))
        .await
        .unwrap();
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].template, MailTemplate::LastManagerLeft);
    assert_eq!(mails[0].to.as_str(), "office@stadt.example");
    assert!(mails[0].values.organization.is_some());
    assert!(
        accounts
            .is_managed_by_coordinator(organization)
            .await
            .unwrap()
    );
    // Whose rights end with the membership.
    let ben = world.actor(BEN, 21).await;
    assert!(is_denied(accounts.members(&ben, organization).await));
    assert!(administer(&office, Administration::InviteMember(organization)).is_ok());
    accounts
        .invite_member(&office, invite(BEN, organization, MANAGER), None, at(30))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_closed_account_does_not_manage() {
    let world = World::new().await;
    let organization = world.organization().await;
    let everything = vec![Grant::Coordinator(Jurisdiction::Everything)];
    world.join("office@stadt.example", None, everything).await;
    let ana = world
        .join(ANA, Some((organization, MANAGER)), Vec::new())
        .await;
    world.mails().await;
    world
        .accounts
        .disable_account(&Actor::Operator, account(&ana).id, at(10))
        .await
        .unwrap();
    assert!(
        world
            .accounts
            .is_managed_by_coordinator(organization)
            .await
            .unwrap()
    );
    assert_eq!(
        world.mails().await[0].template,
        MailTemplate::LastManagerLeft
    );
}

#[tokio::test]
async fn a_manager_hands_over_and_works_on() {
    let world = World::new().await;
    let organization = world.organization().await;
    let ana = world
        .join(ANA, Some((organization, MANAGER)), Vec::new())
        .await;
    let ben = world
        .join(BEN, Some((organization, EDITOR)), Vec::new())
        .await;
    let accounts = &world.accounts;
    let to = account(&ben).id;
    accounts
        .hand_over(&ana, organization, to, at(10))
        .await
        .unwrap();
    let ana = world.actor(ANA, 11).await;
    let ben = world.actor(BEN, 11).await;
    assert_eq!(account(&ana).role_in(organization), Some(EDITOR));
    assert_eq!(account(&ben).role_in(organization), Some(MANAGER));
    assert!(is_denied(
        accounts.hand_over(&ana, organization, to, at(12)).await
    ));
    let itself = accounts.hand_over(&ben, organization, to, at(12)).await;
    assert_eq!(broken(itself), ("to".to_owned(), Rule::AlreadyThere));
}

#[tokio::test]
async fn a_repeated_request_invites_once() {
    let world = World::new().await;
    let organization = world.organization().await;
    let ana = world
        .join(ANA, Some((organization, MANAGER)), Vec::new())
        .await;
    let ben = world
        .join(BEN, Some((organization, MANAGER)), Vec::new())
        .await;
    world.mails().await;
    let key = |body| Idempotency::new("a key of the client's", "inviteMember", [body; 32]).unwrap();
    let ask = |actor: Actor, body| {
        let (world, key) = (&world, key(body));
        async move {
            let invite = invite("cem@verein.example", organization, EDITOR);
            world
                .accounts
                .invite_member(&actor, invite, Some(&key), at(10))
                .await
        }
    };
    let first = ask(ana.clone(), 1).await.unwrap();
    let again = ask(ana.clone(), 1).await.unwrap();
    assert_eq!(first.id, again.id);
    assert_eq!(world.mails().await.len(), 1);
    let other = ask(ana, 2).await;
    assert!(matches!(other, Err(UseCaseError::KeyReused)), "{other:?}");
    // Somebody else's key is another one.
    assert_ne!(ask(ben, 1).await.unwrap().id, first.id);
    assert!(Idempotency::new("", "x", [0; 32]).is_none());
    assert!(Idempotency::new(&"x".repeat(256), "x", [0; 32]).is_none());
    assert!(Idempotency::new("schlüssel", "x", [0; 32]).is_none());
}

#[tokio::test]
async fn nobody_is_invited_to_what_does_not_exist() {
    let world = World::new().await;
    let unknown = OrganizationId::of_slug("nobody-knows-it");
    let refused = world
        .accounts
        .invite_member(&Actor::Operator, invite(ANA, unknown, EDITOR), None, at(1))
        .await;
    assert_eq!(
        broken(refused),
        (
            "organization".to_owned(),
            Rule::Unknown(unknown.to_global())
        )
    );
    let bad = Invite {
        email: "no address".to_owned(),
        language: None,
        organization: None,
        grants: Vec::new(),
    };
    match world
        .accounts
        .invite_member(&Actor::Operator, bad, None, at(1))
        .await
    {
        Err(UseCaseError::Rejected(violations)) => assert_eq!(violations.all().len(), 2),
        other => panic!("{other:?}"),
    }
    let district = DistrictId::of_slug("nobody-knows-it");
    let grants = vec![Grant::Coordinator(Jurisdiction::Parts {
        districts: BTreeSet::from([district]),
        areas: BTreeSet::new(),
    })];
    let bad = Invite {
        email: ANA.to_owned(),
        language: None,
        organization: None,
        grants,
    };
    let refused = world
        .accounts
        .invite_member(&Actor::Operator, bad, None, at(1))
        .await;
    assert_eq!(broken(refused).1, Rule::Unknown(district.to_global()));
}

#[tokio::test]
async fn nobody_writes_to_strangers_in_the_city_s_name_without_end() {
    let world = World::new().await;
    let organization = world.organization().await;
    let ana = world
        .join(ANA, Some((organization, MANAGER)), Vec::new())
        .await;
    let invited = async |actor: &Actor, email: &str| {
        let invite = invite(email, organization, EDITOR);
        let sent = world.accounts.invite_member(actor, invite, None, at(10));
        match sent.await {
            Ok(_) => true,
            Err(UseCaseError::Busy { .. }) => false,
            Err(error) => panic!("{error}"),
        }
    };
    // One address gets a few of them, whoever sends them.
    let mut got = 0;
    for _ in 0..10 {
        got += u32::from(invited(&ana, "c@x.example").await);
    }
    assert!((1..=4).contains(&got), "{got}");
    assert!(!invited(&Actor::Operator, "C@x.example").await);
    // One manager invites as many as an association has people who write.
    let mut sent = 0;
    for number in 0..60 {
        sent += u32::from(invited(&ana, &format!("n{number}@x.example")).await);
    }
    assert!((20..=40).contains(&sent), "{sent}");
    // The office invites as many as there are.
    for number in 0..60 {
        assert!(invited(&Actor::Operator, &format!("o{number}@x.example")).await);
    }
}
