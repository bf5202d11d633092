//! Input that cannot be used: the error says where and what to do.

use super::{ask, ask_of, seeded};

/// Code, message and argument of the first error.
fn error(query: &str) -> String {
    let answer = ask_of(&seeded(), query, "de");
    let error = &answer["errors"][0];
    let extensions = &error["extensions"];
    format!(
        "{} | {} | {}",
        extensions["code"].as_str().unwrap_or("-"),
        error["message"].as_str().unwrap_or("-"),
        extensions["argument"],
    )
}

#[test]
fn a_page_holds_1_to_100_things() {
    for size in [-1, 0, 101] {
        let first = error(&format!("{{ offers(first: {size}) {{ totalCount }} }}"));
        assert_eq!(
            first,
            format!("BAD_USER_INPUT | a page holds 1 to 100 things, not {size} | [\"first\"]")
        );
    }
    insta::assert_snapshot!(
        error("{ offers(first: 1, last: 1) { totalCount } }"),
        @r#"BAD_USER_INPUT | give either `first` or `last` | ["last"]"#
    );
}

#[test]
fn an_id_that_does_not_exist_is_named_with_its_place() {
    let measure = ask("{ measure(by: {slug: \"transparency\"}) { id } }");
    let measure = measure["measure"]["id"].as_str().unwrap();
    insta::assert_snapshot!(
        error(&format!("{{ entries(filter: {{topics: [\"{measure}\"]}}) {{ totalCount }} }}"))
            .replace(measure, "MEASURE"),
        @r#"BAD_USER_INPUT | `MEASURE` is an id of the kind MEASURE; here the kind TOPIC is wanted | ["filter","topics","0"]"#
    );
    insta::assert_snapshot!(
        error("{ entries(filter: {topics: [\"homework\"]}) { totalCount } }"),
        @r#"BAD_USER_INPUT | `homework` is not an id of this server | ["filter","topics","0"]"#
    );
    let unknown = domain::id::EntityId::of_slug(domain::id::EntityKind::Topic, "no-such-topic");
    insta::assert_snapshot!(
        error(&format!(
            "{{ entries(filter: {{topics: [\"{}\"]}}) {{ totalCount }} }}",
            unknown.to_global()
        ))
        .replace(&unknown.to_global(), "UNKNOWN"),
        @r#"BAD_USER_INPUT | nothing published has the id `UNKNOWN` | ["filter","topics","0"]"#
    );
    insta::assert_snapshot!(
        error("{ entries(filter: {languages: [\"tlh\"]}) { totalCount } }"),
        @r#"BAD_USER_INPUT | the directory does not list the language `tlh` | ["filter","languages","0"]"#
    );
    insta::assert_snapshot!(
        error("{ entries(filter: {ageInYears: 200}) { totalCount } }"),
        @r#"BAD_USER_INPUT | an age is 0 to 130 years, not 200 | ["filter","ageInYears"]"#
    );
}

#[test]
fn a_cursor_is_refused_when_broken_and_by_another_list() {
    insta::assert_snapshot!(
        error("{ offers(after: \"abc\") { totalCount } }"),
        @r#"BAD_USER_INPUT | this is not a cursor of this server: take one from `pageInfo` or an edge | ["after"]"#
    );
    let page = ask("{ offers(first: 1) { pageInfo { endCursor } } }");
    let cursor = page["offers"]["pageInfo"]["endCursor"].as_str().unwrap();
    for other in [
        format!("{{ entries(after: \"{cursor}\") {{ totalCount }} }}"),
        format!("{{ offers(after: \"{cursor}\", order: TITLE) {{ totalCount }} }}"),
        format!("{{ offers(after: \"{cursor}\", filter: {{free: true}}) {{ totalCount }} }}"),
    ] {
        assert!(
            error(&other).contains("this cursor belongs to another list"),
            "{other}"
        );
    }
}

#[test]
fn node_of_what_is_not_there_is_null() {
    for id in ["", "x", "RgJh8mNRClIDtwmqDubIUfA"] {
        let answer = ask(&format!("{{ node(id: \"{id}\") {{ id }} }}"));
        assert_eq!(answer["node"], serde_json::Value::Null);
    }
}

#[test]
fn a_filter_takes_at_most_a_hundred_values() {
    let ids = vec!["\"x\""; 101].join(", ");
    insta::assert_snapshot!(
        error(&format!("{{ entries(filter: {{not: {{topics: [{ids}]}}}}) {{ totalCount }} }}")),
        @r#"BAD_USER_INPUT | at most 100 values, not 101 | ["filter","not","topics"]"#
    );
}
