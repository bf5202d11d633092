//! Lists of responsibilities.

use std::hash::Hash;

use async_graphql::{Context, Object, Result};
use catalogue::{List, Order};
use domain::plan as model;

use super::{Responsibility, ResponsibilityFilter};
use crate::connection::{Connection, PageArguments, list_name, page_cost};
use crate::object::Lookup;
use crate::request::snapshot;

#[derive(Default)]
pub struct ResponsibilityQuery;

/// Entry points for responsibilities.
#[Object]
impl ResponsibilityQuery {
    /// A responsibility; null when nothing published is called so.
    async fn responsibility(
        &self,
        ctx: &Context<'_>,
        by: Lookup,
    ) -> Result<Option<Responsibility>> {
        Ok(by.find(ctx)?.map(Responsibility))
    }

    /// Who does what for which subject: by organization, by subject, by role, in the order of the
    /// plan.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn responsibilities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones are wanted; all of them unless given.")] filter: Option<
            ResponsibilityFilter,
        >,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Responsibility>> {
        let filter = filter.unwrap_or_default().read(ctx)?;
        let name = list_name(("responsibilities", &filter));
        let list = snapshot(ctx).responsibilities(filter, &Order::Position);
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::new(list, name, &page).await
    }
}

/// The responsibilities of something, called by its id: those within its bounds that the reader
/// wants. The bounds narrow a filter, and tell whether anything can be left of it.
pub(crate) async fn responsibilities_of(
    ctx: &Context<'_>,
    owner: impl Hash,
    bounds: impl FnOnce(&mut model::ResponsibilityFilter) -> bool,
    filter: Option<ResponsibilityFilter>,
    page: &PageArguments,
) -> Result<Connection<Responsibility>> {
    let mut filter = filter.unwrap_or_default().read(ctx)?;
    let possible = bounds(&mut filter);
    let name = list_name(("responsibilities of", owner, &filter));
    let list = if possible {
        snapshot(ctx).responsibilities(filter, &Order::Position)
    } else {
        List::empty()
    };
    Connection::new(list, name, page).await
}
