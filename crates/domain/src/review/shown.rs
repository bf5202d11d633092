//! A difference as those read it who review: fields by the names of the schema, things by the ids
//! that clients know.

use std::collections::HashMap;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::difference::{Difference, FieldDifference, Step};
use crate::edit::camel_case;
use crate::id::{EntityId, PartId, TypedId};

/// One thing that differs, as a client reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownDifference {
    /// Where, outermost first: fields in camel case, items of lists by what identifies them.
    pub path: Vec<String>,
    /// What stood there; nothing where nothing did.
    pub before: Option<Value>,
    /// What stands there now; nothing where nothing does.
    pub after: Option<Value>,
}

/// The difference of these contents, as a client reads it.
#[must_use]
pub fn shown<T: Aggregate>(difference: &Difference, contents: &[&T]) -> Vec<ShownDifference> {
    let names = Names::of(contents);
    let fields = difference.fields().iter();
    fields.map(|field| names.show(field)).collect()
}

/// The ids that clients know of all to which contents refer.
struct Names(HashMap<Uuid, String>);

impl Names {
    fn of<T: Aggregate>(contents: &[&T]) -> Self {
        let mut names = HashMap::new();
        let mut learn = |id: EntityId| names.insert(id.uuid, id.to_global());
        for content in contents {
            learn(content.id().entity());
            content.links().into_iter().for_each(|id| {
                learn(id);
            });
            content.owner().map(|owner| learn(owner.entity()));
        }
        Self(names)
    }

    fn show(&self, field: &FieldDifference) -> ShownDifference {
        let items = field.path.iter().filter_map(|step| match step {
            Step::Item(key) => Some((key.as_str(), self.item(key))),
            Step::Field(_) | Step::Order => None,
        });
        let items: HashMap<&str, String> = items.collect();
        let path = field.client_path().into_iter();
        ShownDifference {
            path: path
                .map(|step| items.get(step.as_str()).cloned().unwrap_or(step))
                .collect(),
            before: field.before.as_ref().map(|value| self.value(value)),
            after: field.after.as_ref().map(|value| self.value(value)),
        }
    }

    /// What identifies an item of a list: an id is that of something else, or that of a part.
    fn item(&self, key: &str) -> String {
        let Ok(uuid) = Uuid::parse_str(key) else {
            return key.to_owned();
        };
        let known = self.0.get(&uuid).cloned();
        known.unwrap_or_else(|| PartId::from_uuid(uuid).to_global())
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(fields) => Value::Object(self.fields(fields)),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn fields(&self, fields: &Map<String, Value>) -> Map<String, Value> {
        let shown = fields.iter().map(|(name, value)| {
            let value = match value {
                Value::String(id) if name == "id" => Value::String(self.item(id)),
                value => self.value(value),
            };
            (camel_case(name), value)
        });
        shown.collect()
    }

    /// A text that is the id of something that is referred to becomes the one that clients know.
    fn text(&self, text: &str) -> String {
        let known = Uuid::parse_str(text)
            .ok()
            .and_then(|uuid| self.0.get(&uuid));
        known.cloned().unwrap_or_else(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::entry::Position;
    use crate::id::LocationId;
    use crate::sample;

    #[test]
    fn ids_are_those_that_clients_know() {
        let before = sample::offer("course", "club");
        let house = LocationId::of_slug("house");
        let mut after = before.clone();
        after.entry.places = vec![sample::place(&after, Position::At(house))];
        after.entry.low_threshold = Some(true);
        let place = after.entry.places[0].id.to_global();
        let difference = Difference::between(&before, &after).unwrap();
        let lines: Vec<(String, String)> = shown(&difference, &[&before, &after])
            .into_iter()
            .map(|field| (field.path.join("."), field.after.unwrap().to_string()))
            .collect();
        let json = lines.iter().find(|(path, _)| path.starts_with("places"));
        let (_, json) = json.unwrap();
        assert!(json.contains(&house.to_global()), "{json}");
        assert!(json.contains(&place), "{json}");
        assert!(lines.contains(&("lowThreshold".to_owned(), "true".to_owned())));
        // A change inside a part is named by the id of the part.
        let mut moved = after.clone();
        moved.entry.places[0].position = Position::At(LocationId::of_slug("hall"));
        let difference = Difference::between(&after, &moved).unwrap();
        let found = shown(&difference, &[&after, &moved]);
        assert_eq!(found[0].path, ["places", &place, "position", "at"]);
        assert_eq!(
            found[0].after,
            Some(Value::String(LocationId::of_slug("hall").to_global()))
        );
    }

    #[test]
    fn nothing_shown_is_a_raw_id() {
        let before = sample::offer("course", "club");
        let everything = Difference::from_nothing(&before).unwrap();
        for field in shown(&everything, &[&before]) {
            let text = format!("{field:?}");
            let raw = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
            let raw: Vec<&str> = raw.filter(|word| Uuid::parse_str(word).is_ok()).collect();
            assert!(raw.is_empty(), "{raw:?}");
        }
    }
}
