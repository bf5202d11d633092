//! Inputs about what the coordinating office keeps beside entries: the plan's document, what
//! everything else is sorted by, and the site.

use domain::id::TypedId;
use serde_json::{Value, json};

use super::inputs::Lies;
use crate::tests::program::{Program, Somebody};
use crate::tests::role::part;
use crate::tests::{embedded, plan_upload};

const KINDS: [&str; 8] = [
    "ActionArea",
    "ActionPlan",
    "District",
    "Language",
    "Site",
    "TargetGroup",
    "Term",
    "Topic",
];

/// Whether a mutation is about one of these.
pub(super) fn knows(field: &str) -> bool {
    parts(field).is_some() || ["importActionPlan", "settlePlanQuestion"].contains(&field)
}

/// What is done, and to what.
fn parts(field: &str) -> Option<(&str, &'static str)> {
    KINDS.into_iter().find_map(|kind| {
        let action = field.strip_suffix(kind)?;
        let known = ["create", "update", "retire", "archive", "restore"];
        known.contains(&action).then_some((action, kind))
    })
}

/// An input with which the mutation does something, for those who may.
pub(super) async fn input(program: &Program, field: &str, lies: Lies) -> Value {
    let Some((action, kind)) = parts(field) else {
        return about_the_document(program, field).await;
    };
    if action == "create" {
        return new(program, kind);
    }
    if lies != Lies::Nowhere {
        return of_part(program, kind).await;
    }
    let mut input = match kind {
        "Topic" | "TargetGroup" | "Language" | "District" => Box::pin(made(program, kind)).await,
        _ => Box::pin(seeded(program, kind)).await,
    };
    let seeds = embedded();
    match (action, kind) {
        ("restore", _) => {
            let office = program.office().await;
            let archive = format!("archive{kind}");
            let done = Box::pin(done(program, &office, (&archive, input.clone()))).await;
            input["expectedRevision"] = done["revision"].clone();
        }
        ("retire", "Topic") => input["replacedBy"] = json!(seeds.topics[0].id.to_global()),
        ("retire", "TargetGroup") => {
            input["replacedBy"] = json!(seeds.target_groups[0].id.to_global());
        }
        ("retire", _) => input["replacedBy"] = json!("MEETING"),
        _ => {}
    }
    input
}

/// The district or the area of action that has a coordinator, to be changed.
async fn of_part(program: &Program, kind: &str) -> Value {
    let (district, area) = part();
    let (field, id) = match kind {
        "District" => ("district", district.to_global()),
        _ => ("actionArea", area.to_global()),
    };
    let query = format!("{{ {field}(by: {{ id: \"{id}\" }}) {{ revision }} }}");
    let answer = program.ask(&Somebody::default(), &query, json!({})).await;
    let revision = &answer.json["data"][field]["revision"];
    json!({ "id": id, "expectedRevision": revision })
}

async fn about_the_document(program: &Program, field: &str) -> Value {
    if field == "importActionPlan" {
        let document = json!({ "text": plan_upload::document() });
        return json!({ "fileName": "plan.txt", "document": document, "dryRun": true });
    }
    let question = Box::pin(plan_upload::question(program)).await;
    json!({ "question": question, "comment": "Geklärt." })
}

fn new(program: &Program, kind: &str) -> Value {
    let name = format!("Neu {}", program.number());
    let label = json!([{ "language": "de", "text": name }]);
    match kind {
        "TargetGroup" => {
            let axis = embedded().target_groups[0].axis;
            json!({ "label": label, "axis": axis.to_string() })
        }
        "Language" => {
            // Another one each time: a tag stands once.
            let token = program.application.snapshot().position().token;
            json!({ "label": label, "endonym": "Neu", "tag": format!("de-x-a{token}") })
        }
        "District" => json!({ "label": label, "name": name, "kind": "NEIGHBOURHOOD" }),
        _ => json!({ "label": label }),
    }
}

/// Something new of a kind, to be changed.
async fn made(program: &Program, kind: &str) -> Value {
    let office = program.office().await;
    let made = done(
        program,
        &office,
        (&format!("create{kind}"), new(program, kind)),
    )
    .await;
    let field = format!("{}{}", kind[..1].to_lowercase(), &kind[1..]);
    json!({ "id": made[field]["id"], "expectedRevision": made["revision"] })
}

async fn done(program: &Program, who: &Somebody, (field, input): (&str, Value)) -> Value {
    let ty = format!("{}{}Input", field[..1].to_uppercase(), &field[1..]);
    let kind = ["Topic", "TargetGroup", "Language", "District"];
    let kind = kind.into_iter().find(|kind| field.ends_with(kind)).unwrap();
    let object = format!("{}{}", kind[..1].to_lowercase(), &kind[1..]);
    let query = format!(
        "mutation($input: {ty}!) {{ {field}(input: $input) {{ {object} {{ id }} revision }} }}"
    );
    let answer = program.ask(who, &query, json!({ "input": input })).await;
    let payload = answer.json["data"][field].clone();
    assert!(payload["revision"].is_u64(), "{}", answer.json);
    payload
}

/// Something of the seeds, as it is now.
async fn seeded(program: &Program, kind: &str) -> Value {
    let (query, path) = match kind {
        "Term" => (
            "{ vocabulary(name: \"OfferKind\") { terms { id revision } } }",
            "/vocabulary/terms/0",
        ),
        "ActionArea" => (
            "{ actionAreas { nodes { id revision } } }",
            "/actionAreas/nodes/0",
        ),
        "ActionPlan" => ("{ actionPlan { id revision } }", "/actionPlan"),
        _ => ("{ site { id revision } }", "/site"),
    };
    let answer = program.ask(&Somebody::default(), query, json!({})).await;
    let found = answer.json["data"].pointer(path).unwrap();
    json!({ "id": found["id"], "expectedRevision": found["revision"] })
}
