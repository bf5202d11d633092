//! Copies: the same content with parts of their own.

use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::aggregate::Aggregate;
use crate::id::PartId;

/// The same content, in which every part has an id of its own. Nothing where the stored form does
/// not read back, which would be a mistake of this program.
#[must_use]
pub fn with_fresh_parts<T: Aggregate>(content: &T, next: &mut dyn FnMut() -> PartId) -> Option<T> {
    let mut json = serde_json::to_value(content).ok()?;
    let mut known = HashMap::new();
    if let Value::Object(fields) = &mut json {
        // Its own id stands at the top; what is below are parts.
        for (_, value) in fields.iter_mut().filter(|(name, _)| *name != "id") {
            refresh(value, &mut known, next);
        }
    }
    serde_json::from_value(json).ok()
}

/// The same part with an id of its own, and so for every part of it.
pub(super) fn part_afresh<P: Serialize + DeserializeOwned>(
    part: &P,
    next: &mut dyn FnMut() -> PartId,
) -> Option<P> {
    let mut json = serde_json::to_value(part).ok()?;
    refresh(&mut json, &mut HashMap::new(), next);
    serde_json::from_value(json).ok()
}

fn refresh(
    value: &mut Value,
    known: &mut HashMap<String, PartId>,
    next: &mut dyn FnMut() -> PartId,
) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| refresh(item, known, next)),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match value {
                    Value::String(id) if name == "id" => {
                        let fresh = *known.entry(id.clone()).or_insert_with(&mut *next);
                        *id = fresh.uuid().to_string();
                    }
                    value => refresh(value, known, next),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
