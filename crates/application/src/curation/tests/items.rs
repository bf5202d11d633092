//! Measures and the other items of the plan.

use domain::edit::{ChallengeInput, GoalInput, MeasureInput, ProgressInput, ResponsibilityInput};
use domain::id::{ActionAreaId, ChallengeId, GoalId, MeasureId, OrganizationId, PartId, TypedId};
use domain::plan::{Challenge, Goal, ImplementationStatus, Measure, Responsibility};
use domain::policy::Actor;
use serde_json::{Value, json};

use super::world::{World, coordinator_of, text};
use crate::curation::Change;
use crate::entries::tests::world::id_of;
use crate::entries::tests::{coordinator, member, occasion, refused};
use crate::entries::{Note, Saved};
use crate::use_case::UseCaseError;

async fn update(
    world: &World,
    actor: &Actor,
    (id, expected): (MeasureId, u32),
    input: Value,
) -> Result<Saved, UseCaseError> {
    let change = Change::<Measure, _> {
        id,
        expected,
        input: serde_json::from_value::<MeasureInput>(input).unwrap(),
        note: Note::default(),
    };
    world
        .application
        .update_curated(&occasion(actor), change)
        .await
}

fn measure() -> MeasureId {
    MeasureId::of_slug("education-measure")
}

#[tokio::test]
async fn a_new_measure_stands_behind_the_others_of_its_challenge() {
    let world = World::new().await;
    let input = json!({
        "title": text("Lesepatenschaften"),
        "challenge": id_of::<ChallengeId>("education-challenge"),
        "goals": [id_of::<GoalId>("education-goal")],
    });
    let input: MeasureInput = serde_json::from_value(input).unwrap();
    let saved = world
        .application
        .create_curated::<Measure, _>(&occasion(&coordinator()), (input, Note::default()))
        .await
        .unwrap();
    let snapshot = world.application.snapshot();
    let id = MeasureId::from_uuid(saved.entity.uuid);
    let found = snapshot.find::<Measure>(id).unwrap();
    assert_eq!(found.item.order, 13);
    assert_eq!(found.item.official_text, None);
    assert_eq!(
        snapshot.area_of(domain::plan::PlanItemId::Measure(id)),
        Some(ActionAreaId::of_slug("education"))
    );
}

#[tokio::test]
async fn a_change_is_public_at_once_and_a_stale_one_is_refused() {
    let world = World::new().await;
    let office = coordinator();
    let input = json!({"status": "IN_PROGRESS", "summary": text("Kurz gesagt")});
    update(&world, &office, (measure(), 1), input.clone())
        .await
        .unwrap();
    let snapshot = world.application.snapshot();
    let found = snapshot.find::<Measure>(measure()).unwrap();
    assert_eq!(found.status, Some(ImplementationStatus::InProgress));
    assert!(found.item.official_text.is_some());
    let stale = update(&world, &office, (measure(), 1), input).await;
    assert_eq!(refused(stale), ["conflict 2"]);
}

#[tokio::test]
async fn a_coordinator_of_an_area_moves_no_measure_out_of_it() {
    let world = World::new().await;
    let education = coordinator_of("education");
    update(
        &world,
        &education,
        (measure(), 1),
        json!({"status": "PLANNED"}),
    )
    .await
    .unwrap();
    let away = json!({"challenge": id_of::<ChallengeId>("housing-challenge")});
    let moved = update(&world, &education, (measure(), 2), away.clone()).await;
    assert_eq!(refused(moved), ["denied"]);
    let housing = coordinator_of("housing");
    let taken = update(&world, &housing, (measure(), 2), away).await;
    assert_eq!(refused(taken), ["not found"]);
    let club = update(&world, &member(&["club"]), (measure(), 2), json!({})).await;
    assert_eq!(refused(club), ["not found"]);
}

#[tokio::test]
async fn a_reference_leads_to_a_step_that_is_there() {
    let world = World::new().await;
    let office = coordinator();
    let other = MeasureId::of_slug("housing-measure");
    let to = |part: PartId| json!({"references": [{"target": {"id": other.to_global(), "part": part.to_global()}}]});
    let nowhere = update(
        &world,
        &office,
        (measure(), 1),
        to(PartId::of_name(other, "second")),
    )
    .await;
    assert_eq!(refused(nowhere), ["references.0.target.part: Unknown"]);
    let step = PartId::of_name(other, "first");
    update(&world, &office, (measure(), 1), to(step))
        .await
        .unwrap();
    let unknown = json!({"goals": [id_of::<GoalId>("nothing")]});
    let unknown = update(&world, &office, (measure(), 2), unknown).await;
    assert_eq!(refused(unknown), ["goals.0: Unknown"]);
}

#[tokio::test]
async fn a_report_of_the_office_is_live_at_once() {
    let world = World::new().await;
    let report = json!({"date": "2026-02-01", "status": "DONE", "author": "Stabsstelle"});
    let change = Change::<Measure, _> {
        id: measure(),
        expected: 1,
        input: serde_json::from_value::<ProgressInput>(report).unwrap(),
        note: Note::default(),
    };
    world
        .application
        .update_curated(&occasion(&coordinator()), change)
        .await
        .unwrap();
    let snapshot = world.application.snapshot();
    let found = snapshot.find::<Measure>(measure()).unwrap();
    assert_eq!(found.status, Some(ImplementationStatus::Done));
    assert_eq!(found.progress_reports[0].author.as_str(), "Stabsstelle");
}

fn part(organization: &str, subject: &str) -> ResponsibilityInput {
    let input = json!({
        "organization": id_of::<OrganizationId>(organization),
        "subject": id_of::<MeasureId>(subject),
        "role": "PARTICIPATION",
    });
    serde_json::from_value(input).unwrap()
}

#[tokio::test]
async fn several_responsibilities_are_given_together_or_not_at_all() {
    let world = World::new().await;
    let office = coordinator();
    let assign = async |actor: &Actor, inputs| {
        let outcome = world
            .application
            .assign_responsibilities(&occasion(actor), (inputs, Note::default()))
            .await;
        let count = world.application.snapshot().shelf::<Responsibility>().len();
        (outcome, count)
    };
    let wrong = vec![
        part("club", "education-measure"),
        part("nobody", "education-measure"),
        part("club", "education-measure"),
        part("school", "nothing"),
    ];
    let (outcome, count) = assign(&office, wrong).await;
    assert_eq!(count, 0);
    assert_eq!(
        refused(outcome),
        [
            "responsibilities.1.organization: Unknown",
            "responsibilities.2.role: AlreadyThere",
            "responsibilities.3.subject: Unknown"
        ]
    );
    let both = || {
        vec![
            part("club", "education-measure"),
            part("school", "housing-measure"),
        ]
    };
    let (outcome, count) = assign(&coordinator_of("education"), both()).await;
    assert_eq!((refused(outcome), count), (vec!["denied".to_owned()], 0));
    let (outcome, count) = assign(&office, both()).await;
    assert_eq!((outcome.unwrap().len(), count), (2, 2));
}

#[tokio::test]
async fn who_was_responsible_goes_with_the_measure() {
    let world = World::new().await;
    let office = coordinator();
    let application = &world.application;
    let inputs = vec![
        part("club", "education-measure"),
        part("club", "housing-measure"),
    ];
    application
        .assign_responsibilities(&occasion(&office), (inputs, Note::default()))
        .await
        .unwrap();
    application
        .archive_item::<Measure>(&occasion(&office), (measure(), 1))
        .await
        .unwrap();
    let snapshot = application.snapshot();
    assert!(snapshot.find::<Measure>(measure()).is_none());
    assert_eq!(snapshot.shelf::<Responsibility>().len(), 1);
    let saved = application
        .restore_curated::<Measure>(&occasion(&office), (measure(), 1))
        .await
        .unwrap();
    assert_eq!(saved.published, Some(1));
}

#[tokio::test]
async fn what_others_rest_on_stays() {
    let world = World::new().await;
    let office = coordinator();
    let goal = GoalId::of_slug("education-goal");
    let used = world
        .application
        .archive_item::<Goal>(&occasion(&office), (goal, 1))
        .await;
    assert_eq!(refused(used), [": InUse"]);
    let input = json!({"section": PartId::of_name(goal, "none").to_global()});
    let change = Change::<Challenge, _> {
        id: ChallengeId::of_slug("education-challenge"),
        expected: 1,
        input: serde_json::from_value::<ChallengeInput>(input).unwrap(),
        note: Note::default(),
    };
    let nowhere = world
        .application
        .update_curated(&occasion(&office), change)
        .await;
    assert_eq!(refused(nowhere), ["section: Unknown"]);
    let title: GoalInput = serde_json::from_value(json!({"title": text("Ziel")})).unwrap();
    let change = Change::<Goal, _> {
        id: goal,
        expected: 1,
        input: title,
        note: Note::default(),
    };
    world
        .application
        .update_curated(&occasion(&office), change)
        .await
        .unwrap();
}
