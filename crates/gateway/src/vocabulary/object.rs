//! Codes with the words for them.

use async_graphql::{Context, ID, Object};
use domain::taxonomy as model;

use crate::object::{document_object, global_id};
use crate::scalar::LanguageTag;
use crate::text::{LocalizedText, localized};

document_object! {
    VocabularyTerm(model::Term)
}

/// A code with the words for it (Begriff).
#[Object]
impl VocabularyTerm {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The number of the published revision, from 1: what the next change starts from.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// The name of its vocabulary, which is the name of the enum in this schema: `OfferKind`.
    async fn vocabulary_name(&self) -> &str {
        &self.0.vocabulary
    }

    /// The code, which is the value of the enum in this schema: `COURSE`. Never reused.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The words for it.
    async fn label(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.label, language)
    }

    /// The name of a pictogram; null when there is none.
    async fn pictogram(&self) -> Option<&str> {
        self.0.pictogram.as_ref().map(domain::id::Slug::as_str)
    }

    /// The code that replaces it, when it is retired; else null.
    async fn replaced_by_code(&self) -> Option<&str> {
        self.0.replaced_by.as_deref()
    }
}

pub struct Vocabulary {
    pub(super) name: String,
    pub(super) terms: Vec<VocabularyTerm>,
}

/// A set of codes that readers see, with the words for them.
#[Object]
impl Vocabulary {
    /// Its name, which is the name of the enum in this schema: `OfferKind`.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Its codes, in the order in which a form would offer them.
    #[graphql(complexity = "5 * child_complexity")]
    async fn terms(&self) -> Vec<VocabularyTerm> {
        self.terms.clone()
    }
}
