//! What the coordinating office writes about a topic.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::edit::Change as FieldChange;
use domain::taxonomy::Topic as Model;

use super::Topic;
use super::input::{
    ArchiveTopicInput, CreateTopicInput, RestoreTopicInput, RetireTopicInput, UpdateTopicInput,
};
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct TopicMutation;

curated_payloads! {
    /// What came of making a topic.
    CreateTopicPayload {
        /// As the public reads it now.
        topic: Topic
    }

    /// What came of changing a topic.
    UpdateTopicPayload {
        /// As the public reads it now.
        topic: Topic
    }

    /// What came of retiring a topic.
    RetireTopicPayload {
        /// As the public reads it now.
        topic: Topic
    }

    /// What came of taking a topic out.
    ArchiveTopicPayload {
        /// As the public reads it now.
        topic: Topic
    }

    /// What came of taking a topic up again.
    RestoreTopicPayload {
        /// As the public reads it now.
        topic: Topic
    }
}

/// Writing.
#[Object]
impl TopicMutation {
    /// Make a topic: everybody reads it before the answer. For the coordinating office as far as it
    /// is responsible for everything.
    async fn create_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateTopicInput,
    ) -> Result<Option<CreateTopicPayload>> {
        let editing = Editing::of(ctx)?;
        let (occasion, new) = (editing.occasion(), (input.topic.raw(), input.note.read()));
        let create = application(ctx).create_curated::<Model, _>(&occasion, new);
        CreateTopicPayload::of(ctx, Box::pin(create).await).await
    }

    /// Change a topic: everybody reads it before the answer. For the coordinating office as far as
    /// it is responsible for everything.
    async fn update_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateTopicInput,
    ) -> Result<Option<UpdateTopicPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.topic.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateTopicPayload::of(ctx, Box::pin(update).await).await
    }

    /// Retire a topic: it keeps answering for those who have it, and says what to use instead.
    /// Taken back by changing `replacedBy` to null. For the coordinating office as far as it is
    /// responsible for everything.
    async fn retire_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what replaces it.")] input: RetireTopicInput,
    ) -> Result<Option<RetireTopicPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: domain::edit::TopicInput {
                replaced_by: FieldChange::Set(input.replaced_by.0),
                ..Default::default()
            },
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let retire = application(ctx).update_curated(&occasion, change);
        RetireTopicPayload::of(ctx, Box::pin(retire).await).await
    }

    /// Take a topic out: the public reads it no longer, its history stays. One that is in use is
    /// retired instead (`IN_USE`). For the coordinating office as far as it is responsible for
    /// everything.
    async fn archive_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ArchiveTopicInput,
    ) -> Result<Option<ArchiveTopicPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let archive = application(ctx).archive_curated::<Model>(&occasion, which);
        ArchiveTopicPayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take a topic up again that was taken out, as it was: everybody reads it before the answer.
    /// For the coordinating office as far as it is responsible for everything.
    async fn restore_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreTopicInput,
    ) -> Result<Option<RestoreTopicPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore_curated::<Model>(&occasion, which);
        RestoreTopicPayload::of(ctx, Box::pin(restore).await).await
    }
}
