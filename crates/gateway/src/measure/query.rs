//! Entry points for measures.

use async_graphql::{Context, Object, Result};

use super::Measure;
use super::filter::MeasureFilter;
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::Lookup;
use crate::order::PlanOrder;
use crate::request::snapshot;

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
        let filter = filter.unwrap_or_default().read(ctx)?;
        let order = order.read(ctx);
        let name = list_name(("measures", &filter, &order));
        let list = snapshot(ctx).measures(filter, &order);
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}
