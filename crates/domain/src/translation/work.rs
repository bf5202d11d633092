//! What is to be done, in numbers.

use super::place::PlacedText;
use super::state::TranslationState;
use crate::id::EntityKind;
use crate::text::LanguageTag;

/// How many texts are how far in a language.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TextCounts {
    /// There is nothing.
    pub missing: u32,
    /// The source has changed since.
    pub outdated: u32,
    /// A machine translated them.
    pub machine_translated: u32,
    /// They say what the source says.
    pub up_to_date: u32,
}

impl TextCounts {
    /// Count the texts of a thing in a language. A name of its own may stay as it is: where nobody
    /// translated it, it counts for nothing.
    #[must_use]
    pub fn of(kind: EntityKind, texts: &[PlacedText], language: &LanguageTag) -> Self {
        let mut counts = Self::default();
        for text in texts {
            match TranslationState::of(&text.text, language.as_str()) {
                TranslationState::Missing if text.is_proper_name(kind) => {}
                TranslationState::Missing => counts.missing += 1,
                TranslationState::Outdated => counts.outdated += 1,
                TranslationState::MachineTranslated => counts.machine_translated += 1,
                TranslationState::InTranslation | TranslationState::UpToDate => {
                    counts.up_to_date += 1;
                }
            }
        }
        counts
    }

    /// How far the thing is whose texts these are.
    #[must_use]
    pub fn state(self) -> TranslationState {
        let there = [
            (self.missing, TranslationState::Missing),
            (self.outdated, TranslationState::Outdated),
            (self.machine_translated, TranslationState::MachineTranslated),
            (self.up_to_date, TranslationState::UpToDate),
        ];
        let there = there.into_iter().filter(|(count, _)| *count > 0);
        TranslationState::of_all(there.map(|(_, state)| state))
    }

    /// How many texts there are.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.missing + self.outdated + self.machine_translated + self.up_to_date
    }
}

impl std::ops::AddAssign for TextCounts {
    fn add_assign(&mut self, other: Self) {
        self.missing += other.missing;
        self.outdated += other.outdated;
        self.machine_translated += other.machine_translated;
        self.up_to_date += other.up_to_date;
    }
}

impl PlacedText {
    /// How many characters a translation may have there.
    #[must_use]
    pub fn max_length(&self) -> usize {
        self.path.limit(self.text.source()).max()
    }

    /// Whether a translation may have several lines there.
    #[must_use]
    pub fn may_have_lines(&self) -> bool {
        self.path.limit(self.text.source()).has_lines()
    }

    /// Whether it is a name that may stay as it is in every language: that of an organization or of
    /// a location.
    #[must_use]
    pub fn is_proper_name(&self, kind: EntityKind) -> bool {
        matches!(kind, EntityKind::Organization | EntityKind::Location) && self.path.is_own("name")
    }
}
