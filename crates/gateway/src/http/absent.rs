//! Variables that a client leaves out.
//!
//! The specification says that an argument or an input field filled by a variable that was not
//! provided is absent, and absent is not null: a partial update would otherwise erase what it does
//! not mention. The executor (async-graphql 7) hands such variables to resolvers as null, so what
//! they would fill is taken out of the document here. In a list there is no absence: null stays.
//!
//! The price: a variable that is not provided is not there to be validated, so a wrong type declared
//! for it is only found once somebody provides it.

use std::collections::HashSet;

use async_graphql::Name;
use async_graphql::Positioned;
use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql_value::Value;
use serde_json::{Map, Value as Json};

/// Take out of the document what variables would fill that were not provided. Does nothing to a
/// document that provides all of its variables.
///
/// Fragments are shared by operations that may declare a variable differently, so where something
/// is taken out, only the chosen operation and the fragments it reaches stay.
pub(super) fn drop_absent(
    document: &mut ExecutableDocument,
    operation_name: Option<&str>,
    provided: &Map<String, Json>,
) {
    let Some(operation) = chosen(document, operation_name) else {
        return;
    };
    let absent: HashSet<Name> = operation
        .node
        .variable_definitions
        .iter()
        .filter(|variable| {
            let definition = &variable.node;
            definition.default_value.is_none()
                && definition.var_type.node.nullable
                && !provided.contains_key(definition.name.node.as_str())
        })
        .map(|variable| variable.node.name.node.clone())
        .collect();
    if absent.is_empty() {
        return;
    }
    keep_only_chosen(document, operation_name);

    let mut dropped = Dropped {
        absent: &absent,
        gone: HashSet::new(),
        still_used: HashSet::new(),
    };
    for fragment in document.fragments.values_mut() {
        dropped.look_at_directives(&fragment.node.directives);
        dropped.clean_selections(&mut fragment.node.selection_set.node);
    }
    if let Some(operation) = chosen(document, operation_name) {
        dropped.look_at_directives(&operation.node.directives);
        dropped.clean_selections(&mut operation.node.selection_set.node);
        // Validation refuses a variable that is never used, so those that we took away go too;
        // those that the client never used stay and are refused.
        operation.node.variable_definitions.retain(|variable| {
            let name = &variable.node.name.node;
            !dropped.gone.contains(name) || dropped.still_used.contains(name)
        });
    }
}

struct Dropped<'a> {
    absent: &'a HashSet<Name>,
    /// Variables of which at least one use was taken out.
    gone: HashSet<Name>,
    /// Variables of which a use is left.
    still_used: HashSet<Name>,
}

impl Dropped<'_> {
    fn clean_selections(&mut self, set: &mut SelectionSet) {
        for item in &mut set.items {
            self.look_at_directives(item.node.directives());
            match &mut item.node {
                Selection::Field(field) => {
                    field
                        .node
                        .arguments
                        .retain_mut(|(_, value)| self.stays(&mut value.node));
                    self.clean_selections(&mut field.node.selection_set.node);
                }
                Selection::InlineFragment(inline) => {
                    self.clean_selections(&mut inline.node.selection_set.node);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    /// Whether a value stays where it is: it goes when it is a variable that is absent.
    fn stays(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Variable(name) if self.absent.contains(name) => {
                self.gone.insert(name.clone());
                return false;
            }
            Value::Object(fields) => fields.retain(|_, field| self.stays(field)),
            Value::List(items) => {
                for item in items {
                    if let Value::Variable(name) = item {
                        self.still_used.insert(name.clone());
                    } else {
                        self.stays(item);
                    }
                }
            }
            _ => {}
        }
        true
    }

    /// Directives of the specification take no nullable argument: their variables are left to
    /// validation.
    fn look_at_directives(&mut self, directives: &[Positioned<Directive>]) {
        for (_, value) in directives
            .iter()
            .flat_map(|directive| &directive.node.arguments)
        {
            if let Value::Variable(name) = &value.node {
                self.still_used.insert(name.clone());
            }
        }
    }
}

fn chosen<'a>(
    document: &'a mut ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a mut Positioned<OperationDefinition>> {
    match (&mut document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get_mut(name),
        (DocumentOperations::Multiple(operations), None) => operations.values_mut().next(),
    }
}

fn keep_only_chosen(document: &mut ExecutableDocument, name: Option<&str>) {
    let DocumentOperations::Multiple(operations) = &mut document.operations else {
        return;
    };
    let Some(name) = name.filter(|_| operations.len() > 1) else {
        return;
    };
    let mut reached: HashSet<Name> = HashSet::new();
    let mut waiting: Vec<&SelectionSet> = operations
        .get(name)
        .map(|operation| &operation.node.selection_set.node)
        .into_iter()
        .collect();
    while let Some(set) = waiting.pop() {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => waiting.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => {
                    waiting.push(&inline.node.selection_set.node);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name)
                        && reached.insert(name.clone())
                    {
                        waiting.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    operations.retain(|operation, _| operation.as_str() == name);
    document
        .fragments
        .retain(|fragment, _| reached.contains(fragment));
}
