//! How the coordinating office keeps the plan: at once, for everybody.

use domain::id::TypedId;
use domain::plan::{ActionArea, Challenge, Responsibility};
use serde_json::{Value, json};

use super::program::{Program, Received, Role, Somebody};
use super::writing::with;

const MEASURE: &str = "measure { id title { text } status officialText revision
    weight steps { partId title { text } status }
    progressReports { partId date author percent isAboutFirstStep firstStep { partId } }
    evaluations { partId criteria { reached } } references { target { __typename } } }";

/// Do a mutation that keeps a measure.
async fn keep(program: &Program, who: &Somebody, (mutation, input): (&str, Value)) -> Received {
    let ty = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {ty}!) {{ {mutation}(input: $input) {{
            {MEASURE} revision userErrors {{ code field message }} }} }}"
    );
    program.ask(who, &query, json!({ "input": input })).await
}

/// What came of it, where nothing had to be mended.
async fn kept(program: &Program, who: &Somebody, what: (&str, Value)) -> Value {
    let mutation = what.0.to_owned();
    let answer = keep(program, who, what).await.json;
    let payload = &answer["data"][&mutation];
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {answer}");
    payload.clone()
}

fn text(words: &str) -> Value {
    json!([{ "language": "de", "text": words }])
}

fn reading_circle(program: &Program) -> Value {
    let snapshot = program.application.snapshot();
    let challenge = snapshot.shelf::<Challenge>().iter().next().unwrap().id;
    let steps = json!([{ "title": text("Raum suchen") }, { "title": text("Leute finden") }]);
    json!({
        "title": text("Lesekreis"),
        "challenge": challenge.to_global(),
        "horizon": { "min": "SHORT", "max": "MEDIUM" },
        "steps": steps,
    })
}

async fn public(program: &Program, id: &Value) -> Value {
    let query = "query($id: ID!) { measure(by: { id: $id }) { status title { text } } }";
    let nobody = Somebody::default();
    let answer = program.ask(&nobody, query, json!({ "id": id })).await;
    answer.json["data"]["measure"].clone()
}

#[tokio::test]
async fn the_public_reads_a_measure_as_soon_as_it_is_written() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let made = kept(
        &program,
        &office,
        ("createMeasure", reading_circle(&program)),
    )
    .await;
    let id = &made["measure"]["id"];
    assert_eq!(public(&program, id).await["title"]["text"], "Lesekreis");
    let second = &made["measure"]["steps"][1]["partId"];
    let change = json!({ "id": id, "expectedRevision": 1, "status": "PLANNED",
        "steps": [{ "id": second, "status": "IN_PROGRESS" }] });
    let changed = kept(&program, &office, ("updateMeasure", change.clone())).await;
    assert_eq!(changed["revision"], 2);
    assert_eq!(
        changed["measure"]["steps"],
        json!([{
        "partId": second, "title": { "text": "Leute finden" }, "status": "IN_PROGRESS" }])
    );
    assert_eq!(public(&program, id).await["status"], "PLANNED");
    let stale = keep(&program, &office, ("updateMeasure", change)).await;
    assert_eq!(stale.code(), "CONFLICT");
    let which = json!({ "id": id, "expectedRevision": 2 });
    let gone = kept(&program, &office, ("archiveMeasure", which.clone())).await;
    assert_eq!(
        [&gone["measure"], &gone["revision"]],
        [&Value::Null, &json!(2)]
    );
    assert_eq!(public(&program, id).await, Value::Null);
    kept(&program, &office, ("restoreMeasure", which)).await;
    assert_eq!(public(&program, id).await["status"], "PLANNED");
}

#[tokio::test]
async fn what_was_taken_out_is_found_again_by_the_office_and_by_nobody_else() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let new = ("createMeasure", reading_circle(&program));
    let made = kept(&program, &office, new).await;
    let id = &made["measure"]["id"];
    let which = json!({ "id": id, "expectedRevision": 1 });
    kept(&program, &office, ("archiveMeasure", which)).await;
    let archived = async |who: &Somebody, kind: &str| {
        let query = "query($kinds: [ArchivedKind!]) { archived(kinds: $kinds) {
            nodes { entityId kind slug title { text } revision } } }";
        let answer = program.ask(who, query, json!({ "kinds": [kind] })).await;
        answer.json["data"]["archived"]["nodes"].clone()
    };
    let found = archived(&office, "MEASURE").await;
    let expected = json!([{ "entityId": id, "kind": "MEASURE", "slug": "lesekreis",
        "title": { "text": "Lesekreis" }, "revision": 1 }]);
    assert_eq!(found, expected);
    assert_eq!(archived(&office, "GOAL").await, json!([]));
    for role in [Role::Manager, Role::Translator, Role::Analyst] {
        let other = program.somebody(role).await;
        assert_eq!(archived(&other, "MEASURE").await, json!([]), "{role:?}");
    }
    let back = json!({ "id": found[0]["entityId"], "expectedRevision": found[0]["revision"] });
    kept(&program, &office, ("restoreMeasure", back)).await;
    assert_eq!(archived(&office, "MEASURE").await, json!([]));
}

#[tokio::test]
async fn a_measure_is_reported_on_and_judged() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let made = kept(
        &program,
        &office,
        ("createMeasure", reading_circle(&program)),
    )
    .await;
    let id = &made["measure"]["id"];
    let report = json!({ "id": id, "expectedRevision": 1, "date": "2026-02-01",
        "status": "IN_PROGRESS", "percent": 40, "author": "Stabsstelle Integration" });
    let reported = kept(&program, &office, ("reportProgress", report)).await;
    assert_eq!(reported["measure"]["status"], "IN_PROGRESS");
    assert_eq!(
        reported["measure"]["progressReports"],
        json!([{
        "partId": reported["measure"]["progressReports"][0]["partId"],
        "date": "2026-02-01", "author": "Stabsstelle Integration", "percent": 40,
        "isAboutFirstStep": false, "firstStep": null }])
    );
    let criteria = json!([{ "name": text("Reichweite"), "finding": text("gut"), "reached": 80 }]);
    let judged =
        json!({ "id": id, "expectedRevision": 2, "date": "2026-02-15", "criteria": criteria });
    let judged = kept(&program, &office, ("evaluateMeasure", judged)).await;
    let evaluation = &judged["measure"]["evaluations"][0];
    assert_eq!(evaluation["criteria"], json!([{ "reached": 80 }]));
    let again = json!({ "id": id, "expectedRevision": 3, "evaluation": evaluation["partId"],
        "conclusion": text("Weiter so") });
    let again = kept(&program, &office, ("evaluateMeasure", again)).await;
    assert_eq!(again["measure"]["evaluations"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_report_is_about_one_first_step_and_can_be_taken_back() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let made = kept(
        &program,
        &office,
        ("createMeasure", reading_circle(&program)),
    )
    .await;
    let (id, step) = (
        &made["measure"]["id"],
        &made["measure"]["steps"][1]["partId"],
    );
    let report = json!({ "id": id, "expectedRevision": 1, "date": "2026-02-01",
        "status": "DONE", "author": "Stabsstelle Integration", "firstStep": step });
    let reported = kept(&program, &office, ("reportProgress", report)).await;
    let measure = &reported["measure"];
    assert_eq!(measure["status"], Value::Null);
    assert_eq!(measure["steps"][1]["status"], "DONE");
    let said = &measure["progressReports"][0];
    assert_eq!(said["firstStep"]["partId"], *step);
    let back = json!({ "id": id, "expectedRevision": 2, "report": said["partId"],
        "comment": "War ein anderer Schritt" });
    let back = kept(&program, &office, ("retractProgressReport", back)).await;
    assert_eq!(back["measure"]["steps"][1]["status"], Value::Null);
    assert_eq!(back["measure"]["progressReports"], json!([]));
    let again = json!({ "id": id, "expectedRevision": 3, "report": said["partId"] });
    let again = keep(&program, &office, ("retractProgressReport", again)).await;
    let errors = &again.json["data"]["retractProgressReport"]["userErrors"];
    assert_eq!(errors[0]["code"], "UNKNOWN");
    assert_eq!(errors[0]["field"], json!(["report"]));
}

#[tokio::test]
async fn the_progress_of_a_challenge_is_the_mean_of_its_measures_by_their_weight() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let snapshot = program.application.snapshot();
    let area = snapshot.shelf::<ActionArea>().iter().next().unwrap().id;
    let challenge = json!({ "title": text("Lesen"), "area": area.to_global() });
    let query = "mutation($input: CreateChallengeInput!) {
        createChallenge(input: $input) { challenge { id } } }";
    let made = program.ask(&office, query, json!({ "input": challenge }));
    let challenge = made.await.json["data"]["createChallenge"]["challenge"]["id"].clone();
    let progress = async || {
        let query = "query($id: ID!) { challenge(by: { id: $id }) {
            progress { percent known unknown dropped } area { progress { known } } } }";
        let nobody = Somebody::default();
        let answer = program.ask(&nobody, query, json!({ "id": challenge }));
        answer.await.json["data"]["challenge"].clone()
    };
    let before = progress().await;
    let nothing = json!({ "percent": null, "known": 0, "unknown": 0, "dropped": 0 });
    assert_eq!(before["progress"], nothing);
    for (weight, status) in [
        (json!(3), json!("DONE")),
        (Value::Null, json!("PLANNED")),
        (json!(9), Value::Null),
        (json!(9), json!("DROPPED")),
    ] {
        let measure = json!({ "title": text("Etwas"), "challenge": challenge,
            "weight": weight, "status": status });
        let made = kept(&program, &office, ("createMeasure", measure)).await;
        assert_eq!(made["measure"]["weight"], weight.as_u64().unwrap_or(1));
    }
    let after = progress().await;
    let mean = json!({ "percent": 75, "known": 2, "unknown": 1, "dropped": 1 });
    assert_eq!(after["progress"], mean);
    let known = |it: &Value| it["area"]["progress"]["known"].as_u64().unwrap();
    assert_eq!(known(&after), known(&before) + 2);
}

#[tokio::test]
async fn all_that_is_wrong_with_a_measure_is_said_at_once_in_the_language_of_the_reader() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let wrong = json!({
        "challenge": "nothing",
        "horizon": { "min": "LONG", "max": "SHORT" },
        "steps": [{ "title": text("<b>Raum</b>") }],
        "references": [{}],
    });
    let answer = keep(&program, &office, ("createMeasure", wrong)).await.json;
    let errors = answer["data"]["createMeasure"]["userErrors"]
        .as_array()
        .unwrap();
    let found: Vec<String> = errors
        .iter()
        .map(|error| format!("{} {}", error["field"], error["code"]).replace('"', ""))
        .collect();
    assert_eq!(
        found,
        [
            "[title] MISSING",
            "[horizon,max] RANGE_REVERSED",
            "[steps,0,title,0,text] MARKUP",
            "[references,0,target] MISSING",
            "[challenge] MALFORMED"
        ]
    );
}

#[tokio::test]
async fn responsibilities_are_given_together_or_not_at_all_and_once() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let made = kept(
        &program,
        &office,
        ("createMeasure", reading_circle(&program)),
    )
    .await;
    let subject = &made["measure"]["id"];
    let lead = json!({ "organization": program.home.to_global(), "subject": subject,
        "role": "LEAD", "commitment": "ASKED" });
    let funding = with(
        lead.clone(),
        json!({ "organization": program.foreign.to_global(),
        "role": "FUNDING" }),
    );
    let query = "mutation($input: AssignResponsibilitiesInput!) {
        assignResponsibilities(input: $input) { responsibilities { id role commitment }
            userErrors { code field } } }";
    let count = || {
        program
            .application
            .snapshot()
            .shelf::<Responsibility>()
            .len()
    };
    let before = count();
    let wrong = json!({ "responsibilities": [lead, { "role": "LEAD" }, lead] });
    let answer = program
        .ask(&office, query, json!({ "input": wrong }))
        .await
        .json;
    assert_eq!(
        answer["data"]["assignResponsibilities"]["userErrors"],
        json!([
            { "code": "MISSING", "field": ["responsibilities", "1", "organization"] },
            { "code": "MISSING", "field": ["responsibilities", "1", "subject"] },
            { "code": "ALREADY_THERE", "field": ["responsibilities", "2", "role"] },
        ]),
        "{answer}"
    );
    assert_eq!(count(), before);
    let right = json!({ "responsibilities": [lead, funding] });
    let body = json!({ "query": query, "variables": { "input": right } });
    let key = [("idempotency-key", "key-1")];
    let first = program.send(&office, body.clone(), &key).await.json;
    let roles = &first["data"]["assignResponsibilities"]["responsibilities"];
    assert_eq!([&roles[0]["role"], &roles[1]["role"]], ["LEAD", "FUNDING"]);
    assert_eq!(program.send(&office, body, &key).await.json, first);
    assert_eq!(count(), before + 2);
}
