//! Corrections: what each does, and when one is refused.

use sha2::{Digest, Sha256};

use super::{Column, RepairKind, aliases, first, header, page, reported, row};
use crate::plan::{
    CorrectionError, Corrections, CorrectionsParseError, ItemKind, PlanReadError, Reading, read,
};
use Column::{Challenge, Goal, Measures, Suggestions, TargetGroup};

fn corrected(text: &str, entries: &str) -> Result<Reading, PlanReadError> {
    let sum: String = Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let entries = entries.replace("[[c]]", "[[corrections]]\nreason = \"so it is\"");
    let corrections =
        Corrections::from_toml(&format!("document_sha256 = \"{sum}\"\n{entries}")).unwrap();
    read(text.as_bytes(), &aliases(), Some(&corrections))
}

fn refused(text: &str, entries: &str) -> String {
    match corrected(text, entries).unwrap_err() {
        PlanReadError::Corrections(error) => error.to_string(),
        other => panic!("{other}"),
    }
}

fn shady() -> String {
    page(
        "Grün",
        &[
            first(&[]),
            row(&[
                (Challenge, "Es fehlt Schatten."),
                (Suggestions, "Anregung 1: Bäume"),
            ]),
        ],
    )
}

#[test]
fn replace_changes_words_in_a_cell() {
    let reading = corrected(&shady(), "[[c]]\nline = 5\ncolumn = \"Herausforderung\"\naction = \"replace\"\nfrom = \"Schatten\"\nto = \"Licht\"\n[[c]]\nline = 5\naction = \"accept\"").unwrap();
    assert_eq!(reading.document.challenges[1].text, "Es fehlt Licht.");
    assert_eq!(
        reported(&reading, RepairKind::Corrected),
        [(5, Some(1), true)]
    );
    assert!(reading.is_decided());
    assert_eq!(
        refused(
            &shady(),
            "[[c]]\nline = 5\ncolumn = 1\naction = \"replace\"\nfrom = \"Sonne\"\nto = \"\""
        ),
        "the correction for line 5 does not apply: the cell does not contain \"Sonne\""
    );
}

#[test]
fn share_gives_a_challenge_the_goals_of_another() {
    let reading = corrected(&shady(), "[[c]]\nline = 5\naction = \"share\"\nwith = 4").unwrap();
    assert_eq!(reading.document.goals[0].also_for, [1]);
    assert_eq!(reading.document.suggestions[0].goals, [0]);
    assert!(reading.is_decided());
    assert!(
        refused(&shady(), "[[c]]\nline = 4\naction = \"share\"\nwith = 4")
            .contains("no challenge with a blank goal cell")
    );
}

#[test]
fn move_and_shift_bring_cells_home() {
    let text = page(
        "Grün",
        &[row(&[(Challenge, "A."), (TargetGroup, "Es ist gut.")])],
    );
    let moved = "[[c]]\nline = 4\ncolumn = \"Zielgruppe\"\naction = \"move\"\nto_column = \"Ziel\"";
    assert_eq!(
        corrected(&text, moved).unwrap().document.goals[0].text,
        "Es ist gut."
    );
    let taken = moved.replace("\"Ziel\"", "\"Herausforderung\"");
    assert_eq!(
        refused(&text, &taken),
        "the correction for line 4 does not apply: cell 1 is not free"
    );
    let text = page(
        "Grün",
        &[
            first(&[]),
            row(&[(TargetGroup, "Es ist gut."), (Suggestions, "alle")]),
        ],
    );
    let reading = corrected(&text, "[[c]]\nline = 5\naction = \"shift\"\nby = -1").unwrap();
    assert_eq!(
        reading.document.goals[1].facets.target_groups[0].words,
        "alle"
    );
    assert!(
        refused(&text, "[[c]]\nline = 5\naction = \"shift\"\nby = -3").contains("leave the table")
    );
}

#[test]
fn drop_and_join_settle_rows() {
    let wide = page("Grün", &[format!("{}\tetwas", first(&[]))]);
    assert!(
        corrected(&wide, "[[c]]\nline = 4\ncolumn = 10\naction = \"drop\"")
            .unwrap()
            .is_decided()
    );
    let rows = [
        first(&[(Measures, "Ein Haus.")]),
        row(&[(Measures, "Und ein Hof.")]),
    ];
    let text = page("Grün", &rows);
    let joined = corrected(
        &text,
        "[[c]]\nline = 5\ncolumn = \"Maßnahmen\"\naction = \"join\"\nwith = 4",
    )
    .unwrap();
    assert_eq!(joined.document.measures[0].text, "Ein Haus. Und ein Hof.");
    let dropped = corrected(&text, "[[c]]\nline = 5\naction = \"drop\"").unwrap();
    assert_eq!(dropped.document.measures.len(), 1);
    assert!(dropped.is_decided());
}

#[test]
fn treat_says_what_a_line_or_a_cell_is() {
    let text = page(
        "Grün",
        &[
            row(&[(Challenge, "I. Pflanzen")]),
            row(&[(Challenge, "Wege")]),
            row(&[(Challenge, "Ende.")]),
        ],
    );
    let reading = corrected(
        &text,
        "[[c]]\nline = 4\naction = \"treat\"\nas = \"challenge\"\n[[c]]\nline = 5\naction = \"treat\"\nas = \"section\"\n[[c]]\nline = 6\naction = \"treat\"\nas = \"footnote\"",
    )
    .unwrap();
    let document = &reading.document;
    assert_eq!(
        (
            document.challenges.len(),
            document.sections.len(),
            document.footnotes.len()
        ),
        (1, 1, 1)
    );
    let rows = [
        first(&[(Measures, "Ein Haus.")]),
        row(&[(Measures, "Ein Haus.")]),
    ];
    let again = corrected(
        &page("Grün", &rows),
        "[[c]]\nline = 5\ncolumn = \"Maßnahmen\"\naction = \"treat\"\nas = \"measure\"",
    );
    assert!(
        refused(
            &page("Grün", &rows),
            "[[c]]\nline = 5\naction = \"treat\"\nas = \"section\""
        )
        .contains("does not apply")
    );
    assert_eq!(again.unwrap().document.measures.len(), 2);
}

#[test]
fn name_and_refer_settle_what_names_nothing() {
    let text = format!(
        "{}\n{}\n",
        header(),
        first(&[(Suggestions, "Anregung 1: Schön (siehe unten)")])
    );
    let reading = corrected(
        &text,
        "[[c]]\nline = 1\naction = \"name\"\nname = \"Grün\"\n[[c]]\nline = 2\naction = \"refer\"\nwords = \"Schön\"\ntarget = { kind = \"goal\", line = 2 }",
    )
    .unwrap();
    assert_eq!(reading.document.areas[0].name.as_deref(), Some("Grün"));
    assert_eq!(
        reading.document.references[0]
            .target
            .map(|target| target.kind),
        Some(ItemKind::Goal)
    );
    assert!(reading.is_decided());
    let nowhere = "[[c]]\nline = 2\naction = \"refer\"\nwords = \"Schön\"\ntarget = { kind = \"goal\", line = 9 }";
    assert!(refused(&text, nowhere).contains("no Goal 1 on line 9"));
}

#[test]
fn a_correction_for_nothing_is_refused() {
    assert_eq!(
        refused(&shady(), "[[c]]\nline = 99\naction = \"drop\""),
        "the correction for line 99 names a line that has no text"
    );
    assert_eq!(
        refused(&shady(), "[[c]]\nline = 2\naction = \"drop\""),
        "the correction for line 2 names a line that has no text"
    );
    assert_eq!(
        refused(&shady(), "[[c]]\nline = 4\naction = \"accept\""),
        "the correction for line 4 does not apply: nothing is undecided there"
    );
    assert_eq!(
        refused(
            &shady(),
            "[[c]]\nline = 5\ncolumn = \"Ziel\"\naction = \"drop\""
        ),
        "the correction for line 5 does not apply: cell 2 is blank"
    );
}

#[test]
fn accept_settles_only_what_it_names() {
    let text = page(
        "Grün",
        &[first(&[
            (Suggestions, "Bäume"),
            (Column::Stakeholders, "Wolkenamt"),
        ])],
    );
    let reading = corrected(&text, "[[c]]\nline = 4\ncolumn = \"Stakeholder*innen\"\naction = \"accept\"\nwhat = \"party-unknown\"").unwrap();
    let open: Vec<RepairKind> = reading.report.undecided().map(|line| line.what).collect();
    assert_eq!(open, [RepairKind::Unmarked]);
}

#[test]
fn corrections_for_another_document_are_refused() {
    let corrections = Corrections::from_toml("document_sha256 = \"00\"").unwrap();
    let error = read(shady().as_bytes(), &aliases(), Some(&corrections)).unwrap_err();
    assert!(matches!(
        error,
        PlanReadError::Corrections(CorrectionError::OtherDocument { .. })
    ));
}

#[test]
fn a_file_of_corrections_says_what_is_wrong_with_it() {
    let parse = |entry: &str| {
        Corrections::from_toml(&format!(
            "document_sha256 = \"\"\n[[corrections]]\nline = 7\n{entry}"
        ))
        .unwrap_err()
    };
    assert!(matches!(
        parse("action = "),
        CorrectionsParseError::Syntax { .. }
    ));
    assert!(matches!(
        parse("action = \"drop\"\nsurprise = 1"),
        CorrectionsParseError::Syntax { .. }
    ));
    assert_eq!(
        parse("action = \"drop\"").to_string(),
        "correction 1, for line 7: the action \"drop\" needs \"reason\""
    );
    assert_eq!(
        parse("action = \"fly\"\nreason = \"r\"").to_string(),
        "correction 1, for line 7: there is no action \"fly\""
    );
    assert_eq!(
        parse("action = \"drop\"\nreason = \"r\"\ncolumn = \"Farbe\"").to_string(),
        "correction 1, for line 7: the plan has no column \"Farbe\""
    );
    assert_eq!(
        parse("action = \"replace\"\nreason = \"r\"\nfrom = \"a\"\nto = \"b\"").to_string(),
        "correction 1, for line 7: the action \"replace\" needs \"column\""
    );
    assert!(matches!(
        parse("action = \"drop\"\nreason = \"r\"\ncolumn = 0"),
        CorrectionsParseError::UnknownColumn { .. }
    ));
}

#[test]
fn a_goal_column_title_is_known_in_either_number() {
    assert_eq!(
        Column::from_title("Stakeholder*innen*"),
        Some(Column::Stakeholders)
    );
    assert_eq!(Column::from_title(" ziele "), Some(Goal));
    assert_eq!(Column::from_title("Farbe"), None);
}
