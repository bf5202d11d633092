//! Edits and translations at the same time.

use serde_json::json;

use super::{edited, german, input, offer, translated};
use crate::translation::{carried, differs_in_translations_only};

#[test]
fn an_edit_from_before_a_translation_keeps_both() {
    let base = offer();
    let english = input(
        "en",
        1,
        &[(&["title"], "Course"), (&["documents", "1"], "Certificate")],
    );
    let newest = translated(&english, &base, (&base, 1));
    assert!(differs_in_translations_only(&base, &newest));
    // A form that is sent as a whole, with one document less.
    let form = json!({ "title": german("Sprachkurs"), "childcare": true,
        "documents": [german("Zeugnis")] });
    let edit = edited(&base, (3, false), form);
    let both = carried(&base, &newest, &edit).unwrap();
    assert_eq!(both.entry.childcare, Some(true));
    let title = &both.entry.title;
    assert_eq!(title.source().text.as_str(), "Sprachkurs");
    let version = title.version("en").unwrap();
    assert_eq!(version.text.as_str(), "Course");
    assert!(title.is_outdated(version));
    assert!(both.entry.documents[0].version("en").is_some());
    assert!(differs_in_translations_only(&edit, &both));
}

#[test]
fn the_same_words_changed_by_both_are_a_conflict() {
    let base = offer();
    let english = input("en", 1, &[(&["title"], "Course")]);
    let newest = translated(&english, &base, (&base, 1));
    let in_english = |words: &str| json!({ "title": [{ "language": "en", "text": words }] });
    let other = edited(&base, (3, false), in_english("Class"));
    assert_eq!(carried(&base, &newest, &other), None);
    let turkish = json!({ "title": [{ "language": "tr", "text": "Kurs" }] });
    let turkish = edited(&base, (3, false), turkish);
    let both = carried(&base, &newest, &turkish).unwrap();
    assert!(both.entry.title.version("en").is_some() && both.entry.title.version("tr").is_some());
}

#[test]
fn what_the_edit_took_away_needs_no_translation() {
    let base = offer();
    let english = input("en", 1, &[(&["summary"], "A course.")]);
    let newest = translated(&english, &base, (&base, 1));
    let without = edited(&base, (3, false), json!({ "summary": null }));
    assert_eq!(carried(&base, &newest, &without), Some(without));
}

#[test]
fn another_fact_is_more_than_a_translation() {
    let base = offer();
    let other = edited(&base, (2, false), json!({ "childcare": true }));
    assert!(!differs_in_translations_only(&base, &other));
}
