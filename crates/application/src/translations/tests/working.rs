//! What is to be done.

use domain::account::Grant;
use domain::entry::Offer;
use domain::id::{EntityKind, OrganizationId, TypedId};
use domain::policy::Actor;
use domain::translation::TranslationState;
use serde_json::json;

use super::{World, german, tag, translator, words};
use crate::entries::tests::{coordinator, member, person, refused};
use crate::translations::{Task, TaskPage, WorkFilter};

async fn tasks(world: &World, filter: &WorkFilter) -> Vec<Task> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = TaskPage { after, limit: 2 };
        let (office, english, wanted) = (coordinator(), tag("en"), (filter.clone(), page));
        let part = world
            .application
            .translation_work(&office, &english, wanted);
        let part = part.await.unwrap();
        let Some(last) = part.last() else {
            return found;
        };
        after = Some((last.state, last.entity));
        found.extend(part);
    }
}

fn offers() -> WorkFilter {
    WorkFilter {
        kinds: vec![EntityKind::Offer],
        ..WorkFilter::default()
    }
}

#[tokio::test]
async fn what_may_mislead_comes_first_and_what_is_done_goes() {
    let world = World::new().await;
    let ana = translator(&["en"]);
    let summary = json!({ "summary": german("Ein Kurs.") });
    let (missing, _) = world.published(&summary).await;
    let (begun, revision) = world.published(&summary).await;
    let half = words("en", revision, &[("title", "German")]);
    world.save::<Offer>(&ana, begun, half).await.unwrap();
    let (machine, revision) = world.published(&json!({})).await;
    let mut title = words("en", revision, &[("title", "German")]);
    title.is_machine_translated = true;
    world.save::<Offer>(&ana, machine, title).await.unwrap();
    let work = tasks(&world, &offers()).await;
    let states: Vec<_> = work.iter().map(|task| (task.entity, task.state)).collect();
    assert_eq!(
        states,
        [
            (begun.entity(), TranslationState::InTranslation),
            (missing.entity(), TranslationState::Missing),
            (machine.entity(), TranslationState::MachineTranslated),
        ]
    );
    assert_eq!((work[0].texts.missing, work[0].texts.up_to_date), (1, 1));
    // Counting again looks only at what changed.
    let revision = world.newest(machine).await.number;
    let checked = words("en", revision, &[("title", "German")]);
    world.save::<Offer>(&ana, machine, checked).await.unwrap();
    assert_eq!(tasks(&world, &offers()).await.len(), 2);
    let done = WorkFilter {
        states: vec![TranslationState::UpToDate],
        ..offers()
    };
    assert_eq!(tasks(&world, &done).await[0].entity, machine.entity());
    let foreign = WorkFilter {
        organization: Some(OrganizationId::of_slug("school")),
        ..offers()
    };
    assert_eq!(tasks(&world, &foreign).await, []);
}

#[tokio::test]
async fn coverage_counts_things_and_texts_in_each_language() {
    let world = World::new().await;
    let (id, revision) = world
        .published(&json!({ "summary": german("Ein Kurs.") }))
        .await;
    world.published(&json!({})).await;
    let ana = translator(&["en"]);
    let title = words("en", revision, &[("title", "German")]);
    world.save::<Offer>(&ana, id, title).await.unwrap();
    let analyst = person(vec![Grant::Analyst], Vec::new());
    let coverage = world.application.translation_coverage(&analyst, offers());
    let coverage = coverage.await.unwrap();
    let lines: Vec<_> = coverage
        .iter()
        .map(|it| {
            let (things, texts) = (it.things, it.texts);
            (
                it.language.as_str(),
                [things.missing, things.in_translation, things.up_to_date],
                [texts.missing, texts.up_to_date],
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("de", [0, 0, 2], [0, 3]),
            ("en", [1, 1, 0], [2, 1]),
            ("tr", [2, 0, 0], [3, 0]),
            ("ar", [2, 0, 0], [3, 0]),
        ]
    );
}

#[tokio::test]
async fn members_see_what_is_to_be_done_of_their_own() {
    let world = World::new().await;
    let club = member(&["club"]);
    let own = |slug: &str| WorkFilter {
        organization: Some(OrganizationId::of_slug(slug)),
        ..WorkFilter::default()
    };
    let coverage = async |actor: &Actor, filter| {
        let coverage = world.application.translation_coverage(actor, filter).await;
        coverage.map(|_| ())
    };
    coverage(&club, own("club")).await.unwrap();
    for (who, filter) in [
        (&club, own("school")),
        (&club, WorkFilter::default()),
        (&Actor::Anonymous, WorkFilter::default()),
    ] {
        assert_eq!(refused(coverage(who, filter).await), ["denied"]);
    }
}
