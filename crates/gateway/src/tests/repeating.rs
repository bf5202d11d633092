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

#[tokio::test]
async fn a_key_for_programs_is_made_once_and_its_secret_shown_once() {
    let program = Program::start().await;
    let administrator = program.somebody(Role::Administrator).await;
    let query = "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) {
        created { secret apiKey { id } } userErrors { code } } }";
    let input = |name| json!({ "name": name, "scopes": ["READ_PUBLISHED"], "quotaPerMinute": 60 });
    let first = sent(
        &program,
        &administrator,
        &body(query, input("An app")),
        "key-1",
    )
    .await;
    let made = &first["data"]["createApiKey"]["created"];
    assert!(made["secret"].is_string(), "{first}");
    let again = sent(
        &program,
        &administrator,
        &body(query, input("An app")),
        "key-1",
    )
    .await;
    let extensions = &again["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "CONFLICT");
    assert_eq!(extensions["reason"], "SECRET_SHOWN");
    assert_eq!(extensions["apiKey"], made["apiKey"]["id"]);
    assert!(!again.to_string().contains(made["secret"].as_str().unwrap()));
    let other = sent(
        &program,
        &administrator,
        &body(query, input("Another")),
        "key-1",
    )
    .await;
    let extensions = &other["errors"][0]["extensions"];
    assert_eq!(extensions["idempotencyKey"], "key-1");
}

#[tokio::test]
async fn a_plan_sent_again_gets_the_report_that_it_got_before() {
    let program = Program::start().await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let query = "mutation($input: ImportActionPlanInput!) { importActionPlan(input: $input) {
        report { outcome writes undecided counts { kind created matched }
            findings { line kind why detail advice } } userErrors { code } } }";
    let input = |text: &str| json!({ "fileName": "plan.txt", "document": { "text": text } });
    let document = super::plan_upload::document();
    let first = sent(
        &program,
        &coordinator,
        &body(query, input(&document)),
        "key-1",
    )
    .await;
    let outcome = &first["data"]["importActionPlan"]["report"]["outcome"];
    assert_eq!(*outcome, "WRITTEN", "{first}");
    let again = sent(
        &program,
        &coordinator,
        &body(query, input(&document)),
        "key-1",
    )
    .await;
    assert_eq!(again, first);
    let other = format!("{document}\n");
    let other = sent(&program, &coordinator, &body(query, input(&other)), "key-1").await;
    assert_eq!(other["errors"][0]["extensions"]["code"], "CONFLICT");
    let anew = sent(
        &program,
        &coordinator,
        &body(query, input(&document)),
        "key-2",
    )
    .await;
    let outcome = &anew["data"]["importActionPlan"]["report"]["outcome"];
    assert_eq!(*outcome, "NOTHING_TO_DO");
}

/// What makes or sends nothing, or whose answer holds what lets somebody in, each with the reason why
/// the key means nothing to it.
const WITHOUT_KEY: [&str; 27] = [
    // Nobody has signed in yet, and every answer holds a secret.
    "acceptInvitation",
    "login",
    "loginByLink",
    "refresh",
    "resetPassword",
    // Whether something was sent is not told, and how often is bounded.
    "requestLoginLink",
    "requestPasswordReset",
    // The answer holds a secret, and the second time there is nothing left to do.
    "confirmSecondFactor",
    "setUpSecondFactor",
    "removeSecondFactor",
    "changePassword",
    // Done twice, it is as if it were done once.
    "changeGrants",
    "changeMemberRole",
    "changeProfile",
    "disableAccount",
    "enableAccount",
    "endSession",
    "eraseAccount",
    "exportAccount",
    "handOverOrganization",
    "leaveOrganization",
    "logout",
    "logoutEverywhere",
    "removeMember",
    "resetSecondFactor",
    "revokeApiKey",
    "revokeInvitation",
];

#[test]
fn every_mutation_that_makes_something_heeds_the_key() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    // Whatever goes over a desk heeds it; the others take it by name.
    let by_name = ["createApiKey", "importActionPlan", "inviteMember"];
    let mutations = super::ask("{ __schema { mutationType { fields { name } } } }");
    let mutations = mutations["__schema"]["mutationType"]["fields"]
        .as_array()
        .unwrap();
    let names: Vec<&str> = mutations
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    for name in WITHOUT_KEY.iter().chain(&by_name) {
        assert!(names.contains(name), "{name} is gone");
    }
    let account = std::fs::read_dir(folder.join("account")).unwrap();
    let account: String = account
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    for name in names {
        let snake: String = name
            .chars()
            .map(|c| match c.is_ascii_uppercase() {
                true => format!("_{}", c.to_ascii_lowercase()),
                false => c.to_string(),
            })
            .collect();
        // Those about people have no desk: each is named in one of the two lists.
        let is_about_people = account.contains(&format!("async fn {snake}("));
        let is_listed = WITHOUT_KEY.contains(&name) || by_name.contains(&name);
        assert_eq!(
            is_about_people || name == "importActionPlan",
            is_listed,
            "{name}"
        );
    }
}
