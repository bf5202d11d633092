//! What the program itself knows about the plan: how documents call its organizations, by which
//! words its items are found again, and what a person settled about the adopted document.

use interchange::plan::{
    AliasError, Corrections, CorrectionsParseError, KnownItem, KnownItemsError, PartyAliases,
    PlanReadError, Reading, known_items, read, sha256,
};
use interchange::seeds::{self, SeedErrors, Seeds};
use thiserror::Error;

/// What the program knows about the plan.
#[derive(Clone, Debug)]
pub struct OwnPlan {
    /// How documents call organizations.
    pub aliases: PartyAliases,
    /// By which words and in which place the items of the seeds are found.
    pub keys: Vec<KnownItem>,
    /// What has to be there before a document.
    pub seeds: Seeds,
    corrections: Corrections,
}

/// Why the program's own files are of no use: a mistake in the program.
#[derive(Debug, Error)]
pub enum OwnPlanError {
    /// The corrections.
    #[error("the program's own corrections cannot be used")]
    Corrections(#[from] CorrectionsParseError),
    /// The organizations.
    #[error("the program's own list of organizations cannot be used")]
    Aliases(#[from] AliasError),
    /// The keys.
    #[error("the program's own keys of the plan cannot be used")]
    Keys(#[from] KnownItemsError),
    /// The seeds.
    #[error("the program's own seeds cannot be used")]
    Seeds(#[from] SeedErrors),
}

impl OwnPlan {
    /// Read the files that are part of the program.
    ///
    /// # Errors
    /// One of them is of no use.
    pub fn embedded() -> Result<Self, OwnPlanError> {
        Ok(Self {
            aliases: PartyAliases::from_toml(file("plan/organizations.toml"))?,
            keys: known_items(file("plan/keys.toml"))?,
            seeds: seeds::read(seeds::embedded())?,
            corrections: Corrections::from_toml(file("plan/corrections.toml"))?,
        })
    }

    /// Read a document with the corrections that were given, or with the program's own where they
    /// were made for this very document.
    ///
    /// # Errors
    /// It cannot be read, or the corrections are not for it.
    pub fn read(
        &self,
        document: &[u8],
        corrections: Option<&Corrections>,
    ) -> Result<Reading, PlanReadError> {
        let own = Some(&self.corrections).filter(|own| own.document_sha256 == sha256(document));
        read(document, &self.aliases, corrections.or(own))
    }
}

fn file(name: &str) -> &'static str {
    let file = seeds::embedded().iter().find(|file| file.name == name);
    file.map_or("", |file| file.text)
}
