//! How far a text, and a thing with its texts, is in a language.

use crate::code::codes;
use crate::text::{LocalizedText, TextVersion};

codes! {
    /// How far something is in a language.
    TranslationState {
        /// There is nothing in the language.
        Missing = "MISSING",
        /// Somebody is at it: of a text, words that wait for a review; of a thing, some of its texts
        /// and not all.
        InTranslation = "IN_TRANSLATION",
        /// The source has changed since.
        Outdated = "OUTDATED",
        /// A machine translated it and no person has checked it yet.
        MachineTranslated = "MACHINE_TRANSLATED",
        /// It says what the source says, or is the source.
        UpToDate = "UP_TO_DATE",
    }
}

impl TranslationState {
    /// How far this text is in exactly this language, by its revisions.
    #[must_use]
    pub fn of(text: &LocalizedText, language: &str) -> Self {
        match text.version(language) {
            None => Self::Missing,
            Some(version) if text.is_outdated(version) => Self::Outdated,
            Some(version) if version.machine_translated => Self::MachineTranslated,
            Some(_) => Self::UpToDate,
        }
    }

    /// How far a thing is, by how far its texts are. One without texts is done.
    #[must_use]
    pub fn of_all(texts: impl IntoIterator<Item = Self>) -> Self {
        let (mut missing, mut there, mut machine) = (false, false, false);
        for state in texts {
            match state {
                Self::Outdated => return Self::Outdated,
                Self::Missing => missing = true,
                Self::InTranslation => (missing, there) = (true, true),
                Self::MachineTranslated => (there, machine) = (true, true),
                Self::UpToDate => there = true,
            }
        }
        match (missing, there, machine) {
            (true, true, _) => Self::InTranslation,
            (true, false, _) => Self::Missing,
            (false, _, true) => Self::MachineTranslated,
            (false, _, false) => Self::UpToDate,
        }
    }

    /// In which order it is to be done: what may mislead before what is missing, what was begun
    /// before what was not, and what only waits for a look last.
    #[must_use]
    pub const fn urgency(self) -> u8 {
        match self {
            Self::Outdated => 0,
            Self::InTranslation => 1,
            Self::Missing => 2,
            Self::MachineTranslated => 3,
            Self::UpToDate => 4,
        }
    }
}

impl LocalizedText {
    /// Whether the source has changed, by more than a trifle, since this version of the text was
    /// made from it. What nobody recorded is older than what somebody did.
    #[must_use]
    pub fn is_outdated(&self, version: &TextVersion) -> bool {
        let source = self.source();
        version.language != source.language
            && source.written_in.unwrap_or(0) > version.made_from.unwrap_or(0)
    }
}
