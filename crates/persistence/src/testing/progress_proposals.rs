//! Facts about what organizations propose about the progress of measures.

use std::sync::Arc;

use domain::account::{Account, AccountId, AccountState, Membership, MembershipRole, SessionId};
use domain::contact::EmailAddress;
use domain::id::{MeasureId, OrganizationId, TypedId};
use domain::plan::{
    DecidedProposal, ImplementationStatus, Measure, Percent, ProgressProposal, ProgressProposalId,
    ProposalOutcome, ProposalState, ProposedProgress,
};
use domain::policy::{Action, Actor, Person, Scope, scope};
use domain::text::{LanguageTag, Words};
use uuid::Uuid;

use super::samples::{Sample, day, part, text, words};
use super::{noon, on_each_database, operators_scope, permit, publish_everything};
use crate::account::{Keep, NewAccount, Right};
use crate::{ProposalCursor, ProposalFilter, ProposalPage, Store, StoreError, Tx};

const ANA: AccountId = AccountId::from_uuid(Uuid::from_u128(1));
const BEN: AccountId = AccountId::from_uuid(Uuid::from_u128(2));

fn measure() -> MeasureId {
    Measure::samples()[0].id
}

fn proposal(number: u32) -> ProgressProposal {
    ProgressProposal {
        id: ProgressProposalId::from_uuid(Uuid::from_u128(number.into())),
        measure: measure(),
        organization: OrganizationId::of_slug("office"),
        by: Some(ANA),
        at: noon(number),
        progress: ProposedProgress {
            date: day("2026-01-15"),
            step: Some(part("step")),
            status: ImplementationStatus::InProgress,
            percent: Some(Percent::new(40).unwrap()),
            note: Some(text("Es geht voran")),
        },
        decided: None,
    }
}

fn decided(outcome: ProposalOutcome) -> DecidedProposal {
    DecidedProposal {
        outcome,
        at: noon(20),
        by: Some(BEN),
        comment: Some(words("Danke")),
    }
}

async fn propose(store: &Store, proposals: &[ProgressProposal]) {
    publish_everything(store).await;
    let mut tx = store.begin().await.unwrap();
    let permit = permit(Action::ReportProgress, measure());
    for proposal in proposals {
        tx.propose_progress(&permit, proposal).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn decide(store: &Store, number: u32, outcome: ProposalOutcome) -> bool {
    let action = match outcome {
        ProposalOutcome::Accepted => Action::Publish,
        ProposalOutcome::Rejected => Action::Reject,
        ProposalOutcome::Withdrawn => Action::ReportProgress,
    };
    let mut tx = store.begin().await.unwrap();
    let permit = permit(action, measure());
    let which = (proposal(number).id, measure());
    let decided = decided(outcome);
    let done = tx.decide_progress_proposal(&permit, which, &decided);
    let done = done.await.unwrap();
    tx.commit().await.unwrap();
    done
}

async fn read(store: &Store, scope: &Scope, filter: &ProposalFilter) -> Vec<ProgressProposal> {
    let page = ProposalPage {
        after: None,
        limit: 50,
    };
    store.progress_proposals(scope, filter, page).await.unwrap()
}

async fn all(store: &Store) -> Vec<ProgressProposal> {
    read(store, &operators_scope(), &ProposalFilter::default()).await
}

fn member_of(organization: &str) -> Scope {
    let membership = Membership {
        organization: OrganizationId::of_slug(organization),
        role: MembershipRole::Editor,
        since: noon(1),
    };
    let person = Person {
        account: Account {
            id: ANA,
            email: None,
            name: Words::parse("Ana").unwrap(),
            language: LanguageTag::german(),
            state: AccountState::Active,
            grants: Vec::new(),
            memberships: vec![membership],
            has_second_factor: false,
            created_at: noon(1),
        },
        session: SessionId::from_uuid(Uuid::from_u128(3)),
        second_factor_passed: true,
    };
    scope(&Actor::Person(Arc::new(person)))
}

#[tokio::test]
async fn proposals_read_back_as_they_were_made_and_decided() {
    on_each_database(async |database| {
        let store = &database.store;
        let mut bare = proposal(2);
        bare.by = None;
        bare.progress.step = None;
        bare.progress.percent = None;
        bare.progress.note = None;
        propose(store, &[proposal(1), bare.clone()]).await;
        assert_eq!(all(store).await, [bare.clone(), proposal(1)]);
        for (number, outcome) in [
            (1, ProposalOutcome::Rejected),
            (2, ProposalOutcome::Withdrawn),
        ] {
            assert!(decide(store, number, outcome).await);
        }
        let [second, first] = &all(store).await[..] else {
            panic!("two were proposed");
        };
        assert_eq!(first.decided, Some(decided(ProposalOutcome::Rejected)));
        assert_eq!(second.state(), ProposalState::Withdrawn);
        assert_eq!(second.progress, bare.progress);
    })
    .await;
}

#[tokio::test]
async fn a_proposal_is_decided_once() {
    on_each_database(async |database| {
        let store = &database.store;
        propose(store, &[proposal(1)]).await;
        assert!(decide(store, 1, ProposalOutcome::Accepted).await);
        assert!(!decide(store, 1, ProposalOutcome::Rejected).await);
        assert!(!decide(store, 7, ProposalOutcome::Accepted).await);
        assert_eq!(all(store).await[0].state(), ProposalState::Accepted);
    })
    .await;
}

#[tokio::test]
async fn proposals_are_written_by_permit_and_read_in_scope() {
    on_each_database(async |database| {
        let store = &database.store;
        propose(store, &[proposal(1)]).await;
        let everything = ProposalFilter::default();
        assert_eq!(
            read(store, &member_of("office"), &everything).await.len(),
            1
        );
        assert_eq!(read(store, &member_of("club"), &everything).await, []);
        let nobody = scope(&Actor::Anonymous);
        assert_eq!(read(store, &nobody, &everything).await, []);
        let mut tx = store.begin().await.unwrap();
        let (club, office) = (member_of("club"), member_of("office"));
        let hidden = tx.progress_proposal(&club, proposal(1).id);
        assert_eq!(hidden.await.unwrap(), None);
        let own = tx.progress_proposal(&office, proposal(1).id);
        assert_eq!(own.await.unwrap(), Some(proposal(1)));
        let wrong = permit(Action::ReportProgress, measure());
        let which = (proposal(1).id, measure());
        let outcome = decided(ProposalOutcome::Accepted);
        let refused = tx.decide_progress_proposal(&wrong, which, &outcome).await;
        assert!(matches!(refused, Err(StoreError::PermitMismatch { .. })));
        let wrong = permit(Action::Publish, measure());
        let refused = tx.propose_progress(&wrong, &proposal(2)).await;
        assert!(matches!(refused, Err(StoreError::PermitMismatch { .. })));
    })
    .await;
}

#[tokio::test]
async fn proposals_come_in_pages_and_are_narrowed() {
    on_each_database(async |database| {
        let store = &database.store;
        let proposals: Vec<_> = (1..=5).map(proposal).collect();
        propose(store, &proposals).await;
        decide(store, 4, ProposalOutcome::Accepted).await;
        let mut after = None;
        let mut seen = Vec::new();
        loop {
            let page = ProposalPage { after, limit: 2 };
            let (scope, filter) = (operators_scope(), ProposalFilter::default());
            let found = store.progress_proposals(&scope, &filter, page);
            let found = found.await.unwrap();
            let Some(last) = found.last() else { break };
            after = Some(ProposalCursor {
                at: last.at,
                id: last.id,
            });
            seen.extend(found.into_iter().map(|it| it.id));
        }
        let expected: Vec<_> = (1..=5).rev().map(|it| proposal(it).id).collect();
        assert_eq!(seen, expected);
        let waiting = ProposalFilter {
            states: vec![ProposalState::Proposed],
            ..ProposalFilter::default()
        };
        assert_eq!(read(store, &operators_scope(), &waiting).await.len(), 4);
        let nothing = ProposalFilter {
            measures: Some([].into()),
            ..ProposalFilter::default()
        };
        assert_eq!(read(store, &operators_scope(), &nothing).await, []);
        let mut tx = store.begin().await.unwrap();
        let office = OrganizationId::of_slug("office");
        assert_eq!(tx.proposals_waiting(measure(), office).await.unwrap(), 4);
    })
    .await;
}

async fn create_account(tx: &mut Tx, id: AccountId) {
    let new = NewAccount {
        id,
        email: EmailAddress::parse(&format!("{}@verein.example", id.uuid())).unwrap(),
        name: words("Ana"),
        language: LanguageTag::german(),
        password: None,
        at: noon(1),
    };
    tx.create_account(new).await.unwrap();
}

#[tokio::test]
async fn who_proposed_and_decided_is_forgotten_with_the_person_and_in_time() {
    on_each_database(async |database| {
        let store = &database.store;
        propose(store, &[proposal(1), proposal(9)]).await;
        decide(store, 1, ProposalOutcome::Accepted).await;
        let people = async || -> Vec<_> {
            let found = all(store).await;
            let decider = |it: &ProgressProposal| it.decided.as_ref().and_then(|it| it.by);
            found.iter().map(|it| (it.by, decider(it))).collect()
        };
        assert_eq!(people().await, [(Some(ANA), None), (Some(ANA), Some(BEN))]);
        let mut tx = store.begin().await.unwrap();
        let since = noon(5);
        let keep = Keep {
            now: noon(25),
            over_since: since,
            invitations_since: since,
            failures_since: since,
            answers_since: since,
            audit_since: since,
        };
        assert_eq!(tx.tidy_accounts(keep).await.unwrap().pseudonymised, 1);
        tx.commit().await.unwrap();
        assert_eq!(people().await, [(Some(ANA), None), (None, Some(BEN))]);
        for person in [ANA, BEN] {
            let mut tx = store.begin().await.unwrap();
            create_account(&mut tx, person).await;
            let right = Right::Own(person);
            tx.erase_account(right, person).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(people().await, [(None, None), (None, None)]);
    })
    .await;
}

#[tokio::test]
async fn who_is_responsible_is_read_from_what_is_published() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let content = Measure::samples()[0].clone();
        let mut tx = store.begin().await.unwrap();
        let resource = tx.resource_with_parties(&content, day("2026-06-01")).await;
        let responsible = resource.unwrap().responsible;
        assert_eq!(
            Vec::from_iter(responsible),
            [OrganizationId::of_slug("office")]
        );
        let resource = tx.resource_with_parties(&content, day("2028-06-01")).await;
        assert!(resource.unwrap().responsible.is_empty());
    })
    .await;
}
