//! Which fields strangers come to, following the schema from the entry points that answer them, and
//! which only those who have signed in: each stands in the snapshot, so that a new one is looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::expectations;
use crate::tests::ask;

/// Objects and interfaces of the schema: their fields with the names of the types that they give,
/// and what stands behind an interface.
struct Types {
    fields: BTreeMap<String, Vec<(String, String)>>,
    possible: BTreeMap<String, Vec<String>>,
}

fn named(ty: &Value) -> String {
    match ty["name"].as_str() {
        Some(name) => name.to_owned(),
        None => named(&ty["ofType"]),
    }
}

fn types() -> Types {
    let answer = ask(
        "{ __schema { types { name kind possibleTypes { name } fields { name type { ...t } } } } }
         fragment t on __Type { name ofType { name ofType { name ofType { name ofType { name } } } } }",
    );
    let (mut fields, mut possible) = (BTreeMap::new(), BTreeMap::new());
    for ty in answer["__schema"]["types"].as_array().unwrap() {
        let name = named(ty);
        let own = ty["fields"].as_array().into_iter().flatten();
        let own = own.map(|field| (named(field), named(&field["type"])));
        fields.insert(name.clone(), own.collect());
        let behind = ty["possibleTypes"].as_array().into_iter().flatten();
        possible.insert(name, behind.map(named).collect());
    }
    Types { fields, possible }
}

/// Every type that can be come to from these.
fn reached(types: &Types, from: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = from.into_iter().collect();
    while let Some(name) = open.pop() {
        if !reached.insert(name.clone()) {
            continue;
        }
        let fields = types.fields.get(&name).into_iter().flatten();
        open.extend(fields.map(|(_, ty)| ty.clone()));
        open.extend(types.possible.get(&name).into_iter().flatten().cloned());
    }
    reached
}

#[test]
fn every_field_is_for_everybody_or_for_some() {
    let types = types();
    let expectations = expectations();
    let answers_strangers = |field: &str| {
        let cells = expectations.get(&*format!("Query.{field}"));
        // By `node` one comes to everything that has an id; it has rows of its own.
        cells.is_some_and(|cells| cells[0] == "yes") && !["node", "nodes"].contains(&field)
    };
    let roots = types.fields["Query"].iter();
    let roots = roots.filter(|(field, _)| answers_strangers(field));
    let public = reached(&types, roots.map(|(_, ty)| ty.clone()));
    let mut lines = String::new();
    for (ty, fields) in &types.fields {
        let is_root = ["Query", "Mutation"].contains(&&**ty) || ty.starts_with("__");
        if fields.is_empty() || is_root {
            continue;
        }
        let who = if public.contains(ty) {
            "everybody"
        } else {
            "some"
        };
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        lines.push_str(&format!("{ty} ({who}): {}\n", names.join(" ")));
    }
    insta::assert_snapshot!(lines);
}
