//! From a draft to what the public reads, and what is refused on the way.

use domain::account::MembershipRole;
use domain::id::TypedId;
use serde_json::{Value, json};

use super::program::{Program, Received, Role, Somebody};

const REVISION: &str = "entityId number state isNewest isPublished newestRevision publishedRevision
    comment channel role";

/// Do a mutation and give its answer.
pub(crate) async fn write(
    program: &Program,
    who: &Somebody,
    (mutation, input): (&str, Value),
) -> Received {
    let ty = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {ty}!) {{ {mutation}(input: $input) {{
            revision {{ {REVISION} }} userErrors {{ code field message }} }} }}"
    );
    program.ask(who, &query, json!({ "input": input })).await
}

/// The revision that came of a mutation.
pub(crate) async fn revision_of(
    program: &Program,
    who: &Somebody,
    (mutation, input): (&str, Value),
) -> Value {
    let answer = write(program, who, (mutation, input)).await.json;
    assert_eq!(answer["errors"], Value::Null, "{mutation}: {answer}");
    let payload = &answer["data"][mutation];
    assert_eq!(payload["userErrors"], json!([]), "{mutation}");
    payload["revision"].clone()
}

/// What an offer says at least that can be handed in.
pub(crate) fn course(program: &Program) -> Value {
    let snapshot = program.application.snapshot();
    let districts = snapshot.shelf::<domain::place::District>();
    let district = districts.iter().next().unwrap().id.to_global();
    json!({
        "provider": program.home.to_global(),
        "kind": "COURSE",
        "title": [{ "language": "de", "text": "Deutsch am Abend" }],
        "serviceArea": [district],
        "contacts": [{ "phone": "110" }],
    })
}

pub(crate) fn with(mut input: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// What the public gets: of the offer by its id, by `node`, and whether it is in the list.
async fn public(program: &Program, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { id } offer(by: { id: $id }) { title { text } }
        offers(first: 100) { nodes { id } } }";
    let nobody = Somebody::default();
    let mut answer = program.ask(&nobody, query, json!({ "id": id })).await.json;
    let listed = answer["data"]["offers"]["nodes"].as_array().unwrap();
    let listed = listed.iter().any(|offer| offer["id"] == id);
    let title = answer["data"]["offer"]
        .get_mut("title")
        .map(|title| title["text"].take());
    json!([answer["data"]["node"]["id"] == id, title, listed])
}

async fn draft(program: &Program, editor: &Somebody) -> String {
    let made = revision_of(program, editor, ("createOffer", course(program))).await;
    made["entityId"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_public_reads_an_offer_once_it_is_approved_and_not_before() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let made = revision_of(&program, &editor, ("createOffer", course(&program))).await;
    assert_eq!(
        [&made["number"], &made["state"], &made["publishedRevision"]],
        [&json!(1), &json!("DRAFT"), &Value::Null]
    );
    let id = made["entityId"].as_str().unwrap();
    assert_eq!(public(&program, id).await, json!([false, null, false]));

    let input = json!({ "id": id, "expectedRevision": 1 });
    let submitted = revision_of(&program, &editor, ("submitForReview", input.clone())).await;
    assert_eq!(submitted["state"], "IN_REVIEW");
    assert_eq!(public(&program, id).await, json!([false, null, false]));

    let refused = write(&program, &editor, ("approveRevision", input.clone())).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let approved = revision_of(&program, &coordinator, ("approveRevision", input)).await;
    assert_eq!(
        [&approved["state"], &approved["isPublished"]],
        [&json!("PUBLISHED"), &json!(true)]
    );
    assert_eq!(
        public(&program, id).await,
        json!([true, "Deutsch am Abend", true])
    );
}

#[tokio::test]
async fn what_is_changed_waits_and_what_is_returned_says_so() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let id = draft(&program, &editor).await;
    let first = json!({ "id": id, "expectedRevision": 1 });
    revision_of(&program, &editor, ("submitForReview", first.clone())).await;
    revision_of(&program, &coordinator, ("approveRevision", first)).await;
    let title = json!([{ "language": "de", "text": "Deutsch am Morgen" }]);
    let change = json!({ "id": id, "expectedRevision": 1, "title": title, "submit": true, "comment": "neu" });
    let changed = revision_of(&program, &editor, ("updateOffer", change)).await;
    assert_eq!(
        [
            &changed["number"],
            &changed["publishedRevision"],
            &changed["comment"]
        ],
        [&json!(2), &json!(1), &json!("neu")]
    );
    assert_eq!(public(&program, &id).await[1], "Deutsch am Abend");
    let back = json!({ "id": id, "expectedRevision": 2, "comment": "Bitte kürzer." });
    let returned = revision_of(&program, &coordinator, ("returnRevision", back)).await;
    assert_eq!(returned["state"], "RETURNED");
    let again = json!({ "id": id, "expectedRevision": 2 });
    revision_of(&program, &editor, ("submitForReview", again.clone())).await;
    let withdrawn = revision_of(&program, &editor, ("withdrawFromReview", again.clone())).await;
    assert_eq!(withdrawn["state"], "DRAFT");
    revision_of(&program, &editor, ("submitForReview", again)).await;
    let no = json!({ "id": id, "expectedRevision": 2, "comment": "So nicht." });
    let rejected = revision_of(&program, &coordinator, ("rejectRevision", no)).await;
    assert_eq!(rejected["state"], "PUBLISHED");
    assert_eq!(public(&program, &id).await[1], "Deutsch am Abend");
}

#[tokio::test]
async fn a_draft_is_read_by_those_who_maintain_it_and_by_nobody_else() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let id = draft(&program, &editor).await;
    let query = "query($id: ID!) { revision(of: $id) { __typename number
        ... on OfferRevision { id document { kind title { text } contacts { partId phone audience }
            visibility references { provider serviceArea } } } }
        node(id: $id) { id } nodes(ids: [$id]) { id } entry(by: { id: $id }) { id } }";
    let read = async |who: &Somebody| program.ask(who, query, json!({ "id": id })).await.json;
    let answer = read(&editor).await;
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    let data = &answer["data"];
    assert_eq!(data["revision"]["__typename"], "OfferRevision");
    let document = &data["revision"]["document"];
    assert_eq!(document["title"]["text"], "Deutsch am Abend");
    assert_eq!(document["contacts"][0]["phone"], "110");
    assert_eq!(document["references"]["provider"], program.home.to_global());
    // Not even to them is it anything that is published.
    assert_eq!(
        [&data["node"], &data["nodes"], &data["entry"]],
        [&Value::Null, &json!([null]), &Value::Null]
    );
    let revision = &data["revision"]["id"];
    let node = program
        .ask(
            &editor,
            "query($id: ID!) { node(id: $id) { id } }",
            json!({ "id": revision }),
        )
        .await;
    assert_eq!(node.json["data"]["node"]["id"], *revision);

    let elsewhere = Some((program.foreign, MembershipRole::Manager));
    for other in [
        Somebody::default(),
        program.somebody(Role::Client).await,
        program.somebody(Role::Professional).await,
        program.person(elsewhere, None).await,
    ] {
        assert_eq!(read(&other).await["data"]["revision"], Value::Null);
    }
}

#[tokio::test]
async fn whoever_was_slower_is_told_which_revision_is_current() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let id = draft(&program, &editor).await;
    let change = json!({ "id": id, "expectedRevision": 1, "childcare": true });
    revision_of(&program, &editor, ("updateOffer", change.clone())).await;
    let refused = write(&program, &editor, ("updateOffer", change)).await;
    assert_eq!(refused.code(), "CONFLICT");
    let extensions = &refused.json["errors"][0]["extensions"];
    assert_eq!(extensions["currentRevision"], 2);
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_clears_it() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let known = with(
        course(&program),
        json!({ "childcare": true, "lowThreshold": true }),
    );
    let made = revision_of(&program, &editor, ("createOffer", known)).await;
    let id = made["entityId"].clone();
    let query = "mutation($id: ID!, $childcare: Boolean, $lowThreshold: Boolean) {
        updateOffer(input: { id: $id, expectedRevision: 1, childcare: $childcare,
            lowThreshold: $lowThreshold }) {
            revision { document { childcare lowThreshold title { text } } }
            userErrors { code } } }";
    let variables = json!({ "id": id, "lowThreshold": null });
    let answer = program.ask(&editor, query, variables).await.json;
    assert_eq!(
        answer["data"]["updateOffer"]["revision"]["document"],
        json!({ "childcare": true, "lowThreshold": null, "title": { "text": "Deutsch am Abend" } }),
        "{answer}"
    );
}

#[tokio::test]
async fn parts_keep_their_ids() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let runs = json!({ "runs": [{ "startsOn": "2026-04-01" }, { "startsOn": "2026-05-01" }] });
    let made = revision_of(
        &program,
        &editor,
        ("createOffer", with(course(&program), runs)),
    )
    .await;
    let id = &made["entityId"];
    let query = "query($id: ID!) { revision(of: $id) {
        ... on OfferRevision { document { runs { partId capacity period { start } } } } } }";
    let runs = async || {
        let answer = program.ask(&editor, query, json!({ "id": id })).await.json;
        answer["data"]["revision"]["document"]["runs"].clone()
    };
    let second = runs().await[1]["partId"].clone();
    let change = json!({ "id": id, "expectedRevision": 1,
        "runs": [{ "id": second, "capacity": 9 }, { "startsOn": "2026-06-01" }] });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    let after = runs().await;
    assert_eq!(
        after[0],
        json!({ "partId": second, "capacity": 9, "period": { "start": "2026-05-01" } })
    );
    assert_eq!(after[1]["period"]["start"], "2026-06-01");
}

#[tokio::test]
async fn all_that_is_wrong_with_an_input_comes_back_at_once() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let wrong = json!({
        "provider": program.home.to_global(),
        "title": [{ "language": "de", "text": "Deutsch am Abend" }],
        "contacts": [{ "phone": "110" }, { "email": "nobody" }],
        "areas": ["x"],
        "validFrom": "soon",
        "runs": [{ "capacity": 0, "startsOn": "2026-02-30" }],
    });
    let answer = write(&program, &editor, ("createOffer", wrong)).await.json;
    let payload = &answer["data"]["createOffer"];
    assert_eq!(payload["revision"], Value::Null);
    let errors = payload["userErrors"].as_array().unwrap();
    let mut fields: Vec<String> = errors
        .iter()
        .map(|error| {
            let steps = error["field"].as_array().unwrap().iter();
            let steps: Vec<&str> = steps.filter_map(Value::as_str).collect();
            format!("{} {}", steps.join("."), error["code"].as_str().unwrap())
        })
        .collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "areas.0 MALFORMED",
            "contacts.1.email MALFORMED",
            "kind MISSING",
            "runs.0.capacity OUT_OF_RANGE",
            "runs.0.startsOn MALFORMED",
            "validFrom MALFORMED",
        ]
    );
}

#[tokio::test]
async fn an_offer_is_copied_confirmed_taken_out_and_taken_up_again() {
    let program = Program::start().await;
    let manager = program.somebody(Role::Manager).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let id = draft(&program, &manager).await;
    let first = json!({ "id": id, "expectedRevision": 1 });
    revision_of(&program, &manager, ("submitForReview", first.clone())).await;
    revision_of(&program, &coordinator, ("approveRevision", first.clone())).await;
    let copy = revision_of(&program, &manager, ("copyOffer", json!({ "id": id }))).await;
    assert_ne!(copy["entityId"], id);
    assert_eq!(copy["state"], "DRAFT");
    let confirmed = revision_of(&program, &manager, ("confirmEntry", first)).await;
    assert_eq!(
        [&confirmed["number"], &confirmed["isPublished"]],
        [&json!(2), &json!(true)]
    );
    let second = json!({ "id": id, "expectedRevision": 2 });
    let archived = revision_of(&program, &coordinator, ("archiveOffer", second)).await;
    assert_eq!(archived["state"], "ARCHIVED");
    assert_eq!(public(&program, &id).await, json!([false, null, false]));
    let newest = json!({ "id": id, "expectedRevision": archived["number"] });
    let restored = revision_of(&program, &coordinator, ("restoreOffer", newest)).await;
    assert_eq!(restored["state"], "DRAFT");
    assert_eq!(public(&program, &id).await, json!([false, null, false]));
}

#[tokio::test]
async fn what_waits_is_read_page_by_page_by_those_whom_it_concerns() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let mut waiting = Vec::new();
    for _ in 0..3 {
        let id = draft(&program, &editor).await;
        let input = json!({ "id": id, "expectedRevision": 1 });
        revision_of(&program, &editor, ("submitForReview", input)).await;
        waiting.push(id);
    }
    draft(&program, &editor).await;
    let query = "query($after: String) { reviewQueue(first: 2, after: $after) {
        nodes { entityId isChange revision { number state } }
        hasNextPage endCursor } }";
    let elsewhere = Some((program.foreign, MembershipRole::Manager));
    let stranger = program.person(elsewhere, None).await;
    for (who, count) in [(&coordinator, 3), (&editor, 3), (&stranger, 0)] {
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let answer = program
                .ask(who, query, json!({ "after": after }))
                .await
                .json;
            let page = &answer["data"]["reviewQueue"];
            for item in page["nodes"].as_array().unwrap() {
                assert_eq!(
                    item["revision"],
                    json!({ "number": 1, "state": "IN_REVIEW" })
                );
                found.push(item["entityId"].as_str().unwrap().to_owned());
            }
            if page["hasNextPage"] == false {
                break;
            }
            after = page["endCursor"].clone();
        }
        assert_eq!(found.len(), count);
        assert!(found.iter().all(|id| waiting.contains(id)));
    }
}
