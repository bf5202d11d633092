//! Applying corrections: those to cells before the tables are read, the others where they matter.

use super::cell::Cell;
use super::corrections::{
    Action, ColumnRef, Correction, CorrectionError, Corrections, ItemAddress, Treatment,
};
use super::report::{Column, Place, RepairKind, Report};
use super::table::{Header, Line};

/// The corrections that the reading itself asks for as it goes, each with whether it was used.
#[derive(Debug, Default)]
pub(super) struct Directives<'a> {
    waiting: Vec<(&'a Correction, bool)>,
}

/// Applies what concerns cells and lines; returns what remains for later.
pub(super) fn amend<'a>(
    lines: &mut Vec<Line>,
    corrections: &'a Corrections,
    report: &mut Report,
) -> Result<Directives<'a>, CorrectionError> {
    let mut directives = Directives::default();
    for correction in &corrections.corrections {
        let at = lines
            .iter()
            .position(|line| line_of(line) == Some(correction.line));
        let Some(at) = at else {
            return Err(CorrectionError::NoSuchLine {
                line: correction.line,
            });
        };
        let header = lines[..=at].iter().rev().find_map(|line| match line {
            Line::Header(header) => Some(header.clone()),
            _ => None,
        });
        let site = Site { correction, header };
        match &correction.action {
            Action::Replace { from, to } => {
                let cell = site.cell(lines, at, correction.column)?;
                if !cell.text.contains(from.as_str()) {
                    return Err(site.refuse(format!("the cell does not contain \"{from}\"")));
                }
                *cell = cell.reworded(cell.text.replace(from.as_str(), to));
            }
            Action::Move { to } => {
                let moved = std::mem::take(site.cell(lines, at, correction.column)?);
                site.put(lines, at, *to, moved)?;
            }
            Action::Shift { by } => site.shift(lines, at, *by)?,
            Action::Drop if correction.column.is_some() => {
                *site.cell(lines, at, correction.column)? = Cell::default();
            }
            Action::Drop => {
                lines.remove(at);
            }
            Action::Join { with } => {
                let rest = std::mem::take(site.cell(lines, at, correction.column)?);
                let earlier = lines
                    .iter()
                    .position(|line| line_of(line) == Some(*with))
                    .filter(|earlier| *earlier < at);
                let earlier = earlier.ok_or_else(|| {
                    site.refuse(format!("there is no earlier row on line {with}"))
                })?;
                site.cell(lines, earlier, correction.column)?.append(rest);
            }
            Action::Treat {
                kind: Treatment::Footnote,
            } => {
                let cell = site.lone(&lines[at])?;
                lines[at] = Line::Footnote(cell);
            }
            Action::Treat {
                kind: Treatment::Heading,
            } => {
                let cell = site.lone(&lines[at])?;
                lines[at] = Line::Heading(cell);
            }
            Action::Treat { .. }
            | Action::Name { .. }
            | Action::Share { .. }
            | Action::Refer { .. }
            | Action::Accept { .. } => {
                directives.waiting.push((correction, false));
                continue;
            }
        }
        site.note(report);
    }
    Ok(directives)
}

/// One correction and the header above its line.
struct Site<'a> {
    correction: &'a Correction,
    header: Option<Header>,
}

impl Site<'_> {
    fn refuse(&self, why: impl Into<String>) -> CorrectionError {
        CorrectionError::DoesNotApply {
            line: self.correction.line,
            why: why.into(),
        }
    }

    fn position(&self, column: ColumnRef) -> Result<usize, CorrectionError> {
        match column {
            ColumnRef::Position(at) => Ok(at - 1),
            ColumnRef::Titled(column) => {
                let header = self
                    .header
                    .as_ref()
                    .ok_or_else(|| self.refuse("there is no header row above the line"))?;
                Ok(header.positions[column as usize])
            }
        }
    }

    fn cell<'l>(
        &self,
        lines: &'l mut [Line],
        at: usize,
        column: Option<ColumnRef>,
    ) -> Result<&'l mut Cell, CorrectionError> {
        let position = column.map_or(Ok(0), |column| self.position(column))?;
        let cell = match &mut lines[at] {
            Line::Row(row) => row.cells.get_mut(position),
            Line::Heading(cell) | Line::Footnote(cell) | Line::Loose(cell) if position == 0 => {
                Some(cell)
            }
            Line::Heading(_) | Line::Footnote(_) | Line::Loose(_) | Line::Header(_) => None,
        };
        cell.filter(|cell| !cell.is_blank())
            .ok_or_else(|| self.refuse(format!("cell {} is blank", position + 1)))
    }

    fn put(
        &self,
        lines: &mut [Line],
        at: usize,
        to: ColumnRef,
        cell: Cell,
    ) -> Result<(), CorrectionError> {
        let position = self.position(to)?;
        let target = match &mut lines[at] {
            Line::Row(row) => row.cells.get_mut(position),
            Line::Heading(_) | Line::Footnote(_) | Line::Loose(_) | Line::Header(_) => None,
        };
        match target.filter(|target| target.is_blank()) {
            Some(target) => *target = cell,
            None => return Err(self.refuse(format!("cell {} is not free", position + 1))),
        }
        Ok(())
    }

    fn shift(&self, lines: &mut [Line], at: usize, by: i64) -> Result<(), CorrectionError> {
        let Line::Row(row) = &mut lines[at] else {
            return Err(self.refuse("it is no row of a table"));
        };
        let mut shifted = vec![Cell::default(); row.cells.len()];
        for (from, cell) in row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_blank())
        {
            let to = i64::try_from(from)
                .ok()
                .and_then(|from| from.checked_add(by))
                .and_then(|to| usize::try_from(to).ok());
            let target = to.and_then(|to| shifted.get_mut(to));
            *target.ok_or_else(|| self.refuse("a cell would leave the table"))? = cell.clone();
        }
        row.cells = shifted;
        Ok(())
    }

    fn lone(&self, line: &Line) -> Result<Cell, CorrectionError> {
        match line {
            Line::Row(row) => row.lone_first().cloned(),
            Line::Heading(cell) | Line::Footnote(cell) | Line::Loose(cell) => Some(cell.clone()),
            Line::Header(_) => None,
        }
        .ok_or_else(|| self.refuse("more than its first cell has text"))
    }

    fn note(&self, report: &mut Report) {
        let line = self.correction.line;
        let why = self.correction.reason.clone();
        match self
            .correction
            .column
            .and_then(|column| self.position(column).ok())
        {
            Some(at) => report.cell(
                Place {
                    line,
                    column: at + 1,
                },
                RepairKind::Corrected,
                1.0,
                why,
            ),
            None => report.line(line, RepairKind::Corrected, 1.0, why),
        }
    }
}

impl Directives<'_> {
    /// What a line, or a cell of it, is to be read as.
    pub(super) fn treatment(
        &mut self,
        line: usize,
        column: Option<Column>,
        report: &mut Report,
    ) -> Option<Treatment> {
        self.ask(line, report, |correction| match correction.action {
            Action::Treat { kind }
                if column.is_none() || correction.column == column.map(ColumnRef::Titled) =>
            {
                Some(kind)
            }
            _ => None,
        })
    }

    /// The name of the area whose header row is on the line.
    pub(super) fn name(&mut self, line: usize, report: &mut Report) -> Option<String> {
        self.ask(line, report, |correction| match &correction.action {
            Action::Name { name } => Some(name.clone()),
            _ => None,
        })
    }

    /// The line of the challenge whose goals the one on this line shares.
    pub(super) fn shares(&mut self, line: usize, report: &mut Report) -> Option<usize> {
        self.ask(line, report, |correction| match correction.action {
            Action::Share { with } => Some(with),
            _ => None,
        })
    }

    /// What a reference on this line means, where its words or the sentence before it contain those
    /// of a correction.
    pub(super) fn target(
        &mut self,
        line: usize,
        words: &str,
        report: &mut Report,
    ) -> Option<ItemAddress> {
        let folded = super::words::fold(words);
        self.ask(line, report, |correction| match &correction.action {
            Action::Refer { words, target } if folded.contains(&super::words::fold(words)) => {
                Some(*target)
            }
            _ => None,
        })
    }

    /// The answer of the first correction of the line that has one. It may be asked for again.
    fn ask<T>(
        &mut self,
        line: usize,
        report: &mut Report,
        ask: impl Fn(&Correction) -> Option<T>,
    ) -> Option<T> {
        let of_line = self
            .waiting
            .iter_mut()
            .filter(|(correction, _)| correction.line == line);
        for (correction, used) in of_line {
            if let Some(answer) = ask(correction) {
                if !std::mem::replace(used, true) {
                    report.line(line, RepairKind::Corrected, 1.0, correction.reason.clone());
                }
                return Some(answer);
            }
        }
        None
    }

    /// Settles what was accepted. Whatever was not used by now does not apply.
    pub(super) fn finish(self, report: &mut Report) -> Result<(), CorrectionError> {
        for (correction, used) in self.waiting {
            let line = correction.line;
            let why = match &correction.action {
                Action::Accept { what } => {
                    let mut settled = false;
                    for entry in report
                        .lines
                        .iter_mut()
                        .filter(|entry| !entry.decided && entry.line == line)
                    {
                        if what.is_none_or(|what| what == entry.what)
                            && column_fits(correction.column, entry.column)
                        {
                            entry.decided = true;
                            entry.why = format!("{}; accepted: {}", entry.why, correction.reason);
                            settled = true;
                        }
                    }
                    if settled {
                        continue;
                    }
                    "nothing is undecided there"
                }
                _ if used => continue,
                Action::Treat { .. } => "the line is not read in a way that this could change",
                Action::Name { .. } => "no area without a heading begins there",
                Action::Share { .. } => "no challenge with a blank goal cell stands there",
                Action::Refer { .. } => "no reference with these words stands there",
                Action::Replace { .. }
                | Action::Move { .. }
                | Action::Shift { .. }
                | Action::Drop
                | Action::Join { .. } => continue,
            };
            return Err(CorrectionError::DoesNotApply {
                line,
                why: why.to_owned(),
            });
        }
        Ok(())
    }
}

/// Positions are compared where both are known; a title matches in tables of the usual order.
fn column_fits(wanted: Option<ColumnRef>, found: Option<usize>) -> bool {
    match (wanted, found) {
        (None, _) | (_, None) => true,
        (Some(ColumnRef::Position(at)), Some(found)) => at == found,
        (Some(ColumnRef::Titled(column)), Some(found)) => column as usize + 1 == found,
    }
}

fn line_of(line: &Line) -> Option<usize> {
    match line {
        Line::Heading(cell) | Line::Footnote(cell) | Line::Loose(cell) => {
            Some(cell.place_at(0).line)
        }
        Line::Header(header) => Some(header.line),
        Line::Row(row) => Some(row.line),
    }
}
