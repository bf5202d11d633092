//! Topics.

use async_graphql::{Context, ID, Object, Result};
use domain::taxonomy as model;

use crate::connection::{Connection, PageArguments, page_cost};
use crate::entry::{Entry, EntryFilter, EntryOrder, entries_of};
use crate::object::{document_object, global_id, linked, referring};
use crate::scalar::LanguageTag;
use crate::text::{LocalizedText, localized};

document_object! {
    Topic(model::Topic)
}

/// What an entry is about (Thema). Topics nest.
#[Object]
impl Topic {
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

    /// The words for it.
    async fn label(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.label, language)
    }

    /// The wider one; null when it stands on its own.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Topic> {
        linked(ctx, self.0.parent?)
    }

    /// The narrower ones.
    #[graphql(complexity = "20 * child_complexity")]
    async fn children(&self, ctx: &Context<'_>) -> Vec<Topic> {
        referring(ctx, self.0.id, |child: &model::Topic| {
            child.parent == Some(self.0.id)
        })
    }

    /// What replaces it, when it is retired; else null.
    async fn replaced_by(&self, ctx: &Context<'_>) -> Option<Topic> {
        linked(ctx, self.0.replaced_by?)
    }

    /// The name of a pictogram; null when there is none.
    async fn pictogram(&self) -> Option<&str> {
        self.0.pictogram.as_ref().map(domain::id::Slug::as_str)
    }

    /// The entries about it or something narrower.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Entry>> {
        let bounds = domain::entry::EntryFilter {
            topics: vec![self.0.id],
            ..Default::default()
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        entries_of(ctx, self.0.id, bounds, (filter, order), &page).await
    }
}
