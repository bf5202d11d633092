//! Topics.

use async_graphql::{Context, ID, Object, Result};
use domain::taxonomy as model;

use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::entry::{Entry, EntryFilter, EntryOrder};
use crate::object::{document_object, global_id, linked};
use crate::request::snapshot;
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
        let mut children: Vec<Topic> = snapshot(ctx)
            .referrers::<model::Topic>(self.0.id)
            .filter(|child| child.parent == Some(self.0.id))
            .cloned()
            .map(Topic)
            .collect();
        children.sort_by_key(|child| child.0.order);
        children
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
        let filter = filter.unwrap_or_default().read(ctx)?;
        let filter = domain::entry::EntryFilter {
            topics: vec![self.0.id],
            also: Some(Box::new(filter)),
            ..Default::default()
        };
        let order = order.read(ctx);
        let name = list_name(("entries of", self.0.id, &filter, &order));
        let list = snapshot(ctx).entries(filter, &order);
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}
