//! The texts of an aggregate, wherever in its content they stand.
//!
//! A text is known by its shape: a list of versions, each with a language and words. Its path is the
//! way to it through the content (`entry.places.0.contacts.1.function`).

use domain::text::{LocalizedText, fold};
use domain::translation::text_in;
use serde_json::Value;
use uuid::Uuid;

use super::Rows;
use crate::entity::localized_text;

/// Add the rows of every text in the content of this aggregate.
pub(super) fn project(owner: Uuid, content: &Value, rows: &mut Rows) {
    visit(owner, content, &mut String::new(), rows);
}

fn visit(owner: Uuid, value: &Value, path: &mut String, rows: &mut Rows) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                descend(owner, name, field, path, rows);
            }
        }
        Value::Array(elements) => {
            if let Some(text) = text_in(value) {
                add(owner, &text, path, rows);
                return;
            }
            for (index, element) in elements.iter().enumerate() {
                descend(owner, &index.to_string(), element, path, rows);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn descend(owner: Uuid, step: &str, value: &Value, path: &mut String, rows: &mut Rows) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(step);
    visit(owner, value, path, rows);
    path.truncate(length);
}

fn add(owner: Uuid, text: &LocalizedText, path: &str, rows: &mut Rows) {
    let versions = text.versions().iter().map(|version| localized_text::Model {
        owner,
        path: path.to_owned(),
        language: version.language.to_string(),
        text: version.text.to_string(),
        folded: fold(version.text.as_str()),
        machine_translated: version.machine_translated,
        made_from: version.made_from.map(i64::from),
        outdated: Some(text.is_outdated(version)),
    });
    rows.localized_text.extend(versions);
}
