//! What is told about files that are wrong.

use domain::contact::ContactError;
use domain::text::WordsError;

use super::plan::in_area;
use super::{only_problem, read};
use crate::seeds::{Position, SeedProblem, holidays};

const DE: (&str, &str) = (
    "reference/labels/de.toml",
    "language = 'de'\nmachine_translated = false\n[topics]\na = 'A'\nb = 'B'\n",
);

/// The only problem of these topics, beside a topic `b` that is in order.
fn topics(text: &str) -> SeedProblem {
    let text = format!("{text}\n[[topics]]\nkey = 'b'\n");
    only_problem(&[DE, ("reference/topics.toml", &text)])
}

#[test]
fn everything_wrong_is_told_at_once_with_its_place() {
    let errors = read(&[
        DE,
        (
            "reference/topics.toml",
            "[[topics]]\nkey = 'a'\nparent = 'z'\ncolour = 'red'\n[[topics]]\nkey = 'b'\npictogram = 'Ä'\n",
        ),
        ("notes.toml", ""),
    ])
    .unwrap_err();
    insta::assert_snapshot!(errors, @r"
    notes.toml: seeds have no file of this name
    reference/topics.toml:3:10 (a): there is no topic `z`
    reference/topics.toml:4:1 (a): there is no field `colour` here, only key, parent, pictogram
    reference/topics.toml:7:13 (b): `Ä` is not a slug: lower-case letters a–z, digits and single hyphens, 1 to 120 of them
    ");
}

#[test]
fn syntax_errors_stand_alone() {
    let errors = read(&[
        ("reference/topics.toml", "[[topics]\nkey = \n"),
        ("reference/languages.toml", "tag =\n"),
        ("plan/organizations.toml", "[[organizations]]\nname = 1\n"),
        ("notes.toml", ""),
    ])
    .unwrap_err();
    assert!(errors.all().len() > 1);
    for error in errors.all() {
        assert!(matches!(error.problem, SeedProblem::Syntax(_)), "{error}");
        assert!(error.position.is_some(), "{error}");
    }
}

#[test]
fn a_place_is_counted_in_characters() {
    let errors = read(&[
        DE,
        ("reference/topics.toml", "topics = [{ key = 'a', ä = 1 }]\n"),
    ])
    .unwrap_err();
    let place = errors.all()[0].position;
    assert_eq!(
        place,
        Some(Position {
            line: 1,
            column: 24
        })
    );
}

#[test]
fn a_value_has_to_be_of_its_type() {
    let problem = topics("[[topics]]\nkey = 'a'\npictogram = 1\n");
    assert!(matches!(
        problem,
        SeedProblem::WrongType {
            expected: "string",
            found: "integer"
        }
    ));
}

#[test]
fn a_field_may_be_missed() {
    let problem = only_problem(&[(
        "plan/organizations.toml",
        "[[organizations]]\nkey = 'o'\nname = 'O'\n",
    )]);
    assert_eq!(problem, SeedProblem::MissingField { field: "kind" });
    let problem = only_problem(&[(
        "demo/locations.toml",
        "[[locations]]\nname.de = 'L'\nkind = 'POSTAL'\nvisibility = 'EXACT'\n",
    )]);
    assert_eq!(problem, SeedProblem::MissingField { field: "key" });
}

#[test]
fn an_unknown_code_names_its_vocabulary_and_what_it_holds() {
    let problem = only_problem(&[(
        "plan/organizations.toml",
        "[[organizations]]\nkey = 'o'\nname = 'O'\nkind = 'CLUB'\n",
    )]);
    assert!(matches!(
        problem,
        SeedProblem::UnknownCode { vocabulary: "OrganizationKind", code, known }
            if code == "CLUB" && known.contains(&"NETWORK")
    ));
    let problem = only_problem(&[(
        "reference/vocabularies.toml",
        "[[vocabularies]]\nkey = 'OfferKind'\n[[vocabularies.terms]]\ncode = 'PARTY'\n",
    )]);
    assert!(matches!(
        problem,
        SeedProblem::UnknownCode {
            vocabulary: "OfferKind",
            ..
        }
    ));
}

#[test]
fn an_unknown_vocabulary_is_told() {
    let problem = only_problem(&[(
        "reference/vocabularies.toml",
        "[[vocabularies]]\nkey = 'Colour'\n",
    )]);
    assert!(
        matches!(problem, SeedProblem::UnknownReference { kind, key } if kind == "vocabulary" && key == "Colour")
    );
}

#[test]
fn a_key_stands_once_among_its_kind() {
    let problem = topics("[[topics]]\nkey = 'a'\n[[topics]]\nkey = 'a'\n");
    assert!(
        matches!(problem, SeedProblem::Duplicate { kind, key } if kind == "topic" && key == "a")
    );
    let twice =
        "parties = [{ organization = 'o', role = 'LEAD' }, { organization = 'o', role = 'LEAD' }]";
    assert!(matches!(in_area(twice), SeedProblem::Duplicate { kind, .. } if kind == "party"));
    let steps = "steps = [{ key = 's', line = 2, title.de = 'S' }, { key = 's', line = 2, title.de = 'S' }]";
    assert!(matches!(in_area(steps), SeedProblem::Duplicate { kind, .. } if kind == "step"));
}

#[test]
fn a_language_has_one_file_of_labels() {
    let labels = "language = 'tr'\nmachine_translated = true\n";
    let problem = only_problem(&[
        ("reference/labels/tr.toml", labels),
        ("reference/labels/tr2.toml", labels),
    ]);
    assert!(
        matches!(problem, SeedProblem::Duplicate { kind, key } if kind == "language" && key == "tr")
    );
}

#[test]
fn a_label_may_be_missing_in_one_language() {
    let problem = only_problem(&[
        DE,
        (
            "reference/labels/tr.toml",
            "language = 'tr'\nmachine_translated = true\n[topics]\na = 'A'\n",
        ),
        (
            "reference/topics.toml",
            "[[topics]]\nkey = 'a'\n[[topics]]\nkey = 'b'\n",
        ),
    ]);
    let expected = SeedProblem::MissingLabel {
        language: "tr".to_owned(),
        list: "topics".to_owned(),
        key: "b".to_owned(),
    };
    assert_eq!(problem, expected);
}

#[test]
fn without_german_labels_there_are_none() {
    let problem = only_problem(&[("reference/topics.toml", "[[topics]]\nkey = 'a'\n")]);
    assert!(matches!(problem, SeedProblem::MissingLabel { language, .. } if language == "de"));
}

#[test]
fn a_label_of_nothing_is_told() {
    let problem = only_problem(&[DE, ("reference/topics.toml", "[[topics]]\nkey = 'a'\n")]);
    assert!(
        matches!(problem, SeedProblem::UnknownReference { kind, key } if kind == "topic" && key == "b")
    );
}

#[test]
fn nothing_stands_above_itself() {
    let errors = read(&[
        DE,
        (
            "reference/topics.toml",
            "[[topics]]\nkey = 'a'\nparent = 'b'\n[[topics]]\nkey = 'b'\nparent = 'a'\n",
        ),
    ])
    .unwrap_err();
    assert_eq!(errors.all().len(), 2);
    for error in errors.all() {
        assert!(matches!(&error.problem, SeedProblem::Cycle { kind, .. } if kind == "topic"));
    }
    let sections =
        "[[sections]]\nkey = 's'\nnumber = 'I.'\nline = 2\nparent = 's'\ntitle.de = 'S'\n";
    assert!(matches!(in_area(sections), SeedProblem::Cycle { kind, .. } if kind == "section"));
}

#[test]
fn a_group_nests_on_its_own_axis() {
    let problem = only_problem(&[
        (
            "reference/labels/de.toml",
            "language = 'de'\nmachine_translated = false\n[target_groups]\na = 'A'\nb = 'B'\n",
        ),
        (
            "reference/target-groups.toml",
            "[[target_groups]]\nkey = 'a'\naxis = 'AGE'\n[[target_groups]]\nkey = 'b'\naxis = 'ROLE'\nparent = 'a'\n",
        ),
    ]);
    assert_eq!(
        problem,
        SeedProblem::OtherAxis {
            parent: "a".to_owned()
        }
    );
}

#[test]
fn a_language_has_the_direction_of_its_script() {
    let problem = only_problem(&[
        (
            "reference/labels/de.toml",
            "language = 'de'\nmachine_translated = false\n[languages]\nfa = 'Persisch'\n",
        ),
        (
            "reference/languages.toml",
            "[[languages]]\ntag = 'fa'\nendonym = 'فارسی'\ndirection = 'LTR'\n",
        ),
    ]);
    assert!(matches!(
        problem,
        SeedProblem::OtherDirection {
            direction: "RTL",
            ..
        }
    ));
}

#[test]
fn a_file_says_which_of_its_languages_nobody_checked() {
    let seeds = read(&[(
        "reference/site.toml",
        "machine_translated = ['tr']\n[site]\nkey = 'site'\nname.tr = 'T'\nname.en = 'E'\nname.de-simple = 'S'\nlanguages = ['de']\n",
    )])
    .unwrap();
    let versions: Vec<(&str, bool)> = seeds.sites[0]
        .name
        .versions()
        .iter()
        .map(|version| (version.language.as_str(), version.machine_translated))
        .collect();
    assert_eq!(
        versions,
        [("de-simple", false), ("en", false), ("tr", true)]
    );
}

#[test]
fn what_the_domain_refuses_is_told_in_its_words() {
    let site = |more: &str| {
        let text = format!("[site]\nkey = 'site'\nlanguages = []\nname.de = 'N'\n{more}");
        only_problem(&[("reference/site.toml", &text)])
    };
    assert_eq!(
        site("imprint.de = ' '"),
        SeedProblem::Words(WordsError::Empty)
    );
    assert!(matches!(site("imprint = {}"), SeedProblem::Text(_)));
    assert!(matches!(
        site("imprint.de = 'I'\nimprint.not_a_tag = 'I'"),
        SeedProblem::Language(_)
    ));
    let phone = "[[site.emergency_numbers]]\nkey = 'n'\nphone = 'us'\nlabel.de = 'L'";
    assert_eq!(
        site(phone),
        SeedProblem::Contact(ContactError::Phone("us".to_owned()))
    );
    assert!(matches!(
        in_area("horizon = { min = 'LONG', max = 'SHORT' }"),
        SeedProblem::Horizon(_)
    ));
    assert!(matches!(
        in_area("references = [{ target = 'area:x', confidence = 2 }]"),
        SeedProblem::OutOfRange { number } if number == "2"
    ));
    let group = |ages: &str| {
        let text = format!("[[target_groups]]\nkey = 'a'\naxis = 'AGE'\nages = {ages}\n");
        let labels = "language = 'de'\nmachine_translated = false\n[target_groups]\na = 'A'\n";
        only_problem(&[
            ("reference/labels/de.toml", labels),
            ("reference/target-groups.toml", &text),
        ])
    };
    assert!(matches!(
        group("{ min = 9, max = 2 }"),
        SeedProblem::Span(_)
    ));
    assert!(matches!(group("{ min = 131 }"), SeedProblem::Age(_)));
    assert!(matches!(
        group("{ min = -1 }"),
        SeedProblem::OutOfRange { .. }
    ));
}

#[test]
fn holidays_are_checked_too() {
    let holiday = |from: &str| {
        let text = format!(
            "known_from = 2026-01-01\nknown_until = 2026-12-31\n[[school_holidays]]\n\
             name = 'Ferien'\nfrom = '{from}'\nto = '2026-08-31'\nsource = 's'\n"
        );
        let errors = holidays(&text).unwrap_err();
        assert_eq!(errors.all().len(), 1, "{errors}");
        errors.all()[0].problem.clone()
    };
    assert!(matches!(holiday("2026-09-01"), SeedProblem::Holidays(_)));
    assert!(matches!(holiday("in summer"), SeedProblem::NotADate { text } if text == "in summer"));
    assert!(holidays("").is_err());
}
