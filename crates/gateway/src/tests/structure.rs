//! What coordinators and administrators keep: everything that entries are sorted by, and the site.

use domain::account::{Grant, Jurisdiction};
use serde_json::{Value, json};

use super::embedded;
use super::program::{Program, Received, Role, Somebody};

/// Do something with one input; the payload selects these fields.
async fn act(
    program: &Program,
    who: &Somebody,
    field: &str,
    (input, select): (Value, &str),
) -> Received {
    let ty = format!("{}{}Input", field[..1].to_uppercase(), &field[1..]);
    let query = format!(
        "mutation($input: {ty}!) {{ {field}(input: $input) {{
            {select} revision userErrors {{ code field message }}
        }} }}"
    );
    program.ask(who, &query, json!({ "input": input })).await
}

fn payload<'a>(answer: &'a Received, field: &str) -> &'a Value {
    let payload = &answer.json["data"][field];
    assert_eq!(payload["userErrors"], json!([]), "{}", answer.json);
    payload
}

/// The codes of what has to be mended, each with its field.
fn to_mend(answer: &Received, field: &str) -> Vec<String> {
    let errors = answer.json["data"][field]["userErrors"].as_array();
    let errors = errors.unwrap_or_else(|| panic!("{}", answer.json));
    let line = |error: &Value| {
        let path: Vec<&str> = error["field"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        format!("{} {}", path.join("."), error["code"].as_str().unwrap())
    };
    errors.iter().map(line).collect()
}

async fn public(program: &Program, query: &str) -> Value {
    let mut answer = program
        .ask(&Somebody::default(), query, json!({}))
        .await
        .json;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"].take()
}

fn label(words: &str) -> Value {
    json!([{ "language": "de", "text": words }])
}

#[tokio::test]
async fn a_topic_lives_from_its_making_to_its_replacement_in_public() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let new = json!({ "label": label("Radfahren"), "pictogram": "bicycle", "comment": "fehlte" });
    let made = act(
        &program,
        &office,
        "createTopic",
        (new, "topic { id slug revision }"),
    )
    .await;
    let topic = payload(&made, "createTopic")["topic"].clone();
    assert_eq!(
        (&topic["slug"], &topic["revision"]),
        (&json!("radfahren"), &json!(1))
    );

    let arabic = json!({
        "id": topic["id"], "expectedRevision": 1, "order": 70,
        "label": [{ "language": "ar", "text": "ركوب الدراجات" }],
    });
    let changed = act(
        &program,
        &office,
        "updateTopic",
        (arabic, "topic { label(language: \"ar\") { text } }"),
    )
    .await;
    assert_eq!(payload(&changed, "updateTopic")["revision"], 2);
    let query = "{ topic(by: { slug: \"radfahren\" }) { label { translations { language } } } }";
    let seen = public(&program, query).await;
    assert_eq!(
        seen["topic"]["label"]["translations"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    let stale = json!({ "id": topic["id"], "expectedRevision": 1, "pictogram": null });
    let stale = act(&program, &office, "updateTopic", (stale, "topic { id }")).await;
    assert_eq!(
        (
            stale.code(),
            &stale.json["errors"][0]["extensions"]["currentRevision"]
        ),
        ("CONFLICT", &json!(2))
    );

    let sport = public(&program, "{ topics(first: 1) { nodes { id } } }").await["topics"]["nodes"]
        [0]["id"]
        .clone();
    let retire = json!({ "id": topic["id"], "expectedRevision": 2, "replacedBy": sport });
    let retired = act(
        &program,
        &office,
        "retireTopic",
        (retire, "topic { replacedBy { id } }"),
    )
    .await;
    assert_eq!(
        payload(&retired, "retireTopic")["topic"]["replacedBy"]["id"],
        sport
    );
    let query = "{ topic(by: { slug: \"radfahren\" }) { replacedBy { id } } }";
    assert_eq!(
        public(&program, query).await["topic"]["replacedBy"]["id"],
        sport
    );

    let out = json!({ "id": topic["id"], "expectedRevision": 3 });
    let out = act(&program, &office, "archiveTopic", (out, "topic { id }")).await;
    assert_eq!(payload(&out, "archiveTopic")["topic"], Value::Null);
    assert_eq!(public(&program, query).await["topic"], Value::Null);
    let back = json!({ "id": topic["id"], "expectedRevision": 3 });
    let back = act(&program, &office, "restoreTopic", (back, "topic { id }")).await;
    assert_eq!(payload(&back, "restoreTopic")["topic"]["id"], topic["id"]);
}

#[tokio::test]
async fn what_is_in_use_is_not_taken_out_and_says_so_in_the_readers_language() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let offers = embedded().offers;
    let used = offers
        .iter()
        .flat_map(|offer| &offer.entry.topics)
        .next()
        .unwrap();
    let used = domain::id::TypedId::to_global(*used);
    let out = json!({ "id": used, "expectedRevision": 1 });
    let out = act(&program, &office, "archiveTopic", (out, "topic { id }")).await;
    assert_eq!(to_mend(&out, "archiveTopic"), [" IN_USE"]);
    let german = public(
        &program,
        "{ language(by: { slug: \"de\" }) { id revision } }",
    )
    .await["language"]
        .clone();
    let out = json!({ "id": german["id"], "expectedRevision": german["revision"] });
    let out = act(
        &program,
        &office,
        "archiveLanguage",
        (out, "language { id }"),
    )
    .await;
    assert_eq!(to_mend(&out, "archiveLanguage"), [" IN_USE"]);
}

#[tokio::test]
async fn everything_wrong_with_an_input_is_said_at_once() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let input = json!({
        "label": [{ "language": "de", "text": "<b>x</b>" }], "axis": "ROLE",
        "ages": { "min": { "years": 14 } }, "parent": "x", "order": -3, "pictogram": "?",
    });
    let made = act(
        &program,
        &office,
        "createTargetGroup",
        (input, "targetGroup { id }"),
    )
    .await;
    let mut found = to_mend(&made, "createTargetGroup");
    found.sort();
    assert_eq!(
        found,
        [
            "ages CONTRADICTS",
            "label.0.text MARKUP",
            "order OUT_OF_RANGE",
            "parent MALFORMED",
            "pictogram MALFORMED"
        ]
    );
    let somali = json!({ "tag": "de", "endonym": "Deutsch", "label": label("Deutsch") });
    let twice = act(
        &program,
        &office,
        "createLanguage",
        (somali, "language { id }"),
    )
    .await;
    assert_eq!(to_mend(&twice, "createLanguage"), ["tag ALREADY_THERE"]);
    let county = public(
        &program,
        "{ districts(kinds: [COUNTY]) { nodes { id revision } } }",
    )
    .await;
    let county = county["districts"]["nodes"][0].clone();
    let within = json!({ "id": county["id"], "expectedRevision": county["revision"], "parents": [county["id"]] });
    let circle = act(
        &program,
        &office,
        "updateDistrict",
        (within, "district { id }"),
    )
    .await;
    assert_eq!(to_mend(&circle, "updateDistrict"), ["parents CYCLE"]);
}

#[tokio::test]
async fn a_code_is_retired_and_keeps_answering() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let query = "{ vocabulary(name: \"OfferKind\") { terms { id code revision replacedByCode } } }";
    let terms = public(&program, query).await["vocabulary"]["terms"].clone();
    let (one, other) = (&terms[0], &terms[1]);
    let retire = |by: &Value| {
        json!({
            "id": one["id"], "expectedRevision": one["revision"], "replacedBy": by,
        })
    };
    let unknown = retire(&json!("NO_SUCH_CODE"));
    let unknown = act(&program, &office, "retireTerm", (unknown, "term { code }")).await;
    assert_eq!(to_mend(&unknown, "retireTerm"), ["replacedBy UNKNOWN"]);
    let retired = act(
        &program,
        &office,
        "retireTerm",
        (retire(&other["code"]), "term { replacedByCode }"),
    )
    .await;
    assert_eq!(
        payload(&retired, "retireTerm")["term"]["replacedByCode"],
        other["code"]
    );
    let after = public(&program, query).await["vocabulary"]["terms"].clone();
    assert_eq!(
        (&after[0]["code"], &after[0]["replacedByCode"]),
        (&one["code"], &other["code"])
    );
}

#[tokio::test]
async fn the_plan_and_its_areas_are_called_as_the_office_says() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let found = public(
        &program,
        "{ actionPlan { id revision } actionAreas { nodes { id revision } } }",
    )
    .await;
    let plan = json!({
        "id": found["actionPlan"]["id"], "expectedRevision": found["actionPlan"]["revision"],
        "adoptedOn": "2025-12-11", "title": [{ "language": "en", "text": "Action plan" }],
    });
    let plan = act(
        &program,
        &office,
        "updateActionPlan",
        (plan, "actionPlan { title(language: \"en\") { text } }"),
    )
    .await;
    assert_eq!(
        payload(&plan, "updateActionPlan")["actionPlan"]["title"]["text"],
        "Action plan"
    );
    let area = &found["actionAreas"]["nodes"][0];
    let area = json!({ "id": area["id"], "expectedRevision": area["revision"], "title": null });
    let area = act(
        &program,
        &office,
        "updateActionArea",
        (area, "actionArea { id }"),
    )
    .await;
    assert_eq!(to_mend(&area, "updateActionArea"), ["title MISSING"]);
}

#[tokio::test]
async fn the_site_is_for_administrators() {
    let program = Program::start().await;
    let query =
        "{ site { id revision feedbackEmail emergencyNumbers { partId phone } imprint { text } } }";
    let site = public(&program, query).await["site"].clone();
    let numbers = site["emergencyNumbers"].as_array().unwrap();
    let kept: Vec<Value> = numbers
        .iter()
        .map(|number| json!({ "id": number["partId"] }))
        .collect();
    let input = json!({
        "id": site["id"], "expectedRevision": site["revision"],
        "imprint": label("Stadt Minden, Kleiner Domhof 17"), "emergencyNumbers": kept[1..],
        "feedbackEmail": null,
    });
    let office = program.somebody(Role::Coordinator).await;
    let refused = act(
        &program,
        &office,
        "updateSite",
        (input.clone(), "site { id }"),
    )
    .await;
    assert_eq!(refused.code(), "FORBIDDEN", "{}", refused.json);
    let administrator = program.somebody(Role::Administrator).await;
    let done = act(
        &program,
        &administrator,
        "updateSite",
        (input, "site { id }"),
    )
    .await;
    payload(&done, "updateSite");
    let after = public(&program, query).await["site"].clone();
    assert_eq!(after["imprint"]["text"], "Stadt Minden, Kleiner Domhof 17");
    assert_eq!(
        after["emergencyNumbers"].as_array().unwrap().len(),
        numbers.len() - 1
    );
    assert_eq!(after["feedbackEmail"], Value::Null);
    let wrong = json!({
        "id": site["id"], "expectedRevision": after["revision"], "languages": [], "name": null,
        "dataLicenseUrl": "javascript:alert(1)",
    });
    let wrong = act(
        &program,
        &administrator,
        "updateSite",
        (wrong, "site { id }"),
    )
    .await;
    let mut found = to_mend(&wrong, "updateSite");
    found.sort();
    assert_eq!(
        found,
        [
            "dataLicenseUrl MALFORMED",
            "languages MISSING",
            "name MISSING"
        ]
    );
}

#[tokio::test]
async fn a_coordinator_of_a_part_changes_nothing_that_everything_hangs_on() {
    let program = Program::start().await;
    let districts = embedded().districts;
    let part = Grant::Coordinator(Jurisdiction::Parts {
        districts: [districts[0].id].into(),
        areas: Default::default(),
    });
    let part = program.person(None, Some(part)).await;
    let made = act(
        &program,
        &part,
        "createTopic",
        (json!({ "label": label("x") }), "topic { id }"),
    )
    .await;
    assert_eq!(made.code(), "FORBIDDEN", "{}", made.json);
    let own = domain::id::TypedId::to_global(districts[0].id);
    let own = json!({ "id": own, "expectedRevision": 1, "name": "Anders" });
    let changed = act(&program, &part, "updateDistrict", (own, "district { id }")).await;
    assert_eq!(changed.code(), "FORBIDDEN", "{}", changed.json);
}

#[tokio::test]
async fn a_mutation_that_is_sent_again_makes_one_topic() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let query =
        "mutation { createTopic(input: { label: [{ language: \"de\", text: \"Angeln\" }] }) {
        topic { id } revision userErrors { code }
    } }";
    let body = json!({ "query": query });
    let key = [("idempotency-key", "angeln-1")];
    let first = program.send(&office, body.clone(), &key).await;
    let again = program.send(&office, body, &key).await;
    assert_eq!(first.json["data"], again.json["data"]);
    let found = public(&program, "{ topic(by: { slug: \"angeln-2\" }) { id } }").await;
    assert_eq!(found["topic"], Value::Null);
}
