//! From tables to rows: page breaks are undone, so that each area is one list of rows.
//!
//! A page break prints the heading and the header again and may cut a row in two. What goes on is
//! recognised by the end of the text before it, by the numbers of steps, and never without a line
//! in the report.

use super::amend::Directives;
use super::cell::{Cell, goes_on};
use super::corrections::Treatment;
use super::error::PlanReadError;
use super::numbered::{continues_steps, starts_with_suggestion};
use super::report::{Column, RepairKind, Report};
use super::shape::{Cells, shape};
use super::table::{Header, Line};
use super::words::fold;

/// What the document consists of, page breaks undone.
#[derive(Debug)]
pub(super) enum Entry {
    /// A new area, with its heading where there is one, and the line of its first header row.
    Area(Option<Cell>, usize),
    Row(Box<PlanRow>),
    Footnote(Cell),
    /// A line outside the tables, which is in the report.
    Loose,
}

/// A row of the plan in the order of the columns.
#[derive(Debug)]
pub(super) struct PlanRow {
    pub(super) line: usize,
    pub(super) cells: Cells,
    /// The line of the row above whose measure this one still belongs to.
    pub(super) measure_of: Option<usize>,
}

impl PlanRow {
    pub(super) fn cell(&self, column: Column) -> &Cell {
        &self.cells[column as usize]
    }
}

pub(super) fn rows(
    lines: Vec<Line>,
    directives: &mut Directives<'_>,
    report: &mut Report,
) -> Result<Vec<Entry>, PlanReadError> {
    let mut pages = Pages {
        entries: Vec::new(),
        header: None,
        area: None,
        heading: None,
        broken: false,
        directives,
        report,
    };
    for line in lines {
        pages.take(line)?;
    }
    Ok(pages.entries)
}

struct Pages<'a, 'd> {
    entries: Vec<Entry>,
    header: Option<Header>,
    /// The folded name of the area that the rows belong to.
    area: Option<String>,
    /// A heading that waits for its header row.
    heading: Option<Cell>,
    /// The next row is the first after a page break.
    broken: bool,
    directives: &'a mut Directives<'d>,
    report: &'a mut Report,
}

impl Pages<'_, '_> {
    fn take(&mut self, line: Line) -> Result<(), PlanReadError> {
        match line {
            Line::Heading(cell) => {
                if self.area.as_deref() == Some(fold(&cell.text).as_str()) {
                    self.report.cell(
                        cell.place_at(0),
                        RepairKind::HeadingRepeated,
                        0.98,
                        "a page break printed the heading again",
                    );
                } else {
                    self.heading = Some(cell);
                }
            }
            Line::Header(header) => self.header(header),
            Line::Footnote(cell) => {
                self.report.cell(
                    cell.place_at(0),
                    RepairKind::Footnote,
                    0.9,
                    "a note below the table",
                );
                self.entries.push(Entry::Footnote(cell));
            }
            Line::Loose(cell) => {
                let why = "text outside the tables that is no heading and no note; drop it or treat it as one of them";
                self.report
                    .cell(cell.place_at(0), RepairKind::OutsideTables, 0.2, why);
                self.entries.push(Entry::Loose);
            }
            Line::Row(row) => {
                let Some(header) = self.header.clone() else {
                    return Ok(());
                };
                if row.is_blank() {
                    return Ok(());
                }
                let line = row.line;
                let cells = shape(row, &header, self.report)?;
                let mut row = PlanRow {
                    line,
                    cells,
                    measure_of: None,
                };
                self.undo_repetition(&mut row);
                if std::mem::take(&mut self.broken) {
                    self.undo_page_break(&mut row);
                }
                if let Some(measure) = row.measure_of {
                    self.span_rows_between(measure);
                }
                if !row.cells.iter().all(Cell::is_blank) {
                    self.entries.push(Entry::Row(Box::new(row)));
                }
            }
        }
        Ok(())
    }

    fn header(&mut self, header: Header) {
        let line = header.line;
        let begins = self.heading.is_some() || self.header.is_none();
        if begins {
            let heading = self.heading.take();
            self.area = heading.as_ref().map(|cell| fold(&cell.text));
            self.entries.push(Entry::Area(heading, line));
            self.report
                .line(line, RepairKind::Header, 1.0, "the header row");
        } else {
            self.report.line(
                line,
                RepairKind::HeaderRepeated,
                0.98,
                "a page break printed the header row again",
            );
        }
        self.broken = !begins;
        self.header = Some(header);
    }

    /// The rows of the current challenge so far, the latest first.
    fn challenge_rows(&mut self) -> impl Iterator<Item = &mut PlanRow> {
        let mut done = false;
        self.entries
            .iter_mut()
            .rev()
            .map_while(move |entry| match entry {
                Entry::Row(row) if !done => {
                    done = !row.cell(Column::Challenge).is_blank();
                    Some(Some(&mut **row))
                }
                Entry::Footnote(_) | Entry::Loose if !done => Some(None),
                Entry::Row(_) | Entry::Footnote(_) | Entry::Loose | Entry::Area(..) => None,
            })
            .flatten()
    }

    /// A measure cell that says what the one above says is the same measure, printed again.
    fn undo_repetition(&mut self, row: &mut PlanRow) {
        let cell = row.cell(Column::Measures);
        let words = fold(&cell.text);
        if words.is_empty() || words.contains("siehe") || !row.cell(Column::Challenge).is_blank() {
            return;
        }
        let before = self
            .challenge_rows()
            .find(|row| !row.cell(Column::Measures).is_blank());
        let Some(line) = before
            .filter(|before| fold(&before.cell(Column::Measures).text) == words)
            .map(|row| row.line)
        else {
            return;
        };
        if self
            .directives
            .treatment(row.line, Some(Column::Measures), self.report)
            == Some(Treatment::Measure)
        {
            return;
        }
        let why = format!("the measure of line {line} again, in a cell that spans several rows");
        self.report
            .cell(cell.place_at(0), RepairKind::Repeated, 0.9, why);
        row.cells[Column::Measures as usize] = Cell::default();
        row.measure_of = Some(line);
    }

    /// Gives what the first row of a page goes on with back to the row that it was cut from.
    fn undo_page_break(&mut self, row: &mut PlanRow) {
        for column in Column::ALL {
            if row.cell(column).is_blank() {
                continue;
            }
            let next = row.cell(column).text.clone();
            let own_suggestion = column == Column::Suggestions && starts_with_suggestion(&next);
            let Some(before) = self
                .challenge_rows()
                .find(|row| !row.cell(column).is_blank())
            else {
                continue;
            };
            let text = before.cell(column).text.as_str();
            let prose = !matches!(
                column,
                Column::TargetGroup | Column::Stakeholders | Column::Resources | Column::Horizon
            );
            let reason = if column == Column::FirstSteps && continues_steps(text, &next) {
                Some((0.9, "its numbers go on"))
            } else {
                goes_on(text, &next, prose).filter(|_| !own_suggestion)
            };
            match reason {
                Some((confidence, why)) => {
                    let line = before.line;
                    let rest = std::mem::take(&mut row.cells[column as usize]);
                    let place = rest.place_at(0);
                    before.cells[column as usize].append(rest);
                    let has_measure = !before.cell(Column::Measures).is_blank();
                    let why =
                        format!("joined to line {line}, from which a page break cut it: {why}");
                    self.report.cell(place, RepairKind::Joined, confidence, why);
                    if has_measure && row.cell(Column::Measures).is_blank() {
                        row.measure_of = Some(line);
                    }
                }
                // A row with a challenge of its own goes on with nothing.
                None if column == Column::Challenge => return,
                None => {}
            }
        }
    }

    /// The rows between two parts of one measure cell stand beside that cell as well.
    fn span_rows_between(&mut self, measure: usize) {
        let mut spanned = Vec::new();
        for row in self.challenge_rows().take_while(|row| row.line > measure) {
            if row.measure_of.is_none() && row.cell(Column::Measures).is_blank() {
                row.measure_of = Some(measure);
                spanned.push(row.line);
            }
        }
        for line in spanned {
            let why = format!("stands between two parts of the measure cell of line {measure}");
            self.report.line(line, RepairKind::Carried, 0.8, why);
        }
    }
}
