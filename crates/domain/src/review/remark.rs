//! What is said about a revision by who made it.

use crate::code::{Code, codes};
use crate::text::Words;

codes! {
    /// How a provider told the coordinating office what to write on its behalf.
    Channel {
        /// By telephone.
        Phone = "PHONE",
        /// By mail or letter.
        Mail = "MAIL",
        /// In person.
        Visit = "VISIT",
    }
}

/// How the comment of a revision begins that was written from a plan's document.
const IMPORTED: &str = "[IMPORT]";
/// What is put before the words of a person that begin with a bracket, so that nobody can write what
/// reads as a channel or an import.
const WORDS: &str = "[] ";

/// What its maker says about a revision: what for, and through which channel it was told where
/// somebody wrote on a provider's behalf. Kept as the comment of the revision, the channel as its
/// first word.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Remark {
    /// How it was told.
    pub channel: Option<Channel>,
    /// What is said.
    pub text: Option<Words>,
}

impl Remark {
    /// As the comment of a revision.
    #[must_use]
    pub fn to_comment(&self) -> Option<String> {
        let text = self.text.as_ref().map(Words::as_str);
        match (self.channel, text) {
            (None, None) => None,
            (None, Some(text)) if text.starts_with('[') => Some(format!("{WORDS}{text}")),
            (None, Some(text)) => Some(text.to_owned()),
            (Some(channel), None) => Some(format!("[{channel}]")),
            (Some(channel), Some(text)) => Some(format!("[{channel}] {text}")),
        }
    }

    /// The comment of a revision that an import wrote from this document.
    #[must_use]
    pub fn imported(document: &str) -> String {
        format!("{IMPORTED} {document}")
    }

    /// Whether an import wrote the revision with this comment: its words are the document's and
    /// nobody's own. No comment of a person reads so.
    #[must_use]
    pub fn is_imported(comment: &str) -> bool {
        comment.starts_with(IMPORTED)
    }

    /// What the comment of a revision says.
    #[must_use]
    pub fn of_comment(comment: &str) -> Self {
        if let Some(words) = comment.strip_prefix(WORDS) {
            return Self {
                channel: None,
                text: Words::parse(words).ok(),
            };
        }
        let told = comment
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .and_then(|(code, rest)| Some((Channel::from_code(code).ok()?, rest)));
        let (channel, text) = told.map_or((None, comment), |(channel, rest)| (Some(channel), rest));
        Self {
            channel,
            text: Words::parse(text).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_reads_back_from_its_comment() {
        for channel in [None, Some(Channel::Phone)] {
            for text in ["", "Neue Zeiten", "[IMPORT] plan.txt", "[PHONE]", "[] x"] {
                let text = Words::parse(text).ok();
                let remark = Remark { channel, text };
                let comment = remark.to_comment().unwrap_or_default();
                assert_eq!(Remark::of_comment(&comment), remark);
                assert!(!Remark::is_imported(&comment), "{comment}");
            }
        }
        assert_eq!(Remark::of_comment("[x] y").channel, None);
    }

    #[test]
    fn what_an_import_wrote_says_so() {
        assert!(Remark::is_imported(&Remark::imported("plan.txt")));
        assert!(!Remark::is_imported("the plan was imported"));
    }
}
