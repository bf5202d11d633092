//! What is uploaded, and how a question about it is settled.

use application::plan_import::{Effect, ImportMode, PlanUpload, Undecided};
use async_graphql::{ID, InputObject, OneofObject};
use data_encoding::BASE64_MIME_PERMISSIVE;
use domain::violation::{Rule, Violations};

/// A document of the plan, and how it is to be treated.
#[derive(InputObject)]
pub struct ImportActionPlanInput {
    /// What the file is called, without folders: up to 200 characters.
    file_name: String,
    /// The plan's tables as tab-separated text.
    document: PlanDocumentInput,
    /// What a person settled about this document line by line, as a TOML file; its form is described
    /// in the documentation. Corrections are for one document, which they name by its SHA-256. Null
    /// or left out: those that the program has for this very document, if any.
    corrections: Option<String>,
    /// Whether everything is only tried: the report says what an import would change, and nothing is
    /// changed.
    #[graphql(default)]
    dry_run: bool,
    /// Whether nothing is imported while anything is left for a person to settle.
    #[graphql(default)]
    strict: bool,
}

/// The document, in one of two ways.
#[derive(OneofObject)]
pub enum PlanDocumentInput {
    /// Its text.
    Text(String),
    /// The bytes of the file, unchanged, in Base64 (RFC 4648). A file in another encoding is then
    /// recognised as such.
    Base64(String),
}

/// How a question is settled.
#[derive(InputObject)]
pub struct SettlePlanQuestionInput {
    /// The id of the question.
    pub(super) question: ID,
    /// What was found, for whoever looks later: up to 2,000 characters. Not public.
    pub(super) comment: String,
}

impl ImportActionPlanInput {
    pub(super) fn read(self) -> Result<PlanUpload, Violations> {
        let Self {
            file_name,
            document,
            corrections,
            dry_run,
            strict,
        } = self;
        Ok(PlanUpload {
            file_name,
            document: document.bytes()?,
            corrections,
            mode: ImportMode {
                undecided: [Undecided::Accept, Undecided::Refuse][usize::from(strict)],
                effect: [Effect::Lasting, Effect::Trial][usize::from(dry_run)],
            },
        })
    }
}

impl PlanDocumentInput {
    fn bytes(self) -> Result<Vec<u8>, Violations> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Base64(text) => BASE64_MIME_PERMISSIVE
                .decode(text.as_bytes())
                .map_err(|error| {
                    let mut violations = Violations::default();
                    let rule = Rule::Malformed(format!("this is not Base64: {error}"));
                    violations.add(&["document", "base64"], rule);
                    violations
                }),
        }
    }
}
