//! From cells to columns: rows that are too wide, too short or shifted are set right where the
//! cells themselves say how, and refused or left undecided where they do not.

use super::cell::Cell;
use super::error::PlanReadError;
use super::horizon;
use super::numbered::starts_with_suggestion;
use super::report::{Column, RepairKind, Report};
use super::table::{Header, Row};

/// The nine cells of a row in the order of [`Column::ALL`].
pub(super) type Cells = [Cell; 9];

pub(super) fn shape(
    row: Row,
    header: &Header,
    report: &mut Report,
) -> Result<Cells, PlanReadError> {
    let Row {
        line,
        mut cells,
        open_end,
    } = row;
    let columns = header.positions.len();
    let needed = header
        .positions
        .iter()
        .max()
        .map_or(columns, |last| last + 1);
    if cells.len() < needed {
        let last = cells.len();
        if open_end {
            return Err(PlanReadError::CutOff { line, column: last });
        }
        let anchored = cells
            .get(header.positions[Column::Suggestions as usize])
            .is_some_and(|c| starts_with_suggestion(&c.text));
        let lone = cells.iter().skip(1).all(Cell::is_blank);
        if !anchored && !lone {
            return Err(PlanReadError::RowTooShort {
                line,
                column: last,
                columns: header.width,
            });
        }
        report.line(
            line,
            RepairKind::Padded,
            0.6,
            format!("the row has {last} cells; took the rest for blank"),
        );
        cells.resize(needed, Cell::default());
    }
    let mut shaped: Cells = header.positions.map(|at| std::mem::take(&mut cells[at]));
    // What is left now stands under no title.
    let extra: Vec<(usize, Cell)> = cells
        .into_iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_blank())
        .collect();
    if !extra.is_empty() {
        place_extra(&mut shaped, extra, line, header, report)?;
    }
    place_marked(&mut shaped, report);
    for column in Column::ALL {
        let cell = &shaped[column as usize];
        if column != Column::Horizon && !cell.is_blank() && horizon::span(&cell.text).is_some() {
            let why = "a term, which belongs into the last column; move it by a correction or accept it here";
            report.cell(cell.place_at(0), RepairKind::HorizonElsewhere, 0.4, why);
        }
    }
    Ok(shaped)
}

/// Cells beyond the named columns: the last one is a term, so all of them belong that far left.
fn place_extra(
    shaped: &mut Cells,
    extra: Vec<(usize, Cell)>,
    line: usize,
    header: &Header,
    report: &mut Report,
) -> Result<(), PlanReadError> {
    let columns = header.positions.len();
    let (last_at, last) = &extra[extra.len() - 1];
    let refuse = |at: usize| PlanReadError::RowTooWide {
        line,
        column: at + 1,
        columns,
    };
    let Some(shift) =
        horizon::span(&last.text).and_then(|_| last_at.checked_sub(header.positions[8]))
    else {
        return Err(refuse(extra[0].0));
    };
    for (at, cell) in extra {
        let target = at
            .checked_sub(shift)
            .and_then(|to| header.positions.iter().position(|&p| p == to));
        let Some(free) = target
            .map(|column| &mut shaped[column])
            .filter(|free| free.is_blank())
        else {
            return Err(refuse(at));
        };
        let why = format!(
            "moved {shift} columns to the left, so that the term stands in the last column"
        );
        report.cell(cell.place_at(0), RepairKind::Shifted, 0.9, why);
        *free = cell;
    }
    Ok(())
}

/// A cell that begins with "Anregung N:" belongs into the suggestions; the row's others move along.
fn place_marked(shaped: &mut Cells, report: &mut Report) {
    let home = Column::Suggestions as usize;
    if starts_with_suggestion(&shaped[home].text) {
        return;
    }
    let marked =
        (0..shaped.len()).find(|&at| at != home && starts_with_suggestion(&shaped[at].text));
    let Some(marked) = marked else { return };
    let target = |at: usize| (at + home).checked_sub(marked).filter(|to| *to < 9);
    let filled: Vec<usize> = (0..9).filter(|&at| !shaped[at].is_blank()).collect();
    if filled.iter().any(|&at| target(at).is_none()) {
        let why = "a suggestion in another column, and the row does not fit when it moves; move the cells by corrections";
        report.cell(shaped[marked].place_at(0), RepairKind::Shifted, 0.3, why);
        return;
    }
    let mut moved = Cells::default();
    for at in filled {
        let Some(to) = target(at) else { continue };
        let cell = std::mem::take(&mut shaped[at]);
        let to_title = Column::ALL[to].title();
        let (confidence, why) = if at == marked {
            (
                0.95,
                format!("it is marked as a suggestion, so it moved to \"{to_title}\""),
            )
        } else {
            (
                0.7,
                format!("moved to \"{to_title}\" along with the marked suggestion of the row"),
            )
        };
        report.cell(cell.place_at(0), RepairKind::Shifted, confidence, why);
        moved[to] = cell;
    }
    *shaped = moved;
}
