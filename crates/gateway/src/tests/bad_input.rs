//! Bad input over GraphQL: whatever somebody writes into any field of any content, it is named where
//! it stands, and nothing is kept.

use domain::account::MembershipRole;
use domain::id::TypedId;
use serde_json::{Value, json};

use super::input_places::{inputs, places, type_of};
use super::program::{Program, Role, Somebody};
use super::writing::{course, revision_of, with, write};

/// The paths of what is wrong, and the codes.
pub(super) fn wrong(answer: &Value, mutation: &str) -> Vec<(String, String)> {
    let errors = answer["data"][mutation]["userErrors"].as_array();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    errors
        .into_iter()
        .flatten()
        .map(|error| {
            let steps = error["field"].as_array().unwrap().iter().map(text);
            (steps.collect::<Vec<_>>().join("."), text(&error["code"]))
        })
        .collect()
}

/// Each mutation that writes contents, with what it needs at least.
async fn mutations(program: &Program) -> Vec<(&'static str, Value)> {
    let home = program.home.to_global();
    let point = {
        let mut point = course(program);
        point.as_object_mut().unwrap().remove("kind");
        point
    };
    let name = json!([{ "language": "de", "text": "Haus" }]);
    vec![
        ("createOffer", course(program)),
        ("createCounsellingPoint", point),
        (
            "createLocation",
            json!({ "name": name, "kind": "PHYSICAL", "owner": home }),
        ),
        (
            "updateOrganizationProfile",
            json!({ "id": home, "expectedRevision": 1 }),
        ),
        (
            "createOrganization",
            json!({ "name": name, "kind": "NETWORK" }),
        ),
    ]
}

#[tokio::test]
async fn no_id_of_what_others_keep_to_themselves_is_taken_anywhere() {
    let program = Program::start().await;
    let manager = program.somebody(Role::Manager).await;
    let foreign = Some((program.foreign, MembershipRole::Manager));
    let foreign = program.person(foreign, None).await;
    let owner = program.foreign.to_global();
    let offer = with(course(&program), json!({ "provider": owner }));
    let offer = revision_of(&program, &foreign, ("createOffer", offer)).await["entityId"].clone();
    let shelter = json!({ "name": [{ "language": "de", "text": "Zuflucht" }],
        "kind": "PHYSICAL", "owner": owner, "visibility": "HIDDEN" });
    let shelter = revision_of(&program, &foreign, ("createLocation", shelter)).await;
    let input = json!({ "id": shelter["entityId"], "expectedRevision": 1 });
    let coordinator = program.somebody(Role::Coordinator).await;
    revision_of(&program, &coordinator, ("approveRevision", input)).await;
    let draft = json!({ "name": [{ "language": "de", "text": "Neu" }], "kind": "NETWORK" });
    let draft = revision_of(&program, &coordinator, ("createOrganization", draft)).await;
    let query = "query($id: ID!) { revision(of: $id) {
        ... on OfferRevision { id document { contacts { partId } } } } }";
    let part = program
        .ask(&foreign, query, json!({ "id": offer }))
        .await
        .json;
    let revision = &part["data"]["revision"];
    let secrets = [
        offer,
        shelter["entityId"].clone(),
        draft["entityId"].clone(),
        revision["document"]["contacts"][0]["partId"].clone(),
        revision["id"].clone(),
    ];
    let inputs = inputs();
    let mut taken = Vec::new();
    for (mutation, base) in mutations(&program).await {
        if mutation == "createOrganization" {
            // The office reads everything.
            continue;
        }
        for secret in &secrets {
            for (path, input) in places(&inputs, (&type_of(mutation), Some(&base)), "ID", secret) {
                let path = path.join(".");
                let answer = write(&program, &manager, (mutation, input)).await;
                let refused = ["NOT_FOUND", "BAD_USER_INPUT"].contains(&answer.code());
                let wrong = wrong(&answer.json, mutation);
                if !refused && !wrong.iter().any(|(field, _)| *field == path) {
                    taken.push(format!("{mutation} {path} {secret}: {wrong:?}"));
                }
            }
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}

/// What is wrong with an offer that says this as well.
async fn refused(program: &Program, editor: &Somebody, more: Value) -> Vec<String> {
    let input = with(course(program), more);
    let answer = write(program, editor, ("createOffer", input)).await.json;
    let wrong = wrong(&answer, "createOffer");
    let mut lines: Vec<String> = wrong
        .iter()
        .map(|(at, code)| format!("{at} {code}"))
        .collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn what_cannot_be_is_named_where_it_stands() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let name = "a".repeat(10_000);
    let rule = json!({ "weekdays": ["MONDAY"],
        "hours": { "start": "17:00", "end": "18:00", "mode": "WALK_IN" } });
    for (more, expected) in [
        (
            json!({ "title": [{ "language": "de", "text": name }] }),
            vec!["title.0.text TOO_LONG"],
        ),
        (
            json!({ "audience": { "ages": { "min": { "years": 12 }, "max": { "years": 6 } } } }),
            vec!["audience.ages.max RANGE_REVERSED"],
        ),
        (
            json!({ "audience": { "ages": { "min": { "years": -1 }, "max": { "months": 99 } } } }),
            vec![
                "audience.ages.max.months OUT_OF_RANGE",
                "audience.ages.min.years OUT_OF_RANGE",
            ],
        ),
        (
            json!({ "cost": { "free": true, "amount": { "minorUnits": 500, "currency": "EUR" } } }),
            vec!["cost.amount CONTRADICTS"],
        ),
        (
            json!({ "cost": { "amount": { "minorUnits": -500, "currency": "EUR" } } }),
            vec!["cost.amount.minorUnits OUT_OF_RANGE"],
        ),
        (
            json!({ "validFrom": "2026-09-01", "validTo": "2026-08-31" }),
            vec!["validTo RANGE_REVERSED"],
        ),
        (
            json!({ "runs": [{ "startsOn": "2026-09-01", "endsOn": "2026-08-31" }] }),
            vec!["runs.0.endsOn RANGE_REVERSED"],
        ),
        (
            json!({ "schedule": { "closures": [{ "from": "2026-09-01", "to": "2026-08-31" }] } }),
            vec!["schedule.closures.0.to RANGE_REVERSED"],
        ),
        (
            json!({ "schedule": { "rules": [
                with(rule, json!({ "validFrom": "2026-09-01", "validTo": "2026-08-31" })) ] } }),
            vec!["schedule.rules.0.validTo RANGE_REVERSED"],
        ),
        (
            json!({ "contacts": [{ "url": "javascript:alert(1)" }, { "url": "Minden" }] }),
            vec!["contacts.0.url MALFORMED", "contacts.1.url MALFORMED"],
        ),
    ] {
        assert_eq!(
            refused(&program, &editor, more.clone()).await,
            expected,
            "{more}"
        );
    }
    // Nothing of all that was kept.
    let query = "{ viewer { revisions(filter: { kinds: [OFFER], states: [DRAFT] }) {
        nodes { number } } } }";
    let data = program.ask(&editor, query, json!({})).await.json;
    assert_eq!(data["data"]["viewer"]["revisions"]["nodes"], json!([]));
}

#[tokio::test]
async fn an_update_of_something_else_leaves_every_part_where_it_is() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let more = json!({
        "places": [{ "district": course(&program)["serviceArea"][0],
            "contacts": [{ "phone": "112" }],
            "schedule": { "rules": [{ "weekdays": ["MONDAY"],
                "hours": { "start": "17:00", "end": "18:00", "mode": "WALK_IN" } }] } }],
        "schedule": { "exceptions": [{ "date": "2026-12-24", "hours": [] }],
            "closures": [{ "from": "2026-07-20" }] },
        "runs": [{ "startsOn": "2026-04-01" }],
    });
    let made = revision_of(
        &program,
        &editor,
        ("createOffer", with(course(&program), more)),
    )
    .await;
    let id = &made["entityId"];
    let query = "query($id: ID!) { difference(of: $id, from: 1) { fields { path } } }";
    let paths = async || {
        let answer = program.ask(&editor, query, json!({ "id": id })).await.json;
        let fields = answer["data"]["difference"]["fields"].as_array().unwrap();
        let path = |field: &Value| field["path"].clone();
        fields.iter().map(path).collect::<Vec<Value>>()
    };
    let change = json!({ "id": id, "expectedRevision": 1, "childcare": true });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    assert_eq!(paths().await, [json!(["childcare"])]);
    // A part that is named by its id is changed and not made anew.
    let query = "query($id: ID!) { revision(of: $id) {
        ... on OfferRevision { document { contacts { partId } } } } }";
    let answer = program.ask(&editor, query, json!({ "id": id })).await.json;
    let contact = &answer["data"]["revision"]["document"]["contacts"][0]["partId"];
    let change = json!({ "id": id, "expectedRevision": 2, "childcare": null,
        "contacts": [{ "id": contact, "phone": "112" }] });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    assert_eq!(paths().await, [json!(["contacts", contact, "phone"])]);
}
