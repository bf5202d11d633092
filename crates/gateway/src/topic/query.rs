//! Entry points for topics.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use domain::policy::Published;
use domain::taxonomy::Topic as Model;

use super::Topic;
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::Lookup;
use crate::order::TaxonomyOrder;
use crate::request::snapshot;

#[derive(Default)]
pub struct TopicQuery;

/// Entry points for topics.
#[Object]
impl TopicQuery {
    /// A topic; null when nothing published is called so.
    async fn topic(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Topic>> {
        Ok(by.find(ctx)?.map(Topic))
    }

    /// Topics.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn topics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whether only topics without a wider one are wanted.")] roots_only: Option<
            bool,
        >,
        #[graphql(default)] order: TaxonomyOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Topic>> {
        let roots_only = roots_only.unwrap_or_default();
        let order = order.read(ctx);
        let name = list_name(("topics", roots_only, &order));
        let list = snapshot(ctx).wanted(&order, move |topic: &Arc<Published<Model>>| {
            !roots_only || topic.parent.is_none()
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
