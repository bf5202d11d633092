//! The inputs of the schema, and every place in them where something can stand.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ask;

/// The input types of the schema: their fields by name, each with its type as introspection gives it.
pub(super) type Inputs = BTreeMap<String, BTreeMap<String, Value>>;

pub(super) fn inputs() -> Inputs {
    let query = "{ __schema { types { name kind inputFields { name type { ...t } }
        enumValues { name } } } } fragment t on __Type { kind name ofType { kind name ofType {
        kind name ofType { kind name ofType { kind name ofType { kind name ofType {
        kind name } } } } } } }";
    let answer = ask(query);
    let types = answer["__schema"]["types"].as_array().unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    types
        .iter()
        .map(|ty| {
            let fields = ty["inputFields"].as_array().into_iter().flatten();
            let fields = fields.map(|field| (name(field), field["type"].clone()));
            // Of an enumeration, one value is enough.
            let codes = ty["enumValues"].as_array().into_iter().flatten().take(1);
            let codes = codes.map(|code| (name(code), Value::Null));
            (name(ty), fields.chain(codes).collect())
        })
        .collect()
}

/// Every place in an input where a value of a scalar type can stand: its path, and the input that has
/// this value there and else says what the one that is given says. Where that says nothing, it has
/// only what GraphQL demands.
pub(super) fn places(
    inputs: &Inputs,
    (ty, given): (&Value, Option<&Value>),
    scalar: &str,
    value: &Value,
) -> Vec<(Vec<String>, Value)> {
    match ty["kind"].as_str().unwrap() {
        "NON_NULL" => places(inputs, (&ty["ofType"], given), scalar, value),
        "LIST" => {
            let given: &[Value] = given.and_then(Value::as_array).map_or(&[], Vec::as_slice);
            let first = places(inputs, (&ty["ofType"], given.first()), scalar, value);
            let with_the_others = |(mut path, first): (Vec<String>, Value)| {
                path.insert(0, "0".to_owned());
                let others = given.iter().skip(1).cloned();
                (path, std::iter::once(first).chain(others).collect())
            };
            first.into_iter().map(with_the_others).collect()
        }
        "INPUT_OBJECT" => {
            let object_name = ty["name"].as_str().unwrap();
            let whole = given.filter(|given| given.is_object()).cloned();
            let whole = whole.unwrap_or_else(|| needed(inputs, object_name));
            let mut found = Vec::new();
            for (name, of) in &inputs[object_name] {
                for (mut path, inner) in places(inputs, (of, whole.get(name)), scalar, value) {
                    let mut object = whole.clone();
                    object[name] = inner;
                    path.insert(0, name.clone());
                    found.push((path, object));
                }
            }
            found
        }
        _ if ty["name"] == scalar => vec![(Vec::new(), value.clone())],
        _ => Vec::new(),
    }
}

/// What GraphQL demands of an object, and what a schedule needs beside it before anything else in it
/// is looked at.
fn needed(inputs: &Inputs, name: &str) -> Value {
    let hours = || json!({ "start": "17:00", "end": "18:00", "mode": "WALK_IN" });
    let mut object = match name {
        "RuleInput" => json!({ "weekdays": ["MONDAY"], "hours": hours() }),
        "HoursInput" => return hours(),
        "SeasonInput" => return json!({ "from": "04-01", "to": "10-31" }),
        "ExceptionInput" => json!({ "date": "2026-12-24" }),
        "ClosureInput" => json!({ "from": "2026-07-20" }),
        _ => json!({}),
    };
    for (name, ty) in &inputs[name] {
        if ty["kind"] == "NON_NULL" {
            object[name] = any_value(inputs, &ty["ofType"]);
        }
    }
    object
}

fn any_value(inputs: &Inputs, ty: &Value) -> Value {
    match (
        ty["kind"].as_str().unwrap(),
        ty["name"].as_str().unwrap_or_default(),
    ) {
        ("LIST", _) => json!([]),
        ("INPUT_OBJECT", name) => needed(inputs, name),
        ("ENUM", name) => json!(inputs[name].keys().next()),
        (_, "Int") => json!(1),
        (_, "Float") => json!(1.5),
        (_, "Boolean") => json!(true),
        _ => json!("de"),
    }
}

/// The type of the input of a mutation.
pub(super) fn type_of(mutation: &str) -> Value {
    let name = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    json!({ "kind": "INPUT_OBJECT", "name": name })
}
