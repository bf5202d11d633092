//! Variables as an operation declares them.
//!
//! The executor (async-graphql 7) looks at variables only where they are used, never at those of
//! conditions, and not at those that [`absent`](super::absent) takes out of the document. So what
//! the specification asks of them is asked here, before anything is taken out.

use std::collections::HashSet;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, OperationDefinition, Selection, SelectionSet, VariableDefinition,
};
use async_graphql::{Name, Positioned};
use async_graphql_value::{ConstValue, Value};
use serde_json::{Map, Value as Json};

use super::refusal::Refusal;

/// Refuse an operation that declares a variable twice, does not get one that it requires, or lets a
/// condition hang on one that may be null.
pub(super) fn check(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    provided: &Map<String, Json>,
) -> Result<(), Refusal> {
    let declared = &operation.variable_definitions;
    let mut names = HashSet::new();
    for variable in declared {
        if !names.insert(&variable.node.name.node) {
            return Err(Refusal::document(
                format!(
                    "the variable ${} is declared twice",
                    variable.node.name.node
                ),
                vec![variable.pos],
            ));
        }
        require(variable, provided)?;
    }
    for condition in conditions(document, operation) {
        let variable = declared
            .iter()
            .find(|variable| variable.node.name.node == *condition.node);
        if let Some(variable) = variable.filter(|variable| may_be_null(&variable.node)) {
            return Err(Refusal::document(
                format!(
                    "the variable ${} of the type {} decides a condition, which takes Boolean!; \
                     declare it so, or give it a default",
                    condition.node, variable.node.var_type.node
                ),
                vec![variable.pos, condition.pos],
            ));
        }
    }
    Ok(())
}

/// Refuse a required variable that is missing or null.
fn require(
    variable: &Positioned<VariableDefinition>,
    provided: &Map<String, Json>,
) -> Result<(), Refusal> {
    let definition = &variable.node;
    let name = definition.name.node.as_str();
    let problem = match provided.get(name) {
        _ if definition.var_type.node.nullable => return Ok(()),
        None if definition.default_value.is_some() => return Ok(()),
        None => "is missing",
        Some(Json::Null) => "is null",
        Some(_) => return Ok(()),
    };
    Err(Refusal::document(
        format!(
            "the variable ${name} is of the required type {} and {problem}",
            definition.var_type.node
        ),
        vec![variable.pos],
    ))
}

/// Whether the declaration of a variable leaves room for null: a default other than null closes it.
fn may_be_null(definition: &VariableDefinition) -> bool {
    definition.var_type.node.nullable
        && definition
            .default_value
            .as_ref()
            .is_none_or(|default| default.node == ConstValue::Null)
}

/// The variables that `@skip` and `@include` hang on, in an operation and the fragments it reaches.
fn conditions<'a>(
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
) -> Vec<Positioned<&'a Name>> {
    let mut conditions = Vec::new();
    let mut reached: HashSet<&Name> = HashSet::new();
    let mut waiting: Vec<&SelectionSet> = vec![&operation.selection_set.node];
    while let Some(set) = waiting.pop() {
        for item in &set.items {
            conditions.extend(item.node.directives().iter().filter_map(condition));
            match &item.node {
                Selection::Field(field) => waiting.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => waiting.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name)
                        && reached.insert(name)
                    {
                        waiting.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    conditions
}

fn condition(directive: &Positioned<Directive>) -> Option<Positioned<&Name>> {
    if !matches!(directive.node.name.node.as_str(), "skip" | "include") {
        return None;
    }
    let value = directive.node.get_argument("if")?;
    match &value.node {
        Value::Variable(name) => Some(Positioned::new(name, value.pos)),
        _ => None,
    }
}
