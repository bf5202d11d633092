//! Entry points for measures.

use async_graphql::{Context, Object, Result};
use catalogue::Snapshot;

use super::Measure;
use super::filter::MeasureFilter;
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::object::Lookup;
use crate::order::PlanOrder;

#[derive(Default)]
pub struct MeasureQuery;

/// Entry points for measures.
#[Object]
impl MeasureQuery {
    /// A measure; null when nothing published is called so.
    async fn measure(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Measure>> {
        Ok(by.find(ctx)?.map(Measure))
    }

    /// Measures, as many as are wanted.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn measures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones are wanted; all of them unless given.")] filter: Option<
            MeasureFilter,
        >,
        #[graphql(default)] order: PlanOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Measure>> {
        let wanted = Wanted {
            list: "measures",
            filter: filter.unwrap_or_default().read(ctx)?,
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::measures, &page).await
    }
}
