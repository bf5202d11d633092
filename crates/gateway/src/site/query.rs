//! The entry point for the site.

use async_graphql::{Context, Object};

use super::Site;
use crate::request::snapshot;

#[derive(Default)]
pub struct SiteQuery;

/// The entry point for the site.
#[Object]
impl SiteQuery {
    /// What the operator says about this directory; null until it is set up.
    async fn site(&self, ctx: &Context<'_>) -> Option<Site> {
        let shelf = snapshot(ctx).shelf::<domain::site::Site>();
        shelf.iter().next().cloned().map(Site)
    }
}
