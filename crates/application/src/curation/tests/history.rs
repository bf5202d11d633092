//! The history of what the coordinating office keeps: read, compared, gone back to.

use domain::edit::{MeasureInput, TopicInput};
use domain::id::{MeasureId, TopicId, TypedId};
use domain::plan::{ImplementationStatus, Measure};
use domain::policy::Actor;
use domain::taxonomy::Topic;
use persistence::HistoryPage;
use serde_json::{Value, json};

use super::world::{World, coordinator_of, text};
use crate::curation::{Change, CuratedSeen};
use crate::entries::tests::{coordinator, member, occasion, refused};
use crate::entries::{Compare, GoBack, Note, Saved};
use crate::use_case::UseCaseError;

fn measure() -> MeasureId {
    MeasureId::of_slug("education-measure")
}

async fn update(world: &World, expected: u32, input: Value) {
    let change = Change::<Measure, _> {
        id: measure(),
        expected,
        input: serde_json::from_value::<MeasureInput>(input).unwrap(),
        note: Note::default(),
    };
    world
        .application
        .update_curated(&occasion(&coordinator()), change)
        .await
        .unwrap();
}

async fn go_back(
    world: &World,
    actor: &Actor,
    (expected, to): (u32, u32),
) -> Result<Saved, UseCaseError> {
    let back = GoBack::<Measure> {
        id: measure(),
        expected,
        to,
        note: Note {
            comment: Some("doch nicht".to_owned()),
            ..Note::default()
        },
    };
    world
        .application
        .go_back_curated(&occasion(actor), back)
        .await
}

async fn history(world: &World, actor: &Actor) -> Vec<CuratedSeen> {
    let page = HistoryPage {
        before: None,
        limit: 2,
    };
    world
        .application
        .curated_history::<Measure>(actor, (measure(), page))
        .await
        .unwrap()
}

/// The paths of what a revision changed.
fn changed(seen: &CuratedSeen) -> Vec<String> {
    let changes = seen.revision.content.changes().unwrap();
    changes.iter().map(|field| field.path.join(".")).collect()
}

#[tokio::test]
async fn a_coordinator_sees_what_changed_and_undoes_it() {
    let world = World::new().await;
    let office = coordinator();
    update(&world, 1, json!({"status": "PLANNED"})).await;
    update(
        &world,
        2,
        json!({"status": "DONE", "title": text("Versehen")}),
    )
    .await;
    let seen = history(&world, &office).await;
    let numbers: Vec<u32> = seen.iter().map(|seen| seen.revision.number).collect();
    assert_eq!(numbers, [3, 2]);
    let mut paths = changed(&seen[0]);
    paths.sort();
    assert!(paths.contains(&"status".to_owned()), "{paths:?}");
    assert!(
        paths.iter().any(|path| path.starts_with("item.title")),
        "{paths:?}"
    );
    // The page ends before the revision from which its last one was made.
    assert_eq!(changed(&seen[1]), ["status"]);
    assert_eq!(
        seen[1]
            .revision
            .content
            .label()
            .unwrap()
            .source()
            .text
            .as_str(),
        "education-measure"
    );
    assert!(seen[0].author().is_some());

    let saved = go_back(&world, &office, (3, 2)).await.unwrap();
    assert_eq!((saved.revision, saved.published), (4, Some(4)));
    let snapshot = world.application.snapshot();
    let live = snapshot.find::<Measure>(measure()).unwrap();
    assert_eq!(live.status, Some(ImplementationStatus::Planned));
    assert_eq!(live.item.title.source().text.as_str(), "education-measure");
    let seen = history(&world, &office).await;
    assert_eq!(seen[0].revision.comment.as_deref(), Some("doch nicht"));
    let compare = |from, to| Compare::<Measure> {
        id: measure(),
        from,
        to,
    };
    let same = world
        .application
        .compare_curated(&office, compare(Some(2), Some(4)))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(same.fields, []);
    // Unless told otherwise, with the one before.
    let by_default = world
        .application
        .compare_curated(&office, compare(None, Some(2)))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((by_default.from, by_default.fields.len()), (Some(1), 1));
}

#[tokio::test]
async fn what_was_adopted_in_words_stays_whatever_one_goes_back_to() {
    let world = World::new().await;
    let office = coordinator();
    let before = world.application.snapshot();
    let adopted = before.find::<Measure>(measure()).unwrap().item.clone();
    let mut without = before
        .find::<Measure>(measure())
        .unwrap()
        .document()
        .clone();
    without.item.official_text = None;
    without.item.steps.clear();
    // As the seeds had it before the document was imported.
    for content in [
        &without,
        before.find::<Measure>(measure()).unwrap().document(),
    ] {
        let everything = domain::policy::scope(&Actor::Operator);
        let newest = world
            .store
            .newest::<Measure>(&everything, &[measure()])
            .await;
        let number = newest.unwrap()[0].number;
        let resource = world.store.resource(content).await.unwrap();
        let publish = domain::policy::Action::Publish;
        let permit = domain::policy::authorize(&office, publish, &resource).unwrap();
        let mut tx = world.store.begin().await.unwrap();
        let write = persistence::Write {
            at: crate::entries::tests::world::now(),
            comment: None,
            minor: false,
            expected: persistence::Expected::Revision(number),
        };
        tx.publish(&permit, content, write).await.unwrap();
        tx.commit().await.unwrap();
    }
    go_back(&world, &office, (3, 2)).await.unwrap();
    let snapshot = world.application.snapshot();
    let live = &snapshot.find::<Measure>(measure()).unwrap().item;
    assert_eq!(live.official_text, adopted.official_text);
    assert_eq!(live.steps, adopted.steps);
}

#[tokio::test]
async fn only_whoever_coordinates_the_part_reads_its_history_or_goes_back() {
    let world = World::new().await;
    update(&world, 1, json!({"status": "PLANNED"})).await;
    for stranger in [
        Actor::Anonymous,
        member(&["club"]),
        coordinator_of("housing"),
    ] {
        assert!(history(&world, &stranger).await.is_empty(), "{stranger:?}");
        let back = go_back(&world, &stranger, (2, 1)).await;
        assert_eq!(refused(back), ["not found"]);
    }
    let education = coordinator_of("education");
    let seen = history(&world, &education).await;
    assert_eq!(seen.len(), 2);
    // Who it was is for those who coordinate everything.
    assert_eq!(seen[0].author(), None);
    let stale = go_back(&world, &education, (1, 1)).await;
    assert_eq!(refused(stale), ["conflict 2"]);
    let unknown = go_back(&world, &education, (2, 9)).await;
    assert_eq!(refused(unknown), ["revision: Unknown"]);
    let saved = go_back(&world, &education, (2, 1)).await.unwrap();
    assert_eq!(saved.revision, 3);
}

#[tokio::test]
async fn going_back_never_moves_a_measure_out_of_ones_own_part() {
    let world = World::new().await;
    let away = domain::id::ChallengeId::of_slug("housing-challenge").to_global();
    update(&world, 1, json!({"challenge": away})).await;
    let housing = coordinator_of("housing");
    let back = go_back(&world, &housing, (2, 1)).await;
    assert_eq!(refused(back), ["denied"]);
}

#[tokio::test]
async fn what_everything_is_sorted_by_can_be_undone_unless_it_no_longer_fits() {
    let world = World::new().await;
    let office = coordinator();
    let create = async |label: &str, parent: Option<TopicId>| {
        let parent = parent.map(TypedId::to_global);
        let input = json!({"label": text(label), "parent": parent});
        let input = serde_json::from_value::<TopicInput>(input).unwrap();
        let occasion = occasion(&office);
        let made = world
            .application
            .create_curated::<Topic, _>(&occasion, (input, Note::default()))
            .await
            .unwrap();
        TopicId::from_uuid(made.entity.uuid)
    };
    let sport = create("Sport", None).await;
    let ball = create("Ballsport", Some(sport)).await;
    let change = async |id: TopicId, expected: u32, input: Value| {
        let change = Change::<Topic, _> {
            id,
            expected,
            input: serde_json::from_value::<TopicInput>(input).unwrap(),
            note: Note::default(),
        };
        let occasion = occasion(&office);
        let done = world.application.update_curated(&occasion, change).await;
        done.unwrap()
    };
    change(ball, 1, json!({"parent": null})).await;
    change(sport, 1, json!({"parent": ball.to_global()})).await;
    let back = |id, expected, to| GoBack::<Topic> {
        id,
        expected,
        to,
        note: Note::default(),
    };
    let occasion = occasion(&office);
    let circle = world
        .application
        .go_back_curated(&occasion, back(ball, 2, 1))
        .await;
    assert_eq!(refused(circle), ["parent: Cycle"]);
    let undone = world
        .application
        .go_back_curated(&occasion, back(sport, 2, 1))
        .await
        .unwrap();
    assert_eq!(undone.revision, 3);
    let snapshot = world.application.snapshot();
    assert_eq!(snapshot.find::<Topic>(sport).unwrap().parent, None);
}
