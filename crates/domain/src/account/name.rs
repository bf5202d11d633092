//! What people call themselves: one line, of any script, that cannot pretend to be something else.

use crate::edit;
use crate::text::Words;
use crate::violation::Rule;

/// Read the name of a person, or of anything else that is shown beside people's names. It is read as
/// every name of contents is: one line, without markup and without characters that turn the
/// direction of what stands around them.
///
/// # Errors
/// The rule that is broken.
pub fn parse_name(text: &str) -> Result<Words, Rule> {
    edit::name(text)
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
        assert!(refused("Ana\u{7}"));
        assert_eq!(parse_name("<b>Ana</b>"), Err(Rule::Markup));
    }

    proptest! {
        #[test]
        fn reading_a_name_never_panics(text in any::<String>()) {
            let _ = parse_name(&text);
        }
    }
}
