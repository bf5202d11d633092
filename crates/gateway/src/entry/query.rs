//! Lists of entries.

use std::hash::Hash;

use async_graphql::{Context, Object, Result};
use catalogue::Snapshot;
use domain::entry as model;
use domain::entry::EntryId;
use domain::id::EntityId;

use super::{Entry, EntryFilter, EntryOrder};
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::error::{bad_id, bad_input};
use crate::object::Lookup;
use crate::request::snapshot;

#[derive(Default)]
pub struct EntryQuery;

/// Entry points for entries of both kinds.
#[Object]
impl EntryQuery {
    /// An entry of either kind; null when nothing published is called so. For links that people
    /// share.
    async fn entry(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Entry>> {
        let snapshot = snapshot(ctx);
        let document = match by {
            Lookup::Id(id) => {
                let id =
                    EntityId::from_global(&id).map_err(|error| bad_id(&error, &["by", "id"]))?;
                let id = EntryId::try_from(id).map_err(|id| {
                    let message = format!("this is an id of the kind {}, not of an entry", id.kind);
                    bad_input(message, &["by", "id"])
                })?;
                snapshot.entry(id)
            }
            Lookup::Slug(slug) => snapshot.entry_with_slug(&slug),
        };
        Ok(document.map(Entry::from))
    }

    /// Everything in the directory: offers and counselling points in one list.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entries are wanted; all of them unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Entry>> {
        let wanted = Wanted {
            list: "entries",
            filter: filter.unwrap_or_default().read(ctx)?,
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::entries, &page).await
    }
}

/// The entries of something, called by its id: those within its bounds that the reader wants.
pub(crate) async fn entries_of(
    ctx: &Context<'_>,
    owner: impl Hash,
    bounds: model::EntryFilter,
    (filter, order): (Option<EntryFilter>, EntryOrder),
    page: &PageArguments,
) -> Result<Connection<Entry>> {
    let filter = filter.unwrap_or_default().read(ctx)?;
    let wanted = Wanted {
        list: ("entries of", owner),
        filter: model::EntryFilter {
            also: Some(Box::new(filter)),
            ..bounds
        },
        order: order.read(ctx),
    };
    Connection::of(ctx, wanted, Snapshot::entries, page).await
}
