//! What everybody may ask for: an expectation for every field of the query type that is about what is
//! published. What becomes of every field and mutation in every role, the gateway's table says
//! (`crates/gateway/src/tests/authorization/table.txt`).

use std::fmt::Write;

use serde_json::Value;

use crate::introspection::FIELDS;
use crate::lists::each_query;
use crate::serving::SHARED;

/// Those who show nothing.
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
fn what_is_no_mutation_is_not_done() {
    let answer = SHARED.client.ask("mutation { deleteEverything }");
    assert_eq!(answer.status, 400);
}
