//! Files that cannot be read, and what the reader says about them.

use super::{Column, RepairKind, aliases, first, fixture, header, page, reading, reported, row};
use crate::plan::{Encoding, PlanReadError, read};

fn refused(bytes: &[u8]) -> PlanReadError {
    read(bytes, &aliases(), None).unwrap_err()
}

#[test]
fn a_blank_file_is_empty() {
    assert_eq!(refused(b""), PlanReadError::Empty);
    assert_eq!(refused(b"\xEF\xBB\xBF \n\t\n"), PlanReadError::Empty);
}

#[test]
fn zero_bytes_are_no_text() {
    assert_eq!(
        refused(b"PK\n\x03\0x"),
        PlanReadError::Binary { line: 2, column: 2 }
    );
}

#[test]
fn other_encodings_are_named() {
    let text = fixture();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [&[0xFF, 0xFE], &wide[..]].concat();
    for bytes in [wide, marked] {
        assert_eq!(
            refused(&bytes),
            PlanReadError::NotUtf8 {
                line: 1,
                column: 1,
                looks_like: Encoding::Utf16
            }
        );
    }
    let latin: Vec<u8> = "Grün\n"
        .chars()
        .map(|c| u8::try_from(c as u32).unwrap_or(b'?'))
        .collect();
    assert_eq!(
        refused(&latin),
        PlanReadError::NotUtf8 {
            line: 1,
            column: 3,
            looks_like: Encoding::Latin1
        }
    );
    assert_eq!(
        refused(b"abc\n\xC1\xBFd"),
        PlanReadError::NotUtf8 {
            line: 2,
            column: 1,
            looks_like: Encoding::Unknown
        }
    );
}

#[test]
fn another_table_is_no_plan() {
    assert_eq!(
        refused(b"\nname\tage\nA\t1\n"),
        PlanReadError::NoTable { first_line: 2 }
    );
    assert_eq!(
        refused("Ein Brief.\n".as_bytes()),
        PlanReadError::NoTable { first_line: 1 }
    );
}

#[test]
fn a_header_must_have_each_column_once() {
    let header = header();
    let missing = header.replace("\tRessourcen", "");
    assert_eq!(
        refused(format!("{missing}\n").as_bytes()),
        PlanReadError::MissingColumn {
            line: 1,
            title: "Ressourcen"
        }
    );
    let unknown = header.replace("Ressourcen", "Farbe");
    assert_eq!(
        refused(format!("{unknown}\n").as_bytes()),
        PlanReadError::UnknownColumn {
            line: 1,
            column: 8,
            title: "Farbe".to_owned()
        }
    );
    let twice = header.replace("Zielgruppe", "Ziel");
    assert_eq!(
        refused(format!("{twice}\n").as_bytes()),
        PlanReadError::RepeatedColumn {
            line: 1,
            column: 3,
            title: "Ziel"
        }
    );
}

#[test]
fn a_row_too_wide_is_refused_where_nothing_says_where_it_belongs() {
    let text = page("Grün", &[format!("{}\tetwas", first(&[]))]);
    assert_eq!(
        refused(text.as_bytes()),
        PlanReadError::RowTooWide {
            line: 4,
            column: 10,
            columns: 9
        }
    );
}

#[test]
fn a_row_too_short_is_refused_unless_its_marks_say_which_cells_are_there() {
    let text = page("Grün", &["A.\tB.\tC".to_owned()]);
    assert_eq!(
        refused(text.as_bytes()),
        PlanReadError::RowTooShort {
            line: 4,
            column: 3,
            columns: 9
        }
    );
    let marked = page("Grün", &["A.\tB.\tC\tAnregung 1: D".to_owned()]);
    assert_eq!(
        reported(&reading(&marked), RepairKind::Padded),
        [(4, None, false)]
    );
}

#[test]
fn a_file_cut_off_in_a_row_or_in_a_character_says_so() {
    let text = page("Grün", &[first(&[(Column::Horizon, "kurzfristig")])]);
    let in_row = text.find("Die Stadt").unwrap() + 5;
    assert_eq!(
        refused(&text.as_bytes()[..in_row]),
        PlanReadError::CutOff { line: 4, column: 2 }
    );
    let in_character = text.rfind('ü').unwrap() + 1;
    assert_eq!(
        refused(&text.as_bytes()[..in_character]),
        PlanReadError::CutOff { line: 4, column: 2 }
    );
}

#[test]
fn cut_off_anywhere_the_file_is_refused_or_undecided() {
    let text = fixture();
    for length in 0..text.len() - 1 {
        if let Ok(reading) = read(&text.as_bytes()[..length], &aliases(), None) {
            let whole_lines =
                text.as_bytes()[length - 1] == b'\n' || text.as_bytes()[length] == b'\n';
            let last_row_ended = text[..length].ends_with('\t') || whole_lines;
            assert!(
                last_row_ended || !reading.is_decided(),
                "decided at {length}"
            );
        }
    }
}

#[test]
fn a_mark_at_the_beginning_and_carriage_returns_are_accepted() {
    let text = format!("\u{feff}{}", fixture().replace('\n', "\r\n"));
    let (plain, dressed) = (reading(&fixture()), reading(&text));
    assert_eq!(
        reported(&dressed, RepairKind::ByteOrderMark),
        [(1, None, true)]
    );
    assert_eq!(plain.document.measures, dressed.document.measures);
    assert_eq!(plain.document.steps, dressed.document.steps);
}

#[test]
fn a_last_line_without_an_end_is_reported() {
    let whole = page("Grün", &[first(&[])]);
    assert_eq!(
        reported(
            &reading(whole.trim_end_matches('\n')),
            RepairKind::NoFinalLineEnd
        ),
        [(4, None, true)]
    );
    let open = page(
        "Grün",
        &[row(&[
            (Column::Challenge, "A."),
            (Column::Horizon, "kurzfristig"),
        ])],
    );
    assert_eq!(
        reported(&reading(open.trim_end()), RepairKind::NoFinalLineEnd),
        [(4, None, false)]
    );
}

#[test]
fn errors_say_where_and_what_to_do() {
    let text = page("Grün", &["A.\tB.\tC".to_owned()]);
    assert_eq!(
        refused(text.as_bytes()).to_string(),
        "line 4, column 3: the row ends here although the header has 9 columns; add the missing tabs, or drop the row by a correction"
    );
}
