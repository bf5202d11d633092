//! From bytes to lines: what is no UTF-8 text is refused with a guess at what it is instead.

use super::error::{Encoding, PlanReadError};
use super::report::{RepairKind, Report};

/// The lines of the file without their ends.
pub(super) struct Lines<'a> {
    pub(super) lines: Vec<&'a str>,
    /// The last line has no line end: what stands there may go on.
    pub(super) open_end: bool,
}

pub(super) fn lines<'a>(bytes: &'a [u8], report: &mut Report) -> Result<Lines<'a>, PlanReadError> {
    let content = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => {
            report.line(
                1,
                RepairKind::ByteOrderMark,
                1.0,
                "left out the byte order mark",
            );
            rest
        }
        None => bytes,
    };
    let text = text(content)?;
    if text.trim().is_empty() {
        return Err(PlanReadError::Empty);
    }
    let open_end = !text.ends_with('\n');
    let lines = text.lines().collect();
    Ok(Lines { lines, open_end })
}

fn text(bytes: &[u8]) -> Result<&str, PlanReadError> {
    if bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || alternates_with_zero(bytes)
    {
        return Err(PlanReadError::NotUtf8 {
            line: 1,
            column: 1,
            looks_like: Encoding::Utf16,
        });
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        let (line, column) = position(bytes, at);
        return Err(PlanReadError::Binary { line, column });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let (line, column) = position(bytes, at);
        match error.error_len() {
            // The bytes end inside a character: the file is cut off, not badly encoded.
            None if bytes.len() > 4 && at > 0 && !is_latin1_letter(bytes[at]) => {
                PlanReadError::CutOff {
                    line,
                    column: tabs_before(bytes, at) + 1,
                }
            }
            None if has_multibyte(&bytes[..at]) => PlanReadError::CutOff {
                line,
                column: tabs_before(bytes, at) + 1,
            },
            _ if is_latin1_letter(bytes[at]) => PlanReadError::NotUtf8 {
                line,
                column,
                looks_like: Encoding::Latin1,
            },
            _ => PlanReadError::NotUtf8 {
                line,
                column,
                looks_like: Encoding::Unknown,
            },
        }
    })
}

/// Every other byte of the beginning is zero, as in UTF-16 without a mark.
fn alternates_with_zero(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    head.len() >= 8
        && (zeros(0) * 3 >= head.len() && zeros(1) == 0
            || zeros(1) * 3 >= head.len() && zeros(0) == 0)
}

/// ä, ö, ü, ß, Ä, Ö, Ü and the quotation marks of Windows-1252, none of which begins a character of
/// UTF-8 at a place where decoding fails in a German text.
fn is_latin1_letter(byte: u8) -> bool {
    matches!(
        byte,
        0xE4 | 0xF6 | 0xFC | 0xDF | 0xC4 | 0xD6 | 0xDC | 0x84 | 0x93 | 0x94 | 0x96
    )
}

fn has_multibyte(bytes: &[u8]) -> bool {
    bytes.iter().any(|&b| b >= 0x80)
}

fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = &bytes[..at];
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    let column = at
        - before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |n| n + 1)
        + 1;
    (line, column)
}

fn tabs_before(bytes: &[u8], at: usize) -> usize {
    bytes[..at]
        .iter()
        .rev()
        .take_while(|&&b| b != b'\n')
        .filter(|&&b| b == b'\t')
        .count()
}
