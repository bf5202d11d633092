//! How large a document is once every fragment is written out.
//!
//! Thirty fragments that each spread the next one twice fit into three hundred tokens and stand for
//! a billion selections; whoever walks them one by one is busy for good. So each fragment is
//! measured once, and sizes are added up, not walked.

use std::collections::{HashMap, HashSet};

use async_graphql::Name;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use super::refusal::Refusal;

/// The size of a document with its fragments written out.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Expanded {
    /// Fields, spreads and inline fragments.
    pub selections: usize,
    /// How deep fields and fragments nest.
    pub depth: usize,
}

/// Measure all operations of a document together.
pub(super) fn measure(document: &ExecutableDocument) -> Result<Expanded, Refusal> {
    let shapes: HashMap<&Name, Shape<'_>> = document
        .fragments
        .iter()
        .map(|(name, fragment)| (name, Shape::of(&fragment.node.selection_set.node)))
        .collect();
    let mut measured = HashMap::new();
    for name in shapes.keys().copied() {
        measure_fragment(name, &shapes, &mut measured, document)?;
    }
    let mut whole = Expanded::default();
    for (_, operation) in document.operations.iter() {
        let expanded = Shape::of(&operation.node.selection_set.node).expanded(&measured);
        whole.selections = whole.selections.saturating_add(expanded.selections);
        whole.depth = whole.depth.max(expanded.depth);
    }
    Ok(whole)
}

/// Measure a fragment after those that it spreads; with a list instead of recursion, since a chain
/// of fragments can be long.
fn measure_fragment<'a>(
    name: &'a Name,
    shapes: &HashMap<&'a Name, Shape<'a>>,
    measured: &mut HashMap<&'a Name, Expanded>,
    document: &ExecutableDocument,
) -> Result<(), Refusal> {
    let mut steps = vec![Step::Enter(name)];
    let mut entered: HashSet<&Name> = HashSet::new();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(name) if measured.contains_key(name) => {}
            Step::Enter(name) => {
                let Some(shape) = shapes.get(name) else {
                    continue;
                };
                if !entered.insert(name) {
                    let position = document.fragments.get(name).map(|fragment| fragment.pos);
                    return Err(Refusal::document(
                        format!("the fragment {name} spreads itself"),
                        position.into_iter().collect(),
                    ));
                }
                steps.push(Step::Leave(name, shape));
                steps.extend(shape.spreads.iter().map(|(spread, _)| Step::Enter(spread)));
            }
            Step::Leave(name, shape) => {
                entered.remove(name);
                measured.insert(name, shape.expanded(measured));
            }
        }
    }
    Ok(())
}

/// A step of the walk: everything that a fragment spreads is done between its two.
enum Step<'a, 's> {
    Enter(&'a Name),
    Leave(&'a Name, &'s Shape<'a>),
}

/// What stands in a selection set itself, and which fragments it spreads at which depth.
#[derive(Default)]
struct Shape<'a> {
    own: Expanded,
    spreads: Vec<(&'a Name, usize)>,
}

impl<'a> Shape<'a> {
    fn of(set: &'a SelectionSet) -> Self {
        let mut shape = Self::default();
        shape.add(set, 1);
        shape
    }

    /// Recurses as deep as brackets nest, which is limited before.
    fn add(&mut self, set: &'a SelectionSet, depth: usize) {
        for item in &set.items {
            self.own.selections += 1;
            self.own.depth = self.own.depth.max(depth);
            match &item.node {
                Selection::Field(field) => self.add(&field.node.selection_set.node, depth + 1),
                Selection::InlineFragment(inline) => {
                    self.add(&inline.node.selection_set.node, depth + 1);
                }
                Selection::FragmentSpread(spread) => {
                    self.spreads.push((&spread.node.fragment_name.node, depth));
                }
            }
        }
    }

    /// The size with fragments written out. An unknown fragment is nothing here; validation names
    /// it.
    fn expanded(&self, measured: &HashMap<&'a Name, Expanded>) -> Expanded {
        self.spreads.iter().fold(self.own, |sum, (name, depth)| {
            let fragment = measured.get(name).copied().unwrap_or_default();
            Expanded {
                selections: sum.selections.saturating_add(fragment.selections),
                depth: sum.depth.max(depth.saturating_add(fragment.depth)),
            }
        })
    }
}
