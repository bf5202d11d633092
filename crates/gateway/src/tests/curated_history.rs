//! The history of what the coordinating office keeps, over HTTP.

use domain::account::{Grant, Jurisdiction};
use domain::id::{DistrictId, TypedId};
use domain::plan::{Challenge, Measure};
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{revision_of, write};

const HISTORY: &str =
    "query($id: ID!, $after: String) { revisions(of: $id, first: 1, after: $after) {
    nodes { __typename id entityId number isPublished role accountId comment
        steps { kind }
        ... on CuratedRevision { kind label { text } changes { path before after }
            fields { path value } } }
    hasNextPage endCursor } }";

pub(super) async fn ask(
    program: &Program,
    who: &Somebody,
    (query, variables): (&str, Value),
) -> Value {
    let mut answer = program.ask(who, query, variables).await.json;
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    answer["data"].take()
}

/// Change a measure of the seeds; its id.
pub(super) async fn changed_measure(program: &Program, office: &Somebody) -> String {
    let snapshot = program.application.snapshot();
    let measure = snapshot.shelf::<Measure>().iter().next().unwrap();
    let id = measure.id.to_global();
    let input = json!({ "id": id, "expectedRevision": 1, "status": "PAUSED",
        "comment": "Wartet auf Geld" });
    let query = "mutation($input: UpdateMeasureInput!) { updateMeasure(input: $input) {
        revision userErrors { message } } }";
    let done = ask(program, office, (query, json!({ "input": input }))).await;
    assert_eq!(done["updateMeasure"]["revision"], 2, "{done}");
    id
}

async fn status(program: &Program, id: &str) -> Value {
    let query = "query($id: ID!) { measure(by: { id: $id }) { status } }";
    let asked = (query, json!({ "id": id }));
    ask(program, &Somebody::default(), asked).await["measure"]["status"].take()
}

#[tokio::test]
async fn the_office_sees_what_changed_about_a_measure_and_undoes_it() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let id = changed_measure(&program, &office).await;
    let page = ask(&program, &office, (HISTORY, json!({ "id": id }))).await;
    let page = &page["revisions"];
    let revision = &page["nodes"][0];
    assert_eq!(
        [
            &revision["__typename"],
            &revision["kind"],
            &revision["number"],
            &revision["comment"]
        ],
        [
            &json!("CuratedRevision"),
            &json!("MEASURE"),
            &json!(2),
            &json!("Wartet auf Geld")
        ]
    );
    assert_eq!(revision["accountId"], office.account.unwrap().to_global());
    assert_eq!(revision["steps"], json!([{ "kind": "PUBLISHED" }]));
    let status_now = json!({ "path": ["status"], "before": null, "after": "\"PAUSED\"" });
    assert_eq!(revision["changes"], json!([status_now]));
    let fields = revision["fields"].as_array().unwrap();
    assert!(
        fields
            .iter()
            .any(|field| field["path"] == json!(["status"]))
    );
    assert_eq!(page["hasNextPage"], true);
    let asked = (HISTORY, json!({ "id": id, "after": page["endCursor"] }));
    let older = ask(&program, &office, asked).await;
    assert_eq!(older["revisions"]["nodes"][0]["number"], 1);

    let query = "query($id: ID!, $of: ID!) { node(id: $id) { id ... on CuratedRevision { number } }
        revision(of: $of) { number } difference(of: $of) { from to fields { path } } }";
    let asked = (query, json!({ "id": revision["id"], "of": id }));
    let read = ask(&program, &office, asked.clone()).await;
    assert_eq!(
        read,
        json!({ "node": { "id": revision["id"], "number": 2 }, "revision": { "number": 2 },
            "difference": { "from": 1, "to": 2, "fields": [{ "path": ["status"] }] } })
    );
    let elsewhere = Grant::Coordinator(Jurisdiction::Parts {
        districts: [DistrictId::of_slug("rodenbeck")].into(),
        areas: [].into(),
    });
    for stranger in [
        Somebody::default(),
        program.somebody(Role::Client).await,
        program.somebody(Role::Manager).await,
        program.somebody(Role::Professional).await,
        program.somebody(Role::Analyst).await,
        program.person(None, Some(elsewhere)).await,
    ] {
        let read = ask(&program, &stranger, asked.clone()).await;
        assert_eq!(
            read,
            json!({ "node": null, "revision": null, "difference": null })
        );
    }

    assert_eq!(status(&program, &id).await, "PAUSED");
    let back = json!({ "id": id, "expectedRevision": 2, "revision": 1, "comment": "ein Irrtum" });
    let gone = revision_of(&program, &office, ("goBackToRevision", back.clone())).await;
    assert_eq!(
        [&gone["number"], &gone["isPublished"]],
        [&json!(3), &json!(true)]
    );
    assert_eq!(status(&program, &id).await, Value::Null);
    let stale = write(&program, &office, ("goBackToRevision", back)).await;
    assert_eq!(stale.code(), "CONFLICT");
    let editor = program.somebody(Role::Editor).await;
    let foreign = json!({ "id": id, "expectedRevision": 3, "revision": 1 });
    let refused = write(&program, &editor, ("goBackToRevision", foreign)).await;
    assert_eq!(refused.code(), "NOT_FOUND");
}

#[tokio::test]
async fn whatever_the_office_keeps_has_a_history() {
    let program = Program::start().await;
    let administrator = program.somebody(Role::Administrator).await;
    let seeds = super::embedded();
    let ids = [
        seeds.action_plans[0].id.to_global(),
        seeds.action_areas[0].id.to_global(),
        seeds.challenges[0].id.to_global(),
        seeds.goals[0].id.to_global(),
        seeds.suggestions[0].id.to_global(),
        seeds.measures[0].id.to_global(),
        seeds.responsibilities[0].id.to_global(),
        seeds.districts[0].id.to_global(),
        seeds.target_groups[0].id.to_global(),
        seeds.topics[0].id.to_global(),
        seeds.languages[0].id.to_global(),
        seeds.terms[0].id.to_global(),
        seeds.sites[0].id.to_global(),
    ];
    for id in ids {
        let page = ask(&program, &administrator, (HISTORY, json!({ "id": id }))).await;
        let revision = &page["revisions"]["nodes"][0];
        assert_eq!(revision["number"], 1, "{id}");
        assert_eq!(revision["entityId"], id);
        // The first one says everything anew.
        let says = revision["fields"].as_array().unwrap().len();
        assert!(says > 0);
        assert_eq!(revision["changes"].as_array().unwrap().len(), says, "{id}");
        let back = json!({ "id": id, "expectedRevision": 1, "revision": 1 });
        let gone = revision_of(&program, &administrator, ("goBackToRevision", back)).await;
        assert_eq!(gone["number"], 2, "{id}");
    }
}

#[tokio::test]
async fn a_challenge_of_the_own_area_is_undone_by_whoever_coordinates_that() {
    let program = Program::start().await;
    let snapshot = program.application.snapshot();
    let challenge = snapshot.shelf::<Challenge>().iter().next().unwrap();
    let part = Grant::Coordinator(Jurisdiction::Parts {
        districts: [].into(),
        areas: [challenge.area].into(),
    });
    let who = program.person(None, Some(part)).await;
    let back = json!({ "id": challenge.id.to_global(), "expectedRevision": 1, "revision": 1 });
    let gone = revision_of(&program, &who, ("goBackToRevision", back)).await;
    assert_eq!(gone["number"], 2);
    let topic = super::embedded().topics[0].id.to_global();
    let back = json!({ "id": topic, "expectedRevision": 1, "revision": 1 });
    let refused = write(&program, &who, ("goBackToRevision", back)).await;
    assert_eq!(refused.code(), "NOT_FOUND");
}
