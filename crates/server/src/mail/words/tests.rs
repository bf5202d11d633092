//! Facts about the words of mails.

#![allow(clippy::unwrap_used)]

use super::*;

/// The languages of the site, as its seeds name them.
fn languages_of_the_site() -> Vec<LanguageTag> {
    let files = interchange::seeds::embedded();
    let site = files.iter().find(|it| it.name == "reference/site.toml");
    let site: toml::Table = site.unwrap().text.parse().unwrap();
    let languages = site["site"]["languages"].as_array().unwrap();
    let tag = |tag: &toml::Value| tag.as_str().unwrap().parse().unwrap();
    languages.iter().map(tag).collect()
}

#[test]
fn there_are_words_in_every_language_of_the_site() {
    let vocabulary = Vocabulary::read().unwrap();
    let known: Vec<_> = vocabulary
        .all()
        .iter()
        .map(|it| it.language.clone())
        .collect();
    assert_eq!(known, languages_of_the_site());
}

#[test]
fn what_nobody_has_checked_says_so() {
    for (language, text) in FILES {
        let is_ours = ["de", "de-simple", "en"].contains(&language);
        let says_so = text.contains("\n# Machine-translated: nobody");
        assert_ne!(is_ours, says_so, "{language}");
    }
}

#[test]
fn every_number_has_a_form_in_every_language() {
    for words in Vocabulary::read().unwrap().all() {
        let language = words.language.primary();
        let Frame {
            minutes,
            hours,
            days,
            ..
        } = &words.frame;
        for count in 1..200 {
            let category = Category::of(count, language);
            for unit in [minutes, hours, days] {
                let form = unit.form(category).unwrap_or_else(|| {
                    unreachable!("{language} has no form {category:?} for {count}")
                });
                let tells = form.contains("{count}") || count < 3;
                assert!(tells, "{language}: {form}");
                assert!(is_plain(&form.replace("{count}", "")), "{language}: {form}");
            }
        }
    }
}

#[test]
fn durations_are_said_as_people_say_them() {
    let vocabulary = Vocabulary::read().unwrap();
    let said = |language: &str, minutes: u32| {
        let words = vocabulary.in_language(&language.parse().unwrap());
        words.duration(minutes)
    };
    assert_eq!(said("de", 1), "1 Minute");
    assert_eq!(said("de", 15), "15 Minuten");
    assert_eq!(said("de", 60), "1 Stunde");
    assert_eq!(said("de", 90), "90 Minuten");
    assert_eq!(said("de", 1_440), "24 Stunden");
    assert_eq!(said("de", 10_080), "7 Tage");
    assert_eq!(said("ru", 21), "21 минута");
    assert_eq!(said("ru", 11), "11 минут");
    assert_eq!(said("ru", 1_440), "24 часа");
    assert_eq!(said("pl", 22), "22 minuty");
    assert_eq!(said("ro", 20), "20 de minute");
    assert_eq!(said("ar", 120), "ساعتان");
    assert_eq!(said("ar", 15), "15 دقيقة");
}

#[test]
fn whoever_reads_none_of_the_languages_gets_german() {
    let vocabulary = Vocabulary::read().unwrap();
    let served = |wanted: &str| {
        let words = vocabulary.in_language(&wanted.parse().unwrap());
        words.language.as_str().to_owned()
    };
    assert_eq!(served("de-simple"), "de-simple");
    assert_eq!(served("fr-CA"), "fr");
    assert_eq!(served("sq"), "de");
}

#[test]
fn a_file_with_a_mistake_is_refused() {
    let english = FILES[2].1;
    let refused = |from: &str, to: &str| {
        assert!(english.contains(from), "{from}");
        Words::read("en", &english.replace(from, to))
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(refused("{name}", "{nam}"), @"mail/en.toml: `Hello {nam},` does not hold {name}");
    insta::assert_snapshot!(refused("Sign in\"", "Sign in {name}\""), @"mail/en.toml: `Sign in {name}` does not hold words without placeholders");
    insta::assert_snapshot!(refused("mails.NO_ACCOUNT", "mails.SOMETHING"), @"mail/en.toml: unknown variant `SOMETHING`, expected one of `LOGIN_LINK`, `PASSWORD_RESET`, `PASSWORD_CHANGED`, `SESSIONS_ENDED`, `SECOND_FACTOR_CHANGED`, `SECOND_FACTOR_RESET`, `NO_ACCOUNT`, `INVITATION`, `LAST_MANAGER_LEFT`, `REVIEW_WAITING`, `REVISION_APPROVED`, `REVISION_RETURNED`, `REVISION_REJECTED`, `PROPOSAL_ACCEPTED`, `PROPOSAL_REJECTED`, `CONFIRMATION_DUE`, `CONFIRMATION_OVERDUE`, `CONSENT_ENDING`");
    insta::assert_snapshot!(refused("closing =", "ending ="), @"mail/en.toml: unknown field `ending`, expected one of `greeting`, `greeting_nameless`, `organization`, `about`, `unnamed`, `note`, `open`, `link`, `holds`, `closing`, `automatic`, `minutes`, `hours`, `days`");
    let missing = english.replace("[mails.NO_ACCOUNT]", "[mails.LOGIN_LINK.more]");
    assert!(Words::read("en", &missing).is_err());
}
