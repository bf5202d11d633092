//! Page breaks: repeated headings and headers, rows cut in two.

use super::{Column, RepairKind, first, page, reading, reported, row};
use Column::{
    Challenge, FirstSteps, Goal, Measures, Resources, Stakeholders, Suggestions, TargetGroup,
};

fn broken(before: &[(Column, &str)], after: &[(Column, &str)]) -> crate::plan::Reading {
    reading(&(page("Grün", &[first(before)]) + "\n" + &page("Grün", &[row(after)])))
}

#[test]
fn a_repeated_heading_begins_no_area() {
    let reading = broken(&[], &[(Suggestions, "Anregung 1: X")]);
    assert_eq!(reading.document.areas.len(), 1);
    assert_eq!(
        reported(&reading, RepairKind::HeadingRepeated),
        [(6, Some(1), true)]
    );
    assert_eq!(
        reported(&reading, RepairKind::HeaderRepeated),
        [(8, None, true)]
    );
}

#[test]
fn prose_goes_on_where_its_last_word_needs_another() {
    let reading = broken(
        &[(TargetGroup, "Menschen; hier ist an die zu denken, die")],
        &[(TargetGroup, "wenig Zeit haben.")],
    );
    assert_eq!(
        reading.document.goals[0].facets.remarks[0].words,
        "hier ist an die zu denken, die wenig Zeit haben."
    );
    assert_eq!(reported(&reading, RepairKind::Joined), [(9, Some(3), true)]);
    assert!(reading.is_decided());
}

#[test]
fn a_goal_cut_in_two_is_one() {
    let text = page(
        "Grün",
        &[row(&[(Challenge, "A."), (Goal, "Alle haben Platz bei")])],
    ) + "\n"
        + &page(
            "Grün",
            &[row(&[(Goal, "Festen."), (Suggestions, "Anregung 1: X")])],
        );
    let document = reading(&text).document;
    assert_eq!(document.goals[0].text, "Alle haben Platz bei Festen.");
    assert_eq!(document.goals[0].source.places.len(), 2);
    assert_eq!(document.suggestions[0].goals, [0]);
}

#[test]
fn a_new_measure_on_a_new_page_is_not_joined() {
    let reading = broken(
        &[
            (Measures, "Einen Garten anlegen"),
            (Resources, "personelle Ressourcen"),
        ],
        &[
            (Measures, "Einen Teich anlegen"),
            (Resources, "personelle Ressourcen"),
        ],
    );
    assert_eq!(reading.document.measures.len(), 2);
    assert_eq!(reported(&reading, RepairKind::Joined), []);
}

#[test]
fn a_list_of_parties_goes_on_behind_its_comma() {
    let reading = broken(
        &[(Measures, "Pflanzen."), (Stakeholders, "Gartenamt,")],
        &[(Stakeholders, "Vereine")],
    );
    let lines: Vec<usize> = reading.document.measures[0]
        .facets
        .parties
        .iter()
        .map(|party| party.place.line)
        .collect();
    assert_eq!(lines, [4, 9]);
    assert!(reading.is_decided());
}

#[test]
fn steps_go_on_where_their_numbers_do() {
    let reading = broken(
        &[
            (Suggestions, "Anregung 1: X"),
            (Measures, "Pflanzen."),
            (FirstSteps, "1. Graben. 2. Gießen."),
        ],
        &[
            (Suggestions, "Anregung 2: Y"),
            (FirstSteps, "3. Ernten. Parallel: Singen."),
        ],
    );
    let steps: Vec<_> = reading
        .document
        .steps
        .iter()
        .map(|s| (s.source.line, s.source.ordinal, s.number))
        .collect();
    assert_eq!(
        steps,
        [
            (4, 1, Some(1)),
            (4, 2, Some(2)),
            (9, 1, Some(3)),
            (9, 2, None)
        ]
    );
    assert_eq!(reading.document.measures[0].suggestions, [0, 1]);
}

#[test]
fn a_measure_repeated_and_continued_is_one_beside_all_its_suggestions() {
    let text = page(
        "Grün",
        &[
            first(&[
                (Suggestions, "Anregung 1: A"),
                (Measures, "Ein Fest mit allen in"),
            ]),
            row(&[
                (Suggestions, "Anregung 2: B"),
                (Measures, "Ein Fest mit allen in"),
            ]),
            row(&[(Challenge, "Anregung 3: C")]),
        ],
    ) + "\n"
        + &page(
            "Grün",
            &[row(&[
                (Suggestions, "Anregung 4: D"),
                (Measures, "Gärten feiern."),
            ])],
        );
    let reading = reading(&text);
    assert_eq!(reading.document.measures.len(), 1);
    assert_eq!(
        reading.document.measures[0].text,
        "Ein Fest mit allen in Gärten feiern."
    );
    let mut suggestions = reading.document.measures[0].suggestions.clone();
    suggestions.sort_unstable();
    assert_eq!(suggestions, [0, 1, 2, 3]);
    assert_eq!(
        reported(&reading, RepairKind::Repeated),
        [(5, Some(5), true)]
    );
    assert!(reading.is_decided());
}

#[test]
fn a_note_stands_below_a_table_and_what_follows_it_goes_with_it() {
    let star = "* Namen sind Beispiele.";
    let inside = page(
        "Grün",
        &[
            first(&[]),
            row(&[(Challenge, star)]),
            row(&[(Challenge, "Noch ein Satz.")]),
        ],
    );
    let outside = page("Grün", &[first(&[])])
        + "\n"
        + star
        + "\n\nNoch ein Satz.\n\n"
        + &page("Wege", &[first(&[])]);
    for text in [inside, outside] {
        let reading = reading(&text);
        assert_eq!(reading.document.footnotes.len(), 2);
        assert!(reading.is_decided());
    }
}

#[test]
fn html_crumbs_go_and_other_angle_brackets_stay() {
    let rows = [first(&[
        (Measures, "<ol style=\"none\"> Beete < 2 m² anlegen"),
        (Suggestions, "<p>Anregung 1: X</p>"),
    ])];
    let reading = reading(&page("Grün", &rows));
    assert_eq!(reading.document.measures[0].text, "Beete < 2 m² anlegen");
    assert_eq!(
        reported(&reading, RepairKind::Crumb),
        [(4, Some(4), true), (4, Some(5), true)]
    );
    assert!(reading.is_decided());
}
