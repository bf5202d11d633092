//! Copies: the same content with parts of their own, and without what was said about the original
//! itself.

use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::slug_from;
use crate::aggregate::Aggregate;
use crate::entry::{CounsellingPoint, Entry, Offer};
use crate::id::{PartId, Slug};
use crate::place::{Location, LocationVisibility};
use crate::translation::taken_over;

/// What the address of a location begins with of whose name it must tell nothing.
const SOME_LOCATION: &str = "ort";

/// What can be copied.
pub trait Copied: Aggregate {
    /// The same content as another thing of its kind: what was said about this one itself stays with
    /// it. Its slug may be taken.
    #[must_use]
    fn into_another(self, id: Self::Id) -> Self;
}

/// Another thing that says the same, to begin with. Nothing where the stored form does not read back,
/// which would be a mistake of this program.
#[must_use]
pub fn copied<T: Copied>(original: &T, id: T::Id, next: &mut dyn FnMut() -> PartId) -> Option<T> {
    let content = with_fresh_parts(original, next)?;
    Some(taken_over(&content, 1)?.into_another(id))
}

impl Copied for Offer {
    /// Which of its rounds are full is said of these rounds alone.
    fn into_another(self, id: Self::Id) -> Self {
        let mut copy = Self { id, ..self };
        forget_standing(&mut copy.entry);
        for run in &mut copy.runs {
            run.availability = None;
        }
        copy
    }
}

impl Copied for CounsellingPoint {
    fn into_another(self, id: Self::Id) -> Self {
        let mut copy = Self { id, ..self };
        forget_standing(&mut copy.entry);
        copy
    }
}

impl Copied for Location {
    /// It begins as protected as it is. A copy may be made to show the same house for something else,
    /// under another name: so the address of what is protected does not tell what it was called, since
    /// it stays for good.
    fn into_another(self, id: Self::Id) -> Self {
        let slug = match self.visibility {
            LocationVisibility::Exact => slug_from(&self.name),
            LocationVisibility::DistrictOnly | LocationVisibility::Hidden => {
                Slug::constant(SOME_LOCATION)
            }
        };
        Self { id, slug, ..self }
    }
}

/// When an entry was confirmed, and what replaced it.
fn forget_standing(entry: &mut Entry) {
    entry.confirmation = None;
    entry.replaced_by = None;
}

/// The same content, in which every part has an id of its own.
fn with_fresh_parts<T: Aggregate>(content: &T, next: &mut dyn FnMut() -> PartId) -> Option<T> {
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
