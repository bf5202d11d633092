//! Who may ask for what: an expectation for every field of the query type and every role.

use std::fmt::Write;

use serde_json::Value;

use crate::introspection::{FIELDS, SCHEMA};
use crate::lists::each_query;
use crate::serving::SHARED;

/// The roles that can ask over HTTP. Nobody can sign in yet.
const ROLES: [&str; 1] = ["anonymous"];

#[test]
fn every_field_has_an_expectation_for_every_role() {
    let queries = each_query(&SHARED.client);
    let mut matrix = String::new();
    for field in FIELDS.iter() {
        let (_, body) = queries
            .iter()
            .find(|(name, _)| *name == field.name)
            .unwrap_or_else(|| panic!("nothing asks for {}", field.name));
        for role in ROLES {
            let answer = SHARED.client.post(body).json();
            let outcome = match (&answer["data"][&field.name], &answer["errors"]) {
                (Value::Null, Value::Null) => "nothing".to_owned(),
                (_, Value::Null) => "reads".to_owned(),
                (_, errors) => errors[0]["extensions"]["code"].to_string(),
            };
            writeln!(matrix, "{:<18} {role:<10} {outcome}", field.name).unwrap();
        }
    }
    insta::assert_snapshot!("authorization", matrix);
}

#[test]
fn nothing_can_be_written_yet() {
    assert_eq!(SCHEMA["mutationType"], Value::Null);
    assert_eq!(SCHEMA["subscriptionType"], Value::Null);
    let answer = SHARED.client.ask("mutation { deleteEverything }");
    assert_eq!(answer.status, 400);
}
