//! What waits for a review.

use application::entries::{Head, HeadCursor, HeadFilter, HeadPage};
use async_graphql::{Context, ID, Object, Result};
use domain::id::{EntityId, EntityKind};

use super::Revision;
use crate::error::bad_input;
use crate::mutation::refused;
use crate::object::global_id;
use crate::record::{Part, Record, RecordPage};
use crate::request::{actor, application, person};
use crate::scalar::DateTime;

/// What the queue holds.
const KINDS: [EntityKind; 4] = [
    EntityKind::Offer,
    EntityKind::CounsellingPoint,
    EntityKind::Location,
    EntityKind::Organization,
];

#[derive(Default)]
pub struct QueueQuery;

/// What waits for a review.
#[Object]
impl QueueQuery {
    /// What waits for a review, that which was handed in last first: for the coordinating office
    /// everything in its jurisdiction, for members of an organization what is their own.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn review_queue(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<ReviewItem>> {
        person(ctx)?;
        let part = Part::read(first, after.as_deref())?;
        let filter = HeadFilter {
            kinds: KINDS.to_vec(),
            ..HeadFilter::default()
        };
        let page = HeadPage {
            after: part.after.as_deref().map(read_place).transpose()?,
            limit: part.wanted(),
        };
        let heads = application(ctx).waiting_for_review(actor(ctx), (filter, page));
        let heads = Box::pin(heads).await;
        let heads = heads.map_err(|error| refused(ctx, error))?;
        Ok(part.page(heads.into_iter().map(ReviewItem)))
    }
}

pub struct ReviewItem(Head);

/// Something that waits for a review.
#[Object]
impl ReviewItem {
    /// The id of what it is about: of the offer, the counselling point, the location or the
    /// organization.
    async fn entity_id(&self) -> ID {
        global_id(self.0.entity)
    }

    /// When it was handed in.
    async fn waiting_since(&self) -> DateTime {
        DateTime(self.0.updated_at)
    }

    /// Whether the public reads an older revision of it already.
    async fn is_change(&self) -> bool {
        self.0.published.is_some()
    }

    /// The revision that waits; null when that was decided meanwhile.
    #[graphql(complexity = "5 * child_complexity")]
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>> {
        Box::pin(Revision::find(ctx, self.0.entity, Some(self.0.revision))).await
    }
}

impl Record for ReviewItem {
    /// Its place in the list: when it was written, and its id.
    fn global(&self) -> String {
        let at = self.0.updated_at.utc().to_rfc3339();
        format!("{at} {}", self.0.entity.to_global())
    }
}

fn read_place(place: &str) -> Result<HeadCursor> {
    let read = || {
        let (at, id) = place.split_once(' ')?;
        let at = chrono::DateTime::parse_from_rfc3339(at).ok()?;
        let id = EntityId::from_global(id).ok()?;
        Some(HeadCursor {
            updated_at: at.to_utc().into(),
            id: id.uuid,
        })
    };
    read().ok_or_else(|| {
        bad_input(
            "this is not a cursor of this list: take one from `endCursor`",
            &["after"],
        )
    })
}
