//! What somebody maintains, and what waits for a review.

use application::entries::{Head, HeadFilter, HeadPage};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use domain::aggregate::EditorialState;
use domain::id::{EntityKind, OrganizationId, TypedId};

use super::Revision;
use super::place::Place;
use crate::code::{Coded, codes};
use crate::error::bad_id;
use crate::mutation::refused;
use crate::object::{at_most_a_page, global_id};
use crate::record::{Part, Record, RecordPage};
use crate::request::{actor, application, person};
use crate::scalar::DateTime;

/// What the lists hold.
const KINDS: [RevisionKind; 4] = [
    RevisionKind::Offer,
    RevisionKind::CounsellingPoint,
    RevisionKind::Location,
    RevisionKind::Organization,
];

/// Of what there are revisions.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub enum RevisionKind {
    /// An offer.
    Offer,
    /// A counselling point.
    CounsellingPoint,
    /// A location.
    Location,
    /// An organization.
    Organization,
}

impl RevisionKind {
    const fn kind(self) -> EntityKind {
        match self {
            Self::Offer => EntityKind::Offer,
            Self::CounsellingPoint => EntityKind::CounsellingPoint,
            Self::Location => EntityKind::Location,
            Self::Organization => EntityKind::Organization,
        }
    }
}

/// Which revisions are wanted. A list inside one field means "or", several fields mean "and".
#[derive(Default, InputObject)]
pub struct RevisionFilter {
    /// Where the newest revisions stand; any state unless given.
    states: Option<Vec<Coded<EditorialState>>>,
    /// Of what they are; anything unless given.
    kinds: Option<Vec<RevisionKind>>,
    /// The ids of the organizations whose they are; all that one may read unless given.
    organizations: Option<Vec<ID>>,
}

impl RevisionFilter {
    fn read(self) -> Result<HeadFilter> {
        let kinds = self.kinds.unwrap_or_default();
        let wanted = |kind: &RevisionKind| kinds.is_empty() || kinds.contains(kind);
        let owners = at_most_a_page(self.organizations, &["filter", "organizations"])?;
        let owners = owners.iter().enumerate().map(|(index, id)| {
            let place = ["filter", "organizations", &index.to_string()];
            OrganizationId::from_global(id).map_err(|error| bad_id(&error, &place))
        });
        Ok(HeadFilter {
            states: codes(self.states),
            kinds: KINDS
                .into_iter()
                .filter(wanted)
                .map(RevisionKind::kind)
                .collect(),
            owners: owners.collect::<Result<_>>()?,
            ..HeadFilter::default()
        })
    }
}

/// What whoever asks maintains or coordinates: the newest revision of each, that which was written
/// last first.
pub(crate) async fn maintained(
    ctx: &Context<'_>,
    filter: Option<RevisionFilter>,
    part: &Part,
) -> Result<RecordPage<Revision>> {
    let filter = filter.unwrap_or_default().read()?;
    let wanted = (filter, page(part)?);
    let heads = Box::pin(application(ctx).maintained(actor(ctx), wanted)).await;
    let heads = heads.map_err(|error| refused(ctx, error))?;
    let revisions = newest(ctx, &heads).await?;
    Ok(part.page(revisions.into_iter().flatten()))
}

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
        let wanted = (RevisionFilter::default().read()?, page(&part)?);
        let heads = Box::pin(application(ctx).waiting_for_review(actor(ctx), wanted)).await;
        let heads = heads.map_err(|error| refused(ctx, error))?;
        let revisions = newest(ctx, &heads).await?;
        let items = heads.into_iter().zip(revisions);
        Ok(part.page(items.map(|(head, revision)| ReviewItem { head, revision })))
    }
}

fn page(part: &Part) -> Result<HeadPage> {
    let place = part.after.as_deref().map(Place::read).transpose()?;
    Ok(HeadPage {
        after: place.map(|place| place.cursor()),
        limit: part.wanted(),
    })
}

/// The newest revisions of these, each in its place.
async fn newest(ctx: &Context<'_>, heads: &[Head]) -> Result<Vec<Option<Revision>>> {
    let wanted = heads.iter().map(|head| (head.entity, Some(head.revision)));
    let wanted: Vec<_> = wanted.collect();
    Box::pin(Revision::find_all(ctx, &wanted)).await
}

pub struct ReviewItem {
    head: Head,
    revision: Option<Revision>,
}

/// Something that waits for a review.
#[Object]
impl ReviewItem {
    /// The id of what it is about: of the offer, the counselling point, the location or the
    /// organization.
    async fn entity_id(&self) -> ID {
        global_id(self.head.entity)
    }

    /// When it was handed in.
    async fn waiting_since(&self) -> DateTime {
        DateTime(self.head.updated_at)
    }

    /// Whether the public reads an older revision of it already.
    async fn is_change(&self) -> bool {
        self.head.published.is_some()
    }

    /// The revision that waits; null when that was decided meanwhile.
    async fn revision(&self) -> Option<&Revision> {
        self.revision.as_ref()
    }
}

impl Record for ReviewItem {
    /// Its place in the list.
    fn global(&self) -> String {
        Place::of(&self.head).to_string()
    }
}
