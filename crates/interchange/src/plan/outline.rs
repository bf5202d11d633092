//! From rows to items: what each cell is, and to which item it belongs.

use std::collections::BTreeMap;

use super::aliases::PartyAliases;
use super::amend::Directives;
use super::cell::Cell;
use super::corrections::Treatment;
use super::document::{
    Area, Challenge, Facets, Footnote, ItemKind, ItemRef, PlanDocument, Section, Source,
};
use super::pages::{Entry, PlanRow};
use super::references::{self, Pending};
use super::report::{Column, Place, RepairKind, Report};

pub(super) fn outline<'a>(
    entries: Vec<Entry>,
    aliases: &'a PartyAliases,
    directives: &'a mut Directives<'_>,
    report: &'a mut Report,
) -> Outlined {
    let mut outline = Outline {
        document: PlanDocument::default(),
        pending: Vec::new(),
        aliases,
        directives,
        report,
        joined: Vec::new(),
        ordinals: BTreeMap::new(),
        measures: BTreeMap::new(),
        now: Now::default(),
    };
    for entry in entries {
        match entry {
            Entry::Area(heading, line) => outline.area(heading, line),
            Entry::Row(row) => outline.row(&row),
            Entry::Footnote(cell) => outline.footnote(cell),
            Entry::Loose => {}
        }
    }
    Outlined {
        document: outline.document,
        pending: outline.pending,
        joined: outline.joined,
    }
}

/// The items, and what has to wait until all of them are known.
pub(super) struct Outlined {
    pub(super) document: PlanDocument,
    pub(super) pending: Vec<Pending>,
    /// The places of each cell that was joined from several: any of its words may be kept under any.
    pub(super) joined: Vec<Vec<Place>>,
}

pub(super) struct Outline<'a, 'd> {
    pub(super) document: PlanDocument,
    pub(super) pending: Vec<Pending>,
    pub(super) aliases: &'a PartyAliases,
    pub(super) directives: &'a mut Directives<'d>,
    pub(super) report: &'a mut Report,
    /// The places of each cell that was joined from several.
    joined: Vec<Vec<Place>>,
    ordinals: BTreeMap<(ItemKind, usize), usize>,
    /// The last measure of each row, by the row's line.
    pub(super) measures: BTreeMap<usize, usize>,
    pub(super) now: Now,
}

/// Where the reader stands: what a blank cell means.
#[derive(Default)]
pub(super) struct Now {
    pub(super) section: Option<usize>,
    pub(super) challenge: Option<usize>,
    pub(super) goals: Vec<usize>,
    /// The goals that were stated last in this section, whose cell may span further rows.
    pub(super) stated_goals: Vec<usize>,
    pub(super) number: Option<u32>,
}

/// What one row brought forth.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) challenge: Option<usize>,
    pub(super) goals: Vec<usize>,
    pub(super) suggestions: Vec<usize>,
    pub(super) measure: Option<usize>,
}

impl Outline<'_, '_> {
    fn area(&mut self, heading: Option<Cell>, line: usize) {
        let (name, source) = match heading {
            Some(cell) => {
                let source = self.source(ItemKind::Area, &cell, 0, cell.text.len());
                (Some(cell.text), source)
            }
            None => {
                let name = self.directives.name(line, self.report);
                if name.is_none() {
                    let why = "the table has no heading, so its area has no name; name it by a correction";
                    self.report.line(line, RepairKind::UnnamedArea, 0.2, why);
                }
                (
                    name,
                    Source {
                        line,
                        ordinal: 1,
                        places: vec![],
                    },
                )
            }
        };
        self.document.areas.push(Area { source, name });
        self.now = Now::default();
    }

    fn footnote(&mut self, cell: Cell) {
        let place = cell.place_at(0);
        self.document.footnotes.push(Footnote {
            words: cell.text,
            place,
        });
    }

    fn row(&mut self, row: &PlanRow) {
        let places = row.cells.iter().map(|cell| cell.places(0, cell.text.len()));
        self.joined.extend(places.filter(|places| places.len() > 1));
        let others_blank = Column::ALL
            .iter()
            .skip(1)
            .all(|&column| row.cell(column).is_blank());
        let lone = others_blank && !row.cell(Column::Challenge).is_blank();
        let treated = if lone {
            self.directives.treatment(row.line, None, self.report)
        } else {
            None
        };
        if lone && treated != Some(Treatment::Challenge) {
            let cell = row.cell(Column::Challenge);
            match section_number(&cell.text) {
                Some((number, title)) => return self.section(cell, number, title),
                None if treated == Some(Treatment::Section) => {
                    return self.section(cell, "", &cell.text);
                }
                None => {}
            }
        }
        let mut brought = Brought {
            challenge: self.challenge(row),
            ..Brought::default()
        };
        brought.goals = self.goals(row, brought.challenge.is_some());
        brought.suggestions = self.suggestions(row);
        brought.measure = self.measure(row, &brought);
        self.facets(row, &brought);
        self.steps(row, &brought);
    }

    fn section(&mut self, cell: &Cell, number: &str, title: &str) {
        let area = self.document.areas.len().saturating_sub(1);
        let levels: Vec<&str> = levels(number);
        let sections = self
            .document
            .sections
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, section)| section.area == area);
        let parent = sections
            .map(|(at, section)| (at, self::levels(&section.number)))
            .find(|(_, above)| {
                above.len() < levels.len() && levels.starts_with(above) && !above.is_empty()
            });
        let parent = parent.map(|(at, _)| at);
        if levels.len() > 1 && parent.is_none() {
            self.report.cell(
                cell.place_at(0),
                RepairKind::Orphan,
                0.5,
                "there is no section that this one stands in",
            );
        }
        let source = self.source(ItemKind::Section, cell, 0, cell.text.len());
        self.now = Now {
            section: Some(self.document.sections.len()),
            ..Now::default()
        };
        self.document.sections.push(Section {
            source,
            area,
            parent,
            number: number.to_owned(),
            title: title.to_owned(),
        });
    }

    fn challenge(&mut self, row: &PlanRow) -> Option<usize> {
        let cell = row.cell(Column::Challenge);
        if cell.is_blank() {
            let (confidence, what, why) = match self.now.challenge {
                Some(at) => {
                    let line = self.document.challenges[at].source.line;
                    (
                        0.95,
                        RepairKind::Carried,
                        format!("the blank cell means the challenge of line {line}"),
                    )
                }
                None => (
                    0.3,
                    RepairKind::Orphan,
                    "there is no challenge above this row".to_owned(),
                ),
            };
            let column = row
                .cells
                .iter()
                .find(|cell| !cell.is_blank())
                .map(|_| Column::Challenge as usize + 1);
            self.report.cell(
                Place {
                    line: row.line,
                    column: column.unwrap_or(1),
                },
                what,
                confidence,
                why,
            );
            return None;
        }
        let at = self.document.challenges.len();
        let (area, section) = (self.area_index(), self.now.section);
        let source = self.source(ItemKind::Challenge, cell, 0, cell.text.len());
        let item = ItemRef {
            kind: ItemKind::Challenge,
            index: at,
        };
        self.refer(&[item], cell, 0, &cell.text, Column::Challenge);
        self.document.challenges.push(Challenge {
            source,
            area,
            section,
            text: cell.text.clone(),
            facets: Facets::default(),
        });
        let stated_goals = std::mem::take(&mut self.now.stated_goals);
        self.now = Now {
            section,
            challenge: Some(at),
            stated_goals,
            ..Now::default()
        };
        Some(at)
    }

    /// Notes every reference in a stretch of a cell that begins at `from`.
    pub(super) fn refer(
        &mut self,
        items: &[ItemRef],
        cell: &Cell,
        from: usize,
        text: &str,
        column: Column,
    ) {
        for found in references::find(text) {
            let place = cell.place_at(from + found.range.start);
            self.pending
                .push(Pending::new(items.to_vec(), text, found, place, column));
        }
    }

    pub(super) fn source(&mut self, kind: ItemKind, cell: &Cell, from: usize, to: usize) -> Source {
        let line = cell.place_at(from).line;
        let ordinal = self.ordinals.entry((kind, line)).or_insert(0);
        *ordinal += 1;
        Source {
            line,
            ordinal: *ordinal,
            places: cell.places(from, to),
        }
    }

    pub(super) fn area_index(&self) -> usize {
        self.document.areas.len().saturating_sub(1)
    }
}

/// A Roman number and what follows it: "I. …", "II.III …", "II.1 …".
fn section_number(text: &str) -> Option<(&str, &str)> {
    let (number, title) = text.split_once(' ')?;
    let mut parts = number.split('.');
    let roman =
        |part: &str| !part.is_empty() && part.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let first = parts.next().is_some_and(roman);
    let rest = parts.all(|part| part.is_empty() || roman(part) || part.parse::<u8>().is_ok());
    (first && rest && number.contains('.') && !title.trim().is_empty())
        .then_some((number, title.trim()))
}

fn levels(number: &str) -> Vec<&str> {
    number.split('.').filter(|part| !part.is_empty()).collect()
}
