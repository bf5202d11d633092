//! Who did what: across all things, to accounts, and for people themselves.

use serde_json::{Value, json};

use super::curated_history::{ask, changed_measure};
use super::program::{Program, Role};
use super::writing::{course, revision_of};

const TRAIL: &str = "query($filter: ChangeLogFilter, $after: String) {
    changeLog(filter: $filter, first: 2, after: $after) {
        nodes { id kind role accountId subjectKind subjectId subject { id } revision revisionId
            basedOn comment }
        hasNextPage endCursor } }";

#[tokio::test]
async fn the_trail_tells_who_did_what_to_which_thing() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let editor = program.somebody(Role::Editor).await;
    let measure = changed_measure(&program, &office).await;
    let made = revision_of(&program, &editor, ("createOffer", course(&program))).await;
    let offer = made["entityId"].as_str().unwrap();
    let input = json!({ "id": offer, "expectedRevision": 1 });
    revision_of(&program, &editor, ("submitForReview", input.clone())).await;
    let mut comment = input;
    comment["comment"] = json!("Bitte kürzer.");
    revision_of(&program, &office, ("returnRevision", comment)).await;
    let [of_office, of_editor] = [&office, &editor].map(|who| who.account.unwrap().to_global());

    let asked = (TRAIL, json!({ "filter": { "account": of_office } }));
    let page = ask(&program, &office, asked).await;
    let lines = &page["changeLog"]["nodes"];
    assert_eq!(
        [
            &lines[0]["kind"],
            &lines[0]["subjectId"],
            &lines[0]["comment"],
            &lines[0]["subject"]
        ],
        [
            &json!("RETURNED"),
            &json!(offer),
            &json!("Bitte kürzer."),
            &Value::Null
        ]
    );
    assert_eq!(
        [
            &lines[1]["kind"],
            &lines[1]["subjectKind"],
            &lines[1]["revision"],
            &lines[1]["basedOn"]
        ],
        [&json!("PUBLISHED"), &json!("MEASURE"), &json!(2), &json!(1)]
    );
    assert_eq!(lines[1]["subject"]["id"], measure);
    assert_eq!(lines[1]["revisionId"], format!("{measure}.2"));
    assert_eq!(lines[1]["role"], "COORDINATOR");
    assert_eq!(page["changeLog"]["hasNextPage"], false);

    let of_offer = json!({ "subject": offer, "kinds": ["OFFER"], "from": "2026-03-02T00:00:00Z" });
    let asked = (TRAIL, json!({ "filter": of_offer.clone() }));
    let page = ask(&program, &office, asked).await["changeLog"].take();
    let kinds = |page: &Value| -> Vec<String> {
        let nodes = page["nodes"].as_array().unwrap().iter();
        nodes
            .map(|line| line["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(kinds(&page), ["RETURNED", "SUBMITTED"]);
    assert_eq!(page["nodes"][1]["accountId"], of_editor);
    let asked = (
        TRAIL,
        json!({ "filter": of_offer, "after": page["endCursor"] }),
    );
    let rest = ask(&program, &office, asked).await["changeLog"].take();
    assert_eq!(kinds(&rest), ["CREATED"]);
    assert_eq!(rest["hasNextPage"], false);
    let earlier = json!({ "filter": { "until": "2026-03-01T00:00:00Z" } });
    let none = ask(&program, &office, (TRAIL, earlier)).await;
    assert_eq!(none["changeLog"]["nodes"], json!([]));

    for bad in [
        json!({ "account": "x" }),
        json!({ "account": offer }),
        json!({ "subject": of_editor }),
        json!({ "from": "2026-03-02T00:00:00Z", "until": "2026-03-02T00:00:00Z" }),
    ] {
        let answer = program.ask(&office, TRAIL, json!({ "filter": bad })).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{}", answer.json);
    }
    let answer = program.ask(&office, TRAIL, json!({ "after": "eA" })).await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn the_audit_is_read_by_account_subject_and_period() {
    let program = Program::start().await;
    let office = program.somebody(Role::Coordinator).await;
    let editor = program.somebody(Role::Editor).await;
    let query = "query($filter: AuditFilter) { audit(filter: $filter, first: 100) {
        nodes { action actorId subjectId } } }";
    let lines = async |filter: Value| {
        let asked = (query, json!({ "filter": filter }));
        let data = ask(&program, &office, asked).await;
        data["audit"]["nodes"].as_array().unwrap().clone()
    };
    let account = editor.account.unwrap().to_global();
    let own = lines(json!({ "account": account })).await;
    assert!(!own.is_empty());
    assert!(own.iter().all(|line| line["actorId"] == account), "{own:?}");
    let about = lines(json!({ "subject": account })).await;
    assert!(!about.is_empty());
    let raw = about[0]["subjectId"].clone();
    assert!(about.iter().all(|line| line["subjectId"] == raw));
    assert_eq!(lines(json!({ "subject": raw })).await, about);
    let all = lines(json!({})).await;
    assert!(all.len() > own.len());
    assert_eq!(lines(json!({ "from": "2026-03-02T00:00:00Z" })).await, all);
    assert!(
        lines(json!({ "until": "2026-03-02T09:00:00Z" }))
            .await
            .is_empty()
    );
    let bad = json!({ "filter": { "subject": "nothing" } });
    let answer = program.ask(&office, query, bad).await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn people_read_out_what_they_wrote() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let made = revision_of(&program, &editor, ("createOffer", course(&program))).await;
    let query =
        "mutation($input: ExportAccountInput!) { exportAccount(input: $input) { exported } }";
    let account = editor.account.unwrap().to_global();
    let asked = (query, json!({ "input": { "account": account } }));
    let data = ask(&program, &editor, asked).await;
    let export = data["exportAccount"]["exported"].as_str().unwrap();
    let export: Value = serde_json::from_str(export).unwrap();
    let [revision] = export["revisions"].as_array().unwrap().as_slice() else {
        panic!("{export}");
    };
    assert_eq!(
        [&revision["of"], &revision["number"]],
        [&made["entityId"], &json!(1)]
    );
    assert_eq!(export["changes"][0]["change"], "CREATED");
}
