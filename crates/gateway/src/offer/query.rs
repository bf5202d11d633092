//! Entry points for offers.

use async_graphql::{Context, Object, Result};
use catalogue::Snapshot;

use super::Offer;
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::entry::{EntryFilter, EntryOrder};
use crate::object::Lookup;

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
        let wanted = Wanted {
            list: "offers",
            filter: filter.unwrap_or_default().read(ctx)?,
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::offers, &page).await
    }
}
