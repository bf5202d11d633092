//! Parts of the city.

use async_graphql::{Context, ID, Object, Result};
use domain::place as model;

use crate::code::Coded;
use crate::connection::{Connection, PageArguments, page_cost};
use crate::entry::{Entry, EntryFilter, EntryOrder, entries_of};
use crate::location::Coordinates;
use crate::object::{document_object, global_id, linked_all, referring};
use crate::scalar::{DateTime, LanguageTag};
use crate::text::{LocalizedText, localized};

document_object! {
    District(model::District)
}

/// A part of the city, the city itself, or the county (Stadtbezirk, Quartier). Official districts
/// nest in the city, the city in the county; neighbourhoods are a second layer that may overlap.
#[Object]
impl District {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// Its official name.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// Its name in the reader's language and script.
    async fn label(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.label, language)
    }

    /// What kind of area it is.
    async fn kind(&self) -> Coded<model::DistrictKind> {
        Coded(self.0.kind)
    }

    /// The official municipality key (AGS) of a city or county; else null.
    async fn official_key(&self) -> Option<&str> {
        self.0
            .official_key
            .as_ref()
            .map(domain::text::Words::as_str)
    }

    /// What it lies in; a neighbourhood may overlap several districts.
    #[graphql(complexity = "5 * child_complexity")]
    async fn parents(&self, ctx: &Context<'_>) -> Vec<District> {
        linked_all(ctx, self.0.parents.iter().copied())
    }

    /// What lies directly within it.
    #[graphql(complexity = "20 * child_complexity")]
    async fn children(&self, ctx: &Context<'_>) -> Vec<District> {
        referring(ctx, self.0.id, |child: &model::District| {
            child.parents.contains(&self.0.id)
        })
    }

    /// Its middle; null when unknown.
    async fn centroid(&self) -> Option<Coordinates> {
        self.0.centroid.map(Coordinates::from)
    }

    /// The entries that take place in it. For those that serve its people wherever they are, filter `entries` by `serves`.
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
            located_in: vec![self.0.id],
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

    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.stamp().updated_at)
    }
}
