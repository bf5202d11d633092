//! Entry points for areas of action.

use async_graphql::{Context, Object, Result};

use super::ActionArea;
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::Lookup;
use crate::order::PlanOrder;
use crate::request::snapshot;

#[derive(Default)]
pub struct ActionAreaQuery;

/// Entry points for areas of action.
#[Object]
impl ActionAreaQuery {
    /// An area of action; null when nothing published is called so.
    async fn action_area(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<ActionArea>> {
        Ok(by.find(ctx)?.map(ActionArea))
    }

    /// Areas of action.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn action_areas(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] order: PlanOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<ActionArea>> {
        let order = order.read(ctx);
        let name = list_name(("action_areas", &order));
        let list = snapshot(ctx).all::<domain::plan::ActionArea>(&order);
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}
