//! The difference of two revisions, field by field (Gegenüberstellung), for whoever reviews.
//!
//! Documents are compared in their stored form. Items of lists are found again by what identifies
//! them (the id of a part, the language of a version, the group of an audience), so that an added
//! place is one line and not all the places behind it. A difference can be applied: a test holds
//! that the other document comes out, so that nothing is left out of a review.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use thiserror::Error;

use crate::aggregate::Aggregate;

/// What differs between two documents, in the order of the older one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference(Vec<FieldDifference>);

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDifference {
    /// Where, outermost first.
    pub path: Vec<Step>,
    /// What stood there; nothing where nothing did.
    pub before: Option<Value>,
    /// What stands there now; nothing where nothing does.
    pub after: Option<Value>,
}

/// A step into a document.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Step {
    /// A field, by its stored name.
    Field(String),
    /// An item of a list, by what identifies it.
    Item(String),
    /// The order of a list: its items by what identifies them.
    Order,
}

impl FieldDifference {
    /// The path as clients write it: fields in camel case, items by what identifies them. What
    /// entries have in common stands beside the rest there.
    #[must_use]
    pub fn client_path(&self) -> Vec<String> {
        let common = Step::Field("entry".to_owned());
        self.path
            .iter()
            .enumerate()
            .filter(|(place, step)| *place > 0 || **step != common)
            .map(|(_, step)| step)
            .map(|step| match step {
                Step::Field(name) => crate::edit::camel_case(name),
                Step::Item(key) => key.clone(),
                Step::Order => "order".to_owned(),
            })
            .collect()
    }

    /// The names of the fields on the way, without the items: for rules about fields.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        self.path
            .iter()
            .filter_map(|step| match step {
                Step::Field(name) => Some(name.as_str()),
                Step::Item(_) | Step::Order => None,
            })
            .collect()
    }
}

impl Difference {
    /// What differs between two revisions of an aggregate. Nothing where the stored form cannot be
    /// made, which would be a mistake of this program.
    #[must_use]
    pub fn between<T: Aggregate>(before: &T, after: &T) -> Option<Self> {
        let before = serde_json::to_value(before).ok()?;
        let after = serde_json::to_value(after).ok()?;
        Some(Self::of_values(&before, &after))
    }

    /// Everything that a first revision says. Nothing where the stored form cannot be made.
    #[must_use]
    pub fn from_nothing<T: Aggregate>(after: &T) -> Option<Self> {
        let after = serde_json::to_value(after).ok()?;
        let nothing = Value::Object(Map::new());
        Some(Self::of_values(&nothing, &after))
    }

    /// What differs between two documents.
    #[must_use]
    pub fn of_values(before: &Value, after: &Value) -> Self {
        let mut found = Vec::new();
        compare(Some(before), Some(after), &mut Vec::new(), &mut found);
        Self(found)
    }

    /// The same without the records that a text keeps about its versions: which revision they were
    /// made from and in which they were written. What people read differs without them.
    #[must_use]
    pub fn for_people(mut self) -> Self {
        self.0.retain(|field| match field.path.as_slice() {
            [.., Step::Item(_), Step::Field(name)] => {
                !matches!(name.as_str(), "made_from" | "written_in")
            }
            _ => true,
        });
        self
    }

    /// One thing that differs after the other.
    #[must_use]
    pub fn fields(&self) -> &[FieldDifference] {
        &self.0
    }

    /// Whether nothing differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The other document.
    ///
    /// # Errors
    /// The difference is not one from this document.
    pub fn apply(&self, document: &Value) -> Result<Value, Inapplicable> {
        let mut document = document.clone();
        for field in &self.0 {
            put(&mut document, &field.path, field.after.as_ref())?;
        }
        Ok(document)
    }
}

/// A difference that is not one from this document.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("the difference does not start from this document")]
pub struct Inapplicable;

fn compare(
    before: Option<&Value>,
    after: Option<&Value>,
    path: &mut Vec<Step>,
    found: &mut Vec<FieldDifference>,
) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            compare_objects(before, after, path, found);
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) => {
            match (keyed(before), keyed(after)) {
                (Some(olds), Some(news)) => compare_lists(&olds, &news, path, found),
                _ => found.push(FieldDifference {
                    path: path.clone(),
                    before: Some(Value::Array(before.clone())),
                    after: Some(Value::Array(after.clone())),
                }),
            }
        }
        (before, after) => found.push(FieldDifference {
            path: path.clone(),
            before: before.cloned(),
            after: after.cloned(),
        }),
    }
}

fn compare_objects(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    path: &mut Vec<Step>,
    found: &mut Vec<FieldDifference>,
) {
    let added = after.keys().filter(|name| !before.contains_key(*name));
    for name in before.keys().chain(added) {
        path.push(Step::Field(name.clone()));
        compare(before.get(name), after.get(name), path, found);
        path.pop();
    }
}

pub(crate) type Keyed<'a> = Vec<(String, &'a Value)>;

fn compare_lists(
    before: &Keyed<'_>,
    after: &Keyed<'_>,
    path: &mut Vec<Step>,
    found: &mut Vec<FieldDifference>,
) {
    let news: HashMap<&str, &Value> = after.iter().map(|(key, item)| (&**key, *item)).collect();
    let olds: HashSet<&str> = before.iter().map(|(key, _)| &**key).collect();
    let added = after.iter().filter(|(key, _)| !olds.contains(&**key));
    // How the items would stand if each change were made and nothing were moved.
    let mut unmoved = Vec::new();
    for (key, item) in before {
        let now = news.get(&**key).copied();
        if now.is_some() {
            unmoved.push(key.as_str());
        }
        path.push(Step::Item(key.clone()));
        compare(Some(item), now, path, found);
        path.pop();
    }
    for (key, item) in added {
        unmoved.push(key);
        path.push(Step::Item(key.clone()));
        compare(None, Some(item), path, found);
        path.pop();
    }
    if !unmoved
        .iter()
        .copied()
        .eq(after.iter().map(|(key, _)| &**key))
    {
        let order = |list: &Keyed<'_>| {
            let keys = list.iter().map(|(key, _)| Value::String(key.clone()));
            Some(Value::Array(keys.collect()))
        };
        path.push(Step::Order);
        found.push(FieldDifference {
            path: path.clone(),
            before: order(before),
            after: order(after),
        });
        path.pop();
    }
}

/// The items with what identifies each; nothing where some item has nothing that does, or two have
/// the same.
pub(crate) fn keyed(items: &[Value]) -> Option<Keyed<'_>> {
    let mut seen = HashSet::new();
    items
        .iter()
        .map(|item| {
            let key = key(item)?;
            seen.insert(key.clone()).then_some((key, item))
        })
        .collect()
}

/// What identifies an item of a list: of a part its id, of a text its language, of a language also
/// what it is for, and so on. A plain value is itself.
fn key(item: &Value) -> Option<String> {
    match item {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            match (text("id"), text("language"), text("role")) {
                (Some(id), _, _) => Some(id.to_owned()),
                (None, Some(language), None) => Some(language.to_owned()),
                (None, Some(language), Some(role)) => Some(format!("{language} {role}")),
                (None, None, _) => ["group", "kind", "component", "offer", "counselling_point"]
                    .into_iter()
                    .find_map(text)
                    .map(ToOwned::to_owned),
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

fn put(target: &mut Value, path: &[Step], after: Option<&Value>) -> Result<(), Inapplicable> {
    let Some((step, rest)) = path.split_first() else {
        *target = after.cloned().ok_or(Inapplicable)?;
        return Ok(());
    };
    match (step, target) {
        (Step::Field(name), Value::Object(fields)) => match (fields.get_mut(name), rest, after) {
            (Some(_), [], None) => {
                fields.remove(name);
                Ok(())
            }
            (Some(field), rest, after) => put(field, rest, after),
            (None, [], Some(after)) => {
                fields.insert(name.clone(), after.clone());
                Ok(())
            }
            (None, _, _) => Err(Inapplicable),
        },
        (Step::Item(wanted), Value::Array(items)) => {
            let place = items
                .iter()
                .position(|item| key(item).as_deref() == Some(wanted));
            match (place, rest, after) {
                (Some(place), [], None) => {
                    items.remove(place);
                    Ok(())
                }
                (Some(place), rest, after) => {
                    put(items.get_mut(place).ok_or(Inapplicable)?, rest, after)
                }
                (None, [], Some(after)) => {
                    items.push(after.clone());
                    Ok(())
                }
                (None, _, _) => Err(Inapplicable),
            }
        }
        (Step::Order, Value::Array(items)) => reorder(items, after.ok_or(Inapplicable)?),
        _ => Err(Inapplicable),
    }
}

fn reorder(items: &mut [Value], order: &Value) -> Result<(), Inapplicable> {
    let order = order.as_array().ok_or(Inapplicable)?;
    let places: HashMap<&str, usize> = order
        .iter()
        .enumerate()
        .filter_map(|(place, key)| Some((key.as_str()?, place)))
        .collect();
    items.sort_by_key(|item| {
        key(item).map_or(usize::MAX, |key| {
            places.get(&*key).copied().unwrap_or(usize::MAX)
        })
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// Documents made of what revisions are made of: fields, texts, parts, links.
    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..3u8).prop_map(Value::from),
            "[ab]{0,2}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 32, 4, |inner| {
            let names = prop_oneof!["[xyz]", Just("kind".to_owned()), Just("note".to_owned())];
            let fields = prop::collection::vec((names, inner.clone()), 0..4);
            let object = fields
                .clone()
                .prop_map(|fields| Value::Object(fields.into_iter().collect()));
            let part = ("[a-d]", fields).prop_map(|(id, fields)| {
                let mut part: Map<String, Value> = fields.into_iter().collect();
                part.insert("id".to_owned(), id.into());
                Value::Object(part)
            });
            prop_oneof![
                object,
                prop::collection::vec(part, 0..4).prop_map(Value::Array),
                prop::collection::vec(inner, 0..3).prop_map(Value::Array),
            ]
        })
    }

    #[test]
    fn a_reviewer_sees_the_part_that_changed_and_no_other() {
        let before = json!({
            "title": [{"language": "de", "text": "Kurs"}],
            "places": [{"id": "a", "note": 1}, {"id": "b"}],
        });
        let after = json!({
            "title": [{"language": "de", "text": "Kurs"}, {"language": "tr", "text": "Kurs"}],
            "places": [{"id": "b"}, {"id": "a", "note": 2}, {"id": "c"}],
        });
        let difference = Difference::of_values(&before, &after);
        let lines: Vec<String> = difference
            .fields()
            .iter()
            .map(|field| field.client_path().join("."))
            .collect();
        assert_eq!(
            lines,
            ["places.a.note", "places.c", "places.order", "title.tr"]
        );
    }

    proptest! {
        #[test]
        fn applying_it_gives_the_other_document(before in documents(), after in documents()) {
            let difference = Difference::of_values(&before, &after);
            prop_assert_eq!(difference.apply(&before), Ok(after.clone()));
            prop_assert_eq!(difference.is_empty(), before == after);
        }

        #[test]
        fn applying_it_elsewhere_never_panics(
            before in documents(), after in documents(), other in documents(),
        ) {
            let _ = Difference::of_values(&before, &after).apply(&other);
        }
    }
}
