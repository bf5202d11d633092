//! What a person can do about a line of the report that is undecided.

use super::report::RepairKind;

impl RepairKind {
    /// What to do, in words. The actions are those of the corrections file.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::ByteOrderMark | Self::Header | Self::HeaderRepeated | Self::Corrected => {
                "nothing"
            }
            Self::NoFinalLineEnd => "make sure that the file is whole",
            Self::HeadingRepeated | Self::HeadingAlone | Self::OutsideTables => {
                "drop the line, or treat it as what it is"
            }
            Self::UnnamedArea => "name the area",
            Self::Footnote | Self::Remark => "treat the line or cell as what it is, or accept it",
            Self::Crumb => "replace the marks",
            Self::Shifted | Self::Padded => "shift the row or move the cell, or accept it",
            Self::Joined | Self::Repeated => "join the cells, or accept it",
            Self::Carried | Self::MissingGoal => {
                "share the goal of another challenge, or accept it"
            }
            Self::Orphan | Self::Attached => "move, join or treat the cell, or accept it",
            Self::NumberRepaired | Self::Renumbered | Self::Unmarked => {
                "replace the number, or accept it"
            }
            Self::OpenEnd => "join the cell that goes on, or accept it",
            Self::SuspectWord => "replace the word, or accept it",
            Self::PartyMatched | Self::PartyUnknown => {
                "add the wording to the organizations, or replace it"
            }
            Self::ResourceUnknown => "replace the words, treat the cell as a remark, or accept it",
            Self::HorizonUnknown | Self::HorizonElsewhere => {
                "replace or move the words, or accept it"
            }
            Self::Reference => "say by refer what it means, or accept it",
            Self::Unaccounted => "correct the cell, or accept the loss",
        }
    }
}

/// The name by which corrections accept it.
impl std::fmt::Display for RepairKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, c) in format!("{self:?}").char_indices() {
            if c.is_ascii_uppercase() && at > 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", c.to_ascii_lowercase())?;
        }
        Ok(())
    }
}
