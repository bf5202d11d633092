//! Entry points for target groups.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use domain::policy::Published;
use domain::taxonomy::{self as model, TargetGroupAxis};

use super::TargetGroup;
use crate::code::{Coded, codes};
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::Lookup;
use crate::order::TaxonomyOrder;
use crate::request::snapshot;

#[derive(Default)]
pub struct TargetGroupQuery;

/// Entry points for target groups.
#[Object]
impl TargetGroupQuery {
    /// A target group; null when nothing published is called so.
    async fn target_group(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<TargetGroup>> {
        Ok(by.find(ctx)?.map(TargetGroup))
    }

    /// Target groups.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn target_groups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Axes; all of them unless given.")] axes: Option<
            Vec<Coded<TargetGroupAxis>>,
        >,
        #[graphql(default)] order: TaxonomyOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<TargetGroup>> {
        let axes = codes(axes);
        let order = order.read(ctx);
        let name = list_name(("target_groups", &axes, &order));
        let list =
            snapshot(ctx).wanted(&order, move |group: &Arc<Published<model::TargetGroup>>| {
                axes.is_empty() || axes.contains(&group.axis)
            });
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}
