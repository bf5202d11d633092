//! Asking for each thing that the schema can give.

use serde_json::{Value, json};

use crate::client::Client;
use crate::introspection::{FIELDS, QueryField, items, selection, text};

/// One question for each field of the query type, as a body for `POST`, with the field's name.
pub fn each_query(client: &Client) -> Vec<(String, Value)> {
    let mut queries = Vec::new();
    for field in FIELDS.iter() {
        let name = &field.name;
        let selected = selection(&field.type_name, 2);
        let arguments = match () {
            () if field.is_connection() => {
                let nodes = selection(field.node_type(), 2);
                let query = format!("{{ {name}(first: 5) {{ totalCount nodes {{ {nodes} }} }} }}");
                queries.push((name.clone(), json!({ "query": query })));
                continue;
            }
            () if field.is_lookup() => format!("(by: {{ slug: \"{}\" }})", a_slug(client, field)),
            () if name == "node" => format!("(id: \"{}\")", an_id(client)),
            () if name == "vocabulary" => "(name: \"OfferKind\")".to_owned(),
            () if name == "nodes" => format!("(ids: [\"{}\"])", an_id(client)),
            () => String::new(),
        };
        let query = format!("{{ {name}{arguments} {{ {selected} }} }}");
        queries.push((name.clone(), json!({ "query": query })));
    }
    queries
}

/// The slug of something of the field's type.
fn a_slug(client: &Client, field: &QueryField) -> String {
    if field.type_name == "ActionPlan" {
        return text(&client.ask("{ actionPlan { slug } }").data()["actionPlan"]["slug"]);
    }
    let list = FIELDS
        .iter()
        .find(|list| list.is_connection() && list.node_type() == field.type_name)
        .unwrap_or_else(|| panic!("no list of {}", field.type_name));
    let list = &list.name;
    let found = client.ask(&format!("{{ {list}(first: 1) {{ nodes {{ slug }} }} }}"));
    text(&found.data()[list]["nodes"][0]["slug"])
}

fn an_id(client: &Client) -> String {
    let found = client.ask("{ entries(first: 1) { nodes { id } } }");
    text(&found.data()["entries"]["nodes"][0]["id"])
}

/// Every thing of a list, page by page, with this selection. `arguments` stand before the page's.
pub fn walk(client: &Client, list: &str, arguments: &str, nodes: &str, size: usize) -> Vec<Value> {
    pages(client, list, arguments, nodes, size, Direction::Forward)
}

/// Which way to walk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    Forward,
    Backward,
}

/// Every thing of a list in the order of walking through its pages.
pub fn pages(
    client: &Client,
    list: &str,
    arguments: &str,
    nodes: &str,
    size: usize,
    direction: Direction,
) -> Vec<Value> {
    let (page, behind, next, cursor) = match direction {
        Direction::Forward => ("first", "after", "hasNextPage", "endCursor"),
        Direction::Backward => ("last", "before", "hasPreviousPage", "startCursor"),
    };
    let mut found = Vec::new();
    let mut position = String::new();
    loop {
        let query = format!(
            "{{ {list}({arguments} {page}: {size} {position}) {{
                totalCount nodes {{ {nodes} }} pageInfo {{ {next} {cursor} }}
            }} }}"
        );
        let answer = client.ask(&query).data();
        let connection = &answer[list];
        let mut nodes: Vec<Value> = items(&connection["nodes"]).cloned().collect();
        if direction == Direction::Backward {
            nodes.reverse();
        }
        found.extend(nodes);
        if connection["pageInfo"][next] != true {
            assert_eq!(connection["totalCount"], found.len(), "{list}({arguments})");
            return found;
        }
        position = format!("{behind}: {}", connection["pageInfo"][cursor]);
    }
}
