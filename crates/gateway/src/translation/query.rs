//! Entry points for those who translate.

use application::translations::{TaskPage, WorkFilter};
use async_graphql::{Context, ID, Object, Result};
use domain::code::Code;
use domain::id::{EntityId, EntityKind, OrganizationId, TypedId};
use domain::translation::TranslationState;

use super::object::{TranslationCoverage, TranslationSheet, TranslationTask};
use super::sheet;
use crate::code::{Coded, codes};
use crate::error::{bad_id, bad_input};
use crate::mutation::refused;
use crate::record::{Part, RecordPage};
use crate::request::{actor, application};
use crate::scalar::LanguageTag;

#[derive(Default)]
pub struct TranslationQuery;

/// Entry points for those who translate.
#[Object]
impl TranslationQuery {
    /// Every text of one thing beside its translation into one language: for translators what is
    /// published, for those who maintain it and the coordinating office the newest revision. Null for
    /// everybody else, and where there is no such thing.
    #[graphql(complexity = "20 * child_complexity")]
    async fn translation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of what is to be translated.")] of: ID,
        #[graphql(desc = "Into which language.")] language: LanguageTag,
    ) -> Result<Option<TranslationSheet>> {
        let id = EntityId::from_global(&of).map_err(|error| bad_id(&error, &["of"]))?;
        let found = sheet(ctx, id, &language.0).await;
        let found = found.map_err(|error| refused(ctx, error))?;
        Ok(found.map(TranslationSheet))
    }

    /// What is to be translated into a language, the most urgent first: what is outdated, what was
    /// begun, what is missing, what only a machine translated. Entries and what belongs to them come
    /// before the rest. For translators, analysts, the coordinating office and administrators; for
    /// members of an organization what is theirs.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // arguments of the schema
    async fn translation_work(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Into which language.")] language: LanguageTag,
        #[graphql(desc = "How far things are; all but those that are done unless given.")]
        states: Option<Vec<Coded<TranslationState>>>,
        #[graphql(desc = "What they are; anything unless given.")] kinds: Option<
            Vec<Coded<EntityKind>>,
        >,
        #[graphql(desc = "The id of the organization whose they are; anybody's unless given.")]
        organization: Option<ID>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<TranslationTask>> {
        let part = Part::read(first, after.as_deref())?;
        let filter = WorkFilter {
            states: codes(states),
            kinds: codes(kinds),
            organization: read_organization(organization)?,
        };
        let page = TaskPage {
            after: part.after.as_deref().map(read_place).transpose()?,
            limit: part.wanted() as usize,
        };
        let tasks = application(ctx).translation_work(actor(ctx), &language.0, (filter, page));
        let tasks = Box::pin(tasks).await;
        let tasks = tasks.map_err(|error| refused(ctx, error))?;
        Ok(part.page(tasks.into_iter().map(TranslationTask)))
    }

    /// How far each language is in which the directory is kept, counted over what is published. For
    /// translators, analysts, the coordinating office and administrators; for members of an
    /// organization what is theirs.
    #[graphql(complexity = "20 * child_complexity")]
    async fn translation_coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is counted; everything unless given.")] kinds: Option<
            Vec<Coded<EntityKind>>,
        >,
        #[graphql(desc = "The id of the organization whose it is; anybody's unless given.")]
        organization: Option<ID>,
    ) -> Result<Vec<TranslationCoverage>> {
        let filter = WorkFilter {
            states: Vec::new(),
            kinds: codes(kinds),
            organization: read_organization(organization)?,
        };
        let coverage = application(ctx).translation_coverage(actor(ctx), filter);
        let coverage = Box::pin(coverage).await;
        let coverage = coverage.map_err(|error| refused(ctx, error))?;
        Ok(coverage.into_iter().map(TranslationCoverage).collect())
    }
}

fn read_organization(id: Option<ID>) -> Result<Option<OrganizationId>> {
    id.map(|id| OrganizationId::from_global(&id).map_err(|error| bad_id(&error, &["organization"])))
        .transpose()
}

fn read_place(place: &str) -> Result<(TranslationState, EntityId)> {
    let read = || {
        let (state, id) = place.split_once(' ')?;
        let state = TranslationState::from_code(state).ok()?;
        Some((state, EntityId::from_global(id).ok()?))
    };
    read().ok_or_else(|| {
        bad_input(
            "this is not a cursor of this list: take one from `endCursor`",
            &["after"],
        )
    })
}
