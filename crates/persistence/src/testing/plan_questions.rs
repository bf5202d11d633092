//! Facts about what the reader of a plan's document could not decide.

use domain::id::{ActionPlanId, MeasureId, TypedId};
use domain::plan::{
    ActionPlan, Asked, Confidence, Measure, PlanFindingKind, PlanQuestion, PlanQuestionId, Settled,
};
use domain::policy::{Action, Actor, scope};
use domain::text::Words;

use super::samples::Sample;
use super::{noon, on_each_database, operators_scope, permit, publish, publish_everything};
use crate::{Expected, Store, StoreError};

fn plan() -> ActionPlanId {
    ActionPlan::samples()[0].id
}

fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

fn question(line: Option<u32>, about: Option<MeasureId>) -> PlanQuestion {
    PlanQuestion {
        id: PlanQuestionId::of(&format!("{line:?} {about:?}")),
        document: words("0a1b"),
        line,
        column: Some(7),
        kind: PlanFindingKind::PartyUnknown,
        why: "names a party that nobody knows".to_owned(),
        confidence: Confidence::percent(40).unwrap(),
        about: about.map(|id| Asked {
            entity: id.entity(),
            revision: 1,
        }),
        noted_at: noon(2),
        settled: None,
    }
}

async fn keep(store: &Store, questions: &[PlanQuestion]) {
    let mut tx = store.begin().await.unwrap();
    let permit = permit(Action::Publish, plan());
    tx.keep_plan_questions(&permit, plan(), questions)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn settle(store: &Store, id: PlanQuestionId) -> bool {
    let mut tx = store.begin().await.unwrap();
    let settled = Settled {
        at: noon(3),
        by: None,
        comment: words("It is the youth office."),
    };
    let permit = permit(Action::Update, plan());
    let done = tx.settle_plan_question(&permit, plan(), (id, &settled));
    let done = done.await.unwrap();
    tx.commit().await.unwrap();
    done
}

async fn open(store: &Store) -> Vec<Option<u32>> {
    let asked = store.plan_questions(&operators_scope()).await.unwrap();
    let open = asked.iter().filter(|asked| asked.is_open());
    open.map(|asked| asked.question.line).collect()
}

#[tokio::test]
async fn questions_read_back_in_the_order_of_the_document() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let measure = Measure::samples()[0].id;
        let asked = [
            question(None, None),
            question(Some(40), Some(measure)),
            question(Some(7), None),
        ];
        keep(store, &asked).await;
        let read = store.plan_questions(&operators_scope()).await.unwrap();
        let read: Vec<PlanQuestion> = read.into_iter().map(|asked| asked.question).collect();
        let [unplaced, later, first] = asked;
        assert_eq!(read, [first, later, unplaced]);
        keep(store, &[]).await;
        assert_eq!(open(store).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_question_is_settled_once_by_saying_so_and_also_by_an_edit() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let measure = Measure::samples()[0].clone();
        let by_word = question(Some(7), None);
        keep(
            store,
            &[by_word.clone(), question(Some(40), Some(measure.id))],
        )
        .await;
        assert_eq!(open(store).await, [Some(7), Some(40)]);
        assert!(settle(store, by_word.id).await);
        assert!(!settle(store, by_word.id).await);
        assert!(!settle(store, PlanQuestionId::of("another")).await);
        assert_eq!(open(store).await, [Some(40)]);
        let mut edited = measure;
        edited.item.order += 1;
        publish(store, &edited, Expected::Revision(1))
            .await
            .unwrap();
        assert_eq!(open(store).await, []);
    })
    .await;
}

#[tokio::test]
async fn questions_are_for_who_reads_everything_and_kept_by_permit_alone() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        keep(store, &[question(Some(7), None)]).await;
        let nothing = store.plan_questions(&scope(&Actor::Anonymous)).await;
        assert_eq!(nothing.unwrap(), []);
        let mut tx = store.begin().await.unwrap();
        let wrong = permit(Action::Update, plan());
        let refused = tx.keep_plan_questions(&wrong, plan(), &[]).await;
        assert!(matches!(refused, Err(StoreError::PermitMismatch { .. })));
    })
    .await;
}
