//! What the coordinating office writes about a language.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::taxonomy::Language as Model;

use super::Language;
use super::input::{
    ArchiveLanguageInput, CreateLanguageInput, RestoreLanguageInput, UpdateLanguageInput,
};
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct LanguageMutation;

curated_payloads! {
    /// What came of making a language.
    CreateLanguagePayload {
        /// As the public reads it now.
        language: Language
    }

    /// What came of changing a language.
    UpdateLanguagePayload {
        /// As the public reads it now.
        language: Language
    }

    /// What came of taking a language out.
    ArchiveLanguagePayload {
        /// As the public reads it now.
        language: Language
    }

    /// What came of taking a language up again.
    RestoreLanguagePayload {
        /// As the public reads it now.
        language: Language
    }
}

/// Writing.
#[Object]
impl LanguageMutation {
    /// Make a language: everybody reads it before the answer. For the coordinating office as far as
    /// it is responsible for everything.
    async fn create_language(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateLanguageInput,
    ) -> Result<Option<CreateLanguagePayload>> {
        let editing = Editing::of(ctx)?;
        let (occasion, new) = (
            editing.occasion(),
            (input.language.raw(), input.note.read()),
        );
        let create = application(ctx).create_curated::<Model, _>(&occasion, new);
        CreateLanguagePayload::of(ctx, Box::pin(create).await).await
    }

    /// Change a language: everybody reads it before the answer. For the coordinating office as far
    /// as it is responsible for everything.
    async fn update_language(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateLanguageInput,
    ) -> Result<Option<UpdateLanguagePayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.language.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateLanguagePayload::of(ctx, Box::pin(update).await).await
    }

    /// Take a language out: the public reads it no longer, its history stays. One that an entry or
    /// the site names has to stay (`IN_USE`). For the coordinating office as far as it is
    /// responsible for everything.
    async fn archive_language(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ArchiveLanguageInput,
    ) -> Result<Option<ArchiveLanguagePayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let archive = application(ctx).archive_language(&occasion, which);
        ArchiveLanguagePayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take a language up again that was taken out, as it was: everybody reads it before the
    /// answer. For the coordinating office as far as it is responsible for everything.
    async fn restore_language(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreLanguageInput,
    ) -> Result<Option<RestoreLanguagePayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore_curated::<Model>(&occasion, which);
        RestoreLanguagePayload::of(ctx, Box::pin(restore).await).await
    }
}
