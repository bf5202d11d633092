//! What is sent, and where it goes.

use proptest::prelude::*;
use serde_json::json;

use super::{edited, german, input, offer, put, read, translated, wrong};
use crate::text::LanguageTag;
use crate::translation::{
    Outcome, TestGroupCheckInput, differs_in_translations_only, taken_over, texts_in,
};

#[test]
fn every_text_has_a_way_to_it_and_what_it_is_called_comes_first() {
    let offer = offer();
    let contact = offer.entry.contacts[0].id.to_global();
    let run = offer.runs[0].id.to_global();
    let paths: Vec<String> = texts_in(&offer)
        .iter()
        .map(|text| text.path.client().join("."))
        .collect();
    assert_eq!(
        paths,
        [
            "title".to_owned(),
            "summary".to_owned(),
            format!("contacts.{contact}.function"),
            "documents.0".to_owned(),
            "documents.1".to_owned(),
            format!("runs.{run}.note"),
        ]
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let offer = offer();
    let long = "a".repeat(201);
    let texts: [(&[&str], &str); 5] = [
        (&["title"], "<b>Course</b>"),
        (&["title"], "Course"),
        (&["contacts", "nobody", "function"], "Office"),
        (&["summary"], "\u{202E}"),
        (&["documents", "0"], "Passport"),
    ];
    assert_eq!(
        wrong(read(&input("en", 1, &texts), &offer)),
        [
            "texts.0.text: text is plain: tags are not allowed in it",
            "texts.1.path: `title` stands there twice",
            "texts.2.path: `contacts.nobody.function` does not exist",
            "texts.3.text: the character U+202E",
        ]
    );
    let too_long = input("en", 1, &[(&["title"], &long)]);
    assert_eq!(
        wrong(read(&too_long, &offer)),
        ["texts.0.text: longer than 200 characters"]
    );
    assert_eq!(
        wrong(read(&input("en", 1, &[]), &offer)),
        ["texts: a value is required"]
    );
    let source = input("de", 1, &[(&["title"], "Anderer Titel")]);
    assert_eq!(
        wrong(read(&source, &offer)),
        ["texts.0.path: excludes what `language` says"]
    );
    assert_eq!(
        wrong(read(&input("Deutsch!", 1, &[]), &offer)),
        ["language: `Deutsch!` is not a language tag (BCP 47), such as de, de-simple or ar"]
    );
}

#[test]
fn leichte_sprache_takes_the_check_of_a_test_group() {
    let offer = offer();
    let mut easy = input("de-x-leicht", 1, &[(&["title"], "Deutsch lernen")]);
    assert_eq!(
        wrong(read(&easy, &offer)),
        ["check: a test group has to check Leichte Sprache first"]
    );
    easy.check = Some(TestGroupCheckInput {
        group: "Prüfgruppe".to_owned(),
        checked_on: "2026-07-01".to_owned(),
    });
    easy.is_machine_translated = true;
    assert_eq!(
        wrong(read(&easy, &offer)),
        [
            "isMachineTranslated: excludes what `language` says",
            "check.checkedOn: a check takes place before it is recorded",
        ]
    );
    easy.is_machine_translated = false;
    easy.check.as_mut().unwrap().checked_on = "2026-05-01".to_owned();
    let checked = translated(&easy, &offer, (&offer, 1));
    let version = checked.entry.title.version("de-x-leicht").unwrap();
    let check = version.check.as_ref().unwrap();
    assert_eq!(check.group.as_str(), "Prüfgruppe");
    let stored = serde_json::to_string(&checked).unwrap();
    let back: crate::entry::Offer = serde_json::from_str(&stored).unwrap();
    assert_eq!(back, checked);
    easy.language = "de-simple".to_owned();
    assert_eq!(
        wrong(read(&easy, &offer)),
        ["check: excludes what `language` says"]
    );
}

#[test]
fn a_translation_of_what_changed_meanwhile_is_kept_as_outdated() {
    let first = offer();
    let second = edited(&first, (2, false), json!({ "title": german("Sprachkurs") }));
    let both = input(
        "en",
        1,
        &[(&["title"], "Course"), (&["summary"], "A course.")],
    );
    let third = translated(&both, &first, (&second, 2));
    let title = &third.entry.title;
    assert_eq!(title.source().text.as_str(), "Sprachkurs");
    assert!(title.is_outdated(title.version("en").unwrap()));
    let summary = third.entry.summary.as_ref().unwrap();
    assert!(!summary.is_outdated(summary.version("en").unwrap()));
}

#[test]
fn words_for_a_change_that_waits_are_not_put_under_what_the_public_reads() {
    let live = offer();
    let waiting = edited(&live, (2, false), json!({ "title": german("Sprachkurs") }));
    let both = input(
        "en",
        2,
        &[(&["title"], "Language course"), (&["summary"], "A course.")],
    );
    let beneath = put(&both, &waiting, (&live, 1));
    assert_eq!(beneath.outcomes, [Outcome::Ahead, Outcome::Put]);
    assert!(beneath.content.unwrap().entry.title.version("en").is_none());
}

#[test]
fn what_nothing_identifies_is_found_again_by_its_words() {
    let first = offer();
    let documents = json!([german("Foto"), german("Zeugnis"), german("Ausweis")]);
    let second = edited(&first, (2, false), json!({ "documents": documents }));
    let id = input("en", 1, &[(&["documents", "0"], "Identity card")]);
    let third = translated(&id, &first, (&second, 2));
    let english = |index: usize| third.entry.documents[index].version("en").is_some();
    assert_eq!([english(0), english(1), english(2)], [false, false, true]);
    let gone = edited(&first, (2, false), json!({ "documents": [german("Foto")] }));
    assert_eq!(put(&id, &first, (&gone, 2)).outcomes, [Outcome::Gone]);
}

#[test]
fn whoever_comes_second_in_a_language_is_told_and_in_another_is_not() {
    let first = offer();
    let english = input("en", 1, &[(&["title"], "Course")]);
    let second = translated(&english, &first, (&first, 1));
    let other = input("en", 1, &[(&["title"], "Class")]);
    assert_eq!(put(&other, &first, (&second, 2)).outcomes, [Outcome::Stale]);
    let removed = input("en", 1, &[(&["title"], "")]);
    assert_eq!(
        put(&removed, &first, (&second, 2)).outcomes,
        [Outcome::Stale]
    );
    let turkish = input("tr", 1, &[(&["title"], "Kurs")]);
    assert_eq!(put(&turkish, &first, (&second, 2)).outcomes, [Outcome::Put]);
    let read_again = input("en", 2, &[(&["title"], "")]);
    let third = translated(&read_again, &second, (&second, 2));
    assert_eq!(third.entry.title, first.entry.title);
}

#[test]
fn a_copy_starts_its_own_history() {
    let first = offer();
    let both = input(
        "en",
        1,
        &[(&["title"], "Course"), (&["summary"], "A course.")],
    );
    let second = translated(&both, &first, (&first, 1));
    let third = edited(
        &second,
        (3, false),
        json!({ "title": german("Sprachkurs") }),
    );
    let copy = taken_over(&third, 1).unwrap();
    let outdated =
        |text: &crate::text::LocalizedText| text.is_outdated(text.version("en").unwrap());
    assert!(outdated(&copy.entry.title));
    assert!(!outdated(copy.entry.summary.as_ref().unwrap()));
    let changed = edited(&copy, (2, false), json!({ "summary": german("Neu.") }));
    assert!(outdated(changed.entry.summary.as_ref().unwrap()));
}

fn language() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["en", "tr", "ar", "de-simple"])
}

proptest! {
    #[test]
    fn nothing_but_the_texts_of_one_language_ever_changes(
        language in language(),
        picks in prop::collection::vec((0..8usize, "[a-zäß ]{0,12}"), 1..6),
    ) {
        let offer = translated(
            &input("fr", 1, &[(&["title"], "Cours")]), &offer(), (&offer(), 1),
        );
        let paths: Vec<Vec<String>> =
            texts_in(&offer).iter().map(|text| text.path.client()).collect();
        let mut sent = input(language, 2, &[]);
        for (pick, words) in picks {
            // Some of the ways lead nowhere.
            let path = paths.get(pick).cloned().unwrap_or_else(|| vec!["provider".to_owned()]);
            sent.texts.push(crate::translation::TranslatedTextInput { path, text: Some(words) });
        }
        let Ok(translation) = read(&sent, &offer) else { return Ok(()) };
        let after = translation.put_into(&offer, 2, 3).unwrap().content;
        let Some(after) = after else { return Ok(()) };
        prop_assert!(differs_in_translations_only(&offer, &after));
        let language = LanguageTag::parse(language).unwrap();
        for (before, after) in texts_in(&offer).iter().zip(&texts_in(&after)) {
            prop_assert_eq!(&before.path, &after.path);
            let others = |text: &crate::text::LocalizedText| -> Vec<_> {
                let versions = text.versions().iter().filter(|it| it.language != language);
                versions.cloned().collect()
            };
            prop_assert_eq!(others(&before.text), others(&after.text));
        }
    }
}
