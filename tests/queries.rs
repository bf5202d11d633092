//! The queries of the documentation, as an app sends them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::Client;
use crate::serving::SHARED;

/// A query of the documentation.
pub struct Documented {
    pub name: String,
    pub query: String,
    pub variables: Value,
}

impl Documented {
    pub fn data(&self, client: &Client) -> Value {
        let body = json!({ "query": self.query, "variables": self.variables });
        client.post(&body).data()
    }
}

/// All of them, by name.
pub fn documented() -> Vec<Documented> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/queries");
    let mut found: Vec<Documented> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "graphql"))
        .map(|path| Documented {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            query: fs::read_to_string(&path).unwrap(),
            variables: fs::read_to_string(path.with_extension("json"))
                .map_or(json!({}), |text| serde_json::from_str(&text).unwrap()),
        })
        .collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

#[test]
fn every_documented_query_is_answered_with_content() {
    for documented in documented() {
        let data = documented.data(&SHARED.client);
        for (field, value) in data.as_object().unwrap() {
            let content = value.get("nodes").unwrap_or(value);
            let is_empty = content.is_null() || content.as_array().is_some_and(Vec::is_empty);
            assert!(!is_empty, "{}: {field} is empty", documented.name);
        }
        insta::with_settings!({ sort_maps => true, description => documented.query.as_str() }, {
            insta::assert_json_snapshot!(documented.name.as_str(), shortened(data));
        });
    }
}

#[test]
fn every_documented_query_says_what_it_is_for() {
    for documented in documented() {
        assert!(documented.query.starts_with("# "), "{}", documented.name);
    }
}

/// What tells about a person is not asked by `GET`, whose addresses are kept in many places.
const BY_POST_ONLY: [&str; 1] = ["filters"];

#[test]
fn get_and_post_answer_the_same_unless_the_question_tells_about_a_person() {
    for documented in documented() {
        let name = documented.name.as_str();
        let by_get = SHARED
            .client
            .ask_by_get(&documented.query, &documented.variables);
        if BY_POST_ONLY.contains(&name) {
            let error = &by_get.json()["errors"][0];
            assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{name}");
            assert_eq!(by_get.header("cache-control"), "no-store", "{name}");
        } else {
            assert!(!by_get.header("etag").is_empty(), "{name}");
            assert_eq!(by_get.data(), documented.data(&SHARED.client), "{name}");
        }
    }
}

#[test]
fn arabic_is_served_from_right_to_left_and_named_in_the_answer() {
    let data = documented()
        .into_iter()
        .find(|documented| documented.name == "arabic")
        .unwrap()
        .data(&SHARED.client);
    let title = &data["entries"]["nodes"][0]["title"];
    assert_eq!(title["language"], "ar");
    assert_eq!(title["direction"], "RTL");
    let answer = SHARED
        .client
        .try_get(
            "/graphql?query={site{name{text}}}",
            &[("accept-language", "ar, de;q=0.5")],
        )
        .unwrap();
    assert_eq!(answer.header("content-language"), "ar");
}

#[test]
fn the_first_query_of_graphiql_is_answered() {
    let query = SHARED.config.http.first_query.clone();
    let data = SHARED.client.ask(&query).data();
    assert_eq!(data["entries"]["nodes"].as_array().unwrap().len(), 5);
}

/// Lists are cut, so that a snapshot shows what an answer looks like and not all that it holds.
fn shortened(value: Value) -> Value {
    const SHOWN: usize = 3;
    match value {
        Value::Array(items) => {
            let more = items.len().saturating_sub(SHOWN);
            let mut items: Vec<Value> = items.into_iter().take(SHOWN).map(shortened).collect();
            if more > 0 {
                items.push(format!("… {more} more").into());
            }
            items.into()
        }
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, shortened(value)))
            .collect(),
        other => other,
    }
}
