//! What the coordinating office writes about a district.

use application::curation::Change;
use async_graphql::{Context, Object, Result};
use domain::place::District as Model;

use super::District;
use super::input::{
    ArchiveDistrictInput, CreateDistrictInput, RestoreDistrictInput, UpdateDistrictInput,
};
use crate::editing::{Editing, Raw, curated_payloads};
use crate::request::application;
use crate::revision::typed_id;

#[derive(Default)]
pub struct DistrictMutation;

curated_payloads! {
    /// What came of making a district.
    CreateDistrictPayload {
        /// As the public reads it now.
        district: District
    }

    /// What came of changing a district.
    UpdateDistrictPayload {
        /// As the public reads it now.
        district: District
    }

    /// What came of taking a district out.
    ArchiveDistrictPayload {
        /// As the public reads it now.
        district: District
    }

    /// What came of taking a district up again.
    RestoreDistrictPayload {
        /// As the public reads it now.
        district: District
    }
}

/// Writing.
#[Object]
impl DistrictMutation {
    /// Make a district: everybody reads it before the answer. For the coordinating office as far as
    /// it is responsible for everything.
    async fn create_district(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: CreateDistrictInput,
    ) -> Result<Option<CreateDistrictPayload>> {
        let editing = Editing::of(ctx)?;
        let (occasion, new) = (
            editing.occasion(),
            (input.district.raw(), input.note.read()),
        );
        let create = application(ctx).create_curated::<Model, _>(&occasion, new);
        CreateDistrictPayload::of(ctx, Box::pin(create).await).await
    }

    /// Change a district: everybody reads it before the answer. For the coordinating office as far
    /// as it is responsible for everything.
    async fn update_district(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what changes.")] input: UpdateDistrictInput,
    ) -> Result<Option<UpdateDistrictPayload>> {
        let editing = Editing::of(ctx)?;
        let change = Change::<Model, _> {
            id: typed_id(&input.id)?,
            expected: input.expected_revision,
            input: input.district.raw(),
            note: input.note.read(),
        };
        let occasion = editing.occasion();
        let update = application(ctx).update_curated(&occasion, change);
        UpdateDistrictPayload::of(ctx, Box::pin(update).await).await
    }

    /// Take a district out: the public reads it no longer, its history stays. One in which
    /// something lies has to stay (`IN_USE`). For the coordinating office as far as it is
    /// responsible for everything.
    async fn archive_district(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ArchiveDistrictInput,
    ) -> Result<Option<ArchiveDistrictPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let archive = application(ctx).archive_curated::<Model>(&occasion, which);
        ArchiveDistrictPayload::of(ctx, Box::pin(archive).await).await
    }

    /// Take a district up again that was taken out, as it was: everybody reads it before the
    /// answer. For the coordinating office as far as it is responsible for everything.
    async fn restore_district(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RestoreDistrictInput,
    ) -> Result<Option<RestoreDistrictPayload>> {
        let editing = Editing::of(ctx)?;
        let which = (typed_id(&input.id)?, input.expected_revision);
        let occasion = editing.occasion();
        let restore = application(ctx).restore_curated::<Model>(&occasion, which);
        RestoreDistrictPayload::of(ctx, Box::pin(restore).await).await
    }
}
