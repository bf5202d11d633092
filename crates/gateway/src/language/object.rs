//! Languages and registers.

use async_graphql::{Context, ID, Object};
use domain::taxonomy as model;

use crate::code::Coded;
use crate::object::{document_object, global_id};
use crate::scalar::LanguageTag;
use crate::text::{LocalizedText, localized};

document_object! {
    Language(model::Language)
}

/// A language or register (Sprache) in which entries are offered or texts are written.
#[Object]
impl Language {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The number of the published revision, from 1: what the next change starts from.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// The stable name in addresses: the tag in lower case.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// The tag.
    async fn tag(&self) -> LanguageTag {
        LanguageTag(self.0.tag.clone())
    }

    /// Its own name, in itself: for a menu in which people look for their language.
    async fn endonym(&self) -> &str {
        self.0.endonym.as_str()
    }

    /// Its name in the reader's language.
    async fn label(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.label, language)
    }

    /// The direction in which it is written.
    async fn direction(&self) -> Coded<domain::text::Direction> {
        Coded(self.0.tag.direction())
    }
}
