//! Entry points for everything that has a global id.

use async_graphql::{Context, ID, Object, Result};

use super::Node;
use crate::connection::MAX_PAGE;
use crate::error::bad_input;

#[derive(Default)]
pub struct NodeQuery;

/// Entry points for everything that has a global id.
#[Object]
impl NodeQuery {
    /// The thing with this id; null when nothing published has it, and no revision that whoever asks
    /// may read.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id, as every `id` field gives it.")] id: ID,
    ) -> Result<Option<Node>> {
        Ok(Node::find_all(ctx, &[id]).await?.pop().flatten())
    }

    /// The things with these ids, in the same order; null for each that nothing published has, and no
    /// revision that whoever asks may read. For favourites that an app keeps.
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
        Node::find_all(ctx, &ids).await
    }
}
