//! Whole imports into a database.

use domain::aggregate::Aggregate;
use domain::id::{ChallengeId, GoalId, MeasureId, TypedId};
use domain::plan::{Challenge, Goal, Measure, Responsibility, ResponsibilityRole};
use domain::policy::{Action, Actor, Denied, Resource, authorize, scope};
use interchange::plan::{Column, ItemKind};
use persistence::{Expected, Revision, Write};

use super::{Database, LASTING, Tally, ThingKind, at, garden, row, seeds, table, tally};
use crate::error::ApplicationError;
use crate::plan_import::{
    Edition, Effect, FindingKind, ImportMode, Outcome, PlanImportError, Undecided,
};

async fn current<T: Aggregate>(database: &Database, slug: &str) -> Option<Revision<T>> {
    let mut tx = database.store.begin().await.unwrap();
    let scope = scope(&Actor::Operator);
    let found = tx.current::<T>(&scope, T::Id::of_slug(slug)).await;
    found.unwrap()
}

async fn measure(database: &Database) -> Measure {
    let found = current::<Measure>(database, "a-garden").await;
    found.unwrap().content
}

#[tokio::test]
async fn found_items_get_the_documents_words_and_keep_our_own() {
    let database = Database::new().await;
    let summary = database.import(&table(&[garden()]), LASTING).await.unwrap();
    assert_eq!(summary.outcome, Outcome::Written);
    assert_eq!(summary.undecided(), 0, "{summary:?}");
    for kind in [
        ItemKind::Challenge,
        ItemKind::Goal,
        ItemKind::Measure,
        ItemKind::Step,
    ] {
        let expected = Tally {
            matched: 1,
            changed: 1,
            ..Tally::default()
        };
        assert_eq!(tally(&summary, ThingKind::Item(kind)), expected, "{kind}");
    }
    let measure = measure(&database).await;
    let text = measure.item.official_text.unwrap();
    assert!(text.as_str().starts_with("Das Amt legt"));
    assert_eq!(measure.item.title.source().text.as_str(), "Ein Garten");
    assert!(measure.item.steps[0].official_text.is_some());
    assert_eq!(measure.item.resources.len(), 1);
    assert!(measure.item.horizon.is_some());
}

#[tokio::test]
async fn parties_get_their_wording_and_new_ones_are_named() {
    let database = Database::new().await;
    database.import(&table(&[garden()]), LASTING).await.unwrap();
    let of = |slug: &'static str| current::<Responsibility>(&database, slug);
    let known = of("measure-a-garden-gardens").await.unwrap().content;
    assert_eq!(
        known.official_text.unwrap().as_str(),
        "Gartenamt (Koordination)"
    );
    let new = of("measure-a-garden-council").await.unwrap().content;
    assert_eq!(
        (new.role, new.responsible),
        (ResponsibilityRole::Participation, None)
    );
    assert_eq!((new.order, new.official_text.unwrap().as_str()), (2, "Rat"));
}

#[tokio::test]
async fn the_same_document_twice_writes_nothing_the_second_time() {
    let database = Database::new().await;
    database.import(&table(&[garden()]), LASTING).await.unwrap();
    let token = database.token().await;
    let again = database.import(&table(&[garden()]), LASTING).await.unwrap();
    assert_eq!(
        (again.outcome, again.writes, again.seeded),
        (Outcome::NothingToDo, 0, 0)
    );
    assert_eq!(again.edition, Edition::Same);
    assert_eq!(again.findings, []);
    assert_eq!(database.token().await, token);
    let seeded = crate::seed(&database.store, &Actor::Operator, seeds(), at(9))
        .await
        .unwrap();
    assert_eq!((seeded.created, seeded.updated), (0, 0));
}

#[tokio::test]
async fn a_trial_leaves_nothing() {
    let database = Database::new().await;
    let trial = ImportMode {
        effect: Effect::Trial,
        ..LASTING
    };
    let summary = database.import(&table(&[garden()]), trial).await.unwrap();
    assert_eq!(summary.outcome, Outcome::Tried);
    assert!(summary.writes > 0 && summary.seeded > 0);
    assert_eq!(database.token().await, 0);
    assert!(
        current::<Challenge>(&database, "little-green")
            .await
            .is_none()
    );
}

#[tokio::test]
async fn a_draft_that_waits_is_neither_published_nor_lost() {
    let database = Database::new().await;
    crate::seed(&database.store, &Actor::Operator, seeds(), at(6))
        .await
        .unwrap();
    let mut tx = database.store.begin().await.unwrap();
    let id = ChallengeId::of_slug("little-green");
    let known = tx
        .current::<Challenge>(&scope(&Actor::Operator), id)
        .await
        .unwrap()
        .unwrap();
    let mut draft = known.content.clone();
    draft.prioritized = Some(true);
    let write = Write {
        at: at(7),
        comment: None,
        minor: false,
        expected: Expected::Revision(known.number),
    };
    let permit = authorize(&Actor::Operator, Action::Update, &Resource::of(id)).unwrap();
    tx.draft(&permit, &draft, write).await.unwrap();
    tx.commit().await.unwrap();

    let summary = database.import(&table(&[garden()]), LASTING).await.unwrap();
    let closed = summary
        .findings
        .iter()
        .find(|it| it.what == FindingKind::Closed)
        .unwrap();
    assert_eq!(
        (closed.slug.as_str(), closed.decided),
        ("little-green", false)
    );
    let after = current::<Challenge>(&database, "little-green")
        .await
        .unwrap();
    assert_eq!((after.content, after.number), (draft, 2));
    assert!(measure(&database).await.item.official_text.is_some());
}

#[tokio::test]
async fn a_newer_edition_is_a_difference() {
    let database = Database::new().await;
    database.import(&table(&[garden()]), LASTING).await.unwrap();
    let mut cells = garden();
    cells[3].1 = "Das Amt legt mit den Nachbarn zwei Gärten am Fluss an.";
    cells.remove(4);
    let wall = vec![
        (
            Column::Challenge,
            "Die Wände am Bahnhof sind grau und kahl.",
        ),
        (Column::Goal, "An den Wänden wächst Efeu."),
        (Column::Measures, "Der Rat lässt Efeu pflanzen."),
    ];
    let newer = table(&[wall, cells]);
    let summary = database.import(&newer, LASTING).await.unwrap();
    assert_eq!(summary.edition, Edition::Newer);
    let found = |what| summary.findings.iter().filter(|it| it.what == what).count();
    assert_eq!(
        (found(FindingKind::Changed), found(FindingKind::New)),
        (1, 3)
    );
    assert_eq!(found(FindingKind::Missing), 1, "{:#?}", summary.findings);
    let garden = measure(&database).await;
    assert!(
        garden
            .item
            .official_text
            .unwrap()
            .as_str()
            .contains("zwei Gärten")
    );
    assert_eq!(garden.item.source.unwrap().line, 5);
    assert_eq!(garden.item.steps.len(), 1);
    let slug = "goal-an-den-waenden-waechst-efeu";
    let goal = current::<Goal>(&database, slug).await.unwrap().content;
    assert_eq!(
        goal.item.title.source().text.as_str(),
        "An den Wänden wächst Efeu."
    );
    assert_eq!(goal.id, GoalId::of_slug(slug));
    let token = database.token().await;
    let again = database.import(&newer, LASTING).await.unwrap();
    assert_eq!((again.writes, database.token().await), (0, token));
    let seeded = crate::seed(&database.store, &Actor::Operator, seeds(), at(9))
        .await
        .unwrap();
    assert_eq!((seeded.created, seeded.updated), (0, 0));
}

#[tokio::test]
async fn undecided_lines_are_refused_where_that_is_asked() {
    let database = Database::new().await;
    let mut cells = garden();
    cells[5].1 = "Gartenamt (Koordination), Zirkusleute";
    let text = table(&[cells]);
    let strict = ImportMode {
        undecided: Undecided::Refuse,
        ..LASTING
    };
    let refused = database.import(&text, strict).await.unwrap_err();
    let PlanImportError::Undecided(summary) = refused else {
        panic!("{refused}");
    };
    assert!(summary.undecided() > 0);
    assert_eq!(database.token().await, 0);
    database.import(&text, LASTING).await.unwrap();
    let remarks = measure(&database).await.item.remarks;
    assert!(remarks[0].source().text.as_str().contains("Zirkusleute"));
}

#[tokio::test]
async fn nobody_imports_who_may_not_publish_the_plan() {
    let database = Database::new().await;
    let text = table(&[garden()]);
    let refused = database.import_as(&Actor::Anonymous, &text, LASTING).await;
    assert!(matches!(
        refused,
        Err(PlanImportError::Application(ApplicationError::Denied(
            Denied { .. }
        )))
    ));
}

#[tokio::test]
async fn a_plan_that_nobody_has_described_is_made_from_its_words() {
    let database = Database::new().await;
    let other = "Wege\n\n".to_owned()
        + &Column::ALL.map(Column::title).join("\t")
        + "\n"
        + &row(&[
            (Column::Challenge, "Die Wege sind schmal und dunkel."),
            (Column::Goal, "Nachts brennt überall Licht."),
            (Column::TargetGroup, "alle, die abends unterwegs sind"),
            (
                Column::Suggestions,
                "Anregung 1: Lampen aufstellen, siehe Handlungsfeld „Wege“.",
            ),
            (Column::Measures, "Die Stadt stellt Lampen auf."),
            (Column::FirstSteps, "1. Lampen zählen. 2. Lampen kaufen."),
            (Column::Stakeholders, "Rat?"),
        ])
        + "\n";
    let summary = database.import(&other, LASTING).await.unwrap();
    let new: usize = summary.tallies.values().map(|tally| tally.new).sum();
    assert_eq!(new, 8, "{:#?}", summary.findings);
    let measure = current::<Measure>(&database, "measure-die-stadt-stellt-lampen-auf").await;
    let measure = measure.unwrap().content;
    assert_eq!(measure.item.steps.len(), 2);
    let slug = "measure-measure-die-stadt-stellt-lampen-auf-council";
    let party = current::<Responsibility>(&database, slug)
        .await
        .unwrap()
        .content;
    assert!(
        party
            .note
            .unwrap()
            .source()
            .text
            .as_str()
            .contains("Fragezeichen")
    );
    assert_eq!((measure.goals.len(), measure.suggestions.len()), (1, 1));
    assert_eq!(
        measure.id,
        MeasureId::of_slug("measure-die-stadt-stellt-lampen-auf")
    );
    let goal = current::<Goal>(&database, "goal-nachts-brennt-ueberall-licht")
        .await
        .unwrap();
    let remark = goal.content.item.remarks[0].source().text.to_string();
    assert_eq!(remark, "Zielgruppe: alle, die abends unterwegs sind");
    let again = database.import(&other, LASTING).await.unwrap();
    assert_eq!((again.writes, again.outcome), (0, Outcome::NothingToDo));
}
