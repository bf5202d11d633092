//! Locations and organizations: what their own people write about them, and what only the
//! coordinating office does.

use domain::id::TypedId;
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{revision_of, with, write};

/// What is wrong, by field.
fn errors(answer: &Value, mutation: &str) -> Vec<String> {
    let errors = answer["data"][mutation]["userErrors"].as_array();
    let errors = errors.into_iter().flatten();
    errors
        .map(|error| {
            let steps = error["field"].as_array().unwrap().iter();
            let steps: Vec<&str> = steps.filter_map(Value::as_str).collect();
            format!("{} {}", steps.join("."), error["code"].as_str().unwrap())
        })
        .collect()
}

async fn document(program: &Program, who: &Somebody, id: &Value) -> Value {
    let query = "query($id: ID!) { revision(of: $id) { number state
        ... on OrganizationRevision { document { isTrusted verification kind website
            name { text } references { parent locations } } }
        ... on LocationRevision { document { visibility url name { text }
            address { street locality country } coordinates { latitude longitude }
            references { owner district } } } } }";
    let answer = program.ask(who, query, json!({ "id": id })).await.json;
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    answer["data"]["revision"].clone()
}

#[tokio::test]
async fn a_manager_keeps_the_profile_and_the_office_approves_it() {
    let program = Program::start().await;
    let manager = program.somebody(Role::Manager).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let id = json!(program.home.to_global());
    let change = json!({ "id": id, "expectedRevision": 1, "website": "https://klub.example",
        "contacts": [{ "email": "post@klub.example", "function": [{ "language": "de", "text": "Büro" }] }],
        "cooperation": "OFFERED", "submit": true });
    let changed = revision_of(&program, &manager, ("updateOrganizationProfile", change)).await;
    assert_eq!(changed["state"], "IN_REVIEW");
    let query = "query($id: ID!) { organization(by: { id: $id }) { website } }";
    let public = async || {
        let nobody = Somebody::default();
        let answer = program.ask(&nobody, query, json!({ "id": id })).await.json;
        answer["data"]["organization"]["website"].clone()
    };
    assert_ne!(public().await, "https://klub.example/");
    let input = json!({ "id": id, "expectedRevision": 2 });
    revision_of(&program, &coordinator, ("approveRevision", input)).await;
    assert_eq!(public().await, "https://klub.example/");
}

#[tokio::test]
async fn whether_an_organization_is_trusted_is_not_its_own_to_say() {
    let program = Program::start().await;
    let manager = program.somebody(Role::Manager).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let id = json!(program.home.to_global());
    let change = json!({ "id": id, "expectedRevision": 1, "trusted": true, "kind": "NETWORK",
        "website": "https://klub.example" });
    let answer = write(&program, &manager, ("updateOrganization", change.clone())).await;
    let found = errors(&answer.json, "updateOrganization");
    assert_eq!(found, ["kind REVIEW_REQUIRED", "trusted REVIEW_REQUIRED"]);
    // The profile has no such field at all.
    let answer = write(
        &program,
        &manager,
        ("updateOrganizationProfile", change.clone()),
    )
    .await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");

    let change = with(change, json!({ "submit": true }));
    let changed = revision_of(&program, &coordinator, ("updateOrganization", change)).await;
    let input = json!({ "id": id, "expectedRevision": changed["number"] });
    revision_of(&program, &coordinator, ("approveRevision", input)).await;
    let read = document(&program, &manager, &id).await;
    assert_eq!(read["document"]["isTrusted"], true);
    // From now on it publishes without a review, and still not what the office says about it.
    let change = json!({ "id": id, "expectedRevision": changed["number"], "submit": true,
        "website": "https://neu.example" });
    let changed = revision_of(&program, &manager, ("updateOrganizationProfile", change)).await;
    assert_eq!(changed["state"], "PUBLISHED");
    let doubted = json!({ "id": id, "expectedRevision": changed["number"], "trusted": false });
    let doubted = revision_of(&program, &coordinator, ("updateOrganization", doubted)).await;
    let input = json!({ "id": id, "expectedRevision": doubted["number"] });
    let answer = write(&program, &manager, ("approveRevision", input.clone())).await;
    assert_eq!(
        errors(&answer.json, "approveRevision"),
        ["trusted REVIEW_REQUIRED"]
    );
    let handed_in = revision_of(&program, &manager, ("submitForReview", input)).await;
    assert_eq!(handed_in["state"], "IN_REVIEW");
}

#[tokio::test]
async fn the_office_makes_an_organization_and_takes_it_out_again() {
    let program = Program::start().await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let parent = program.home.to_global();
    let new = json!({ "name": [{ "language": "de", "text": "Bündnis Weserufer" }],
        "kind": "NETWORK", "level": "CITY", "parent": parent, "aliases": ["Weserbündnis"],
        "verification": "VERIFIED", "submit": true });
    let made = revision_of(&program, &coordinator, ("createOrganization", new)).await;
    let id = &made["entityId"];
    let input = json!({ "id": id, "expectedRevision": 1 });
    revision_of(&program, &coordinator, ("approveRevision", input.clone())).await;
    let query = "query($id: ID!) { organization(by: { id: $id }) { aliases level parent { id } } }";
    let public = async || {
        let nobody = Somebody::default();
        let answer = program.ask(&nobody, query, json!({ "id": id })).await.json;
        answer["data"]["organization"].clone()
    };
    assert_eq!(
        public().await,
        json!({ "aliases": ["Weserbündnis"], "level": "CITY", "parent": { "id": parent } })
    );
    let archived = revision_of(&program, &coordinator, ("archiveOrganization", input)).await;
    assert_eq!(archived["state"], "ARCHIVED");
    assert_eq!(public().await, Value::Null);
    let input = json!({ "id": id, "expectedRevision": archived["number"] });
    let restored = revision_of(&program, &coordinator, ("restoreOrganization", input)).await;
    assert_eq!(restored["state"], "DRAFT");
    // One on which something published rests stays.
    let number = document(&program, &coordinator, &json!(parent)).await["number"].clone();
    let input = json!({ "id": parent, "expectedRevision": number });
    let answer = write(&program, &coordinator, ("archiveOrganization", input)).await;
    assert_eq!(errors(&answer.json, "archiveOrganization"), [" IN_USE"]);
}

#[tokio::test]
async fn a_hidden_location_is_read_by_those_who_maintain_it_and_by_nobody_else() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let owner = program.home.to_global();
    let new = json!({ "name": [{ "language": "de", "text": "Zuflucht" }], "kind": "PHYSICAL",
        "owner": owner, "visibility": "HIDDEN", "submit": true,
        "address": { "street": "Geheimweg 1", "locality": "Minden" },
        "coordinates": { "latitude": 52.29, "longitude": 8.92 } });
    let made = revision_of(&program, &editor, ("createLocation", new)).await;
    let id = &made["entityId"];
    let input = json!({ "id": id, "expectedRevision": 1 });
    revision_of(&program, &coordinator, ("approveRevision", input.clone())).await;
    let read = document(&program, &editor, id).await;
    assert_eq!(
        read["document"],
        json!({ "visibility": "HIDDEN", "url": null, "name": { "text": "Zuflucht" },
            "address": { "street": "Geheimweg 1", "locality": "Minden", "country": "DE" },
            "coordinates": { "latitude": 52.29, "longitude": 8.92 },
            "references": { "owner": owner, "district": null } })
    );
    let query = "query($id: ID!) { node(id: $id) { id } location(by: { id: $id }) { id }
        locations(first: 100) { nodes { name { text } } } revision(of: $id) { number } }";
    let elsewhere = Some((program.foreign, domain::account::MembershipRole::Manager));
    for other in [
        Somebody::default(),
        program.somebody(Role::Client).await,
        program.somebody(Role::Professional).await,
        program.person(elsewhere, None).await,
    ] {
        let answer = program.ask(&other, query, json!({ "id": id })).await.json;
        assert!(!answer.to_string().contains("Zuflucht"));
        for field in ["node", "location", "revision"] {
            assert_eq!(answer["data"][field], Value::Null, "{field}");
        }
    }
    let archived = revision_of(&program, &editor, ("archiveLocation", input)).await;
    let input = json!({ "id": id, "expectedRevision": archived["number"] });
    let restored = revision_of(&program, &editor, ("restoreLocation", input)).await;
    assert_eq!(restored["state"], "DRAFT");
}
