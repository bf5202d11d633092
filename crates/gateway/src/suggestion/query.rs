//! Entry points for suggestions.

use async_graphql::{Context, Object, Result};
use catalogue::Snapshot;

use super::Suggestion;
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::object::Lookup;
use crate::order::PlanOrder;
use crate::plan_item::PlanItemFilter;

#[derive(Default)]
pub struct SuggestionQuery;

/// Entry points for suggestions.
#[Object]
impl SuggestionQuery {
    /// A suggestion; null when nothing published is called so.
    async fn suggestion(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Suggestion>> {
        Ok(by.find(ctx)?.map(Suggestion))
    }

    /// Suggestions, as many as are wanted.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn suggestions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones are wanted; all of them unless given.")] filter: Option<
            PlanItemFilter,
        >,
        #[graphql(default)] order: PlanOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Suggestion>> {
        let wanted = Wanted {
            list: "suggestions",
            filter: filter.unwrap_or_default().read(ctx)?,
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::suggestions, &page).await
    }
}
