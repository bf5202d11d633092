//! From lines to tables: which line is a heading, a header, a row, a note.

use super::cell::Cell;
use super::decode::Lines;
use super::error::PlanReadError;
use super::report::{Column, Place, RepairKind, Report};
use super::words::fold;

/// The file as headings, headers and rows, in order.
#[derive(Debug, Clone)]
pub(super) enum Line {
    /// A line of its own above a header row.
    Heading(Cell),
    /// A header row: the position of each column.
    Header(Header),
    /// A row of the table above it.
    Row(Row),
    /// A note below a table.
    Footnote(Cell),
    /// Text outside all tables that is none of these.
    Loose(Cell),
}

#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) line: usize,
    pub(super) positions: [usize; 9],
    pub(super) width: usize,
}

/// A row before it is known which cell belongs where.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<Cell>,
    /// The file ends with this row without a line end.
    pub(super) open_end: bool,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// The only cell with text, where that is the first.
    pub(super) fn lone_first(&self) -> Option<&Cell> {
        let (first, others) = self.cells.split_first()?;
        (!first.is_blank() && others.iter().all(Cell::is_blank)).then_some(first)
    }
}

pub(super) fn tables(source: &Lines<'_>, report: &mut Report) -> Result<Vec<Line>, PlanReadError> {
    let lines = &source.lines;
    let mut found: Vec<Line> = Vec::new();
    let mut seen_header = false;
    let mut gap = true;
    for (index, raw) in lines.iter().enumerate() {
        let line = index + 1;
        if raw.trim().is_empty() {
            gap = true;
            continue;
        }
        let open_end = source.open_end && line == lines.len();
        if is_header(raw) {
            found.push(Line::Header(header(raw, line, open_end)?));
            seen_header = true;
        } else if raw.contains('\t') {
            if !seen_header {
                return Err(PlanReadError::NoTable { first_line: line });
            }
            found.push(row(raw, line, open_end, &found, report));
        } else {
            let cell = Cell::read(raw, Place { line, column: 1 }, report);
            let before_header = lines[line..]
                .iter()
                .find(|l| !l.trim().is_empty())
                .is_some_and(|l| is_header(l));
            found.push(if is_note(&cell, found.last()) && !before_header {
                Line::Footnote(cell)
            } else if before_header {
                Line::Heading(cell)
            } else if open_end && !gap {
                return Err(PlanReadError::CutOff { line, column: 1 });
            } else {
                Line::Loose(cell)
            });
        }
        gap = false;
    }
    if !seen_header {
        let first_line = lines
            .iter()
            .position(|l| !l.trim().is_empty())
            .map_or(1, |at| at + 1);
        return Err(PlanReadError::NoTable { first_line });
    }
    if source.open_end {
        // A row with all its cells, the last one blank, ended where it should.
        let width = found.iter().rev().find_map(|line| match line {
            Line::Header(header) => Some(header.width),
            Line::Heading(_) | Line::Row(_) | Line::Footnote(_) | Line::Loose(_) => None,
        });
        let last = lines.last().copied().unwrap_or("");
        let whole = last.ends_with('\t') && Some(last.split('\t').count()) == width;
        let confidence = if whole { 0.8 } else { 0.6 };
        let why = "the last line has no line end; is the file whole?";
        report.line(lines.len(), RepairKind::NoFinalLineEnd, confidence, why);
    }
    Ok(found)
}

fn row(raw: &str, line: usize, open_end: bool, before: &[Line], report: &mut Report) -> Line {
    let cells = raw.split('\t').enumerate();
    let cells = cells
        .map(|(at, field)| {
            Cell::read(
                field,
                Place {
                    line,
                    column: at + 1,
                },
                report,
            )
        })
        .collect();
    let row = Row {
        line,
        cells,
        open_end,
    };
    match row.lone_first() {
        Some(cell) if is_note(cell, before.last()) => Line::Footnote(cell.clone()),
        _ => Line::Row(row),
    }
}

/// A note begins with the star that the header refers to; what stands alone below a note goes with it.
fn is_note(cell: &Cell, before: Option<&Line>) -> bool {
    cell.text.starts_with('*') || matches!(before, Some(Line::Footnote(_)))
}

fn is_header(raw: &str) -> bool {
    let mut titles = raw.split('\t').map(Column::from_title);
    let known = titles.clone().flatten().count();
    titles.next().flatten() == Some(Column::Challenge) && known >= 2
}

fn header(raw: &str, line: usize, open_end: bool) -> Result<Header, PlanReadError> {
    let mut positions = [None; 9];
    let titles: Vec<&str> = raw.split('\t').collect();
    for (at, title) in titles.iter().enumerate() {
        if fold(title).is_empty() {
            continue;
        }
        let Some(column) = Column::from_title(title) else {
            if open_end {
                return Err(PlanReadError::CutOff {
                    line,
                    column: at + 1,
                });
            }
            return Err(PlanReadError::UnknownColumn {
                line,
                column: at + 1,
                title: (*title).to_owned(),
            });
        };
        if positions[column as usize].replace(at).is_some() {
            return Err(PlanReadError::RepeatedColumn {
                line,
                column: at + 1,
                title: column.title(),
            });
        }
    }
    let mut named = [0; 9];
    for column in Column::ALL {
        named[column as usize] = match positions[column as usize] {
            Some(at) => at,
            None if open_end => {
                return Err(PlanReadError::CutOff {
                    line,
                    column: titles.len(),
                });
            }
            None => {
                return Err(PlanReadError::MissingColumn {
                    line,
                    title: column.title(),
                });
            }
        };
    }
    Ok(Header {
        line,
        positions: named,
        width: titles.len(),
    })
}
