//! Tests of the plan reader. The tables are in our own words and of the shape of real ones.

mod bad_input;
mod corrections;
mod damage;
mod document;
mod facets;
mod items;
mod keys;
mod known;
mod pages;
mod properties;
mod references;

use super::{Column, PartyAliases, Reading, RepairKind, read};

/// A row with these cells, of two for one column the latter; the others are blank.
fn row(cells: &[(Column, &str)]) -> String {
    let text = |column| {
        cells
            .iter()
            .rev()
            .find(|(at, _)| *at == column)
            .map_or("", |(_, text)| text)
    };
    Column::ALL.map(text).join("\t")
}

fn header() -> String {
    Column::ALL.map(Column::title).join("\t")
}

/// A heading, a blank line and a header row: how each page begins.
fn page(heading: &str, rows: &[String]) -> String {
    format!("{heading}\n\n{}\n{}\n", header(), rows.join("\n"))
}

/// A challenge with a goal, and whatever else stands in its row.
fn first(cells: &[(Column, &str)]) -> String {
    let mut all = vec![
        (Column::Challenge, "Es gibt zu wenig Grün."),
        (Column::Goal, "Die Stadt ist grün."),
    ];
    all.extend_from_slice(cells);
    row(&all)
}

fn aliases() -> PartyAliases {
    PartyAliases::from_toml(
        r#"
        [[organizations]]
        key = "gardens"
        name = "Amt für Gärten und Parks"
        aliases = ["Gartenamt", "Garten- und Parkbüro"]
        [[organizations]]
        key = "council"
        name = "Rat"
        [[organizations]]
        key = "parties"
        name = "Parteien"
        [[organizations]]
        key = "clubs"
        name = "Vereine"
        aliases = ["Vereine, die Beete pflegen"]
        [[organizations]]
        key = "county"
        name = "Landkreis"
        abbreviation = "LK"
        "#,
    )
    .unwrap()
}

fn reading(text: &str) -> Reading {
    read(text.as_bytes(), &aliases(), None).unwrap()
}

/// The lines of the report of one kind: line, column, decided.
fn reported(reading: &Reading, what: RepairKind) -> Vec<(usize, Option<usize>, bool)> {
    let lines = reading.report.lines.iter().filter(|line| line.what == what);
    lines
        .map(|line| (line.line, line.column, line.decided))
        .collect()
}

/// One table that has something of everything; 26 lines.
fn fixture() -> String {
    use Column::{
        Challenge, FirstSteps, Goal, Horizon, Measures, Resources, Stakeholders, Suggestions,
        TargetGroup,
    };
    let garden = first(&[
        (
            TargetGroup,
            "alle Menschen, ins. Kinder; Vereine, die Beete pflegen",
        ),
        (
            Suggestions,
            "Anregung 1: Bäume pflanzen Anregung 2: Beete anlegen (siehe Handlungsfeld „Wege“).",
        ),
        (Measures, "Einen Garten für alle anlegen und"),
        (FirstSteps, "1. Fläche suchen. 2. Pflanzen kaufen."),
        (Stakeholders, "Gartenamt (Koordination), Rat und Parteien,"),
        (
            Resources,
            "personelle und räumliche Ressourcen; ggf. Kosten für Material",
        ),
        (Horizon, "Planung: kurzfristig; Bau mittel- bis langfristig"),
    ]);
    let on = row(&[
        (Suggestions, "Anregung 3: Feste feiern"),
        (Measures, "gemeinsam pflegen."),
        (FirstSteps, "3. Gießen. Parallel: Schilder malen."),
        (Stakeholders, "Vereine"),
    ]);
    let paths = row(&[
        (Challenge, "<p>Die Wege sind zu schmal.</p>"),
        (
            Goal,
            "<p>Die Wege sind breit.</p> <p>Sie sind beleuchtet.</p>",
        ),
        (Suggestions, "Anregung 1: Lampen aufstellen"),
        (Measures, "siehe: Einen Garten für alle anlegen"),
        (Resources, "Hier sollen die vorhandenen Mittel reichen!"),
    ]);
    let star = row(&[(Challenge, "* Es werden mögliche Beteiligte genannt.")]);
    [
        page("Grün", &[row(&[(Challenge, "I. Pflanzen")]), garden]),
        page("Grün", &[on, row(&[(Challenge, "I.I Bäume")]), first(&[])]),
        page("Wege", &[paths, star]),
    ]
    .join("\n")
}
