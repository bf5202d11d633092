//! What a question about the schema itself costs.
//!
//! The executor counts the lists of introspection as one field each. Types lead to types: in a short
//! chain of `possibleTypes { interfaces { possibleTypes …` every step multiplies the answer by ten,
//! and four of them are gigabytes. So each list that leads on may stand once on a path, which is all
//! that tools ask for (`types { fields { args …`), and what a whole document selects is weighed.

use async_graphql::Pos;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use super::refusal::Refusal;

/// The most that the questions of one request may weigh together: twice what the introspection
/// query of common tools does.
pub(super) const LIMIT: usize = 500_000;

/// A list within the schema, and about how many items it has.
struct List {
    field: &'static str,
    items: usize,
    /// Whether its items lead to further types, so that it may not stand below itself.
    leads_on: bool,
}

const LISTS: [List; 8] = [
    List::leading_on("types", 100),
    List::leading_on("fields", 10),
    List::leading_on("inputFields", 5),
    List::leading_on("interfaces", 2),
    List::leading_on("possibleTypes", 10),
    List::plain("args", 4),
    List::plain("enumValues", 5),
    List::plain("directives", 5),
];

impl List {
    const fn leading_on(field: &'static str, items: usize) -> Self {
        Self {
            field,
            items,
            leads_on: true,
        }
    }

    const fn plain(field: &'static str, items: usize) -> Self {
        Self {
            field,
            items,
            leads_on: false,
        }
    }
}

/// What the operations of a document ask of the schema together, with fragments written out. They
/// are walked as they stand: the document is known to be within the limits of its size, and no
/// fragment to spread itself.
pub(super) fn weigh(document: &ExecutableDocument) -> Result<usize, Refusal> {
    let mut weight = 0;
    for (_, operation) in document.operations.iter() {
        let set = &operation.node.selection_set.node;
        weight += weigh_selections(set, document, &Place::Outside)?;
    }
    Ok(weight)
}

/// Where in a question a selection stands.
enum Place<'a> {
    /// Not in the schema at all.
    Outside,
    /// Below lists that have so many items together.
    Inside {
        items: usize,
        lists: Option<&'a Passed<'a>>,
    },
}

/// A list on the way here, and those before it.
struct Passed<'a> {
    field: &'static str,
    before: Option<&'a Passed<'a>>,
}

impl Passed<'_> {
    fn has(&self, field: &str) -> bool {
        self.field == field || self.before.is_some_and(|before| before.has(field))
    }
}

fn weigh_selections(
    set: &SelectionSet,
    document: &ExecutableDocument,
    place: &Place<'_>,
) -> Result<usize, Refusal> {
    let mut weight = 0_usize;
    for item in &set.items {
        let added = match &item.node {
            Selection::Field(field) => {
                let name = field.node.name.node.as_str();
                weigh_field(
                    name,
                    field.pos,
                    &field.node.selection_set.node,
                    document,
                    place,
                )?
            }
            Selection::InlineFragment(inline) => {
                weigh_selections(&inline.node.selection_set.node, document, place)?
            }
            Selection::FragmentSpread(spread) => {
                match document.fragments.get(&spread.node.fragment_name.node) {
                    Some(fragment) => {
                        weigh_selections(&fragment.node.selection_set.node, document, place)?
                    }
                    None => 0,
                }
            }
        };
        weight = weight.saturating_add(added);
    }
    Ok(weight)
}

fn weigh_field(
    name: &str,
    position: Pos,
    set: &SelectionSet,
    document: &ExecutableDocument,
    place: &Place<'_>,
) -> Result<usize, Refusal> {
    let (items, lists) = match place {
        Place::Outside if matches!(name, "__schema" | "__type") => (1, None),
        Place::Outside => return weigh_selections(set, document, place),
        Place::Inside { items, lists } => (*items, *lists),
    };
    let below = match LISTS.iter().find(|list| list.field == name) {
        Some(list) if list.leads_on && lists.is_some_and(|lists| lists.has(name)) => {
            return Err(below_itself(list.field, position));
        }
        Some(list) => {
            let items = items.saturating_mul(list.items);
            let passed = Passed {
                field: list.field,
                before: lists,
            };
            let lists = Some(&passed);
            weigh_selections(set, document, &Place::Inside { items, lists })?
        }
        None => weigh_selections(set, document, &Place::Inside { items, lists })?,
    };
    Ok(items.saturating_add(below))
}

fn below_itself(field: &str, position: Pos) -> Refusal {
    Refusal::complex(format!(
        "in a question about the schema, {field} stands below itself; the answer would multiply, \
         so ask for the types one after the other"
    ))
    .at(position)
}
