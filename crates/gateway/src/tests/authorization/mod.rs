//! Who may ask for what and do what: an expectation for every entry point of the schema and every
//! role, in `table.txt`, and each of them tried against the program.
//!
//! A cell says what becomes of the request: `yes` it is done or read, `null` there is nothing for
//! this role, `mend` a person has to mend the input first, `sign-in` nobody has signed in, `no` that
//! is not allowed, `hidden` there is no such thing as far as the role may know. A row with `/` is
//! the same entry point asked another way. Whoever adds an entry point adds a row, and for a mutation
//! an input in `inputs.rs`, or in `contents.rs` where it writes contents.

mod contents;
mod fields;
mod inputs;
mod plan;
mod proposals;
mod structure;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::inputs::is_about_people;
pub(super) use self::inputs::question;
pub(super) use self::plan::a_measure;
pub(super) use self::proposals::agreed;
use super::ask;
use super::program::{Program, Role};

const TABLE: &str = include_str!("table.txt");

/// What is expected, by row and role.
fn expectations() -> BTreeMap<&'static str, Vec<&'static str>> {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect()
}

/// Every entry point of the schema, as the program tells.
fn entry_points() -> Vec<String> {
    let answer =
        ask("{ __schema { queryType { fields { name } } mutationType { fields { name } } } }");
    let names = |root: &str, kind: &str| -> Vec<String> {
        let fields = answer["__schema"][root]["fields"].as_array().unwrap();
        let names = fields.iter().map(|field| field["name"].as_str().unwrap());
        names.map(|name| format!("{kind}.{name}")).collect()
    };
    [
        names("queryType", "Query"),
        names("mutationType", "Mutation"),
    ]
    .concat()
}

/// Every mutation that takes an input.
pub(super) fn mutations() -> Vec<String> {
    let rows = entry_points().into_iter();
    rows.filter(|row| row.starts_with("Mutation.")).collect()
}

/// A role for which a mutation does what it is asked for.
pub(super) fn who_may(row: &str) -> Option<Role> {
    let expectations = expectations();
    let cells = expectations.get(row)?;
    let roles = Role::ALL.into_iter().zip(cells).rev();
    roles
        .filter(|(_, cell)| **cell == "yes")
        .map(|(role, _)| role)
        .next()
}

#[test]
fn every_entry_point_has_an_expectation_for_every_role() {
    let expectations = expectations();
    let expected: BTreeSet<&str> = expectations
        .keys()
        .map(|row| row.split('/').next().unwrap())
        .collect();
    let there = entry_points();
    let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
    assert_eq!(expected, there);
    for (row, cells) in expectations {
        assert_eq!(cells.len(), Role::ALL.len(), "{row}");
    }
}

#[tokio::test]
async fn every_role_gets_what_is_expected_and_nothing_else() {
    let program = Program::start().await;
    let expectations = expectations();
    let extra = expectations.keys().filter(|row| row.contains('/'));
    let mut rows = entry_points();
    rows.extend(extra.map(|row| (*row).to_owned()));
    rows.sort();
    let mut cast = Vec::new();
    for role in Role::ALL {
        cast.push(program.somebody(role).await);
    }
    let (mut table, mut wrong) = (String::new(), Vec::new());
    for row in &rows {
        let expected = expectations.get(row.as_str()).cloned().unwrap_or_default();
        table.push_str(&format!("\n{row:<45}"));
        for (index, role) in Role::ALL.into_iter().enumerate() {
            // Mutations about people get somebody new each time: who has signed out asks no more.
            let who = if row.starts_with("Mutation") && is_about_people(row) {
                program.somebody(role).await
            } else {
                cast[index].clone()
            };
            let (query, variables) = Box::pin(question(&program, &who, row)).await;
            let answer = program.ask(&who, &query, variables).await.json;
            let found = outcome(&answer);
            table.push_str(&format!(" {found:<8}"));
            if expected.get(index) != Some(&found.as_str()) {
                wrong.push(format!(
                    "{row} {role:?}: {:?} expected, {answer}",
                    expected.get(index)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{table}", wrong.join("\n"));
}

fn outcome(answer: &Value) -> String {
    let code = answer["errors"][0]["extensions"]["code"].as_str();
    let field = |value: &Value| value.as_object().and_then(|it| it.values().next()).cloned();
    match code {
        None => {
            let given = field(&answer["data"]).unwrap_or_default();
            match given["userErrors"].as_array() {
                Some(errors) if !errors.is_empty() => "mend".to_owned(),
                _ if given.is_null() => "null".to_owned(),
                _ => "yes".to_owned(),
            }
        }
        Some("UNAUTHENTICATED") => "sign-in".to_owned(),
        Some("FORBIDDEN") => "no".to_owned(),
        Some("NOT_FOUND") => "hidden".to_owned(),
        Some(other) => other.to_owned(),
    }
}
