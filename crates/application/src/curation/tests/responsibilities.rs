//! Who does what for which subject.

use domain::edit::ResponsibilityInput;
use domain::id::{ActionAreaId, MeasureId, OrganizationId, ResponsibilityId, TypedId};
use domain::plan::{Commitment, Responsibility};
use serde_json::{Value, json};

use super::world::{World, coordinator_of};
use crate::curation::Change;
use crate::entries::tests::world::id_of;
use crate::entries::tests::{coordinator, member, occasion, refused};
use crate::entries::{Note, Saved};
use crate::use_case::UseCaseError;

fn lead(more: &Value) -> ResponsibilityInput {
    let mut input = json!({
        "organization": id_of::<OrganizationId>("club"),
        "subject": id_of::<MeasureId>("education-measure"),
        "role": "LEAD",
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    serde_json::from_value(input).unwrap()
}

async fn assign(
    world: &World,
    actor: &domain::policy::Actor,
    input: ResponsibilityInput,
) -> Result<Saved, UseCaseError> {
    world
        .application
        .create_curated::<Responsibility, _>(&occasion(actor), (input, Note::default()))
        .await
}

#[tokio::test]
async fn what_the_office_writes_is_public_before_it_is_answered() {
    let world = World::new().await;
    let office = coordinator();
    let saved = assign(&world, &office, lead(&json!({}))).await.unwrap();
    assert_eq!((saved.revision, saved.published), (1, Some(1)));
    let id = ResponsibilityId::from_uuid(saved.entity.uuid);
    let snapshot = world.application.snapshot();
    assert_eq!(snapshot.find::<Responsibility>(id).unwrap().order, 1);
    let change = Change::<Responsibility, _> {
        id,
        expected: 1,
        input: serde_json::from_value::<ResponsibilityInput>(json!({"commitment": "CONFIRMED"}))
            .unwrap(),
        note: Note::default(),
    };
    let saved = world
        .application
        .update_curated(&occasion(&office), change)
        .await
        .unwrap();
    assert_eq!((saved.revision, saved.published), (2, Some(2)));
    let snapshot = world.application.snapshot();
    let found = snapshot.find::<Responsibility>(id).unwrap();
    assert_eq!(found.commitment, Some(Commitment::Confirmed));
    assert_eq!(found.organization, OrganizationId::of_slug("club"));
}

#[tokio::test]
async fn what_was_taken_out_comes_back_as_it_was() {
    let world = World::new().await;
    let office = coordinator();
    let saved = assign(&world, &office, lead(&json!({}))).await.unwrap();
    let id = ResponsibilityId::from_uuid(saved.entity.uuid);
    let application = &world.application;
    let saved = application
        .archive_curated::<Responsibility>(&occasion(&office), (id, 1))
        .await
        .unwrap();
    assert_eq!(saved.published, None);
    assert!(application.snapshot().find::<Responsibility>(id).is_none());
    let again = application
        .archive_curated::<Responsibility>(&occasion(&office), (id, 1))
        .await;
    assert_eq!(refused(again), [": NotInState"]);
    let saved = application
        .restore_curated::<Responsibility>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    assert_eq!(saved.published, Some(1));
    assert!(application.snapshot().find::<Responsibility>(id).is_some());
}

#[tokio::test]
async fn a_coordinator_of_an_area_keeps_to_it() {
    let world = World::new().await;
    let housing = coordinator_of("housing");
    let denied = assign(&world, &housing, lead(&json!({}))).await;
    assert_eq!(refused(denied), ["denied"]);
    let own = json!({"subject": id_of::<MeasureId>("housing-measure")});
    let saved = assign(&world, &housing, lead(&own)).await.unwrap();
    let id = ResponsibilityId::from_uuid(saved.entity.uuid);
    let away = json!({"subject": id_of::<ActionAreaId>("education")});
    let change = Change::<Responsibility, _> {
        id,
        expected: 1,
        input: lead(&away),
        note: Note::default(),
    };
    let moved = world
        .application
        .update_curated(&occasion(&housing), change)
        .await;
    assert_eq!(refused(moved), ["denied"]);
    let education = coordinator_of("education");
    let foreign = world
        .application
        .archive_curated::<Responsibility>(&occasion(&education), (id, 1))
        .await;
    assert_eq!(refused(foreign), ["not found"]);
}

#[tokio::test]
async fn whoever_works_for_the_organization_assigns_nothing() {
    let world = World::new().await;
    let denied = assign(&world, &member(&["club"]), lead(&json!({}))).await;
    assert_eq!(refused(denied), ["denied"]);
    let nobody = domain::policy::Actor::Anonymous;
    let denied = assign(&world, &nobody, lead(&json!({}))).await;
    assert_eq!(refused(denied), ["denied"]);
}

#[tokio::test]
async fn the_same_part_is_taken_once_at_a_time() {
    let world = World::new().await;
    let office = coordinator();
    let first = json!({"to": "2026-06-30"});
    assign(&world, &office, lead(&first)).await.unwrap();
    let again = assign(&world, &office, lead(&json!({}))).await;
    assert_eq!(refused(again), ["role: AlreadyThere"]);
    let later = json!({"from": "2026-07-01"});
    assign(&world, &office, lead(&later)).await.unwrap();
}

#[tokio::test]
async fn a_subject_and_an_organization_that_nobody_knows_are_named() {
    let world = World::new().await;
    let unknown = json!({
        "organization": id_of::<OrganizationId>("nobody"),
        "subject": id_of::<MeasureId>("nothing"),
    });
    let refusal = refused(assign(&world, &coordinator(), lead(&unknown)).await);
    assert_eq!(refusal, ["organization: Unknown", "subject: Unknown"]);
}
