//! Entry points for everything that has a global id.

use async_graphql::{Context, ID, Object, Result};
use domain::id::EntityId;

use super::Node;
use crate::connection::MAX_PAGE;
use crate::error::bad_input;

#[derive(Default)]
pub struct NodeQuery;

/// Entry points for everything that has a global id.
#[Object]
impl NodeQuery {
    /// The thing with this id; null when nothing published has it.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id, as every `id` field gives it.")] id: ID,
    ) -> Option<Node> {
        Node::find(ctx, EntityId::from_global(&id).ok()?)
    }

    /// The things with these ids, in the same order; null for each that nothing published has. For
    /// favourites that an app keeps.
    #[graphql(complexity = "ids.len().clamp(1, MAX_PAGE) * child_complexity + 1")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Up to 100 global ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_PAGE {
            return Err(bad_input(
                format!("at most {MAX_PAGE} ids at once, not {}", ids.len()),
                &["ids"],
            ));
        }
        Ok(ids
            .iter()
            .map(|id| Node::find(ctx, EntityId::from_global(id).ok()?))
            .collect())
    }
}
