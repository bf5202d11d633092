//! Input that cannot be used: each gets a status and an error that says what to change, and the
//! server goes on.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::Answer;
use crate::introspection::text;
use crate::serving::{SHARED, Served, config_of};

/// What a client is told: the status and the errors.
fn told(answer: &Answer) -> Value {
    let json = answer.json();
    // A batch is answered item by item.
    let errors = match &json {
        Value::Array(answers) => answers.iter().map(|it| it["errors"].clone()).collect(),
        one => one["errors"].clone(),
    };
    assert!(!errors.is_null(), "{json:#}");
    json!({ "status": answer.status, "errors": errors })
}

/// Refuse all of these, in one snapshot.
fn assert_refused(snapshot: &str, requests: Vec<(&str, Value)>) {
    let told: BTreeMap<&str, Value> = requests
        .into_iter()
        .map(|(name, body)| {
            let body = match body {
                Value::String(query) => json!({ "query": query }),
                body => body,
            };
            (name, told(&SHARED.client.post(&body)))
        })
        .collect();
    insta::with_settings!({ sort_maps => true }, {
        insta::assert_json_snapshot!(snapshot, told);
    });
    assert!(SHARED.client.is_ready());
}

fn query(query: impl Into<String>) -> Value {
    Value::String(query.into())
}

fn cursor(arguments: &str) -> String {
    let query = format!("{{ entries({arguments} first: 1) {{ pageInfo {{ endCursor }} }} }}");
    text(&SHARED.client.ask(&query).data()["entries"]["pageInfo"]["endCursor"])
}

#[test]
fn a_document_that_cannot_be_read_or_asks_for_too_much() {
    let nested = format!(
        "{{ entries(filter: {}{} ) }}",
        "[".repeat(2_000),
        "]".repeat(2_000)
    );
    let fewer = format!(
        "{{ entries(filter: {}{} ) }}",
        "[".repeat(900),
        "]".repeat(900)
    );
    let deep = format!(
        "{{ topics {{ nodes {{ {} id {} }} }} }}",
        "parent { ".repeat(20),
        "}".repeat(20)
    );
    let complex = "{ organizations(first: 100) { nodes { entries(first: 100) { nodes {
        id title { text } provider { name { text } entries { nodes { id } } } } } } } }";
    let aliases: String = (0..31)
        .map(|number| format!("a{number}: __typename "))
        .collect();
    assert_refused(
        "documents",
        vec![
            ("empty", query("")),
            ("malformed", query("{ entries( }")),
            ("2,000 nested brackets", query(nested)),
            ("900 nested brackets, few enough tokens", query(fewer)),
            ("unknown field", query("{ entries { nodes { price } } }")),
            (
                "unknown argument",
                query("{ entries(limit: 5) { totalCount } }"),
            ),
            ("no selection", query("{ entries }")),
            ("too deep", query(deep)),
            ("too complex", query(complex)),
            ("too many aliases", query(format!("{{ {aliases} }}"))),
            (
                "too many tokens",
                query(format!("{{ {} }}", "id ".repeat(2_001))),
            ),
            (
                "unknown operation",
                json!({ "query": "query One { __typename }", "operationName": "Two" }),
            ),
            ("mutation", query("mutation { erase }")),
        ],
    );
}

#[test]
fn a_filter_that_names_what_does_not_exist() {
    // A topic's id that nothing has, and the id of something that is no topic.
    let unknown = domain::id::EntityId::of_slug(domain::id::EntityKind::Topic, "no-such-topic");
    let unknown = unknown.to_global();
    let district = domain::id::EntityId::of_slug(domain::id::EntityKind::District, "minden");
    let district = district.to_global();
    let filtered =
        |filter: &str| query(format!("{{ entries(filter: {filter}) {{ totalCount }} }}"));
    let with_variable = |value: Value| {
        json!({
            "query": "query ($filter: EntryFilter) { entries(filter: $filter) { totalCount } }",
            "variables": { "filter": value },
        })
    };
    assert_refused(
        "filters",
        vec![
            (
                "unknown id",
                filtered(&format!("{{ topics: [\"{unknown}\"] }}")),
            ),
            (
                "id of another type",
                filtered(&format!("{{ topics: [\"{district}\"] }}")),
            ),
            ("no id at all", filtered("{ topics: [\"sport\"] }")),
            ("unknown code", filtered("{ kinds: [PARTY] }")),
            (
                "unknown code in a variable",
                with_variable(json!({ "kinds": ["PARTY"] })),
            ),
            ("unknown field", with_variable(json!({ "colour": "red" }))),
            (
                "wrong type in a variable",
                with_variable(json!({ "ageInYears": "ten" })),
            ),
            ("impossible age", filtered("{ ageInYears: 131 }")),
            ("unknown language", filtered("{ languages: [\"tlh\"] }")),
            ("malformed language", filtered("{ languages: [\"?\"] }")),
            (
                "malformed moment",
                filtered("{ publishedSince: \"yesterday\" }"),
            ),
        ],
    );
}

#[test]
fn a_page_or_a_lookup_that_cannot_be() {
    let page = |arguments: &str| query(format!("{{ entries({arguments}) {{ totalCount }} }}"));
    let by_title = cursor("order: TITLE");
    let filtered = cursor("filter: { lowThreshold: true }");
    let id = domain::id::EntityId::of_slug(domain::id::EntityKind::District, "minden").to_global();
    assert_refused(
        "pages",
        vec![
            ("first: -1", page("first: -1")),
            ("first: 0", page("first: 0")),
            ("first: 101", page("first: 101")),
            ("last: 101", page("last: 101")),
            ("first and last", page("first: 1, last: 1")),
            ("broken cursor", page("after: \"broken\"")),
            ("empty cursor", page("after: \"\"")),
            (
                "cursor of another order",
                page(&format!("after: \"{by_title}\"")),
            ),
            (
                "cursor of another filter",
                page(&format!("before: \"{filtered}\"")),
            ),
            ("wrong type", page("first: \"ten\"")),
            (
                "too many nodes",
                json!({
                    "query": "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
                    "variables": { "ids": vec![id.clone(); 101] },
                }),
            ),
            (
                "missing variable",
                query("query ($id: ID!) { node(id: $id) { id } }"),
            ),
            (
                "variable of another type",
                json!({
                    "query": "query ($first: Int) { entries(first: $first) { totalCount } }",
                    "variables": { "first": "ten" },
                }),
            ),
            (
                "lookup by two things",
                query(format!(
                    "{{ offer(by: {{ id: \"{id}\", slug: \"x\" }}) {{ id }} }}"
                )),
            ),
            ("lookup by nothing", query("{ offer(by: {}) { id } }")),
            (
                "lookup by the id of another type",
                query(format!("{{ offer(by: {{ id: \"{id}\" }}) {{ id }} }}")),
            ),
        ],
    );
}

#[test]
fn a_body_of_too_many_requests_or_of_no_json() {
    let batch = Value::from(vec![json!({ "query": "{ __typename }" }); 11]);
    assert_refused(
        "bodies",
        vec![
            ("too many at once", batch),
            ("empty batch", json!([])),
            (
                "variables that are none",
                json!({ "query": "{ __typename }", "variables": [1] }),
            ),
            ("no query", json!({})),
            ("number", json!(1)),
        ],
    );
    insta::assert_json_snapshot!("no-json", told(&SHARED.client.post_raw("{ entries }")));
}

#[test]
fn a_body_that_is_too_large_is_answered_however_it_comes() {
    // More than fits into what lies between the two ends.
    const MUCH: usize = 12 * 1024 * 1024;
    let client = &SHARED.client;
    for (status, answer) in [
        client.announce(1_048_577),
        client.send_at_length(MUCH),
        client.send_in_chunks(MUCH),
    ] {
        assert_eq!(status, 413, "{answer}");
        assert_eq!(answer["errors"][0]["extensions"]["limit"], 1_048_576);
    }
}

#[test]
fn what_does_not_exist_is_null_where_one_thing_is_asked_for() {
    let data = SHARED
        .client
        .ask("{ offer(by: { slug: \"never-existed\" }) { id } node(id: \"nonsense\") { id } }")
        .data();
    assert_eq!(data, json!({ "offer": null, "node": null }));
}

#[test]
fn whoever_sends_a_request_byte_by_byte_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("a.sqlite").display());
    let patience = [("ANGEBOTE__HTTP__HEADER_TIMEOUT", "300ms")];
    let served = Served::start(&config_of(&database, &patience));
    let mut stream = TcpStream::connect(served.running.address).unwrap();
    let sent = (0..1_000).take_while(|_| {
        std::thread::sleep(Duration::from_millis(20));
        stream.write_all(b"x").is_ok()
    });
    assert!(sent.count() < 1_000);
    assert!(served.client.is_ready());
    served.stop();
}
