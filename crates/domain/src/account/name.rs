//! What people call themselves: one line, of any script, that cannot pretend to be something else.

use crate::text::{Words, WordsError};
use crate::violation::Rule;

/// The longest name, in characters.
pub const NAME_MAX: usize = 200;

/// Read the name of a person, or of anything else that is shown beside people's names: one line.
/// Characters that turn the direction of what stands around them are refused, since such a name
/// would rearrange the sentence that it stands in.
///
/// # Errors
/// The rule that is broken.
pub fn parse_name(text: &str) -> Result<Words, Rule> {
    let name = Words::parse(text).map_err(|error| match error {
        WordsError::Empty => Rule::Missing,
        WordsError::TooLong => Rule::TooLong { max: NAME_MAX },
        error => Rule::Malformed(error.to_string()),
    })?;
    if name.as_str().chars().count() > NAME_MAX {
        return Err(Rule::TooLong { max: NAME_MAX });
    }
    match name.as_str().chars().find(|c| *c == '\n' || turns(*c)) {
        Some(c) => Err(Rule::ForbiddenCharacter(format!("U+{:04X}", u32::from(c)))),
        None => Ok(name),
    }
}

/// Embeddings, overrides and isolates of the bidirectional algorithm, and the separators of lines
/// and paragraphs. Marks and joiners stay: Arabic and Persian names need them.
const fn turns(c: char) -> bool {
    matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_one_line_that_keeps_its_direction() {
        assert_eq!(parse_name(" Ana Yıldız ").unwrap().as_str(), "Ana Yıldız");
        assert!(parse_name("فرشته\u{200c}ها").is_ok());
        assert_eq!(parse_name("  "), Err(Rule::Missing));
        assert_eq!(
            parse_name(&"ä".repeat(201)),
            Err(Rule::TooLong { max: 200 })
        );
        assert_eq!(
            parse_name(&"ä".repeat(30_000)),
            Err(Rule::TooLong { max: 200 })
        );
        let refused = |text: &str| matches!(parse_name(text), Err(Rule::ForbiddenCharacter(_)));
        assert!(refused("Ana\u{202e}nimda"));
        assert!(refused("Ana\nadmin"));
        assert!(matches!(parse_name("Ana\u{7}"), Err(Rule::Malformed(_))));
    }

    proptest! {
        #[test]
        fn reading_a_name_never_panics(text in any::<String>()) {
            let _ = parse_name(&text);
        }
    }
}
