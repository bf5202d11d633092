//! Saving translations.

use application::UseCaseError;
use async_graphql::{Context, Object, Result};
use domain::id::EntityId;

use super::input::SaveTranslationInput;
use super::object::TranslationSheet;
use super::{Save, save, sheet};
use crate::editing::Editing;
use crate::error::bad_id;
use crate::mutation::payloads;

#[derive(Default)]
pub struct TranslationMutation;

payloads! {
    /// What came of saving translations.
    SaveTranslationPayload {
        /// The sheet as it stands now: name its `revision` when more is saved.
        sheet: TranslationSheet
    }
}

/// Saving translations.
#[Object]
impl TranslationMutation {
    /// Save translations of one thing into one language; nothing else of it changes. What translators
    /// and the coordinating office write is public at once; what members of the organization write
    /// waits for a review, unless it is trusted. For translators of the language where the thing is
    /// published, for those who maintain it, and for the coordinating office.
    async fn save_translation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is translated, and how.")] input: SaveTranslationInput,
    ) -> Result<Option<SaveTranslationPayload>> {
        let editing = Editing::of(ctx)?;
        let id = EntityId::from_global(&input.id).map_err(|it| bad_id(&it, &["input", "id"]))?;
        let (input, comment) = input.raw();
        let language = input.language();
        let occasion = editing.occasion();
        let saved = save(ctx, id, Save { input, comment }, &occasion).await;
        let shown = match (saved, language) {
            (Ok(_), Ok(language)) => sheet(ctx, id, &language).await,
            (Err(error), _) => Err(error),
            (Ok(_), Err(violations)) => Err(UseCaseError::Rejected(violations)),
        };
        let missing = || UseCaseError::NotFound(id.to_global());
        let shown = shown.and_then(|sheet| sheet.map(TranslationSheet).ok_or_else(missing));
        SaveTranslationPayload::from_outcome(ctx, shown).await
    }
}
