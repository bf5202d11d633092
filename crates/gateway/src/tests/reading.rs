//! What readers find.

use serde_json::{Value, json};

use super::{ask, ask_in};

fn slugs(list: &Value) -> Vec<&str> {
    list["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["slug"].as_str().unwrap())
        .collect()
}

fn id(kind: &str, slug: &str) -> String {
    let answer = ask(&format!("{{ {kind}(by: {{slug: \"{slug}\"}}) {{ id }} }}"));
    answer[kind]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_measure_shows_its_entries_and_an_entry_its_measures() {
    let answer = ask(
        "{ offer(by: {slug: \"fit-for-the-flat\"}) { measures { slug entries { nodes { slug } } } } }",
    );
    let measures = answer["offer"]["measures"].as_array().unwrap();
    assert!(!measures.is_empty());
    for measure in measures {
        assert!(slugs(&measure["entries"]).contains(&"fit-for-the-flat"));
    }
}

#[test]
fn a_reader_of_arabic_is_served_arabic_from_right_to_left() {
    let query = "{ offer(by: {slug: \"streetball-friday\"}) {
        title { language direction isFallback isMachineTranslated } } }";
    assert_eq!(
        ask_in("ar", query)["offer"]["title"],
        json!({"language": "ar", "direction": "RTL", "isFallback": false, "isMachineTranslated": true})
    );
    // Nobody has translated it into Vietnamese, and the reader is told, whatever else helps.
    let answer = ask_in(
        "ar",
        "{ entry(by: {slug: \"streetball-friday\"}) {
        title(language: \"vi\") { language isFallback } } }",
    );
    assert_eq!(
        answer["entry"]["title"],
        json!({"language": "ar", "isFallback": true})
    );
    assert_eq!(
        ask_in("vi", query)["offer"]["title"],
        json!({"language": "de", "direction": "LTR", "isFallback": true, "isMachineTranslated": false})
    );
}

#[test]
fn a_language_argument_comes_before_the_wishes_of_the_request() {
    let answer = ask_in(
        "ar",
        "{ topic(by: {slug: \"sport\"}) { de: label(language: \"de\") { text }
            tr: label(language: \"tr\") { language } label { language } } }",
    );
    assert_eq!(answer["topic"]["tr"]["language"], "tr");
    assert_eq!(answer["topic"]["label"]["language"], "ar");
    assert_eq!(answer["topic"]["de"]["text"], "Sport");
}

#[test]
fn a_filter_on_a_group_keeps_what_is_open_to_all() {
    let women = id("targetGroup", "women");
    let all = ask("{ entries { totalCount } }")["entries"]["totalCount"].clone();
    let for_women = ask(&format!(
        "{{ entries(filter: {{targetGroups: [\"{women}\"]}}) {{ totalCount }} }}"
    ));
    let for_women = for_women["entries"]["totalCount"].as_u64().unwrap();
    assert!(for_women > 50 && for_women <= all.as_u64().unwrap());
}

#[test]
fn several_fields_mean_and_a_list_means_or() {
    let count = |filter: &str| {
        ask(&format!("{{ entries(filter: {filter}) {{ totalCount }} }}"))["entries"]["totalCount"]
            .as_u64()
            .unwrap()
    };
    let [sport, culture] =
        ["SPORT", "CULTURE"].map(|kind| count(&format!("{{offerKinds: [{kind}]}}")));
    assert_eq!(count("{offerKinds: [SPORT, CULTURE]}"), sport + culture);
    assert_eq!(
        count("{offerKinds: [SPORT], kinds: [COUNSELLING_POINT]}"),
        0
    );
    assert_eq!(count("{not: {offerKinds: [SPORT]}}") + sport, count("{}"));
    // Unknown is neither yes nor no, and kept only when asked for.
    assert!(count("{free: true}") + count("{free: false}") < count("{}"));
    assert!(count("{free: true, includeUnknown: true}") > count("{free: true}"));
}

#[test]
fn the_plan_hangs_together() {
    let answer = ask(
        "{ actionPlan { areas { slug challenges(first: 30) { totalCount nodes {
            goals { challenge { id } suggestions { goal { id } } } } } measures { totalCount } } } }",
    );
    let areas = answer["actionPlan"]["areas"].as_array().unwrap();
    let count = |field: &str| -> Vec<u64> {
        areas
            .iter()
            .map(|area| area[field]["totalCount"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(count("challenges"), [2, 14, 9, 29, 19]);
    assert_eq!(count("measures"), [2, 10, 3, 12, 7]);
}

#[test]
fn responsibilities_are_found_by_organization_by_subject_and_by_role() {
    let office = id("organization", "stabsstelle-integration");
    let answer = ask(&format!(
        "{{ organization(by: {{id: \"{office}\"}}) {{
            all: responsibilities {{ totalCount }}
            lead: responsibilities(filter: {{roles: [COORDINATION]}}) {{ totalCount nodes {{
                role commitment isResponsible subject {{ __typename }} }} }} }}
           responsibilities(filter: {{organizations: [\"{office}\"]}}) {{ totalCount }} }}"
    ));
    let all = &answer["organization"]["all"]["totalCount"];
    assert_eq!(all, &answer["responsibilities"]["totalCount"]);
    assert!(all.as_u64() > answer["organization"]["lead"]["totalCount"].as_u64());
    for node in answer["organization"]["lead"]["nodes"].as_array().unwrap() {
        assert_eq!(node["role"], "COORDINATION");
        assert_eq!(node["commitment"], "NAMED");
        assert_eq!(node["isResponsible"], Value::Null);
    }
}

#[test]
fn the_goals_without_an_offer_behind_them_are_found() {
    let answer = ask("{ all: goals { totalCount }
           with: goals(filter: {hasEntries: true}) { totalCount }
           without: goals(first: 100, filter: {hasEntries: false}) { totalCount nodes {
               measures { entries { totalCount } } } } }");
    let count = |name: &str| answer[name]["totalCount"].as_u64().unwrap();
    assert_eq!(count("with") + count("without"), count("all"));
    assert!(count("with") > 0 && count("without") > 0);
    for goal in answer["without"]["nodes"].as_array().unwrap() {
        for measure in goal["measures"].as_array().unwrap() {
            assert_eq!(measure["entries"]["totalCount"], 0);
        }
    }
}
