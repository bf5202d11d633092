//! What becomes which item.

use super::{Column, RepairKind, first, header, page, reading, reported, row};
use Column::{Challenge, FirstSteps, Goal, Measures, Suggestions};

#[test]
fn the_fixture_reads_decided() {
    let reading = reading(&super::fixture());
    let open: Vec<String> = reading
        .report
        .undecided()
        .map(ToString::to_string)
        .collect();
    assert_eq!(open, Vec::<String>::new());
    let d = &reading.document;
    let counts = [
        d.areas.len(),
        d.sections.len(),
        d.challenges.len(),
        d.goals.len(),
        d.suggestions.len(),
        d.measures.len(),
    ];
    assert_eq!(counts, [2, 2, 3, 4, 4, 1]);
    assert_eq!(d.steps.len(), 4);
    assert_eq!(d.footnotes.len(), 1);
}

#[test]
fn a_section_is_a_lone_first_cell_with_a_roman_number() {
    let rows = [
        row(&[(Challenge, "I. Allgemeines")]),
        row(&[(Challenge, "I.II Pflanzen")]),
        row(&[(Challenge, "I.II.1 Rosen")]),
        row(&[(Challenge, "Im Park fehlt Schatten.")]),
        row(&[(Challenge, "II. Wege"), (Goal, "Wege gibt es.")]),
    ];
    let document = reading(&page("Grün", &rows)).document;
    let sections: Vec<_> = document
        .sections
        .iter()
        .map(|s| (s.number.as_str(), s.title.as_str(), s.parent))
        .collect();
    assert_eq!(
        sections,
        [
            ("I.", "Allgemeines", None),
            ("I.II", "Pflanzen", Some(0)),
            ("I.II.1", "Rosen", Some(1))
        ]
    );
    assert_eq!(document.challenges.len(), 2);
    assert_eq!(document.challenges[0].section, Some(2));
}

#[test]
fn a_goal_cell_with_paragraphs_holds_several_goals_and_sentences_are_not_split() {
    let rows = [row(&[
        (Challenge, "A."),
        (Goal, "<p>Eins. Noch eins.</p> <p>Zwei.</p>"),
    ])];
    let document = reading(&page("Grün", &rows)).document;
    let goals: Vec<_> = document
        .goals
        .iter()
        .map(|g| (g.text.as_str(), g.source.ordinal))
        .collect();
    assert_eq!(goals, [("Eins. Noch eins.", 1), ("Zwei.", 2)]);
}

#[test]
fn the_same_words_in_two_areas_are_two_challenges() {
    let text = page("Grün", &[first(&[])]) + "\n" + &page("Wege", &[first(&[])]);
    assert_eq!(reading(&text).document.challenges.len(), 2);
}

#[test]
fn blank_cells_mean_the_challenge_and_the_goal_above() {
    let rows = [
        first(&[(Suggestions, "Anregung 1: Eins")]),
        row(&[(Suggestions, "Anregung 2: Zwei")]),
    ];
    let reading = reading(&page("Grün", &rows));
    assert!(
        reading
            .document
            .suggestions
            .iter()
            .all(|s| s.challenge == Some(0) && s.goals == [0])
    );
    assert_eq!(
        reported(&reading, RepairKind::Carried),
        [(5, Some(1), true), (5, Some(2), true)]
    );
}

#[test]
fn a_challenge_without_a_goal_below_another_is_for_a_person() {
    let rows = [
        first(&[]),
        row(&[
            (Challenge, "Es fehlt Schatten."),
            (Suggestions, "Anregung 1: Bäume"),
        ]),
    ];
    let reading = reading(&page("Grün", &rows));
    assert_eq!(
        reported(&reading, RepairKind::MissingGoal),
        [(5, Some(2), false)]
    );
    assert!(reading.document.suggestions[0].goals.is_empty());
    assert_eq!(reading.document.suggestions[0].challenge, Some(1));
}

#[test]
fn a_row_without_any_challenge_above_is_for_a_person() {
    let reading = reading(&page("Grün", &[row(&[(Suggestions, "Anregung 1: Eins")])]));
    assert_eq!(
        reported(&reading, RepairKind::Orphan),
        [(4, Some(1), false)]
    );
    assert_eq!(reading.document.suggestions.len(), 1);
}

#[test]
fn suggestions_keep_their_numbers_and_restarts_are_reported() {
    let cell =
        "Anregung 1: Eins, z.B. eine Anregung, wie sie kam. Anregung 1: Noch eins Anregung 2: Zwei";
    let reading = reading(&page("Grün", &[first(&[(Suggestions, cell)])]));
    let found: Vec<_> = reading
        .document
        .suggestions
        .iter()
        .map(|s| (s.number, s.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Some(1), "Eins, z.B. eine Anregung, wie sie kam."),
            (Some(1), "Noch eins"),
            (Some(2), "Zwei")
        ]
    );
    assert_eq!(
        reported(&reading, RepairKind::Renumbered),
        [(4, Some(4), true)]
    );
}

#[test]
fn a_suggestion_without_its_mark_is_for_a_person() {
    let reading = reading(&page("Grün", &[first(&[(Suggestions, "Bäume pflanzen")])]));
    assert_eq!(
        reported(&reading, RepairKind::Unmarked),
        [(4, Some(4), false)]
    );
    assert_eq!(reading.document.suggestions[0].number, None);
}

#[test]
fn steps_keep_numbers_gaps_restarts_lead_and_parallel_items() {
    let cell = "Vorlauf 1. Am 3. Mai beginnen. 2. Graben. 4. Gießen Parallel: Werben 1. Neu anfangen. 2. Parallel feiern.";
    let rows = [first(&[
        (Measures, "Einen Garten anlegen."),
        (FirstSteps, cell),
    ])];
    let reading = reading(&page("Grün", &rows));
    let steps: Vec<_> = reading
        .document
        .steps
        .iter()
        .map(|s| (s.number, s.parallel, s.text.as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            (None, false, "Vorlauf"),
            (Some(1), false, "Am 3. Mai beginnen."),
            (Some(2), false, "Graben."),
            (Some(4), false, "Gießen"),
            (None, true, "Werben"),
            (Some(1), false, "Neu anfangen."),
            (Some(2), true, "Parallel feiern."),
        ]
    );
    assert_eq!(
        reported(&reading, RepairKind::Renumbered),
        [(4, Some(6), true), (4, Some(6), true)]
    );
}

#[test]
fn a_number_without_its_dot_is_mended() {
    let rows = [first(&[
        (Measures, "Einen Garten anlegen."),
        (FirstSteps, "1 Fläche prüfen, etwa 2 Hektar."),
    ])];
    let reading = reading(&page(
        "Grün",
        &[rows[0].clone().replace("1 Fläche", "1 Prüfen: Fläche")],
    ));
    assert_eq!(reading.document.steps[0].number, Some(1));
    assert_eq!(
        reported(&reading, RepairKind::NumberRepaired),
        [(4, Some(6), true)]
    );
}

#[test]
fn steps_without_a_measure_belong_to_what_the_row_has() {
    let rows = [first(&[
        (Suggestions, "Anregung 1: Bäume"),
        (FirstSteps, "1. Fläche suchen."),
    ])];
    let reading = reading(&page("Grün", &rows));
    assert_eq!(
        reading.document.steps[0].of.kind,
        crate::plan::ItemKind::Suggestion
    );
    assert_eq!(
        reported(&reading, RepairKind::Attached),
        [(4, Some(6), true)]
    );
}

#[test]
fn a_measure_said_again_elsewhere_is_a_reference() {
    let again = row(&[
        (Challenge, "B."),
        (Goal, "C."),
        (Suggestions, "Anregung 1: X"),
        (Measures, "einen Garten anlegen"),
    ]);
    let reading = reading(&page(
        "Grün",
        &[first(&[(Measures, "Einen Garten anlegen.")]), again],
    ));
    assert_eq!(reading.document.measures.len(), 1);
    assert_eq!(
        reading.document.references[0].target.map(|t| t.index),
        Some(0)
    );
    assert_eq!(
        reported(&reading, RepairKind::Repeated),
        [(5, Some(5), true)]
    );
}

#[test]
fn a_marked_cell_moves_home_and_takes_its_row_along_undecided() {
    let lone = row(&[(Challenge, "Anregung 2: Feste feiern")]);
    let shifted = row(&[(Challenge, "Vereine"), (Goal, "Anregung 3: Geld sammeln")]);
    let reading = reading(&page(
        "Grün",
        &[first(&[(Suggestions, "Anregung 1: X")]), lone, shifted],
    ));
    assert_eq!(reading.document.challenges.len(), 1);
    assert_eq!(reading.document.suggestions.len(), 3);
    assert_eq!(
        reading.document.suggestions[2].facets.target_groups[0].words,
        "Vereine"
    );
    assert_eq!(
        reported(&reading, RepairKind::Shifted),
        [(5, Some(1), true), (6, Some(1), false), (6, Some(2), true)]
    );
}

#[test]
fn cells_beyond_the_columns_move_until_the_term_is_home() {
    let wide = format!(
        "{}\tGartenamt\tPersonal\tkurzfristig",
        "\t\t\tAnregung 2: Y\t\t\t\t\t"
    );
    let text = format!(
        "Grün\n\n{}\t\t\t\n{}\t\t\t\n{wide}\n",
        header(),
        first(&[(Suggestions, "Anregung 1: X")])
    );
    let reading = reading(&text);
    let facets = &reading.document.suggestions[1].facets;
    assert_eq!(facets.parties[0].organization.as_deref(), Some("gardens"));
    assert!(facets.horizon.is_some());
    assert_eq!(
        reported(&reading, RepairKind::Shifted),
        [
            (5, Some(10), true),
            (5, Some(11), true),
            (5, Some(12), true)
        ]
    );
}

#[test]
fn a_table_without_a_heading_has_an_area_without_a_name() {
    let reading = reading(&format!("{}\n{}\n", header(), first(&[])));
    assert_eq!(reading.document.areas[0].name, None);
    assert_eq!(
        reported(&reading, RepairKind::UnnamedArea),
        [(1, None, false)]
    );
}

#[test]
fn columns_may_stand_in_another_order() {
    let text = page("Grün", &[first(&[])]);
    let turned: Vec<String> = text
        .lines()
        .map(|line| line.split('\t').rev().collect::<Vec<_>>().join("\t"))
        .collect();
    let mut turned = turned.join("\n") + "\n";
    assert!(
        crate::plan::read(turned.as_bytes(), &super::aliases(), None).is_err(),
        "the first title marks the header"
    );
    turned = text
        .lines()
        .map(swap_second_and_third)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n";
    assert_eq!(
        reading(&turned).document.goals[0].text,
        "Die Stadt ist grün."
    );
}

fn swap_second_and_third(line: &str) -> String {
    let mut cells: Vec<&str> = line.split('\t').collect();
    if cells.len() > 2 {
        cells.swap(1, 2);
    }
    cells.join("\t")
}

#[test]
fn a_suspect_word_is_for_a_person_and_stays() {
    let table = |goal| {
        let rows = [row(&[
            (Challenge, "Die Minderheiten Parks sind klein."),
            (Goal, goal),
        ])];
        reading(&page("Grün", &rows))
    };
    let reading = table("Mindener*innen haben Platz.");
    assert_eq!(
        reported(&reading, RepairKind::SuspectWord),
        [(4, Some(1), false)]
    );
    assert!(reading.document.challenges[0].text.contains("Minderheiten"));
    assert!(table("Alle haben Platz.").is_decided());
}

#[test]
fn text_outside_the_tables_is_for_a_person() {
    let text = page("Grün", &[first(&[])]) + "\nEin Satz ohne Tabelle.\n";
    assert_eq!(
        reported(&reading(&text), RepairKind::OutsideTables),
        [(6, Some(1), false)]
    );
}
