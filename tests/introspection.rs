//! The schema as clients learn of it, and queries that ask for all of it.

use std::sync::LazyLock;

use serde_json::Value;

use crate::serving::SHARED;

/// What is about people or about what is not published. Who may ask for that, the tests of the
/// gateway say for every role.
const NOT_PUBLIC: &[&str] = &[
    "viewer",
    "account",
    "accounts",
    "invitation",
    "invitations",
    "audit",
    "changeLog",
    "apiKeys",
    "revision",
    "revisions",
    "difference",
    "reviewQueue",
    "planWorklist",
    "progressProposals",
    "archived",
    "translation",
    "translationWork",
    "translationCoverage",
    "confirmationQueue",
    "namedPerson",
];

/// Every field of the query type that is about what is published, as the server tells.
pub static FIELDS: LazyLock<Vec<QueryField>> = LazyLock::new(|| {
    let schema = SCHEMA.clone();
    let root = type_named(schema["queryType"]["name"].as_str().unwrap());
    fields_of(root)
        .map(QueryField::new)
        .filter(|field| !NOT_PUBLIC.contains(&field.name.as_str()))
        .collect()
});

/// The whole schema.
pub static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    const QUERY: &str = "{ __schema {
        queryType { name } mutationType { name } subscriptionType { name }
        types { kind name fields(includeDeprecated: true) {
            name
            args { name defaultValue type { kind } }
            type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
        } }
    } }";
    SHARED.client.ask(QUERY).data()["__schema"].take()
});

/// A field of the query type.
#[derive(Clone, Debug)]
pub struct QueryField {
    pub name: String,
    pub arguments: Vec<String>,
    /// The type, without what says whether it may be null or is a list.
    pub type_name: String,
}

impl QueryField {
    fn new(field: &Value) -> Self {
        Self {
            name: text(&field["name"]),
            arguments: items(&field["args"])
                .map(|argument| text(&argument["name"]))
                .collect(),
            type_name: named_type(&field["type"]),
        }
    }

    /// Whether it is a list that is read page by page.
    pub fn is_connection(&self) -> bool {
        self.type_name.ends_with("Connection")
    }

    /// Whether it looks up one thing by id or slug.
    pub fn is_lookup(&self) -> bool {
        self.arguments == ["by"]
    }

    /// The type of what it gives: a connection's nodes.
    pub fn node_type(&self) -> &str {
        self.type_name
            .strip_suffix("Connection")
            .unwrap_or(&self.type_name)
    }
}

/// A selection of everything about a type that takes no argument of its own, so many objects deep.
/// Lists with pages are left out: they are asked for one by one. Of a union there is its type only.
pub fn selection(type_name: &str, depth: u8) -> String {
    let described = type_named(type_name);
    let mut parts = vec!["__typename".to_owned()];
    parts.extend(fields_of(described).filter_map(|field| selected(field, depth)));
    parts.join(" ")
}

fn selected(field: &Value, depth: u8) -> Option<String> {
    let needs_arguments = items(&field["args"]).any(|argument| {
        argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null()
    });
    let type_name = named_type(&field["type"]);
    let name = text(&field["name"]);
    if needs_arguments || type_name.ends_with("Connection") {
        return None;
    }
    match type_named(&type_name)["kind"].as_str().unwrap() {
        "SCALAR" | "ENUM" => Some(name),
        _ if depth == 0 => None,
        _ => Some(format!("{name} {{ {} }}", selection(&type_name, depth - 1))),
    }
}

fn type_named(name: &str) -> &'static Value {
    items(&SCHEMA["types"])
        .find(|described| described["name"] == name)
        .unwrap_or_else(|| panic!("no type {name}"))
}

fn fields_of(described: &Value) -> impl Iterator<Item = &Value> {
    items(&described["fields"])
}

fn named_type(described: &Value) -> String {
    match &described["ofType"] {
        Value::Null => text(&described["name"]),
        inner => named_type(inner),
    }
}

/// The items of a list; none where there is no list.
pub fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// A text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
