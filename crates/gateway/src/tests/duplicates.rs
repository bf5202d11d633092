//! Likely duplicates and copies of locations, as an app gets them.

use domain::id::TypedId;
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{course, revision_of, with};

const LIKELY: &str = "likelyDuplicates { likeness inCommon thing { __typename
    ... on Entry { id title { text } }
    ... on Organization { id name { text } }
    ... on Location { id name { text } address { street } } } }";

/// Do a mutation; what it warns of, and the id of what was written.
async fn likely(
    program: &Program,
    who: &Somebody,
    (mutation, input): (&str, Value),
) -> (Vec<Value>, Value) {
    let ty = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {ty}!) {{ {mutation}(input: $input) {{ {LIKELY}
            revision {{ entityId number }} userErrors {{ code field }} }} }}"
    );
    let answer = program.ask(who, &query, json!({ "input": input })).await;
    let payload = &answer.json["data"][mutation];
    assert_eq!(payload["userErrors"], json!([]), "{}", answer.json);
    let named = payload["likelyDuplicates"].as_array().unwrap().clone();
    (named, payload["revision"]["entityId"].clone())
}

fn location(program: &Program) -> Value {
    json!({ "name": [{ "language": "de", "text": "Zuflucht" }], "kind": "PHYSICAL",
        "owner": program.home.to_global(), "submit": true,
        "address": { "street": "Beispielwall 1a", "postalCode": "32423", "locality": "Minden" },
        "coordinates": { "latitude": 52.21, "longitude": 8.81 } })
}

/// The location, for the other organization.
fn foreign(program: &Program) -> Value {
    with(
        location(program),
        json!({ "owner": program.foreign.to_global() }),
    )
}

async fn published(program: &Program, (mutation, input): (&str, Value)) -> Value {
    let coordinator = program.somebody(Role::Coordinator).await;
    let made = revision_of(program, &coordinator, (mutation, input)).await;
    let input = json!({ "id": made["entityId"], "expectedRevision": made["number"] });
    revision_of(program, &coordinator, ("approveRevision", input)).await;
    made["entityId"].clone()
}

#[tokio::test]
async fn an_entry_is_named_when_a_change_makes_another_one_like_it() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let new = with(course(&program), json!({ "submit": true }));
    let first = published(&program, ("createOffer", new)).await;
    let other = json!({ "title": [{ "language": "de", "text": "Qwertz Uiopü" }] });
    let new = with(course(&program), other);
    let (named, id) = likely(&program, &editor, ("createOffer", new)).await;
    assert_eq!(named, [] as [Value; 0]);
    let title = course(&program)["title"].clone();
    let change = json!({ "id": id, "expectedRevision": 1, "title": title });
    let (named, _) = likely(&program, &editor, ("updateOffer", change)).await;
    assert_eq!(
        named[0],
        json!({ "likeness": 1.0, "inCommon": ["PROVIDER"], "thing": {
            "__typename": "Offer", "id": first, "title": { "text": "Deutsch am Abend" } } })
    );
    let (named, _) = likely(&program, &editor, ("copyOffer", json!({ "id": first }))).await;
    assert!(named.iter().all(|likely| likely["thing"]["id"] != first));
}

#[tokio::test]
async fn an_organization_of_the_same_name_is_named() {
    let program = Program::start().await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let new = |name: &str| {
        json!({ "name": [{ "language": "de", "text": name }], "kind": "NETWORK",
            "aliases": ["Weserbündnis"], "submit": true })
    };
    let input = new("Bündnis Weserufer Beispiel");
    let first = published(&program, ("createOrganization", input)).await;
    let input = new("Zusammenschluss am Fluss");
    let (named, _) = likely(&program, &coordinator, ("createOrganization", input)).await;
    assert_eq!(
        named,
        [
            json!({ "likeness": 1.0, "inCommon": ["NAME"], "thing": { "__typename": "Organization",
            "id": first, "name": { "text": "Bündnis Weserufer Beispiel" } } })
        ]
    );
}

#[tokio::test]
async fn a_public_location_is_named_and_a_hidden_one_of_somebody_else_is_not() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let hidden = json!({ "visibility": "HIDDEN" });
    let hidden = with(foreign(&program), hidden);
    published(&program, ("createLocation", hidden)).await;
    let (named, own) = likely(&program, &editor, ("createLocation", location(&program))).await;
    assert_eq!(named, [] as [Value; 0]);
    let change = json!({ "id": own, "expectedRevision": 1, "url": "https://neu.example" });
    let (named, _) = likely(&program, &editor, ("updateLocation", change)).await;
    assert_eq!(named, [] as [Value; 0]);

    let public = published(&program, ("createLocation", foreign(&program))).await;
    let (named, _) = likely(&program, &editor, ("createLocation", location(&program))).await;
    assert_eq!(
        named,
        [
            json!({ "likeness": 1.0, "inCommon": ["ADDRESS", "POINT"], "thing": {
            "__typename": "Location", "id": public, "name": { "text": "Zuflucht" },
            "address": { "street": "Beispielwall 1a" } } })
        ]
    );
    let change = json!({ "id": own, "expectedRevision": 2, "submit": true });
    let (named, _) = likely(&program, &editor, ("updateLocation", change)).await;
    assert_eq!(named[0]["thing"]["id"], public);
}

#[tokio::test]
async fn a_location_is_copied_for_another_organization() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let public = published(&program, ("createLocation", foreign(&program))).await;
    let owner = program.home.to_global();
    let input = json!({ "id": public, "owner": owner, "comment": "eigener Eingang" });
    let query = "mutation($input: CopyLocationInput!) { copyLocation(input: $input) {
        likelyDuplicates { likeness } userErrors { code }
        revision { entityId state comment document { slug visibility name { text }
            address { street postalCode } references { owner } } } } }";
    let answer = program.ask(&editor, query, json!({ "input": input })).await;
    let payload = &answer.json["data"]["copyLocation"];
    assert_eq!(payload["likelyDuplicates"], json!([]), "{}", answer.json);
    let revision = &payload["revision"];
    assert_ne!(revision["entityId"], public);
    assert_eq!(
        [&revision["state"], &revision["comment"]],
        ["DRAFT", "eigener Eingang"]
    );
    assert_eq!(
        revision["document"],
        json!({ "slug": "zuflucht-2", "visibility": "EXACT", "name": { "text": "Zuflucht" },
            "address": { "street": "Beispielwall 1a", "postalCode": "32423" },
            "references": { "owner": owner } })
    );
    // What was copied is there for the next who enters it.
    let input = json!({ "id": revision["entityId"], "expectedRevision": 1 });
    let (named, _) = likely(&program, &editor, ("submitForReview", input)).await;
    assert_eq!(named[0]["thing"]["id"], public);
}
