//! How organizations propose the progress of measures, and the coordinating office accepts it.

use domain::account::MembershipRole;
use domain::id::TypedId;
use domain::mail::{Mail, MailTemplate};
use serde_json::{Value, json};

use super::authorization::agreed;
use super::program::{Program, Role, Somebody};

const PROPOSAL: &str = "proposal { id state date status percent note { text } organization { id }
    measure { id progressReports { author date status percent note { text } } }
    decision { comment } } userErrors { code field message }";

/// Do a mutation about a proposal; its payload.
async fn act(program: &Program, who: &Somebody, (mutation, input): (&str, Value)) -> Value {
    let answer = program.send(who, body(mutation, input), &[]).await.json;
    assert_eq!(answer["errors"], Value::Null, "{mutation}: {answer}");
    answer["data"][mutation].clone()
}

fn body(mutation: &str, input: Value) -> Value {
    let ty = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!("mutation($input: {ty}!) {{ {mutation}(input: $input) {{ {PROPOSAL} }} }}");
    json!({ "query": query, "variables": { "input": input } })
}

/// What somebody reads of the queue.
async fn queue(program: &Program, who: &Somebody, filter: Value) -> Vec<Value> {
    let query = "query($filter: ProgressProposalFilter) { progressProposals(filter: $filter) {
        nodes { id state } } }";
    let answer = program.ask(who, query, json!({ "filter": filter })).await;
    let nodes = &answer.json["data"]["progressProposals"]["nodes"];
    nodes
        .as_array()
        .unwrap_or_else(|| panic!("{}", answer.json))
        .clone()
}

/// An editor of an organization that has agreed to lead a measure, and what they propose.
async fn editor(program: &Program) -> (Somebody, Value) {
    let editor = (program.home, MembershipRole::Editor);
    let editor = program.person(Some(editor), None).await;
    let mut input = Box::pin(agreed(program, program.home)).await;
    input["percent"] = json!(40);
    input["note"] = json!([{ "language": "de", "text": "Zwei Treffen fanden statt." }]);
    (editor, input)
}

async fn mails_about(program: &Program, template: MailTemplate) -> Vec<Mail> {
    let due = program.accounts().mails_due(program.moment(), 200).await;
    let mails = due.unwrap().into_iter().map(|outgoing| outgoing.mail);
    mails.filter(|mail| mail.template == template).collect()
}

#[tokio::test]
async fn what_is_accepted_is_public_in_the_name_of_the_organization_and_its_editor_is_told() {
    let program = Program::start().await;
    let (editor, input) = editor(&program).await;
    let proposed = act(&program, &editor, ("proposeProgress", input)).await;
    let proposal = &proposed["proposal"];
    assert_eq!(proposal["state"], "PROPOSED");
    assert_eq!(proposal["measure"]["progressReports"], json!([]));
    let office = program.somebody(Role::Coordinator).await;
    let decide = json!({ "proposal": proposal["id"], "comment": "Vielen Dank!" });
    let accepted = act(&program, &office, ("acceptProgressProposal", decide)).await;
    assert_eq!(accepted["userErrors"], json!([]));
    assert_eq!(accepted["proposal"]["state"], "ACCEPTED");
    assert_eq!(accepted["proposal"]["decision"]["comment"], "Vielen Dank!");
    let report = &accepted["proposal"]["measure"]["progressReports"][0];
    assert_eq!([&report["status"], &report["date"]], ["DONE", "2026-02-01"]);
    assert_eq!(report["note"]["text"], "Zwei Treffen fanden statt.");
    let name = program.application.snapshot();
    let name = name
        .find::<domain::organization::Organization>(program.home)
        .unwrap();
    let name = name.name.source().text.as_str();
    assert_eq!(report["author"], name);
    let [mail] = &mails_about(&program, MailTemplate::ProposalAccepted).await[..] else {
        panic!("one mail tells of it");
    };
    assert_eq!(mail.account, editor.account);
    assert_eq!(mail.values.comment.as_deref(), Some("Vielen Dank!"));
    let [subject] = &mail.values.subjects[..] else {
        panic!("it is about one measure");
    };
    assert!(subject.starts_with("Etwas Neues"), "{subject}");
}

#[tokio::test]
async fn a_proposal_is_decided_once_and_that_is_said_in_the_language_of_the_reader() {
    let program = Program::start().await;
    let (editor, input) = editor(&program).await;
    let proposed = act(&program, &editor, ("proposeProgress", input)).await;
    let id = &proposed["proposal"]["id"];
    let office = program.somebody(Role::Coordinator).await;
    let silent = json!({ "proposal": id });
    let silent = act(&program, &office, ("rejectProgressProposal", silent)).await;
    assert_eq!(silent["userErrors"][0]["field"], json!(["comment"]));
    let why = json!({ "proposal": id, "comment": "Bitte mit Zahlen" });
    let rejected = act(&program, &office, ("rejectProgressProposal", why)).await;
    assert_eq!(rejected["proposal"]["state"], "REJECTED");
    let mails = mails_about(&program, MailTemplate::ProposalRejected).await;
    assert_eq!(mails.len(), 1);
    for (who, mutation) in [
        (&office, "acceptProgressProposal"),
        (&editor, "withdrawProgressProposal"),
    ] {
        let again = act(&program, who, (mutation, json!({ "proposal": id }))).await;
        assert_eq!(again["proposal"], Value::Null);
        let error = &again["userErrors"][0];
        assert_eq!(error["code"], "ALREADY_DECIDED");
        assert_eq!(
            error["message"],
            "Darüber wurde schon entschieden. Bitte laden Sie die Seite neu."
        );
    }
}

#[tokio::test]
async fn the_same_request_again_proposes_and_accepts_nothing_more() {
    let program = Program::start().await;
    let (editor, input) = editor(&program).await;
    let key = [("idempotency-key", "key-1")];
    let propose = body("proposeProgress", input);
    let first = program.send(&editor, propose.clone(), &key).await.json;
    let again = program.send(&editor, propose, &key).await.json;
    assert_eq!(first, again);
    assert_eq!(queue(&program, &editor, Value::Null).await.len(), 1);
    let id = &first["data"]["proposeProgress"]["proposal"]["id"];
    let office = program.somebody(Role::Coordinator).await;
    let accept = body("acceptProgressProposal", json!({ "proposal": id }));
    let first = program.send(&office, accept.clone(), &key).await.json;
    let again = program.send(&office, accept, &key).await.json;
    assert_eq!(first, again);
    let reports =
        &first["data"]["acceptProgressProposal"]["proposal"]["measure"]["progressReports"];
    assert_eq!(reports.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_else_comes_upon_a_proposal() {
    let program = Program::start().await;
    let (editor, input) = editor(&program).await;
    let proposed = act(&program, &editor, ("proposeProgress", input)).await;
    let id = proposed["proposal"]["id"].clone();
    let waiting = json!({ "states": ["PROPOSED"] });
    let office = program.somebody(Role::Coordinator).await;
    for who in [&editor, &office] {
        let found = queue(&program, who, waiting.clone()).await;
        assert_eq!(found, [json!({ "id": id, "state": "PROPOSED" })]);
    }
    let foreign = (program.foreign, MembershipRole::Manager);
    let foreign = program.person(Some(foreign), None).await;
    for who in [&foreign, &program.somebody(Role::Translator).await] {
        assert_eq!(
            queue(&program, who, waiting.clone()).await,
            Vec::<Value>::new()
        );
    }
    for who in [&foreign, &editor, &office, &Somebody::default()] {
        let query = "query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }";
        let found = program.ask(who, query, json!({ "id": id })).await;
        assert!(
            !found.json["data"]
                .to_string()
                .contains(id.as_str().unwrap())
        );
    }
}

#[tokio::test]
async fn whoever_is_only_named_by_the_plan_is_told_that_this_is_not_enough() {
    let program = Program::start().await;
    let (editor, mut input) = editor(&program).await;
    let measure = Box::pin(super::authorization::a_measure(&program)).await;
    let office = program.somebody(Role::Coordinator).await;
    let named = json!({ "organization": program.home.to_global(), "subject": measure,
        "role": "LEAD", "commitment": "NAMED" });
    let query = "mutation($input: AssignResponsibilityInput!) {
        assignResponsibility(input: $input) { userErrors { code } } }";
    program.ask(&office, query, json!({ "input": named })).await;
    input["measure"] = json!(measure);
    let refused = act(&program, &editor, ("proposeProgress", input)).await;
    let error = &refused["userErrors"][0];
    assert_eq!(error["code"], "NOT_RESPONSIBLE");
    assert_eq!(error["field"], json!(["organization"]));
}
