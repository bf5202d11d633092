//! Objects of which nothing is selected.
//!
//! Where all that a selection asks of an object are fields of other types (`... on Offer { kind }`
//! of a counselling point) or fields that are skipped, the specification says that the object is
//! `{}`. The executor (async-graphql 7) says null, which clients take for "not found" and their
//! types forbid. So such selections ask for one thing more, which is taken out of the answer again.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Value};

/// The name in the answer of what was asked for more.
const MARK: &str = "__present";

/// Let every selection that may select nothing ask for one thing more. Whether there was one.
pub(super) fn mark(document: &mut ExecutableDocument) -> bool {
    let mut marked = false;
    let mut operation = |operation: &mut OperationDefinition| {
        mark_object(&mut operation.selection_set, &mut marked);
    };
    match &mut document.operations {
        DocumentOperations::Single(single) => operation(&mut single.node),
        DocumentOperations::Multiple(several) => several
            .values_mut()
            .for_each(|single| operation(&mut single.node)),
    }
    for fragment in document.fragments.values_mut() {
        mark_inside(&mut fragment.node.selection_set, &mut marked);
    }
    marked
}

/// Take what was asked for more out of the answer.
pub(super) fn unmark(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.shift_remove(MARK);
            object.values_mut().for_each(unmark);
        }
        Value::List(list) => list.iter_mut().for_each(unmark),
        _ => {}
    }
}

/// What is selected of an object.
fn mark_object(set: &mut Positioned<SelectionSet>, marked: &mut bool) {
    let always_selects = set.node.items.iter().any(
        |item| matches!(&item.node, Selection::Field(field) if field.node.directives.is_empty()),
    );
    if !always_selects && !set.node.items.is_empty() {
        let name = |name: &str| Positioned::new(Name::new(name), set.pos);
        let field = Field {
            alias: Some(name(MARK)),
            name: name("__typename"),
            arguments: Vec::new(),
            directives: Vec::new(),
            selection_set: Positioned::default(),
        };
        let field = Selection::Field(Positioned::new(field, set.pos));
        set.node.items.push(Positioned::new(field, set.pos));
        *marked = true;
    }
    mark_inside(set, marked);
}

/// Whatever objects lie within a selection.
fn mark_inside(set: &mut Positioned<SelectionSet>, marked: &mut bool) {
    for item in &mut set.node.items {
        match &mut item.node {
            Selection::Field(field) => mark_object(&mut field.node.selection_set, marked),
            Selection::InlineFragment(fragment) => {
                mark_inside(&mut fragment.node.selection_set, marked);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}
