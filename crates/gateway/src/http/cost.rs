//! What a document may ask for at most: each field counted as often as the lists that it stands in
//! may hold things.
//!
//! The executor (async-graphql 7) counts complexity too, but takes every field of an interface for
//! one, so that a list inside `entries { nodes { … } }` would cost nothing. Here the type of each
//! field decides: a connection holds as many things as its page, any other list is taken for five.

use std::collections::HashMap;

use async_graphql::Positioned;
use async_graphql::parser::types::{
    BaseType, ExecutableDocument, Field, OperationDefinition, OperationType, Selection,
    SelectionSet, Type,
};
use async_graphql_value::Value;
use serde_json::{Map, Value as Json};

use super::nulls::FieldTypes;
use crate::connection::{DEFAULT_PAGE, MAX_PAGE};

/// How many things a list that is not paged is taken for.
const LIST: usize = 5;

/// The cost of an operation.
pub(super) fn of_operation(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    provided: &Map<String, Json>,
    types: &FieldTypes,
) -> usize {
    let root = match operation.ty {
        OperationType::Mutation => types.mutation(),
        OperationType::Query | OperationType::Subscription => types.query(),
    };
    let mut counter = Counter {
        document,
        operation,
        provided,
        types,
        fragments: HashMap::new(),
    };
    counter.of_set(root, &operation.selection_set)
}

struct Counter<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    provided: &'a Map<String, Json>,
    types: &'a FieldTypes,
    /// What each fragment costs; counted once, however often it is spread.
    fragments: HashMap<&'a str, usize>,
}

impl<'a> Counter<'a> {
    fn of_set(&mut self, parent: &str, set: &'a Positioned<SelectionSet>) -> usize {
        let mut cost = 0usize;
        for item in &set.node.items {
            cost = cost.saturating_add(match &item.node {
                Selection::Field(field) => self.of_field(parent, &field.node),
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let parent =
                        condition.map_or(parent, |condition| condition.node.on.node.as_str());
                    self.of_set(parent, &fragment.node.selection_set)
                }
                Selection::FragmentSpread(spread) => {
                    self.of_fragment(spread.node.fragment_name.node.as_str())
                }
            });
        }
        cost
    }

    fn of_fragment(&mut self, name: &'a str) -> usize {
        if let Some(cost) = self.fragments.get(name) {
            return *cost;
        }
        // A fragment that spreads itself is refused elsewhere; here it ends.
        self.fragments.insert(name, 0);
        let Some(fragment) = self.document.fragments.get(name) else {
            return 0;
        };
        let parent = fragment.node.type_condition.node.on.node.as_str();
        let cost = self.of_set(parent, &fragment.node.selection_set);
        self.fragments.insert(name, cost);
        cost
    }

    fn of_field(&mut self, parent: &str, field: &'a Field) -> usize {
        let ty = self.types.field(parent, field.name.node.as_str());
        let name = ty.map_or("", named);
        let children = self.of_set(name, &field.selection_set);
        let times = match ty.map(|ty| &ty.base) {
            Some(BaseType::List(_)) if name == "Node" => self.length_of(field, "ids"),
            // The lists of a page were counted by its size.
            Some(BaseType::List(_)) if is_page(parent) => 1,
            Some(BaseType::List(_)) => LIST,
            _ if is_page(name) => self.page(field),
            _ => 1,
        };
        children.saturating_mul(times).saturating_add(1)
    }

    /// How many things the page of a list holds at most.
    fn page(&self, field: &Field) -> usize {
        let size = |name: &str| self.number(field.get_argument(name).map(|value| &value.node));
        size("first")
            .or_else(|| size("last"))
            .map_or(DEFAULT_PAGE, |size| size.clamp(1, MAX_PAGE))
    }

    fn number(&self, value: Option<&Value>) -> Option<usize> {
        match value? {
            Value::Number(number) => Some(number.as_u64().unwrap_or_default() as usize),
            Value::Variable(name) => match self.provided.get(name.as_str()) {
                Some(provided) => Some(provided.as_u64()? as usize),
                None => {
                    let mut definitions = self.operation.variable_definitions.iter();
                    let variable = definitions.find(|known| known.node.name.node == *name)?;
                    let default = variable.node.default_value.as_ref()?.node.clone();
                    Some(default.into_json().ok()?.as_u64()? as usize)
                }
            },
            _ => None,
        }
    }

    fn length_of(&self, field: &Field, argument: &str) -> usize {
        let value = field.get_argument(argument).map(|value| &value.node);
        let length = match value {
            Some(Value::List(list)) => list.len(),
            Some(Value::Variable(name)) => match self.provided.get(name.as_str()) {
                Some(Json::Array(list)) => list.len(),
                _ => 1,
            },
            _ => 1,
        };
        length.clamp(1, MAX_PAGE)
    }
}

/// Whether a type is a page of a list, by its name: `EntryConnection`, `AccountPage`.
fn is_page(name: &str) -> bool {
    name.ends_with("Connection") || name.ends_with("Page")
}

/// The name of the type at the bottom of lists.
fn named(ty: &Type) -> &str {
    let mut base = &ty.base;
    loop {
        match base {
            BaseType::Named(name) => return name.as_str(),
            BaseType::List(inner) => base = &inner.base,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;
    use crate::schema::{SchemaLimits, schema};

    fn cost(query: &str, variables: Json) -> usize {
        let sdl = crate::api::schema_sdl(&schema(SchemaLimits::default()));
        let document = parse_query(query).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let variables = variables.as_object().unwrap().clone();
        of_operation(
            &document,
            &operation.node,
            &variables,
            &FieldTypes::of_schema(&sdl),
        )
    }

    #[test]
    fn a_page_costs_as_much_as_the_things_that_it_may_hold() {
        assert_eq!(
            cost("{ offers(first: 10) { nodes { slug } } }", json!({})),
            21
        );
        let query = "query($n: Int = 7) { offers(first: $n) { nodes { slug } } }";
        assert_eq!(cost(query, json!({})), 15);
        assert_eq!(cost(query, json!({ "n": 100 })), 201);
        assert_eq!(cost("{ offers { nodes { slug } } }", json!({})), 41);
        assert_eq!(
            cost("{ offers(first: 100000) { nodes { slug } } }", json!({})),
            201
        );
    }

    #[test]
    fn a_mutation_costs_what_its_payload_may_hold() {
        let query = "mutation { login(input: { email: \"\", password: \"\" }) {
            userErrors { code } signedIn { accessToken } } }";
        assert_eq!(cost(query, json!({})), 9);
        let query = "{ viewer { organizations { members(first: 50) { nodes { role } } } } }";
        assert_eq!(cost(query, json!({})), 1 + 1 + 5 * (1 + 50 * (1 + 1)));
    }

    #[test]
    fn lists_behind_an_interface_count_as_elsewhere() {
        let query = |inner: &str| format!("{{ entries(first: 100) {{ nodes {{ {inner} }} }} }}");
        let flat = cost(&query("slug"), json!({}));
        let nested = cost(
            &query("related { related { related { slug } } }"),
            json!({}),
        );
        assert!(nested > 100 * flat / 2, "{flat} {nested}");
        let in_fragment =
            query("...f") + " fragment f on Entry { related { related { related { slug } } } }";
        assert_eq!(cost(&in_fragment, json!({})), nested);
    }
}
