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
            (None, Some(text)) => Some(text.to_owned()),
            (Some(channel), None) => Some(format!("[{channel}]")),
            (Some(channel), Some(text)) => Some(format!("[{channel}] {text}")),
        }
    }

    /// What the comment of a revision says.
    #[must_use]
    pub fn of_comment(comment: &str) -> Self {
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
            for text in [None, Words::parse("Neue Zeiten").ok()] {
                let remark = Remark { channel, text };
                let comment = remark.to_comment().unwrap_or_default();
                assert_eq!(Remark::of_comment(&comment), remark);
            }
        }
        assert_eq!(Remark::of_comment("[x] y").channel, None);
    }
}
