//! A request that is sent again with the same `Idempotency-Key`: about people first, then about
//! contents.

use domain::id::TypedId;
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody, now};
use super::writing::{course, revision_of, with};

const INVITE: &str = "mutation($input: InviteMemberInput!) { inviteMember(input: $input) {
    invitation { id } userErrors { code } } }";

fn invite(program: &Program, email: &str) -> Value {
    let input = json!({ "email": email, "organization": program.home.to_global() });
    json!({ "query": INVITE, "variables": { "input": input } })
}

async fn sent(program: &Program, who: &Somebody, body: &Value, key: &str) -> Value {
    let headers = [("idempotency-key", key)];
    program.send(who, body.clone(), &headers).await.json
}

async fn mails(program: &Program) -> usize {
    program
        .accounts()
        .mails_due(now(), 200)
        .await
        .unwrap()
        .len()
}

fn id(answer: &Value) -> &str {
    answer["data"]["inviteMember"]["invitation"]["id"]
        .as_str()
        .unwrap()
}

#[tokio::test]
async fn it_is_answered_again_and_not_done_twice() {
    let program = Program::start().await;
    let manager = program.somebody(Role::Manager).await;
    let body = invite(&program, "bo@verein.example");
    let first = sent(&program, &manager, &body, "key-1").await;
    assert_eq!(mails(&program).await, 1);
    assert_eq!(sent(&program, &manager, &body, "key-1").await, first);
    assert_eq!(mails(&program).await, 0);
    // Another key, and somebody else with this key, mean another thing.
    assert_ne!(
        id(&sent(&program, &manager, &body, "key-2").await),
        id(&first)
    );
    let other = program.somebody(Role::Manager).await;
    assert_ne!(
        id(&sent(&program, &other, &body, "key-1").await),
        id(&first)
    );
}

#[tokio::test]
async fn with_another_body_it_is_refused_and_the_key_named() {
    let program = Program::start().await;
    let manager = program.somebody(Role::Manager).await;
    let first = invite(&program, "bo@verein.example");
    let second = invite(&program, "cy@verein.example");
    sent(&program, &manager, &first, "key-1").await;
    let refused = sent(&program, &manager, &second, "key-1").await;
    assert_eq!(refused["data"], json!({ "inviteMember": null }));
    let extensions = &refused["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "CONFLICT");
    assert_eq!(extensions["idempotencyKey"], "key-1");
}

#[tokio::test]
async fn one_key_serves_all_mutations_of_a_batch() {
    let program = Program::start().await;
    let manager = program.somebody(Role::Manager).await;
    let batch = json!([
        invite(&program, "bo@verein.example"),
        invite(&program, "cy@verein.example"),
    ]);
    let first = sent(&program, &manager, &batch, "key-1").await;
    assert_ne!(id(&first[0]), id(&first[1]));
    assert_eq!(sent(&program, &manager, &batch, "key-1").await, first);
}

const CREATE: &str = "mutation($input: CreateOfferInput!) { createOffer(input: $input) {
    revision { entityId number } userErrors { code } } }";

const UPDATE: &str = "mutation($input: UpdateOfferInput!) { updateOffer(input: $input) {
    revision { entityId number } userErrors { code } } }";

fn body(query: &str, input: Value) -> Value {
    json!({ "query": query, "variables": { "input": input } })
}

/// How many offers somebody maintains that were never published.
async fn drafts(program: &Program, who: &Somebody) -> usize {
    let query = "{ viewer { revisions(filter: { kinds: [OFFER], states: [DRAFT] }) {
        nodes { number } } } }";
    let answer = program.ask(who, query, json!({})).await.json;
    let nodes = answer["data"]["viewer"]["revisions"]["nodes"].as_array();
    nodes.unwrap().len()
}

#[tokio::test]
async fn an_offer_sent_again_is_answered_as_before_and_not_made_twice() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let body = body(CREATE, course(&program));
    let first = sent(&program, &editor, &body, "key-1").await;
    assert_eq!(first["data"]["createOffer"]["revision"]["number"], 1);
    assert_eq!(sent(&program, &editor, &body, "key-1").await, first);
    assert_eq!(drafts(&program, &editor).await, 1);
    // Without the key it is another offer.
    assert_ne!(sent(&program, &editor, &body, "key-2").await, first);
    assert_eq!(drafts(&program, &editor).await, 2);
}

#[tokio::test]
async fn another_offer_with_the_same_key_is_refused_and_not_made() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let first = course(&program);
    let other = with(first.clone(), json!({ "childcare": true }));
    sent(&program, &editor, &body(CREATE, first), "key-1").await;
    let refused = sent(&program, &editor, &body(CREATE, other), "key-1").await;
    assert_eq!(refused["data"], json!({ "createOffer": null }));
    let extensions = &refused["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "CONFLICT");
    assert_eq!(extensions["idempotencyKey"], "key-1");
    assert_eq!(drafts(&program, &editor).await, 1);
}

#[tokio::test]
async fn a_change_sent_again_is_no_conflict_with_itself() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let made = revision_of(&program, &editor, ("createOffer", course(&program))).await;
    let input = json!({ "id": made["entityId"], "expectedRevision": 1, "childcare": true });
    let body = body(UPDATE, input);
    let first = sent(&program, &editor, &body, "key-1").await;
    assert_eq!(first["data"]["updateOffer"]["revision"]["number"], 2);
    assert_eq!(sent(&program, &editor, &body, "key-1").await, first);
    let again = sent(&program, &editor, &body, "key-2").await;
    assert_eq!(again["errors"][0]["extensions"]["currentRevision"], 2);
}
