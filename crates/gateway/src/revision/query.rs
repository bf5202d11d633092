//! Entry points for what is not published.

use async_graphql::{Context, ID, Object, Result};
use domain::id::EntityId;

use super::Revision;
use crate::error::bad_id;

#[derive(Default)]
pub struct RevisionQuery;

/// Entry points for what is not published.
#[Object]
impl RevisionQuery {
    /// A revision of something that providers maintain or that the coordinating office keeps, for those
    /// who maintain or review it; null for everybody else, and where there is none.
    async fn revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The id of what it is a revision of: of an offer, a counselling point, a location \
                    or an organization, or of anything that the coordinating office keeps."
        )]
        of: ID,
        #[graphql(desc = "Its number; the newest one unless given.")] number: Option<u32>,
    ) -> Result<Option<Revision>> {
        let id = EntityId::from_global(&of).map_err(|error| bad_id(&error, &["of"]))?;
        Box::pin(Revision::find(ctx, (id, number))).await
    }
}
