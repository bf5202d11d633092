//! What is left for a person to settle, and what a coordinator brings in.

use std::sync::Arc;

use domain::account::{Account, AccountId, AccountState, Grant, Jurisdiction, SessionId};
use domain::id::{ActionPlanId, DistrictId, MeasureId, TypedId};
use domain::plan::{Measure, PlanFindingKind, Settled};
use domain::policy::{Action, Actor, Person, Resource, Role, authorize, scope};
use domain::text::{LanguageTag, Words};
use interchange::plan::Column;
use persistence::{AskedQuestion, Expected, Uuid, Write};

use super::{Database, LASTING, at, garden, table};
use crate::error::ApplicationError;
use crate::plan_import::{Effect, ImportMode, Outcome, PlanImportError};

fn coordinator(jurisdiction: Jurisdiction) -> Actor {
    Actor::Person(Arc::new(Person {
        account: Account {
            id: AccountId::from_uuid(Uuid::from_u128(1)),
            email: None,
            name: Words::parse("A. Beispiel").unwrap(),
            language: LanguageTag::german(),
            state: AccountState::Active,
            grants: vec![Grant::Coordinator(jurisdiction)],
            memberships: Vec::new(),
            has_second_factor: true,
            created_at: at(1),
        },
        session: SessionId::from_uuid(Uuid::from_u128(2)),
        second_factor_passed: true,
    }))
}

/// The plan with a party that nobody knows.
fn circus() -> String {
    let mut cells = garden();
    cells[5].1 = "Gartenamt (Koordination), Zirkusleute";
    table(&[cells])
}

async fn questions(database: &Database) -> Vec<AskedQuestion> {
    let everything = scope(&Actor::Operator);
    database.store.plan_questions(&everything).await.unwrap()
}

async fn open(database: &Database) -> Vec<PlanFindingKind> {
    let asked = questions(database).await;
    let open = asked.iter().filter(|asked| asked.is_open());
    open.map(|asked| asked.question.kind).collect()
}

async fn newest(database: &Database) -> persistence::Revision<Measure> {
    let ids = [MeasureId::of_slug("a-garden")];
    let everything = scope(&Actor::Operator);
    let found = database.store.newest::<Measure>(&everything, &ids).await;
    found.unwrap().remove(0)
}

#[tokio::test]
async fn what_is_undecided_waits_with_the_item_that_it_is_about() {
    let database = Database::new().await;
    let summary = database.import(&circus(), LASTING).await.unwrap();
    assert_eq!(summary.questions.len(), summary.undecided());
    let asked = questions(&database).await;
    let kept: Vec<_> = asked.iter().map(|asked| asked.question.clone()).collect();
    assert_eq!(kept.len(), summary.questions.len());
    assert!(kept.iter().all(|question| {
        let about = question.about.unwrap();
        question.line == Some(4)
            && question.kind == PlanFindingKind::PartyUnknown
            && about.entity == MeasureId::of_slug("a-garden").entity()
    }));
    assert_eq!(open(&database).await.len(), kept.len());
    // A document in which nothing is undecided leaves no questions.
    database.import(&table(&[garden()]), LASTING).await.unwrap();
    assert!(questions(&database).await.is_empty());
}

#[tokio::test]
async fn a_trial_asks_nothing() {
    let database = Database::new().await;
    let trial = ImportMode {
        effect: Effect::Trial,
        ..LASTING
    };
    let summary = database.import(&circus(), trial).await.unwrap();
    assert!(!summary.questions.is_empty());
    assert!(questions(&database).await.is_empty());
}

#[tokio::test]
async fn what_was_settled_stays_settled_when_the_same_document_comes_again() {
    let database = Database::new().await;
    database.import(&circus(), LASTING).await.unwrap();
    let plan = ActionPlanId::of_slug("p");
    let permit = authorize(&Actor::Operator, Action::Update, &Resource::of(plan)).unwrap();
    let settled = Settled {
        at: at(9),
        by: None,
        comment: Words::parse("Das ist der Verein im Park.").unwrap(),
    };
    for asked in questions(&database).await {
        let mut tx = database.store.begin().await.unwrap();
        tx.settle_plan_question(&permit, plan, (asked.question.id, &settled))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(open(&database).await, []);
    let again = database.import(&circus(), LASTING).await.unwrap();
    assert_eq!(again.outcome, Outcome::NothingToDo);
    assert_eq!(open(&database).await, []);
    assert!(!questions(&database).await.is_empty());
}

#[tokio::test]
async fn whoever_edits_the_item_has_settled_what_was_asked_about_it() {
    let database = Database::new().await;
    database.import(&circus(), LASTING).await.unwrap();
    let known = newest(&database).await;
    let mut edited = known.content.clone();
    edited.item.remarks.clear();
    let office = coordinator(Jurisdiction::Everything);
    let permit = authorize(&office, Action::Publish, &Resource::of(edited.id)).unwrap();
    let write = Write {
        at: at(9),
        comment: None,
        minor: false,
        expected: Expected::Revision(known.number),
    };
    let mut tx = database.store.begin().await.unwrap();
    tx.publish(&permit, &edited, write).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(open(&database).await, []);
    database.import(&circus(), LASTING).await.unwrap();
    assert_eq!(open(&database).await, []);
    assert!(newest(&database).await.content.item.remarks.is_empty());
}

#[tokio::test]
async fn what_a_coordinator_brings_in_is_the_documents_word_and_no_persons() {
    let database = Database::new().await;
    let office = coordinator(Jurisdiction::Everything);
    let mut first = garden();
    first.retain(|(column, _)| *column != Column::Resources);
    let first = table(&[first]);
    let written = database.import_as(&office, &first, LASTING).await.unwrap();
    assert_eq!(written.outcome, Outcome::Written);
    let known = newest(&database).await;
    assert_eq!(known.author.role, Role::Coordinator);
    assert!(known.content.item.resources.is_empty());
    let again = database.import_as(&office, &first, LASTING).await.unwrap();
    assert_eq!((again.writes, again.outcome), (0, Outcome::NothingToDo));
    // A later edition may fill what the first left open, since nobody has written there.
    let later = table(&[garden()]);
    database.import_as(&office, &later, LASTING).await.unwrap();
    assert_eq!(newest(&database).await.content.item.resources.len(), 1);
}

#[tokio::test]
async fn a_coordinator_of_a_part_imports_nothing() {
    let database = Database::new().await;
    let part = coordinator(Jurisdiction::Parts {
        districts: [DistrictId::of_slug("north")].into(),
        areas: Default::default(),
    });
    let refused = database.import_as(&part, &circus(), LASTING).await;
    assert!(matches!(
        refused,
        Err(PlanImportError::Application(ApplicationError::Denied(_)))
    ));
    assert_eq!(database.token().await, 0);
}
