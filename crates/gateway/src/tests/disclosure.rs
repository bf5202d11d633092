//! What is published and yet not for everybody, over HTTP: who reads it, and that nobody keeps it.

use axum::http::{HeaderMap, Method, StatusCode};
use domain::account::{ApiScope, MembershipRole};
use domain::id::TypedId;
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{course, revision_of, with};

const ASKED: &str = "query($id: ID!) { offer(by: { id: $id }) {
    places { partId isWithheld location { id } } contacts { phone }
    professionalContacts { placeId contact { phone audience } }
    hiddenPlaces { placeId name { text } address { street } } } }";

async fn publish(
    program: &Program,
    (editor, coordinator): (&Somebody, &Somebody),
    (mutation, input): (&str, Value),
) -> String {
    let made = revision_of(program, editor, (mutation, input)).await;
    let input = json!({ "id": made["entityId"], "expectedRevision": 1 });
    revision_of(program, editor, ("submitForReview", input.clone())).await;
    revision_of(program, coordinator, ("approveRevision", input)).await;
    made["entityId"].as_str().unwrap().to_owned()
}

/// An offer in a house that nobody may find, with lines for colleagues.
async fn protected(program: &Program) -> String {
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let people = (&editor, &coordinator);
    let house = json!({ "name": [{ "language": "de", "text": "Haus am Wall" }],
        "kind": "PHYSICAL", "visibility": "HIDDEN", "owner": program.home.to_global(),
        "address": { "street": "Geheimgasse 1", "locality": "Minden" } });
    let house = publish(program, people, ("createLocation", house)).await;
    let lines = json!([{ "phone": "112", "audience": "PROFESSIONAL" }]);
    let more = json!({ "places": [{ "location": house, "contacts": lines }],
        "contacts": [{ "phone": "110" }, { "phone": "116016", "audience": "PROFESSIONAL" }] });
    publish(
        program,
        people,
        ("createOffer", with(course(program), more)),
    )
    .await
}

async fn with_key(program: &Program, scopes: &[ApiScope]) -> Somebody {
    Somebody {
        token: Some(program.key(scopes, 1_000).await),
        ..Somebody::default()
    }
}

async fn read(program: &Program, who: &Somebody, id: &str) -> Value {
    let mut answer = program.ask(who, ASKED, json!({ "id": id })).await.json;
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    let offer = answer["data"]["offer"].take();
    assert_eq!(offer["places"][0]["isWithheld"], true);
    assert_eq!(offer["places"][0]["location"], Value::Null);
    assert_eq!(offer["contacts"], json!([{ "phone": "110" }]));
    offer
}

#[tokio::test]
async fn colleagues_read_the_lines_meant_for_them_and_members_also_the_address() {
    let program = Program::start().await;
    let id = protected(&program).await;
    let foreign = Some((program.foreign, MembershipRole::Manager));
    let key = async |scopes: &[ApiScope]| with_key(&program, scopes).await;
    let strangers = [
        Somebody::default(),
        key(&[ApiScope::ReadPublished]).await,
        key(&[ApiScope::ReadAggregates]).await,
        program.person(foreign, None).await,
        program.somebody(Role::Analyst).await,
        program.somebody(Role::Translator).await,
    ];
    for who in &strangers {
        let offer = read(&program, who, &id).await;
        assert_eq!(offer["professionalContacts"], json!([]));
        assert_eq!(offer["hiddenPlaces"], json!([]));
    }
    let colleagues = [
        program.somebody(Role::Professional).await,
        key(&[ApiScope::ReadPublished, ApiScope::ReadProfessional]).await,
    ];
    for who in &colleagues {
        let offer = read(&program, who, &id).await;
        let place = &offer["places"][0]["partId"];
        let lines = json!([
            { "placeId": null, "contact": { "phone": "116016", "audience": "PROFESSIONAL" } },
            { "placeId": place, "contact": { "phone": "112", "audience": "PROFESSIONAL" } },
        ]);
        assert_eq!(offer["professionalContacts"], lines);
        assert_eq!(offer["hiddenPlaces"], json!([]));
    }
    for role in [
        Role::Editor,
        Role::Manager,
        Role::Coordinator,
        Role::Administrator,
    ] {
        let who = program.somebody(role).await;
        let offer = read(&program, &who, &id).await;
        assert_eq!(offer["professionalContacts"].as_array().unwrap().len(), 2);
        let place = json!([{ "placeId": offer["places"][0]["partId"],
            "name": { "text": "Haus am Wall" }, "address": { "street": "Geheimgasse 1" } }]);
        assert_eq!(offer["hiddenPlaces"], place, "{role:?}");
    }
}

#[tokio::test]
async fn a_page_of_entries_is_read_with_a_few_statements_however_long_it_is() {
    let program = Program::start().await;
    protected(&program).await;
    protected(&program).await;
    let who = program.somebody(Role::Coordinator).await;
    let statements = async |first: u32| {
        let query = "query($first: Int) { offers(first: $first) { nodes { hiddenPlaces { placeId }
            professionalContacts { placeId } provider { professionalContacts { placeId } } } } }";
        let before = program.application.statements();
        let answer = program.ask(&who, query, json!({ "first": first })).await;
        assert_eq!(answer.json["errors"], Value::Null, "{}", answer.json);
        let found = answer.json["data"]["offers"]["nodes"].as_array().unwrap();
        assert_eq!(found.len() > 3, first > 3);
        program.application.statements() - before
    };
    // Whoever has just signed in is looked up once.
    statements(1).await;
    let few = statements(3).await;
    assert!(few > 0);
    // Where things lie is looked up level by level, and some lie deeper than others.
    let many = statements(100).await;
    assert!(many <= few + 4, "{few} for three, {many} for all");
}

async fn by_get(program: &Program, who: &Somebody) -> (HeaderMap, Value) {
    let query = "%7Boffers%7Bnodes%7BprofessionalContacts%7Bcontact%7Bphone%7D%7D%7D%7D%7D";
    let path = format!("/graphql?query={query}");
    let sent = program.raw(who, (Method::GET, &path), Vec::new(), &[]);
    let (status, headers, body) = sent.await;
    assert_eq!(status, StatusCode::OK);
    (headers, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn no_cache_keeps_what_is_not_for_everybody_and_everybody_else_asks_no_database() {
    let program = Program::start().await;
    protected(&program).await;
    let colleague = program.somebody(Role::Professional).await;
    let key = with_key(&program, &[ApiScope::ReadProfessional]).await;
    for who in [&colleague, &key] {
        let (headers, answer) = by_get(&program, who).await;
        assert!(answer.to_string().contains("116016"));
        assert_eq!(headers["cache-control"], "no-store");
        assert!(!headers.contains_key("etag"));
        let vary = headers["vary"].to_str().unwrap();
        assert!(vary.contains("Authorization"), "{vary}");
    }
    let before = program.application.statements();
    let (headers, answer) = by_get(&program, &Somebody::default()).await;
    assert_eq!(program.application.statements(), before);
    assert!(!answer.to_string().contains("116016"));
    assert!(headers.contains_key("etag"));
}
