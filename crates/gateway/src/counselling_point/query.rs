//! Entry points for counselling points.

use async_graphql::{Context, Object, Result};
use catalogue::Snapshot;

use super::CounsellingPoint;
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::entry::{EntryFilter, EntryOrder};
use crate::object::Lookup;

#[derive(Default)]
pub struct CounsellingPointQuery;

/// Entry points for counselling points.
#[Object]
impl CounsellingPointQuery {
    /// A counselling point; null when nothing published is called so.
    async fn counselling_point(
        &self,
        ctx: &Context<'_>,
        by: Lookup,
    ) -> Result<Option<CounsellingPoint>> {
        Ok(by.find(ctx)?.map(CounsellingPoint))
    }

    /// Counselling points, as many as are wanted.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn counselling_points(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones are wanted; all of them unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<CounsellingPoint>> {
        let wanted = Wanted {
            list: "counselling_points",
            filter: filter.unwrap_or_default().read(ctx)?,
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::counselling_points, &page).await
    }
}
