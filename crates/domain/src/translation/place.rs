//! Where texts stand in a content.
//!
//! A text is known by its shape: a list of versions, each with a language and words. On the way to
//! it, parts are known by their ids and other items by what identifies them, so that the way stays
//! the same while items come and go around it. What nothing identifies has only its place in its
//! list; such a text is found again by the words of its source.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::difference::keyed;
use crate::edit::{TextLimit, camel_case};
use crate::id::PartId;
use crate::text::{LocalizedText, TextVersion};

/// The way to a text, from the outside in.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct TextPath(Vec<Step>);

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Step {
    /// A field, by its stored name.
    Field(String),
    /// An item, by what identifies it.
    Item(String),
    /// An item that nothing identifies, by its place.
    Place(usize),
}

/// A text and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlacedText {
    /// Where.
    pub path: TextPath,
    /// The text.
    pub text: LocalizedText,
}

impl TextPath {
    /// As clients write it: fields in camel case, parts by their global ids. What entries and items
    /// of the plan have in common stands beside the rest there.
    #[must_use]
    pub fn client(&self) -> Vec<String> {
        let common =
            |step: &Step| matches!(step, Step::Field(name) if name == "entry" || name == "item");
        self.0
            .iter()
            .enumerate()
            .filter(|(place, step)| *place > 0 || !common(step))
            .map(|(_, step)| match step {
                Step::Field(name) => camel_case(name),
                Step::Item(key) => Uuid::parse_str(key)
                    .map_or_else(|_| key.clone(), |id| PartId::from_uuid(id).to_global()),
                Step::Place(place) => place.to_string(),
            })
            .collect()
    }

    /// The field in which the text stands, or the list of texts.
    #[must_use]
    pub fn field(&self) -> &str {
        let names = self.0.iter().rev().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            Step::Item(_) | Step::Place(_) => None,
        });
        names.into_iter().next().unwrap_or_default()
    }

    /// Whether it stands in a field of the content itself.
    #[must_use]
    pub fn is_own(&self, field: &str) -> bool {
        matches!(self.0.as_slice(), [Step::Field(name)] if name == field)
    }

    /// How long the words may be there.
    pub(super) fn limit(&self, source: &TextVersion) -> TextLimit {
        let usual = match self.field() {
            "title" | "name" | "label" | "function" => TextLimit::NAME,
            "description" | "imprint" | "privacy" | "accessibility_statement" => TextLimit::BODY,
            _ => TextLimit::NOTE,
        };
        let source = source.text.as_str();
        // What was imported may be longer than what people enter.
        if source.chars().count() > usual.max() || source.contains('\n') && !usual.has_lines() {
            TextLimit::BODY
        } else {
            usual
        }
    }

    /// The order in which people translate: first what a thing is called, then what it is.
    fn rank(&self) -> usize {
        let own = self
            .0
            .iter()
            .filter(|step| !matches!(step, Step::Field(name) if name == "entry" || name == "item"))
            .count()
            == 1;
        let first = ["title", "name", "label", "summary", "description"];
        first
            .iter()
            .position(|field| own && *field == self.field())
            .unwrap_or(first.len())
    }

    /// Whether it leads to the other one but for places in lists.
    fn is_like(&self, other: &Self) -> bool {
        let alike = |(own, other): (&Step, &Step)| {
            own == other || matches!((own, other), (Step::Place(_), Step::Place(_)))
        };
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(alike)
    }

    fn has_places(&self) -> bool {
        self.0.iter().any(|step| matches!(step, Step::Place(_)))
    }
}

/// Every text of a content, what it is called first. None where the stored form cannot be made, which
/// would be a mistake of this program.
#[must_use]
pub fn texts_in<T: Aggregate>(content: &T) -> Vec<PlacedText> {
    let mut found = Vec::new();
    if let Ok(json) = serde_json::to_value(content) {
        walk(&json, &mut Vec::new(), &mut found);
    }
    found.sort_by_key(|text| text.path.rank());
    found
}

/// The text that a value is, if it is one.
#[must_use]
pub fn text_in(value: &Value) -> Option<LocalizedText> {
    let is_version =
        |element: &Value| element.get("language").is_some() && element.get("text").is_some();
    let elements = value.as_array()?;
    let looks_like_text = !elements.is_empty() && elements.iter().all(is_version);
    looks_like_text
        .then(|| LocalizedText::deserialize(value).ok())
        .flatten()
}

/// Where the text stands among these whose source said this at this place: at the same place, or,
/// in a list whose items nothing identifies, where the same words stand.
pub(super) fn locate<'a>(
    texts: &'a [PlacedText],
    path: &TextPath,
    source: &TextVersion,
) -> Option<&'a PlacedText> {
    let says_the_same = |text: &&PlacedText| same_words(text.text.source(), source);
    let there = texts.iter().find(|text| text.path == *path);
    if !path.has_places() || there.as_ref().is_some_and(says_the_same) {
        return there;
    }
    texts
        .iter()
        .filter(|text| text.path.is_like(path))
        .find(says_the_same)
}

/// Whether two versions say the same in the same language.
pub(super) fn same_words(one: &TextVersion, other: &TextVersion) -> bool {
    one.language == other.language && one.text == other.text
}

/// The content with other texts in the place of some. Nothing where it does not read back, which
/// would be a mistake of this program.
pub(super) fn rewritten<T: Aggregate>(
    content: &T,
    mut next: impl FnMut(&TextPath, LocalizedText) -> Option<LocalizedText>,
) -> Option<T> {
    let mut json = serde_json::to_value(content).ok()?;
    rewrite(&mut json, &mut TextPath(Vec::new()), &mut next)?;
    serde_json::from_value(json).ok()
}

fn walk(value: &Value, path: &mut Vec<Step>, found: &mut Vec<PlacedText>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                path.push(Step::Field(name.clone()));
                walk(field, path, found);
                path.pop();
            }
        }
        Value::Array(items) => {
            if let Some(text) = text_in(value) {
                let path = TextPath(path.clone());
                found.push(PlacedText { path, text });
                return;
            }
            for (step, item) in steps_of(items).into_iter().zip(items) {
                path.push(step);
                walk(item, path, found);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn rewrite(
    value: &mut Value,
    path: &mut TextPath,
    next: &mut impl FnMut(&TextPath, LocalizedText) -> Option<LocalizedText>,
) -> Option<()> {
    if let Some(text) = text_in(value) {
        if let Some(text) = next(path, text) {
            *value = serde_json::to_value(text).ok()?;
        }
        return Some(());
    }
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                path.0.push(Step::Field(name.clone()));
                rewrite(field, path, next)?;
                path.0.pop();
            }
        }
        Value::Array(items) => {
            for (step, item) in steps_of(items).into_iter().zip(items.iter_mut()) {
                path.0.push(step);
                rewrite(item, path, next)?;
                path.0.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    Some(())
}

fn steps_of(items: &[Value]) -> Vec<Step> {
    match keyed(items) {
        Some(keys) => keys.into_iter().map(|(key, _)| Step::Item(key)).collect(),
        None => (0..items.len()).map(Step::Place).collect(),
    }
}
