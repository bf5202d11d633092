//! Entry points for languages.

use async_graphql::{Context, Object, Result};

use super::Language;
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::Lookup;
use crate::order::TaxonomyOrder;
use crate::request::snapshot;

#[derive(Default)]
pub struct LanguageQuery;

/// Entry points for languages.
#[Object]
impl LanguageQuery {
    /// A language; null when nothing published is called so.
    async fn language(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Language>> {
        Ok(by.find(ctx)?.map(Language))
    }

    /// Languages.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn languages(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] order: TaxonomyOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Language>> {
        let order = order.read(ctx);
        let name = list_name(("languages", &order));
        let list = snapshot(ctx).all::<domain::taxonomy::Language>(&order);
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}
