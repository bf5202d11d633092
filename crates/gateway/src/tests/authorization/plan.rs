//! Inputs of mutations that keep the plan, each about something made anew.

use domain::id::{ActionAreaId, ChallengeId, GoalId, TypedId};
use domain::plan::{ActionArea, Challenge, Goal};
use serde_json::{Value, json};

use super::inputs::{Lies, Target};
use crate::tests::program::Program;
use crate::tests::role::part;
use crate::tests::writing::with;

const KINDS: [&str; 5] = [
    "Measure",
    "Challenge",
    "Goal",
    "Suggestion",
    "Responsibility",
];

/// Whether a mutation keeps the plan.
pub(super) fn knows(field: &str) -> bool {
    let verbs = [
        "create", "update", "archive", "restore", "evaluate", "assign",
    ];
    let verb = verbs.iter().find_map(|verb| field.strip_prefix(verb));
    verb.is_some_and(|kind| KINDS.contains(&kind))
        || [
            "reportProgress",
            "retractProgressReport",
            "assignResponsibilities",
        ]
        .contains(&field)
}

/// An input with which the mutation does something, for those who may. Nothing here nests deeply:
/// the stacks of tests are small.
pub(super) async fn input(program: &Program, field: &str, about: Target) -> Value {
    let kind = KINDS.into_iter().find(|kind| field.ends_with(kind));
    let kind = match field {
        "assignResponsibilities" => "Responsibility",
        _ => kind.unwrap_or("Measure"),
    };
    let subject = match kind {
        "Responsibility" => Box::pin(measure(program, about)).await,
        _ => String::new(),
    };
    let new = new(program, (kind, about), subject);
    if field == "assignResponsibilities" {
        return json!({ "responsibilities": [new] });
    }
    if field.starts_with("create") || field.starts_with("assign") {
        return new;
    }
    let verb = if kind == "Responsibility" {
        "assign"
    } else {
        "create"
    };
    let id = Box::pin(keep(program, (&format!("{verb}{kind}"), kind), new)).await;
    let input = json!({ "id": id, "expectedRevision": 1 });
    match field {
        "evaluateMeasure" => {
            let criteria = json!([{ "name": text("Reichweite"), "finding": text("gut") }]);
            with(input, json!({ "date": "2026-02-01", "criteria": criteria }))
        }
        "reportProgress" => {
            let report = json!({ "date": "2026-02-01", "status": "DONE", "author": "Stabsstelle" });
            with(input, report)
        }
        "retractProgressReport" => {
            let report = Box::pin(reported(program, &id)).await;
            json!({ "id": id, "expectedRevision": 2, "report": report })
        }
        "updateResponsibility" => with(input, json!({ "commitment": "ASKED" })),
        "updateMeasure" if about.lies == Lies::MovedOutOfPart => {
            let (_, challenge, _) = above(program, Lies::Nowhere);
            with(input, json!({ "challenge": challenge.to_global() }))
        }
        _ if field.starts_with("update") => with(input, json!({ "summary": text("Kurz") })),
        _ if field.starts_with("restore") => {
            let archive = format!("archive{kind}");
            Box::pin(keep(program, (&archive, kind), input.clone())).await;
            input
        }
        _ => input,
    }
}

/// The id of a measure that is published.
pub(in crate::tests) async fn a_measure(program: &Program) -> String {
    let (owner, lies) = (program.home, Lies::Nowhere);
    measure(program, Target { owner, lies }).await
}

/// The same where it matters to which area it belongs.
pub(super) async fn measure(program: &Program, about: Target) -> String {
    let measure = new(program, ("Measure", about), String::new());
    Box::pin(keep(program, ("createMeasure", "Measure"), measure)).await
}

/// Report about a measure as the coordinating office; the report.
async fn reported(program: &Program, measure: &str) -> Value {
    let coordinator = program.office().await;
    let report = json!({ "id": measure, "expectedRevision": 1, "date": "2026-02-01",
        "status": "DONE", "author": "Stabsstelle" });
    let query = "mutation($input: ReportProgressInput!) { reportProgress(input: $input) {
        measure { progressReports { partId } } } }";
    let answer = program
        .ask(&coordinator, query, json!({ "input": report }))
        .await;
    answer.json["data"]["reportProgress"]["measure"]["progressReports"][0]["partId"].clone()
}

fn text(words: &str) -> Value {
    json!([{ "language": "de", "text": words }])
}

/// What something says at least; a responsibility is for this subject.
fn new(program: &Program, (kind, about): (&str, Target), subject: String) -> Value {
    let (area, challenge, goal) = above(program, about.lies);
    let title = text(&format!("Etwas Neues {}", program.number()));
    match kind {
        "Challenge" => json!({ "title": title, "area": area.to_global() }),
        "Suggestion" => json!({ "title": title, "goal": goal.to_global() }),
        "Responsibility" => {
            json!({ "organization": about.owner.to_global(), "subject": subject, "role": "LEAD" })
        }
        _ => json!({ "title": title, "challenge": challenge.to_global() }),
    }
}

/// Below what something new stands in the plan: in the area that has a coordinator, or in another
/// one.
fn above(program: &Program, lies: Lies) -> (ActionAreaId, ChallengeId, GoalId) {
    let (_, theirs) = part();
    let snapshot = program.application.snapshot();
    let mut areas = snapshot.shelf::<ActionArea>().iter();
    let area = areas.find(|area| (area.id == theirs) == (lies != Lies::Nowhere));
    let area = area.unwrap().id;
    let mut goals = snapshot.shelf::<Goal>().iter();
    let found = goals.find_map(|goal| {
        let challenge = snapshot.find::<Challenge>(goal.challenge)?;
        (challenge.area == area).then_some((challenge.id, goal.id))
    });
    let (challenge, goal) = found.unwrap();
    (area, challenge, goal)
}

/// Do a mutation as the coordinating office; the id of what the public reads then.
async fn keep(program: &Program, (mutation, kind): (&str, &str), input: Value) -> String {
    let coordinator = program.office().await;
    let ty = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let field = kind.to_lowercase();
    let query = format!(
        "mutation($input: {ty}!) {{ {mutation}(input: $input) {{
            {field} {{ id }} userErrors {{ code field message }} }} }}"
    );
    let answer = program
        .ask(&coordinator, &query, json!({ "input": input }))
        .await;
    let payload = &answer.json["data"][mutation];
    assert_eq!(
        payload["userErrors"],
        json!([]),
        "{mutation} {}",
        answer.json
    );
    payload[&field]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}
