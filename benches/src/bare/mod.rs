//! What the program is measured against: the least that async-graphql can do for the same answers.
//!
//! Plain structs, already in the reader's language, with their ids and cursors written beforehand,
//! found in a `Vec` and in `HashMap`s. No argument but `first`, no filter, no order, no limit. Nobody
//! could run a directory with it, and nothing that answers by the same executor can cost less.

mod copy;
mod model;

use async_graphql::{
    ComplexObject, Context, EmptyMutation, EmptySubscription, Object, SimpleObject,
};

pub(crate) use self::copy::Listed;
pub(crate) use self::model::Directory;
use self::model::{District, Location, Offer, Organization, Place, Target, TargetGroup};

/// The bare schema.
pub(crate) type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// The bare schema over a directory.
pub(crate) fn schema(directory: Directory) -> Schema {
    async_graphql::Schema::build(Query, EmptyMutation, EmptySubscription)
        .data(directory)
        .finish()
}

/// What can be asked.
pub(crate) struct Query;

#[Object]
impl Query {
    async fn offers<'a>(&self, ctx: &Context<'a>, first: usize) -> Page<'a> {
        let offers = &directory(ctx).offers;
        let nodes = offers.get(..first).unwrap_or(offers);
        Page {
            nodes,
            page_info: PageInfo {
                has_next_page: nodes.len() < offers.len(),
                end_cursor: nodes.last().map(|offer| offer.cursor.as_str()),
            },
        }
    }
}

#[derive(SimpleObject)]
struct Page<'a> {
    nodes: &'a [Offer],
    page_info: PageInfo<'a>,
}

#[derive(SimpleObject)]
struct PageInfo<'a> {
    has_next_page: bool,
    end_cursor: Option<&'a str>,
}

#[ComplexObject]
impl Offer {
    async fn provider<'a>(&self, ctx: &Context<'a>) -> Option<&'a Organization> {
        directory(ctx).organizations.get(&self.provider_id)
    }
}

#[ComplexObject]
impl Place {
    async fn location<'a>(&self, ctx: &Context<'a>) -> Option<&'a Location> {
        directory(ctx).locations.get(&self.location_id)
    }

    async fn district<'a>(&self, ctx: &Context<'a>) -> Option<&'a District> {
        let directory = directory(ctx);
        let location = directory.locations.get(&self.location_id)?;
        directory.districts.get(&location.district_id?)
    }
}

#[ComplexObject]
impl Target {
    async fn target_group<'a>(&self, ctx: &Context<'a>) -> Option<&'a TargetGroup> {
        directory(ctx).target_groups.get(&self.group_id)
    }
}

fn directory<'a>(ctx: &Context<'a>) -> &'a Directory {
    ctx.data_unchecked::<Directory>()
}
