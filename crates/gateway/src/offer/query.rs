//! Entry points for offers.

use async_graphql::{Context, Object, Result};

use super::Offer;
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::entry::{EntryFilter, EntryOrder};
use crate::object::Lookup;
use crate::request::snapshot;

#[derive(Default)]
pub struct OfferQuery;

/// Entry points for offers.
#[Object]
impl OfferQuery {
    /// An offer; null when nothing published is called so.
    async fn offer(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Offer>> {
        Ok(by.find(ctx)?.map(Offer))
    }

    /// Offers, as many as are wanted.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn offers(
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
    ) -> Result<Connection<Offer>> {
        let filter = filter.unwrap_or_default().read(ctx)?;
        let order = order.read(ctx);
        let name = list_name(("offers", &filter, &order));
        let list = snapshot(ctx).offers(filter, &order);
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}
