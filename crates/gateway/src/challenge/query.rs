//! Entry points for challenges.

use async_graphql::{Context, Object, Result};
use catalogue::Snapshot;

use super::Challenge;
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::object::Lookup;
use crate::order::PlanOrder;
use crate::plan_item::PlanItemFilter;

#[derive(Default)]
pub struct ChallengeQuery;

/// Entry points for challenges.
#[Object]
impl ChallengeQuery {
    /// A challenge; null when nothing published is called so.
    async fn challenge(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Challenge>> {
        Ok(by.find(ctx)?.map(Challenge))
    }

    /// Challenges, as many as are wanted.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn challenges(
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
    ) -> Result<Connection<Challenge>> {
        let wanted = Wanted {
            list: "challenges",
            filter: filter.unwrap_or_default().read(ctx)?,
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::challenges, &page).await
    }
}
