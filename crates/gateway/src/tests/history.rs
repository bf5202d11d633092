//! What is not published: who finds it, what it says, and how one goes back to it.

use std::collections::BTreeSet;

use domain::account::{Grant, Jurisdiction, MembershipRole};
use domain::id::{DistrictId, TypedId};
use domain::place::{District, DistrictKind};
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{course, revision_of, with, write};

/// Two districts of which none lies in the other.
pub(super) fn districts(program: &Program) -> [DistrictId; 2] {
    let snapshot = program.application.snapshot();
    let districts = snapshot.shelf::<District>().iter();
    let mut of_the_city = districts.filter(|it| it.kind == DistrictKind::CityDistrict);
    let mut next = || of_the_city.next().unwrap().id;
    [next(), next()]
}

fn coordinator_of(district: DistrictId) -> Option<Grant> {
    Some(Grant::Coordinator(Jurisdiction::Parts {
        districts: [district].into(),
        areas: BTreeSet::new(),
    }))
}

/// An offer that takes place in the first of the districts, as a draft: its id, and that of its
/// first revision.
pub(super) async fn draft(program: &Program, editor: &Somebody, more: Value) -> (String, String) {
    let [district, _] = districts(program);
    let place = json!({ "places": [{ "district": district.to_global() }] });
    let new = with(with(course(program), place), more);
    let made = revision_of(program, editor, ("createOffer", new)).await;
    let id = made["entityId"].as_str().unwrap().to_owned();
    let revision = format!("{id}.1");
    (id, revision)
}

pub(super) async fn publish(
    program: &Program,
    editor: &Somebody,
    coordinator: &Somebody,
    id: &str,
) {
    let input = json!({ "id": id, "expectedRevision": 1 });
    revision_of(program, editor, ("submitForReview", input.clone())).await;
    revision_of(program, coordinator, ("approveRevision", input)).await;
}

pub(super) async fn ask(program: &Program, who: &Somebody, query: &str, variables: Value) -> Value {
    let mut answer = program.ask(who, query, variables).await.json;
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    answer["data"].take()
}

#[tokio::test]
async fn node_never_tells_a_draft_to_those_whom_it_does_not_concern() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let title = json!({ "title": [{ "language": "de", "text": "Streng vertraulich" }] });
    let (id, revision) = draft(&program, &editor, title).await;
    let query = "query($id: ID!, $of: ID!) {
        node(id: $id) { __typename id ... on OfferRevision { number document { title { text } } } }
        nodes(ids: [$id, $of]) { id }
        revision(of: $of) { number }
        difference(of: $of) { to } }";
    let read = async |who: &Somebody| {
        let variables = json!({ "id": revision, "of": id });
        ask(&program, who, query, variables).await
    };
    let [here, elsewhere] = districts(&program);
    let foreign = Some((program.foreign, MembershipRole::Manager));
    let strangers = [
        Somebody::default(),
        program.somebody(Role::Client).await,
        program.somebody(Role::Professional).await,
        program.somebody(Role::Translator).await,
        program.somebody(Role::Analyst).await,
        program.person(foreign, None).await,
        program.person(None, coordinator_of(elsewhere)).await,
    ];
    let concerned = [
        editor.clone(),
        program.somebody(Role::Manager).await,
        program.somebody(Role::Administrator).await,
        program.person(None, coordinator_of(here)).await,
        coordinator.clone(),
    ];
    let input = json!({ "id": id, "expectedRevision": 1 });
    let comment = with(input.clone(), json!({ "comment": "Bitte kürzer." }));
    // As a draft, under review, and given back.
    for step in [
        None,
        Some((&editor, "submitForReview", &input)),
        Some((&coordinator, "returnRevision", &comment)),
    ] {
        if let Some((who, mutation, input)) = step {
            revision_of(&program, who, (mutation, input.clone())).await;
        }
        for who in &strangers {
            let data = read(who).await;
            let nothing = json!({ "node": null, "nodes": [null, null], "revision": null,
                "difference": null });
            assert_eq!(data, nothing, "{step:?}");
        }
        for who in &concerned {
            let data = read(who).await;
            assert_eq!(data["node"]["id"], revision, "{step:?}");
            assert_eq!(data["node"]["__typename"], "OfferRevision");
            assert_eq!(
                data["node"]["document"]["title"]["text"],
                "Streng vertraulich"
            );
            // By its own id it is nothing to anybody: only what is published has one.
            assert_eq!(data["nodes"], json!([{ "id": revision }, null]));
        }
    }
    let unknown = format!("{id}.2");
    let data = ask(
        &program,
        &editor,
        "query($id: ID!) { node(id: $id) { id } }",
        json!({ "id": unknown }),
    )
    .await;
    assert_eq!(data["node"], Value::Null);
}

#[tokio::test]
async fn a_change_that_waits_is_not_live() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let (id, _) = draft(&program, &editor, json!({})).await;
    publish(&program, &editor, &coordinator, &id).await;
    let title = json!([{ "language": "de", "text": "Streng vertraulich" }]);
    let change = json!({ "id": id, "expectedRevision": 1, "title": title, "submit": true });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    let query = "query($id: ID!, $new: ID!) { offer(by: { id: $id }) { title { text } revision }
        node(id: $id) { ... on Offer { title { text } } } change: node(id: $new) { id }
        offers(first: 100) { nodes { title { text } } } }";
    let translator = program.somebody(Role::Translator).await;
    for who in [&Somebody::default(), &translator, &editor] {
        let variables = json!({ "id": id, "new": format!("{id}.2") });
        let data = ask(&program, who, query, variables).await;
        assert!(!data.to_string().contains("Streng vertraulich"));
        assert_eq!(data["offer"]["revision"], 1);
    }
}

#[tokio::test]
async fn the_history_tells_what_was_done_and_is_read_page_by_page() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let (id, _) = draft(&program, &editor, json!({})).await;
    publish(&program, &editor, &coordinator, &id).await;
    let told = json!({ "id": id, "expectedRevision": 1, "childcare": true, "channel": "PHONE",
        "comment": "Frau B. rief an", "isMinor": true });
    revision_of(&program, &coordinator, ("updateOffer", told)).await;
    let change = json!({ "id": id, "expectedRevision": 2, "lowThreshold": true, "submit": true });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    let query = "query($id: ID!, $after: String) { revisions(of: $id, first: 2, after: $after) {
        nodes { number role channel comment isMinor isPublished state waitingSince accountId
            steps { kind role } } hasNextPage endCursor } }";
    let page = ask(&program, &editor, query, json!({ "id": id })).await;
    let page = &page["revisions"];
    assert_eq!(
        page["nodes"],
        json!([
            { "number": 3, "role": "PROVIDER_EDITOR", "channel": null, "comment": null,
              "isMinor": false, "isPublished": false, "state": "IN_REVIEW",
              "waitingSince": "2026-03-02T09:00:00Z", "accountId": null,
              "steps": [{ "kind": "SUBMITTED", "role": "PROVIDER_EDITOR" },
                        { "kind": "UPDATED", "role": "PROVIDER_EDITOR" }] },
            { "number": 2, "role": "COORDINATOR", "channel": "PHONE",
              "comment": "Frau B. rief an", "isMinor": true, "isPublished": false,
              "state": "IN_REVIEW", "waitingSince": null, "accountId": null,
              "steps": [{ "kind": "UPDATED", "role": "COORDINATOR" }] },
        ])
    );
    assert_eq!(page["hasNextPage"], true);
    let after = json!({ "id": id, "after": page["endCursor"] });
    let next = ask(&program, &editor, query, after.clone()).await;
    let next = &next["revisions"];
    assert_eq!(next["nodes"][0]["number"], 1);
    assert_eq!(next["nodes"][0]["isPublished"], true);
    assert_eq!(next["hasNextPage"], false);
    // The office learns who it was.
    let page = ask(&program, &coordinator, query, json!({ "id": id })).await;
    let account = editor.account.unwrap().to_global();
    assert_eq!(page["revisions"]["nodes"][0]["accountId"], account);
    // A cursor of another thing's history is none of this one's.
    let (other, _) = draft(&program, &editor, json!({})).await;
    let foreign = with(after, json!({ "id": other }));
    assert_eq!(
        program.ask(&editor, query, foreign).await.code(),
        "BAD_USER_INPUT"
    );
    let foreign = Some((program.foreign, MembershipRole::Manager));
    let foreign = program.person(foreign, None).await;
    let page = ask(&program, &foreign, query, json!({ "id": id })).await;
    assert_eq!(page["revisions"]["nodes"], json!([]));
}

#[tokio::test]
async fn what_differs_is_told_field_by_field_with_ids_that_clients_know() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let runs = json!({ "runs": [{ "startsOn": "2026-04-01" }] });
    let (id, _) = draft(&program, &editor, runs).await;
    publish(&program, &editor, &coordinator, &id).await;
    let query = "query($id: ID!) { revision(of: $id) {
        ... on OfferRevision { document { runs { partId } } } } }";
    let data = ask(&program, &editor, query, json!({ "id": id })).await;
    let run = &data["revision"]["document"]["runs"][0]["partId"];
    let [here, _] = districts(&program);
    let change = json!({ "id": id, "expectedRevision": 1, "lowThreshold": true,
        "runs": [{ "id": run, "capacity": 9 }], "serviceArea": [here.to_global()],
        "title": [{ "language": "tr", "text": "Akşam Almancası" }] });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    let query =
        "query($id: ID!, $from: Int, $to: Int) { difference(of: $id, from: $from, to: $to) {
        from to fields { path before after } } }";
    let difference = ask(&program, &coordinator, query, json!({ "id": id })).await;
    let difference = &difference["difference"];
    assert_eq!(
        [&difference["from"], &difference["to"]],
        [&json!(1), &json!(2)]
    );
    let fields = difference["fields"].as_array().unwrap();
    let field = |path: Value| fields.iter().find(|field| field["path"] == path).cloned();
    assert_eq!(
        field(json!(["runs", run, "capacity"])).unwrap()["after"],
        "9"
    );
    let low = field(json!(["lowThreshold"])).unwrap();
    assert_eq!(
        [&low["before"], &low["after"]],
        [&Value::Null, &json!("true")]
    );
    let title = field(json!(["title", "tr"])).unwrap();
    assert!(title["after"].as_str().unwrap().contains("Akşam"));
    // The first revision says everything anew, and the same twice differs in nothing.
    let same = json!({ "id": id, "from": 2, "to": 2 });
    let same = ask(&program, &coordinator, query, same).await;
    assert_eq!(same["difference"]["fields"], json!([]));
    let missing = json!({ "id": id, "from": 7 });
    let missing = ask(&program, &coordinator, query, missing).await;
    assert_eq!(missing["difference"], Value::Null);
}

#[tokio::test]
async fn going_back_makes_a_new_draft_and_leaves_what_is_published() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let (id, _) = draft(&program, &editor, json!({ "childcare": true })).await;
    publish(&program, &editor, &coordinator, &id).await;
    let change = json!({ "id": id, "expectedRevision": 1, "childcare": false });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    let back = json!({ "id": id, "expectedRevision": 2, "revision": 1, "comment": "doch" });
    let gone = revision_of(&program, &editor, ("goBackToRevision", back.clone())).await;
    assert_eq!(
        [
            &gone["number"],
            &gone["state"],
            &gone["publishedRevision"],
            &gone["comment"]
        ],
        [&json!(3), &json!("DRAFT"), &json!(1), &json!("doch")]
    );
    let query = "query($id: ID!) { difference(of: $id, from: 1, to: 3) { fields { path } } }";
    let data = ask(&program, &editor, query, json!({ "id": id })).await;
    assert_eq!(data["difference"]["fields"], json!([]));

    let stale = write(&program, &editor, ("goBackToRevision", back)).await;
    assert_eq!(stale.code(), "CONFLICT");
    assert_eq!(stale.json["errors"][0]["extensions"]["currentRevision"], 3);
    let unknown = json!({ "id": id, "expectedRevision": 3, "revision": 9 });
    let answer = write(&program, &editor, ("goBackToRevision", unknown.clone())).await;
    let errors = &answer.json["data"]["goBackToRevision"]["userErrors"];
    assert_eq!(
        [&errors[0]["code"], &errors[0]["field"]],
        [&json!("UNKNOWN"), &json!(["revision"])]
    );
    let foreign = Some((program.foreign, MembershipRole::Manager));
    let foreign = program.person(foreign, None).await;
    let answer = write(&program, &foreign, ("goBackToRevision", unknown)).await;
    assert_eq!(answer.code(), "NOT_FOUND");
}

const OWN: &str = "query($filter: RevisionFilter, $after: String) { viewer {
    revisions(filter: $filter, first: 2, after: $after) {
        nodes { entityId number state waitingSince reviewComment } hasNextPage endCursor } } }";

#[tokio::test]
async fn people_find_what_they_maintain_and_why_it_was_returned() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(draft(&program, &editor, json!({})).await.0);
    }
    let input = json!({ "id": ids[0], "expectedRevision": 1 });
    revision_of(&program, &editor, ("submitForReview", input.clone())).await;
    let comment = with(input, json!({ "comment": "Bitte kürzer." }));
    revision_of(&program, &coordinator, ("returnRevision", comment)).await;
    let input = json!({ "id": ids[1], "expectedRevision": 1 });
    revision_of(&program, &editor, ("submitForReview", input)).await;

    let returned = json!({ "filter": { "states": ["RETURNED"], "kinds": ["OFFER"] } });
    let expected = json!([{ "entityId": ids[0], "number": 1, "state": "RETURNED",
        "waitingSince": null, "reviewComment": "Bitte kürzer." }]);
    for who in [&editor, &coordinator] {
        let data = ask(&program, who, OWN, returned.clone()).await;
        assert_eq!(data["viewer"]["revisions"]["nodes"], expected);
    }
    let waiting = json!({ "filter": { "states": ["IN_REVIEW"] } });
    let data = ask(&program, &editor, OWN, waiting).await;
    let waiting = &data["viewer"]["revisions"]["nodes"];
    assert_eq!(waiting[0]["entityId"], json!(ids[1]));
    assert_eq!(waiting[0]["waitingSince"], "2026-03-02T09:00:00Z");

    // Page by page, and nothing twice.
    let filter = json!({ "states": ["DRAFT", "RETURNED", "IN_REVIEW"], "kinds": ["OFFER"],
        "organizations": [program.home.to_global()] });
    let (mut found, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let asked = json!({ "filter": filter, "after": after });
        let data = ask(&program, &editor, OWN, asked).await;
        let page = &data["viewer"]["revisions"];
        for node in page["nodes"].as_array().unwrap() {
            assert!(found.insert(node["entityId"].as_str().unwrap().to_owned()));
        }
        if page["hasNextPage"] == false {
            break;
        }
        after = page["endCursor"].clone();
    }
    assert_eq!(found, ids.into_iter().collect());

    // Others find nothing of it, whatever they ask for.
    let foreign = Some((program.foreign, MembershipRole::Manager));
    let [_, elsewhere] = districts(&program);
    for who in [
        program.person(foreign, None).await,
        program.somebody(Role::Professional).await,
        program.somebody(Role::Translator).await,
        program.person(None, coordinator_of(elsewhere)).await,
    ] {
        let data = ask(&program, &who, OWN, json!({ "filter": filter })).await;
        assert_eq!(data["viewer"]["revisions"]["nodes"], json!([]));
    }
}

#[tokio::test]
async fn a_consent_is_read_back_by_those_who_maintain_the_entry() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let person = json!({ "name": "Bo Beispiel", "consentRecordedOn": "2026-03-01",
        "consentExpiresOn": "2027-03-01" });
    let contacts = json!({ "contacts": [{ "phone": "110", "person": person }] });
    let (id, revision) = draft(&program, &editor, contacts).await;
    publish(&program, &editor, &coordinator, &id).await;
    let query = "query($id: ID!) { node(id: $id) { ... on OfferRevision { comment
        consents { contactId name recordedOn expiresOn } document { contacts { partId } } } } }";
    let read = async |who: &Somebody| {
        let data = ask(&program, who, query, json!({ "id": revision })).await;
        data["node"].clone()
    };
    for who in [&editor, &coordinator] {
        let node = read(who).await;
        assert_eq!(
            node["consents"],
            json!([{ "contactId": node["document"]["contacts"][0]["partId"],
                "name": "Bo Beispiel", "recordedOn": "2026-03-01", "expiresOn": "2027-03-01" }])
        );
    }
    let translator = program.somebody(Role::Translator).await;
    assert_eq!(read(&translator).await["consents"], json!([]));
    assert_eq!(read(&Somebody::default()).await, Value::Null);
}

#[tokio::test]
async fn whoever_translates_reads_no_more_than_the_public_does() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let more = json!({ "visibility": "HIDDEN", "comment": "nur für euch",
        "contacts": [{ "phone": "110" }, { "phone": "112", "audience": "PROFESSIONAL" }] });
    let (id, revision) = draft(&program, &editor, more).await;
    publish(&program, &editor, &coordinator, &id).await;
    let query = "query($id: ID!, $of: ID!) { node(id: $id) { ... on OfferRevision {
        comment reviewComment steps { kind }
        document { contacts { phone } references { places { district } } } } }
        revisions(of: $of) { nodes { number comment } } }";
    let asked = json!({ "id": revision, "of": id });
    let data = ask(&program, &editor, query, asked.clone()).await;
    assert_eq!(data["node"]["comment"], "nur für euch");
    assert_eq!(
        data["node"]["document"]["contacts"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let translator = program.somebody(Role::Translator).await;
    let data = ask(&program, &translator, query, asked).await;
    assert_eq!(
        data,
        json!({
            "node": { "comment": null, "reviewComment": null, "steps": [],
                "document": { "contacts": [{ "phone": "110" }],
                    "references": { "places": [{ "district": null }] } } },
            "revisions": { "nodes": [{ "number": 1, "comment": null }] },
        })
    );
}
