//! What the coordinating office writes about a code.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::edit::Change as FieldChange;
use domain::taxonomy::Term as Model;

use super::VocabularyTerm;
use super::input::{RetireTermInput, UpdateTermInput};
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct TermMutation;

curated_payloads! {
    /// What came of changing a code.
    UpdateTermPayload {
        /// As the public reads it now.
        term: VocabularyTerm
    }

    /// What came of retiring a code.
    RetireTermPayload {
        /// As the public reads it now.
        term: VocabularyTerm
    }
}

/// Writing.
#[Object]
impl TermMutation {
    /// Change what is said about a code: everybody reads it before the answer. The code itself
    /// stays: it is the program's, and apps have it. For the coordinating office as far as it is
    /// responsible for everything.
    async fn update_term(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateTermInput,
    ) -> Result<Option<UpdateTermPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.term.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateTermPayload::of(ctx, Box::pin(update).await).await
    }

    /// Retire a code: it keeps answering for those who have it, and says what to use instead. Taken
    /// back by changing `replacedBy` to null. For the coordinating office as far as it is
    /// responsible for everything.
    async fn retire_term(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what replaces it.")] input: RetireTermInput,
    ) -> Result<Option<RetireTermPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: domain::edit::TermInput {
                replaced_by: FieldChange::Set(input.replaced_by),
                ..Default::default()
            },
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let retire = application(ctx).update_curated(&occasion, change);
        RetireTermPayload::of(ctx, Box::pin(retire).await).await
    }
}
