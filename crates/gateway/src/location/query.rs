//! Entry points for locations.

use async_graphql::{Context, ID, Object, Result};

use super::Location;
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::{Lookup, known_ids};
use crate::order::NameOrder;
use crate::request::snapshot;

#[derive(Default)]
pub struct LocationQuery;

/// Entry points for locations.
#[Object]
impl LocationQuery {
    /// A location; null when nothing published is called so.
    async fn location(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Location>> {
        Ok(by.find(ctx)?.map(Location))
    }

    /// Locations.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn locations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Ids of districts in which they lie; all locations unless given.")]
        located_in: Option<Vec<ID>>,
        #[graphql(default)] order: NameOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Location>> {
        let districts = known_ids::<domain::place::District>(ctx, located_in, &["locatedIn"])?;
        let order = order.read(ctx);
        let name = list_name(("locations", &districts, &order));
        let list = snapshot(ctx).locations(districts, &order);
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}
