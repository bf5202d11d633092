//! Entry points for districts.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use domain::place::{self as model, DistrictKind};
use domain::policy::Published;

use super::District;
use crate::code::{Coded, codes};
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::Lookup;
use crate::order::TaxonomyOrder;
use crate::request::snapshot;

#[derive(Default)]
pub struct DistrictQuery;

/// Entry points for districts.
#[Object]
impl DistrictQuery {
    /// A district; null when nothing published is called so.
    async fn district(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<District>> {
        Ok(by.find(ctx)?.map(District))
    }

    /// Districts.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn districts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Kinds of areas; all of them unless given.")] kinds: Option<
            Vec<Coded<DistrictKind>>,
        >,
        #[graphql(default)] order: TaxonomyOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<District>> {
        let kinds = codes(kinds);
        let order = order.read(ctx);
        let name = list_name(("districts", &kinds, &order));
        let list =
            snapshot(ctx).wanted(&order, move |district: &Arc<Published<model::District>>| {
                kinds.is_empty() || kinds.contains(&district.kind)
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
