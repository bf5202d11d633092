//! Facts about accounts in the database, on both databases.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::account::{
    AccountId, AccountState, AuditAction, AuditSubjectKind, Grant, InvitationId, Jurisdiction,
    MembershipRole, SessionId,
};
use domain::aggregate::Aggregate;
use domain::contact::EmailAddress;
use domain::id::{ActionAreaId, DistrictId, OrganizationId, TypedId};
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::organization::Organization;
use domain::period::Instant;
use domain::place::District;
use domain::plan::ActionArea;
use domain::policy::{Actor, Administration, Clearance, administer};
use domain::text::{LanguageTag, Words};
use uuid::Uuid;

use super::database::Database;
use super::samples::Sample;
use super::{noon, on_each_database, publish_everything};
use crate::account::{
    AuditFilter, AuditPage, AuditSubject, Failures, Invitation, InvitationPage, LinkPurpose,
    NewAccount, NewAuditRow, NewInvitation, NewRefreshToken, Recalled, Right, SecretText, Session,
    SessionEnd, TokenHash,
};
use crate::{Store, StoreError};

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn id(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

fn hash(number: u8) -> TokenHash {
    TokenHash::from_bytes(&[number; 32])
}

fn later(day: u32, seconds: i64) -> Instant {
    (noon(day).utc() + TimeDelta::seconds(seconds)).into()
}

fn cleared(what: Administration) -> Clearance {
    administer(&Actor::Operator, what).unwrap()
}

fn ana(number: u128, address: &str) -> NewAccount {
    NewAccount {
        id: id(number),
        email: email(address),
        name: Words::parse("Ana Yıldız").unwrap(),
        language: LanguageTag::german(),
        password: None,
        at: noon(1),
    }
}

async fn create(store: &Store, account: NewAccount) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    tx.create_account(account).await?;
    tx.commit().await?;
    Ok(())
}

fn organization() -> OrganizationId {
    Organization::samples()[0].id()
}

fn session(number: u128, account: AccountId) -> Session {
    Session {
        id: SessionId::from_uuid(Uuid::from_u128(number)),
        account,
        created_at: noon(1),
        last_used_at: noon(1),
        expires_at: noon(20),
        second_factor: false,
        ended_at: None,
    }
}

#[tokio::test]
async fn an_address_has_one_account_without_regard_to_case() {
    on_each_database(async |Database { store, .. }| {
        create(store, ana(1, "Ana@Verein.Example")).await.unwrap();
        let again = create(store, ana(2, "ana@verein.example")).await;
        assert!(matches!(again, Err(StoreError::Concurrent(_))), "{again:?}");
        let found = store
            .credentials_by_email(&email("ANA@verein.example"))
            .await;
        let found = found.unwrap().unwrap();
        assert_eq!(found.account, id(1));
        assert_eq!(found.email.unwrap().as_str(), "Ana@Verein.Example");
        let nobody = store
            .credentials_by_email(&email("ben@verein.example"))
            .await;
        assert!(nobody.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn grants_and_memberships_read_back() {
    on_each_database(async |Database { store, .. }| {
        publish_everything(store).await;
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        create(store, ana(2, "ben@verein.example")).await.unwrap();
        let grants = vec![
            Grant::Administrator,
            Grant::Analyst,
            Grant::Coordinator(Jurisdiction::Parts {
                districts: BTreeSet::from([District::samples()[0].id()]),
                areas: BTreeSet::from([ActionArea::samples()[0].id()]),
            }),
            Grant::Professional,
            Grant::Translator(BTreeSet::from([LanguageTag::parse("tr").unwrap()])),
        ];
        let everything = vec![Grant::Coordinator(Jurisdiction::Everything)];
        let manages = cleared(Administration::ManageAccounts);
        let members = cleared(Administration::ManageMembers(organization()));
        let mut tx = store.begin().await.unwrap();
        tx.set_grants(Right::Cleared(&manages), id(1), &everything)
            .await
            .unwrap();
        tx.set_grants(Right::Cleared(&manages), id(1), &grants)
            .await
            .unwrap();
        tx.set_grants(Right::Cleared(&manages), id(2), &everything)
            .await
            .unwrap();
        for role in [MembershipRole::Manager, MembershipRole::Editor] {
            let membership = (id(1), organization());
            tx.put_membership(Right::Cleared(&members), membership, role, noon(2))
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();

        let account = store.account(id(1)).await.unwrap().unwrap();
        assert_eq!(account.grants, grants);
        assert_eq!(
            account.role_in(organization()),
            Some(MembershipRole::Editor)
        );
        assert_eq!(
            store.account(id(2)).await.unwrap().unwrap().grants,
            everything
        );
        let holders = store.holders(&everything[0]).await.unwrap();
        assert_eq!(holders.len(), 2);
        assert_eq!(store.members(organization()).await.unwrap(), [account]);
        assert_eq!(store.accounts(Some(id(1)), 10).await.unwrap().len(), 1);

        let mut tx = store.begin().await.unwrap();
        let state = AccountState::Disabled;
        tx.set_account_state(Right::Cleared(&manages), id(1), state)
            .await
            .unwrap();
        assert!(tx.members(organization()).await.unwrap().is_empty());
        assert_eq!(tx.holders(&everything[0]).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_a_foreign_account_without_a_clearance_for_it() {
    on_each_database(async |Database { store, .. }| {
        publish_everything(store).await;
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let keys = cleared(Administration::ManageApiKeys);
        let elsewhere = OrganizationId::of_slug("elsewhere");
        let foreign = cleared(Administration::ManageMembers(elsewhere));
        let mut tx = store.begin().await.unwrap();
        let membership = (id(1), organization());
        let editor = MembershipRole::Editor;
        let not_cleared = |result: Result<(), StoreError>| {
            assert!(matches!(result, Err(StoreError::NotCleared)), "{result:?}");
        };
        for right in [
            Right::Own(id(1)),
            Right::Own(id(2)),
            Right::Cleared(&keys),
            Right::Cleared(&foreign),
        ] {
            not_cleared(tx.set_grants(right, id(1), &[Grant::Administrator]).await);
            not_cleared(tx.put_membership(right, membership, editor, noon(1)).await);
        }
        for right in [
            Right::Own(id(2)),
            Right::Cleared(&keys),
            Right::Cleared(&foreign),
        ] {
            not_cleared(
                tx.set_account_state(right, id(1), AccountState::Active)
                    .await,
            );
            not_cleared(tx.erase_account(right, id(1)).await);
            let ended = tx.end_membership(right, id(1), organization()).await;
            not_cleared(ended.map(drop));
        }
        let own = tx
            .end_membership(Right::Own(id(1)), id(1), organization())
            .await;
        assert!(!own.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_membership_of_what_does_not_exist_is_refused_at_the_commit() {
    on_each_database(async |Database { store, .. }| {
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let nowhere = OrganizationId::of_slug("nowhere");
        let clearance = cleared(Administration::ManageMembers(nowhere));
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.lock_organization(nowhere).await.unwrap());
        let right = Right::Cleared(&clearance);
        tx.put_membership(right, (id(1), nowhere), MembershipRole::Editor, noon(1))
            .await
            .unwrap();
        let refused = tx.commit().await;
        assert!(
            matches!(refused, Err(StoreError::UnknownReference { .. })),
            "{refused:?}"
        );
        let manages = cleared(Administration::ManageAccounts);
        let grants = [Grant::Coordinator(Jurisdiction::Parts {
            districts: BTreeSet::from([DistrictId::of_slug("nowhere")]),
            areas: BTreeSet::from([ActionAreaId::of_slug("nowhere")]),
        })];
        let mut tx = store.begin().await.unwrap();
        tx.set_grants(Right::Cleared(&manages), id(1), &grants)
            .await
            .unwrap();
        assert!(tx.commit().await.is_err());
    })
    .await;
}

#[tokio::test]
async fn sessions_end_with_their_tokens() {
    on_each_database(async |Database { store, .. }| {
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        for number in 1..=3 {
            tx.begin_session(session(number, id(1))).await.unwrap();
            let token = NewRefreshToken {
                token: hash(u8::try_from(number).unwrap()),
                session: session(number, id(1)).id,
                issued_at: noon(1),
                expires_at: noon(10),
            };
            tx.keep_refresh_token(token).await.unwrap();
        }
        let (found, token) = tx.session_of_token(&hash(2)).await.unwrap().unwrap();
        assert_eq!(found, session(2, id(1)));
        assert_eq!((token.expires_at, token.used_at), (noon(10), None));
        tx.use_refresh_token(&hash(2), Some(&hash(9)), noon(2))
            .await
            .unwrap();
        let used = tx.refresh_token(&hash(2)).await.unwrap().unwrap();
        assert_eq!(used.used_at, Some(noon(2)));
        assert_eq!(used.successor, Some(hash(9)));
        assert!(tx.session_of_token(&hash(8)).await.unwrap().is_none());
        tx.touch_session(found.id, noon(3)).await.unwrap();
        tx.pass_second_factor(found.id).await.unwrap();
        // Somebody else's session is not ended.
        let why = SessionEnd::LogOut;
        assert!(!tx.end_session(id(2), found.id, why, noon(3)).await.unwrap());
        let spared = Some(found.id);
        let ended = tx.end_sessions(id(1), spared, why, noon(3)).await.unwrap();
        assert_eq!(ended, 2);
        tx.commit().await.unwrap();

        let open = store.open_sessions(id(1), noon(4)).await.unwrap();
        assert_eq!(open.len(), 1);
        assert!(open[0].second_factor);
        assert_eq!(open[0].last_used_at, noon(3));
        assert!(
            store
                .open_sessions(id(1), noon(20))
                .await
                .unwrap()
                .is_empty()
        );
        let over = store.session(session(1, id(1)).id).await.unwrap().unwrap();
        assert_eq!(over.ended_at, Some(noon(3)));
    })
    .await;
}

#[tokio::test]
async fn of_two_transactions_that_use_a_token_the_second_sees_the_first() {
    on_each_database(async |Database { store, .. }| {
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.begin_session(session(1, id(1))).await.unwrap();
        let token = NewRefreshToken {
            token: hash(1),
            session: session(1, id(1)).id,
            issued_at: noon(1),
            expires_at: noon(10),
        };
        tx.keep_refresh_token(token).await.unwrap();
        tx.commit().await.unwrap();
        let take = || async {
            let mut tx = store.begin().await.unwrap();
            let (_, token) = tx.session_of_token(&hash(1)).await.unwrap().unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            let first = token.used_at.is_none();
            tx.use_refresh_token(&hash(1), None, noon(2)).await.unwrap();
            tx.commit().await.unwrap();
            first
        };
        let (one, two) = tokio::join!(take(), take());
        assert!(one != two, "{one} {two}");
    })
    .await;
}

#[tokio::test]
async fn links_are_used_up_by_purpose() {
    on_each_database(async |Database { store, .. }| {
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let times = (noon(1), noon(2));
        let mut tx = store.begin().await.unwrap();
        for (token, purpose) in [
            (hash(1), LinkPurpose::LogIn),
            (hash(2), LinkPurpose::LogIn),
            (hash(3), LinkPurpose::ResetPassword),
        ] {
            tx.keep_link((&token, purpose), Some(id(1)), times)
                .await
                .unwrap();
        }
        tx.keep_link((&hash(4), LinkPurpose::LogIn), None, times)
            .await
            .unwrap();
        assert!(
            tx.link(&hash(1), LinkPurpose::ResetPassword)
                .await
                .unwrap()
                .is_none()
        );
        tx.use_links(id(1), LinkPurpose::LogIn, noon(1))
            .await
            .unwrap();
        let used = |link: Option<crate::account::OneTimeLink>| link.unwrap().used_at;
        assert_eq!(
            used(tx.link(&hash(2), LinkPurpose::LogIn).await.unwrap()),
            Some(noon(1))
        );
        assert_eq!(
            used(tx.link(&hash(3), LinkPurpose::ResetPassword).await.unwrap()),
            None
        );
        let nobodys = tx
            .link(&hash(4), LinkPurpose::LogIn)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((nobodys.account, nobodys.used_at), (None, None));
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_is_begun_confirmed_and_removed() {
    on_each_database(async |Database { store, .. }| {
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.begin_authenticator(id(1), &SecretText::new("ABC".to_owned()))
            .await
            .unwrap();
        let begun = tx
            .credentials(id(1))
            .await
            .unwrap()
            .unwrap()
            .authenticator
            .unwrap();
        assert!(!begun.is_confirmed);
        tx.confirm_authenticator(id(1), &[hash(1), hash(2)], noon(1))
            .await
            .unwrap();
        tx.note_authenticator_step(id(1), 42).await.unwrap();
        let confirmed = tx
            .credentials(id(1))
            .await
            .unwrap()
            .unwrap()
            .authenticator
            .unwrap();
        assert_eq!(
            (confirmed.is_confirmed, confirmed.last_step),
            (true, Some(42))
        );
        assert!(!format!("{confirmed:?}").contains("ABC"));
        assert!(tx.account(id(1)).await.unwrap().unwrap().has_second_factor);
        assert!(
            tx.use_recovery_code(id(1), &hash(1), noon(1))
                .await
                .unwrap()
        );
        assert!(
            !tx.use_recovery_code(id(1), &hash(1), noon(1))
                .await
                .unwrap()
        );
        let foreign = tx.remove_authenticator(Right::Own(id(2)), id(1)).await;
        assert!(
            matches!(foreign, Err(StoreError::NotCleared)),
            "{foreign:?}"
        );
        let own = Right::Own(id(1));
        tx.remove_authenticator(own, id(1)).await.unwrap();
        assert!(
            !tx.use_recovery_code(id(1), &hash(2), noon(1))
                .await
                .unwrap()
        );
        assert!(
            tx.credentials(id(1))
                .await
                .unwrap()
                .unwrap()
                .authenticator
                .is_none()
        );
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn failures_are_kept_and_forgotten() {
    on_each_database(async |Database { store, .. }| {
        let mut tx = store.begin().await.unwrap();
        let known = Failures {
            count: 3,
            last_at: noon(1),
        };
        tx.put_failures(&hash(1), known).await.unwrap();
        tx.put_failures(&hash(1), Failures { count: 4, ..known })
            .await
            .unwrap();
        let found = tx.failures(&[hash(2), hash(1)]).await.unwrap();
        assert_eq!(found, [None, Some(Failures { count: 4, ..known })]);
        tx.forget_failures(&hash(1)).await.unwrap();
        assert_eq!(tx.failures(&[hash(1)]).await.unwrap(), [None]);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn invitations_take_the_clearance_for_everything_they_say() {
    on_each_database(async |Database { store, .. }| {
        publish_everything(store).await;
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let invitation = Invitation {
            id: InvitationId::from_uuid(Uuid::from_u128(5)),
            email: Some(email("Ben@verein.example")),
            language: LanguageTag::german(),
            organization: Some((organization(), MembershipRole::Editor)),
            grants: vec![Grant::Translator(BTreeSet::from([LanguageTag::german()]))],
            invited_by: Some(id(1)),
            created_at: noon(1),
            expires_at: noon(15),
            accepted_at: None,
            revoked_at: None,
        };
        let new = NewInvitation {
            invitation: invitation.clone(),
            token: hash(1),
        };
        let member = cleared(Administration::InviteMember(organization()));
        let staff = cleared(Administration::InviteStaff);
        let mut tx = store.begin().await.unwrap();
        for clearances in [&[][..], &[member], &[staff]] {
            let refused = tx.write_invitation(clearances, new.clone()).await;
            assert!(
                matches!(refused, Err(StoreError::NotCleared)),
                "{refused:?}"
            );
        }
        tx.write_invitation(&[member, staff], new).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            store.invitation(&hash(1)).await.unwrap(),
            Some(invitation.clone())
        );
        let members = cleared(Administration::ManageMembers(organization()));
        let all = InvitationPage {
            before: None,
            limit: 10,
        };
        assert_eq!(
            store.invitations(&members, all).await.unwrap(),
            std::slice::from_ref(&invitation)
        );
        let behind = InvitationPage {
            before: Some(invitation.id),
            ..all
        };
        assert_eq!(store.invitations(&members, behind).await.unwrap(), []);
        let mut tx = store.begin().await.unwrap();
        tx.accept_invitation(invitation.id, id(1), noon(2))
            .await
            .unwrap();
        let accepted = tx.invitation(&hash(1)).await.unwrap().unwrap();
        assert_eq!(accepted.accepted_at, Some(noon(2)));
        tx.revoke_invitation(&members, &accepted, noon(3))
            .await
            .unwrap();
        let revoked = tx.invitation_by_id(invitation.id).await.unwrap().unwrap();
        assert_eq!(revoked.revoked_at, Some(noon(3)));
        tx.commit().await.unwrap();
    })
    .await;
}

fn mail(to: &str) -> Mail {
    Mail {
        to: email(to),
        account: None,
        language: LanguageTag::german(),
        template: MailTemplate::LoginLink,
        values: MailValues {
            minutes: Some(15),
            ..MailValues::default()
        },
        expires_at: Some(noon(2)),
    }
}

#[tokio::test]
async fn a_mail_is_one_senders_until_its_lease_is_over() {
    on_each_database(async |Database { store, .. }| {
        let mut tx = store.begin().await.unwrap();
        for number in 1..=3 {
            let queued =
                tx.queue_mail(Uuid::from_u128(number), mail("ana@verein.example"), noon(1));
            queued.await.unwrap();
        }
        tx.commit().await.unwrap();
        let take = |now: Instant, limit| async move {
            let lease = (now.utc() + TimeDelta::minutes(5)).into();
            let mut tx = store.begin().await.unwrap();
            let taken = tx.take_due_mails(now, limit, lease).await.unwrap();
            tx.commit().await.unwrap();
            taken
        };
        let one = take(noon(1), 2).await;
        let two = take(noon(1), 2).await;
        assert_eq!((one.len(), two.len()), (2, 1));
        assert_eq!(one[0].mail, mail("ana@verein.example"));
        assert!(take(later(1, 60), 2).await.is_empty());
        assert_eq!(take(later(1, 301), 9).await.len(), 3);
        // Where the clock was put back by more than any pause, they are due as well.
        let earlier = noon(1).utc() - TimeDelta::days(30);
        assert_eq!(take(earlier.into(), 9).await.len(), 3);

        let mut tx = store.begin().await.unwrap();
        tx.mark_mail_sent(Uuid::from_u128(1), noon(1))
            .await
            .unwrap();
        tx.mark_mail_failed(Uuid::from_u128(2), "away", Some(later(1, 900)))
            .await
            .unwrap();
        tx.mark_mail_failed(Uuid::from_u128(3), "gone", None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let again = take(later(1, 900), 9).await;
        assert_eq!(again.len(), 1);
        assert_eq!((again[0].id, again[0].attempts), (Uuid::from_u128(2), 1));
        // Over before it was sent.
        assert!(take(noon(2), 9).await.is_empty());
        assert!(take(noon(1), 9).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_senders_never_take_the_same_mail() {
    on_each_database(async |Database { store, .. }| {
        let mut tx = store.begin().await.unwrap();
        for number in 1..=20 {
            let queued =
                tx.queue_mail(Uuid::from_u128(number), mail("ana@verein.example"), noon(1));
            queued.await.unwrap();
        }
        tx.commit().await.unwrap();
        let take = || async {
            let mut tx = store.begin().await.unwrap();
            let taken = tx.take_due_mails(noon(1), 12, later(1, 300)).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            tx.commit().await.unwrap();
            taken.into_iter().map(|mail| mail.id).collect::<Vec<_>>()
        };
        let (one, two) = tokio::join!(take(), take());
        let together: BTreeSet<_> = one.iter().chain(&two).collect();
        assert_eq!(together.len(), one.len() + two.len());
        assert_eq!(together.len(), 20);
    })
    .await;
}

#[tokio::test]
async fn what_is_remembered_under_a_key_is_the_actors_own() {
    on_each_database(async |Database { store, .. }| {
        let what = Recalled {
            operation: "createOffer".to_owned(),
            body: hash(1),
            outcome: "{}".to_owned(),
        };
        let mut tx = store.begin().await.unwrap();
        tx.remember("ana", "key", what.clone(), noon(1))
            .await
            .unwrap();
        assert_eq!(tx.recall("ana", "key").await.unwrap(), Some(what.clone()));
        assert_eq!(tx.recall("ben", "key").await.unwrap(), None);
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let twice = tx.remember("ana", "key", what, noon(1)).await;
        assert!(matches!(twice, Err(StoreError::Concurrent(_))), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn the_audit_reads_back_page_by_page_and_forgets_people() {
    on_each_database(async |Database { store, .. }| {
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        let clearance = cleared(Administration::ReadAudit);
        let line = |number: u128, day: u32| NewAuditRow {
            id: Uuid::from_u128(number),
            at: noon(day),
            actor: Some(id(1)),
            role: None,
            action: AuditAction::ProfileChanged,
            subject: AuditSubject {
                kind: AuditSubjectKind::Account,
                id: Some(id(1).uuid()),
            },
            before: None,
            after: Some(serde_json::json!({ "name": "Ana" })),
        };
        let mut tx = store.begin().await.unwrap();
        tx.write_audit(line(1, 1)).await.unwrap();
        tx.write_audit(line(2, 2).by(clearance.author()))
            .await
            .unwrap();
        tx.write_audit(line(3, 3)).await.unwrap();
        assert_eq!(tx.pseudonymise_audit(noon(2), noon(9)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let page = AuditPage {
            wanted: AuditFilter::default(),
            before: None,
            limit: 2,
        };
        let newest = store.audit(&clearance, page).await.unwrap();
        assert_eq!(newest[0].actor, Some(id(1)));
        assert_eq!(newest[1].role, Some(clearance.author().role));
        let page = AuditPage {
            wanted: AuditFilter::default(),
            before: Some(newest[1].id),
            ..page
        };
        let oldest = store.audit(&clearance, page).await.unwrap();
        assert_eq!(oldest.len(), 1);
        assert!(oldest[0].is_pseudonymised);
        assert_eq!((oldest[0].actor, &oldest[0].after), (None, &None));
        let other = cleared(Administration::ManageApiKeys);
        let refused = store.audit(&other, page).await;
        assert!(
            matches!(refused, Err(StoreError::NotCleared)),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_of_accounts_enters_the_change_log() {
    on_each_database(async |Database { store, .. }| {
        let before = store.log_position().await.unwrap();
        create(store, ana(1, "ana@verein.example")).await.unwrap();
        assert_eq!(store.log_position().await.unwrap(), before);
    })
    .await;
}

/// Two administrators each take the grant of the other one, at the same time.
#[tokio::test]
async fn of_two_last_administrators_who_remove_each_other_one_is_left() {
    on_each_database(async |database| {
        let store = &database.store;
        let what = cleared(Administration::ManageAccounts);
        let mut tx = store.begin().await.unwrap();
        for (number, address) in [(1, "ada@stadt.example"), (2, "eva@stadt.example")] {
            tx.create_account(ana(number, address)).await.unwrap();
            let grants = [Grant::Administrator];
            let right = Right::Cleared(&what);
            tx.set_grants(right, id(number), &grants).await.unwrap();
        }
        tx.commit().await.unwrap();

        let remove = async |other: AccountId| -> bool {
            let mut tx = store.begin().await.unwrap();
            tx.account(other).await.unwrap();
            let holders = tx.holders_locked(&Grant::Administrator).await.unwrap();
            // Long enough for the other one to come to the same point.
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            if !holders.iter().any(|holder| holder.id != other) {
                return false;
            }
            let right = Right::Cleared(&what);
            tx.set_grants(right, other, &[]).await.unwrap();
            tx.commit().await.unwrap();
            true
        };
        let (first, second) = tokio::join!(remove(id(1)), remove(id(2)));
        assert_ne!(first, second);
        assert_eq!(store.holders(&Grant::Administrator).await.unwrap().len(), 1);
    })
    .await;
}
