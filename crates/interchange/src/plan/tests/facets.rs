//! Target groups, parties, resources and horizons.

use super::{Column, RepairKind, first, page, reading, reported};
use crate::plan::{Emphasis, Facets, PartyRole, Reading, ResourceKind, Term};
use Column::{Horizon, Measures, Resources, Stakeholders, TargetGroup};

fn beside_a_measure(column: Column, text: &str) -> (Facets, Reading) {
    let reading = reading(&page(
        "Grün",
        &[first(&[
            (Measures, "Einen Garten anlegen."),
            (column, text),
        ])],
    ));
    (reading.document.measures[0].facets.clone(), reading)
}

fn groups(text: &str) -> Vec<(String, Emphasis)> {
    let reading = reading(&page("Grün", &[first(&[(TargetGroup, text)])]));
    let groups = &reading.document.goals[0].facets.target_groups;
    groups
        .iter()
        .map(|group| (group.words.clone(), group.emphasis))
        .collect()
}

#[test]
fn target_groups_know_what_is_highlighted_and_what_is_secondary() {
    let text = "alle Menschen, ins. auch Kinder; Kurse (ins. am Abend); Leute, die gern graben; sekundär Vereine";
    let found = groups(text);
    let found: Vec<(&str, Emphasis)> = found
        .iter()
        .map(|(words, emphasis)| (words.as_str(), *emphasis))
        .collect();
    assert_eq!(
        found,
        [
            ("alle Menschen", Emphasis::Primary),
            ("Kinder", Emphasis::Emphasis),
            ("Kurse", Emphasis::Primary),
            ("am Abend", Emphasis::Emphasis),
            ("Leute, die gern graben", Emphasis::Primary),
            ("Vereine", Emphasis::Secondary),
        ]
    );
    assert_eq!(
        groups("Leute, ins aus dem Park")[1],
        ("aus dem Park".to_owned(), Emphasis::Emphasis)
    );
    assert_eq!(
        groups("Leute, gerade auch Alte")[1],
        ("Alte".to_owned(), Emphasis::Emphasis)
    );
}

fn parties(text: &str) -> Vec<(String, Option<String>, Vec<String>)> {
    let (facets, _) = beside_a_measure(Stakeholders, text);
    facets
        .parties
        .into_iter()
        .map(|party| (party.words, party.organization, party.notes))
        .collect()
}

/// The organizations alone, "?" for an unknown one.
fn organizations(text: &str) -> Vec<String> {
    parties(text)
        .into_iter()
        .map(|(_, organization, _)| organization.unwrap_or("?".to_owned()))
        .collect()
}

#[test]
fn parties_are_split_at_commas_outside_brackets_and_clauses() {
    assert_eq!(
        organizations("Gartenamt (Beete, Bäume), Rat; Parteien"),
        ["gardens", "council", "parties"]
    );
    assert_eq!(organizations("Garten- und Parkbüro"), ["gardens"]);
    assert_eq!(
        organizations("Amt für Gärten und Parks , LK"),
        ["gardens", "county"]
    );
    assert_eq!(
        organizations("Vereine, die Beete pflegen, Rat"),
        ["clubs", "council"]
    );
}

#[test]
fn parties_are_split_at_and_or_and_slashes_only_where_all_parts_are_known() {
    assert_eq!(organizations("Rat und Parteien"), ["council", "parties"]);
    assert_eq!(organizations("Rat/ Parteien"), ["council", "parties"]);
    assert_eq!(organizations("Rat und Tat"), ["?"]);
    assert_eq!(
        organizations("Vereine wie z.B. Gartenamt"),
        ["clubs", "gardens"]
    );
    assert_eq!(organizations("Vereine (z.B. Rat)"), ["clubs", "council"]);
    let either = parties("Entweder das Gartenamt oder ein Verein oder der LK (wenn er will)");
    let keys: Vec<_> = either.iter().map(|(_, key, _)| key.as_deref()).collect();
    assert_eq!(keys, [Some("gardens"), None, Some("county")]);
    assert_eq!(either[2].2, ["wenn er will", "oder"]);
    assert_eq!(either[0].2, ["oder"]);
}

#[test]
fn coordination_is_said_only_where_the_words_say_it() {
    let (facets, _) = beside_a_measure(
        Stakeholders,
        "Gartenamt (Koordinierung), Rat (leitet), unter Beteiligung LK",
    );
    let roles: Vec<PartyRole> = facets.parties.iter().map(|party| party.role).collect();
    assert_eq!(
        roles,
        [
            PartyRole::Coordination,
            PartyRole::Participation,
            PartyRole::Participation
        ]
    );
    assert_eq!(facets.parties[2].organization.as_deref(), Some("county"));
}

#[test]
fn a_slip_of_the_pen_is_read_and_reported() {
    let (facets, reading) = beside_a_measure(Stakeholders, "Garteamt, Vereine?");
    assert_eq!(facets.parties[0].organization.as_deref(), Some("gardens"));
    assert!(facets.parties[0].confidence < 1.0);
    assert!(facets.parties[1].doubtful);
    assert_eq!(
        reported(&reading, RepairKind::PartyMatched),
        [(4, Some(7), true)]
    );
}

#[test]
fn an_unknown_party_is_kept_and_for_a_person() {
    let (facets, reading) = beside_a_measure(Stakeholders, "Wolkenamt");
    assert_eq!(
        (
            facets.parties[0].words.as_str(),
            facets.parties[0].organization.as_deref()
        ),
        ("Wolkenamt", None)
    );
    assert_eq!(
        reported(&reading, RepairKind::PartyUnknown),
        [(4, Some(7), false)]
    );
}

#[test]
fn a_list_that_ends_in_a_comma_is_for_a_person() {
    let (_, reading) = beside_a_measure(Stakeholders, "Gartenamt,");
    assert_eq!(
        reported(&reading, RepairKind::OpenEnd),
        [(4, Some(7), false)]
    );
}

#[test]
fn resources_have_kinds_and_say_what_is_optional() {
    let (facets, _) = beside_a_measure(
        Resources,
        "personelle und räumliche Ressourcen; ggf. Kosten für Material (z.B. für Personal), Druckkosten; Spenden",
    );
    let found: Vec<_> = facets
        .resources
        .iter()
        .map(|resource| (resource.kind, resource.optional))
        .collect();
    assert_eq!(
        found,
        [
            (ResourceKind::Personnel, false),
            (ResourceKind::Spatial, false),
            (ResourceKind::Material, true),
            (ResourceKind::Printing, true),
            (ResourceKind::Funding, false),
        ]
    );
}

#[test]
fn an_appeal_is_a_remark_and_an_unknown_resource_is_for_a_person() {
    let (facets, reading) = beside_a_measure(Resources, "Hier soll gespart werden!");
    assert_eq!((facets.resources.len(), facets.remarks.len()), (0, 1));
    assert!(reading.is_decided());
    let (facets, reading) = beside_a_measure(Resources, "Sonnenschein");
    assert_eq!(facets.resources[0].kind, ResourceKind::Other);
    assert_eq!(
        reported(&reading, RepairKind::ResourceUnknown),
        [(4, Some(8), false)]
    );
}

#[test]
fn a_horizon_is_a_span_and_may_have_phases() {
    let horizon = |text| {
        beside_a_measure(Horizon, text)
            .0
            .horizon
            .map(|h| (h.min, h.max, h.phases.len()))
    };
    assert_eq!(
        horizon("mittelfristig"),
        Some((Term::Medium, Term::Medium, 0))
    );
    assert_eq!(
        horizon("kurz- bis langfristig"),
        Some((Term::Short, Term::Long, 0))
    );
    assert_eq!(horizon("kurz-, mittelfristig"), None);
    assert_eq!(
        horizon("Plan: kurzfristig; Bau mittel- bis langfristig"),
        Some((Term::Short, Term::Long, 2))
    );
    assert_eq!(horizon("irgendwann"), None);
    let (_, reading) = beside_a_measure(Horizon, "irgendwann");
    assert_eq!(
        reported(&reading, RepairKind::HorizonUnknown),
        [(4, Some(9), false)]
    );
    let (_, reading) = beside_a_measure(Resources, "kurzfristig");
    assert_eq!(
        reported(&reading, RepairKind::HorizonElsewhere),
        [(4, Some(8), false)]
    );
}

#[test]
fn what_stands_beside_several_suggestions_belongs_to_each() {
    let cells = [
        (Column::Suggestions, "Anregung 1: A Anregung 2: B"),
        (Stakeholders, "Wolkenamt"),
    ];
    let reading = reading(&page("Grün", &[first(&cells)]));
    assert!(
        reading
            .document
            .suggestions
            .iter()
            .all(|s| s.facets.parties.len() == 1)
    );
    assert_eq!(reported(&reading, RepairKind::PartyUnknown).len(), 1);
}
