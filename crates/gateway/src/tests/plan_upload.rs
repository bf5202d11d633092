//! The upload of the plan's document, and its worklist.

use application::plan_import::{ImportMode, PlanUpload};
use data_encoding::BASE64;
use domain::account::{Grant, Jurisdiction};
use domain::policy::Actor;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::program::{Program, Received, Role, Somebody, now};

const HEADER: &str = "Herausforderung\tZiel\tZielgruppe\tAnregungen\tMaßnahmen und Angebote\t\
    Erste Schritte\tStakeholder*innen\tRessourcen\tFristigkeit";

const IMPORT: &str = "mutation($input: ImportActionPlanInput!) {
    importActionPlan(input: $input) {
        report {
            outcome isNewerEdition writes undecided
            counts { kind matched created changed unchanged missing }
            findings(isDecided: false) {
                line column kind thing why advice confidence isDecided
                about { __typename ... on Measure { slug title { text } } }
            }
        }
        userErrors { code field message detail }
    }
}";

const WORKLIST: &str = "query($state: PlanQuestionState) {
    planWorklist(state: $state, first: 100) {
        nodes {
            id line column kind why advice confidence isOpen noted: notedAt
            about { __typename id } settlement { at comment }
        }
        hasNextPage
    }
}";

const SETTLE: &str = "mutation($input: SettlePlanQuestionInput!) {
    settlePlanQuestion(input: $input) {
        question { id isOpen settlement { comment } }
        userErrors { code field }
    }
}";

/// A plan in our own words, with a party that nobody knows.
pub(super) fn document() -> String {
    let cells = [
        "Die Wege am Deich sind schmal und dunkel.",
        "Nachts brennt überall Licht.",
        "",
        "Anregung 1: Lampen aufstellen.",
        "Die Stadt stellt am Deich Lampen auf.",
        "1. Lampen zählen.",
        "Lampenfreunde vom Deich",
        "personelle Ressourcen",
        "kurzfristig",
    ];
    format!("Wege\n\n{HEADER}\n{}\n", cells.join("\t"))
}

/// The id of something that the reader could not decide, settled or not.
pub(super) async fn question(program: &Program) -> String {
    let upload = PlanUpload {
        file_name: "plan.txt".to_owned(),
        document: document().into_bytes(),
        corrections: None,
        mode: ImportMode::default(),
    };
    let by = (&Actor::Operator, now());
    let uploaded = Box::pin(program.application.upload_plan(by, upload, None)).await;
    uploaded.unwrap().summary.questions[0].id.to_global()
}

async fn import(program: &Program, who: &Somebody, more: Value) -> Received {
    let mut input = json!({ "fileName": "plan.txt", "document": { "text": document() } });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    program.ask(who, IMPORT, json!({ "input": input })).await
}

fn report(answer: &Received) -> &Value {
    let payload = &answer.json["data"]["importActionPlan"];
    assert_eq!(payload["userErrors"], json!([]), "{}", answer.json);
    &payload["report"]
}

fn created(report: &Value) -> u64 {
    let counts = report["counts"].as_array().unwrap();
    counts
        .iter()
        .map(|it| it["created"].as_u64().unwrap())
        .sum()
}

async fn worklist(program: &Program, who: &Somebody, state: &str) -> Vec<Value> {
    let answer = program.ask(who, WORKLIST, json!({ "state": state })).await;
    let nodes = &answer.json["data"]["planWorklist"]["nodes"];
    nodes
        .as_array()
        .unwrap_or_else(|| panic!("{}", answer.json))
        .clone()
}

async fn public_measure(program: &Program) -> Value {
    let query = "{ measure(by: { slug: \"measure-die-stadt-stellt-am-deich-lampen-auf\" }) { officialText } }";
    let anybody = Somebody::default();
    program.ask(&anybody, query, json!({})).await.json["data"]["measure"].clone()
}

#[tokio::test]
async fn a_coordinator_tries_a_document_imports_it_and_works_off_what_is_open() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let token = || program.application.snapshot().position().token;
    let before = token();

    let tried = import(&program, &office, json!({ "dryRun": true })).await;
    let tried = report(&tried).clone();
    assert_eq!(tried["outcome"], "TRIED");
    assert_eq!(created(&tried), 6, "{tried}");
    assert!(tried["undecided"].as_u64() > Some(0));
    assert_eq!(
        (token(), public_measure(&program).await),
        (before, Value::Null)
    );
    assert!(worklist(&program, &office, "OPEN").await.is_empty());

    let strict = import(&program, &office, json!({ "strict": true })).await;
    let refused = &strict.json["data"]["importActionPlan"];
    assert_eq!(refused["userErrors"][0]["code"], "UNDECIDED");
    assert_eq!(refused["report"]["outcome"], "REFUSED");
    assert_eq!(token(), before);

    let bytes = BASE64.encode(document().as_bytes());
    let lasting = import(
        &program,
        &office,
        json!({ "document": { "base64": bytes } }),
    )
    .await;
    assert_eq!(report(&lasting)["outcome"], "WRITTEN");
    assert_eq!(created(report(&lasting)), created(&tried));
    // Readers see it before the answer.
    assert!(public_measure(&program).await["officialText"].is_string());

    let open = worklist(&program, &office, "OPEN").await;
    assert_eq!(
        open.len() as u64,
        report(&lasting)["undecided"].as_u64().unwrap()
    );
    let party = open
        .iter()
        .find(|it| it["kind"] == "PARTY_UNKNOWN")
        .unwrap();
    assert_eq!(
        (&party["line"], &party["about"]["__typename"]),
        (&json!(4), &json!("Measure"))
    );

    let after = token();
    let again = import(&program, &office, json!({})).await;
    let again = report(&again);
    assert_eq!(
        (&again["outcome"], &again["writes"]),
        (&json!("NOTHING_TO_DO"), &json!(0))
    );
    assert_eq!(token(), after);
    assert_eq!(worklist(&program, &office, "OPEN").await, open);

    let input = json!({ "question": party["id"], "comment": "Das ist der Lampenverein." });
    let settled = program
        .ask(&office, SETTLE, json!({ "input": input }))
        .await;
    let question = &settled.json["data"]["settlePlanQuestion"]["question"];
    assert_eq!(question["isOpen"], false, "{}", settled.json);
    let rest = worklist(&program, &office, "OPEN").await;
    assert_eq!(rest.len(), open.len() - 1);
    let done = worklist(&program, &office, "SETTLED").await;
    assert_eq!(
        done[0]["settlement"]["comment"],
        "Das ist der Lampenverein."
    );
    import(&program, &office, json!({})).await;
    assert_eq!(worklist(&program, &office, "OPEN").await, rest);
}

#[tokio::test]
async fn what_is_wrong_with_a_document_is_said_in_the_readers_language_and_changes_nothing() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let before = program.application.snapshot().position().token;
    let base64 = |bytes: &[u8]| json!({ "document": { "base64": BASE64.encode(bytes) } });
    let latin1: Vec<u8> = document()
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let cut_off = document().split_at(document().len() - 60).0.to_owned();
    let too_wide = document().replace(
        "kurzfristig\n",
        "kurzfristig\tnoch eine Spalte voller Wörter\n",
    );
    let corrections = |line: u32, sum: &str| {
        let entry = format!("[[corrections]]\nline = {line}\naction = 'drop'\nreason = 'x'\n");
        json!({ "corrections": format!("document_sha256 = '{sum}'\n{entry}") })
    };
    let sum: String = Sha256::digest(document().as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let cases = [
        (
            json!({ "document": { "text": " \n" } }),
            "MISSING",
            "document",
        ),
        (base64(b"Wege\0\0"), "DOCUMENT_NOT_TEXT", "document"),
        (base64(&latin1), "DOCUMENT_NOT_TEXT", "document"),
        (
            json!({ "document": { "base64": "***" } }),
            "MALFORMED",
            "document.base64",
        ),
        (
            json!({ "document": { "text": "Name\tOrt\nAna\tMinden\n" } }),
            "DOCUMENT_OTHER_TABLE",
            "document",
        ),
        (
            json!({ "document": { "text": cut_off } }),
            "DOCUMENT_CUT_OFF",
            "document",
        ),
        (
            json!({ "document": { "text": too_wide } }),
            "DOCUMENT_WRONG_COLUMNS",
            "document",
        ),
        (corrections(99, &sum), "CORRECTION_MISSES", "corrections"),
        (
            corrections(4, "00"),
            "CORRECTIONS_OF_OTHER_DOCUMENT",
            "corrections",
        ),
        (
            json!({ "corrections": "no = toml =" }),
            "MALFORMED",
            "corrections",
        ),
        (json!({ "fileName": "<b>plan</b>" }), "MARKUP", "fileName"),
    ];
    for (input, code, field) in cases {
        let answer = import(&program, &office, input.clone()).await;
        let payload = &answer.json["data"]["importActionPlan"];
        assert_eq!(payload["report"], Value::Null, "{input} {}", answer.json);
        let error = &payload["userErrors"][0];
        assert_eq!(error["code"], code, "{input} {}", answer.json);
        let path: Vec<&str> = error["field"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| step.as_str().unwrap())
            .collect();
        assert_eq!(path.join("."), field, "{input}");
        assert!(!error["message"].as_str().unwrap().contains('{'), "{error}");
    }
    // Everything that is wrong is said at once.
    let both = json!({ "fileName": "", "corrections": "no = toml =", "document": { "text": "x" } });
    let answer = import(&program, &office, both).await;
    let errors = answer.json["data"]["importActionPlan"]["userErrors"].clone();
    assert_eq!(errors.as_array().unwrap().len(), 3, "{errors}");
    assert_eq!(program.application.snapshot().position().token, before);
}

#[tokio::test]
async fn a_coordinator_of_a_part_neither_imports_nor_sees_the_worklist() {
    let program = Program::start().await;
    let districts = super::embedded().districts;
    let part = Grant::Coordinator(Jurisdiction::Parts {
        districts: [districts[0].id].into(),
        areas: Default::default(),
    });
    let part = program.person(None, Some(part)).await;
    for more in [json!({}), json!({ "document": { "base64": "***" } })] {
        let refused = import(&program, &part, more).await;
        assert!(
            ["FORBIDDEN", "NOT_FOUND"].contains(&refused.code()),
            "{}",
            refused.json
        );
    }
    let refused = program.ask(&part, WORKLIST, json!({})).await;
    assert!(
        ["FORBIDDEN", "NOT_FOUND"].contains(&refused.code()),
        "{}",
        refused.json
    );
}

#[tokio::test]
async fn a_comment_is_needed_to_settle_a_question_that_exists() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    import(&program, &office, json!({})).await;
    let open = worklist(&program, &office, "OPEN").await;
    let input = json!({ "question": open[0]["id"], "comment": " " });
    let answer = program
        .ask(&office, SETTLE, json!({ "input": input }))
        .await;
    let error = &answer.json["data"]["settlePlanQuestion"]["userErrors"][0];
    assert_eq!(
        (&error["code"], &error["field"]),
        (&json!("MISSING"), &json!(["comment"]))
    );
    let measure = open[0]["about"]["id"].clone();
    let input = json!({ "question": measure, "comment": "x" });
    let answer = program
        .ask(&office, SETTLE, json!({ "input": input }))
        .await;
    assert_eq!(answer.code(), "NOT_FOUND", "{}", answer.json);
}
