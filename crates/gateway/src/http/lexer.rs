//! What a document costs to parse, counted before anything parses it.
//!
//! The parser behind us recurses at every bracket and ends the *process* when some hundred of them
//! nest, so tokens, nesting and aliases are counted here first, in one loop without recursion.
//! Whatever is not a token of GraphQL counts as one. Only two things are refused here: an unclosed
//! string, because what follows it would be read differently by different readers, and a name of
//! excessive length, because whoever looks for what it may have meant is busy for seconds.
//!
//! An alias is a name before a colon, inside a selection set and outside parentheses. In a
//! well-formed document that is exact: arguments, input objects, variables and defaults all stand
//! within parentheses. In a malformed one it is an estimate, and the parser refuses it anyway.

/// What a document is made of.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Counts {
    /// Punctuators, names, numbers and strings.
    pub tokens: usize,
    /// The deepest nesting of `(`, `[` and `{` taken together.
    pub depth: usize,
    /// Fields under another name.
    pub aliases: usize,
}

/// The longest name, in bytes.
pub(super) const NAME_LIMIT: usize = 128;

/// What is wrong with a document before it is parsed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Unreadable {
    pub reason: Reason,
    pub line: usize,
    pub column: usize,
}

/// Why a document is not even parsed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(super) enum Reason {
    /// It begins here and never ends.
    #[error("a string is not closed")]
    UnclosedString,
    /// It begins here.
    #[error("a name is longer than {NAME_LIMIT} bytes")]
    LongName,
}

/// Count the tokens, the nesting and the aliases of a document.
pub(super) fn count(document: &str) -> Result<Counts, Unreadable> {
    let bytes = document.as_bytes();
    let mut counts = Counts::default();
    let (mut open, mut open_parentheses) = (0_usize, 0_usize);
    let mut after_name = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            0xEF if bytes[at..].starts_with("\u{feff}".as_bytes()) => {
                at += 3;
                continue;
            }
            b'#' => {
                at = end_of(bytes, at, |b| b != b'\n' && b != b'\r');
                continue;
            }
            b'"' => string_end(bytes, at).ok_or_else(|| Reason::UnclosedString.at(document, at))?,
            b'.' if bytes[at..].starts_with(b"...") => at + 3,
            _ if is_name_start(byte) => {
                let end = end_of(bytes, at, is_name);
                if end - at > NAME_LIMIT {
                    return Err(Reason::LongName.at(document, at));
                }
                end
            }
            b'-' | b'0'..=b'9' => end_of(bytes, at + 1, is_number),
            _ => end_of(bytes, at + 1, |b| b & 0xC0 == 0x80),
        };
        counts.tokens += 1;
        match byte {
            b'(' | b'[' | b'{' => {
                open += 1;
                open_parentheses += usize::from(byte == b'(');
                counts.depth = counts.depth.max(open);
            }
            b')' | b']' | b'}' => {
                open = open.saturating_sub(1);
                open_parentheses = open_parentheses.saturating_sub(usize::from(byte == b')'));
            }
            b':' if after_name && open > 0 && open_parentheses == 0 => counts.aliases += 1,
            _ => {}
        }
        after_name = is_name_start(byte);
        at = end;
    }
    Ok(counts)
}

/// The deepest nesting of `[` and `{` in JSON, strings apart. What is no JSON is counted as well as
/// it can be; the reader of JSON refuses it afterwards.
pub(super) fn json_depth(json: &[u8]) -> usize {
    let (mut open, mut deepest) = (0_usize, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for &byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The end of the string that begins at `start`, or nothing where it has none.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    const FENCE: &[u8] = br#"""""#;
    if bytes[start..].starts_with(FENCE) {
        let mut at = start + FENCE.len();
        while at < bytes.len() {
            if bytes[at..].starts_with(br#"\""""#) {
                at += 4;
            } else if bytes[at..].starts_with(FENCE) {
                return Some(at + FENCE.len());
            } else {
                at += 1;
            }
        }
        return None;
    }
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            b'\n' | b'\r' => return None,
            _ => at += 1,
        }
    }
}

/// The first position from `start` on whose byte is not of the kind.
fn end_of(bytes: &[u8], start: usize, of_the_kind: impl Fn(u8) -> bool) -> usize {
    bytes[start..]
        .iter()
        .position(|byte| !of_the_kind(*byte))
        .map_or(bytes.len(), |length| start + length)
}

fn is_name_start(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphabetic()
}

fn is_name(byte: u8) -> bool {
    is_name_start(byte) || byte.is_ascii_digit()
}

fn is_number(byte: u8) -> bool {
    is_name(byte) || matches!(byte, b'.' | b'+' | b'-')
}

impl Reason {
    fn at(self, document: &str, at: usize) -> Unreadable {
        let before = &document[..at];
        Unreadable {
            reason: self,
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or(before).chars().count() + 1,
        }
    }
}
