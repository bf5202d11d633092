//! Words that optical readers are known to have written for another: noted, never changed.

use super::report::{RepairKind, Report};
use super::table::Line;
use super::words::fold;

/// What was written, and what it may stand for. It counts only in a document that has the other
/// word as well, so that elsewhere it is a word like any other.
const SUSPECTS: &[(&str, &str)] = &[("minderheiten", "mindener")];

pub(super) fn note(lines: &[Line], report: &mut Report) {
    let rows = lines.iter().filter_map(|line| match line {
        Line::Row(row) => Some(&row.cells),
        Line::Heading(_) | Line::Header(_) | Line::Footnote(_) | Line::Loose(_) => None,
    });
    let cells: Vec<_> = rows
        .flatten()
        .map(|cell| (cell, fold(&cell.text)))
        .collect();
    for (written, meant) in SUSPECTS {
        if !cells
            .iter()
            .any(|(_, folded)| folded.split(' ').any(|word| word.starts_with(meant)))
        {
            continue;
        }
        let suspect = cells
            .iter()
            .filter(|(_, folded)| folded.split(' ').any(|word| word == *written));
        for (cell, _) in suspect {
            let why = format!(
                "\"{written}\" may be a misreading of \"{meant}\"; replace it or accept it"
            );
            report.cell(cell.place_at(0), RepairKind::SuspectWord, 0.4, why);
        }
    }
}
