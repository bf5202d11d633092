//! What somebody maintains, and what waits for a review.

use application::entries::{Head, HeadFilter, HeadOrder, HeadPage};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use chrono::TimeDelta;
use domain::aggregate::EditorialState;
use domain::id::{EntityKind, OrganizationId, TypedId};
use domain::place::District;
use domain::plan::ActionArea;

use super::Revision;
use super::place::Place;
use crate::code::{Coded, codes};
use crate::error::{bad_id, bad_input};
use crate::mutation::refused;
use crate::object::{at_most_a_page, global_id, known_ids};
use crate::record::{Part, Record, RecordPage};
use crate::request::{actor, application, person, reader};
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
        Ok(HeadFilter {
            states: codes(self.states),
            kinds: kinds(self.kinds),
            owners: owners(self.organizations)?,
            ..HeadFilter::default()
        })
    }
}

/// Which of what waits is wanted. A list inside one field means "or", several fields mean "and".
#[derive(Default, InputObject)]
pub struct ReviewFilter {
    /// Of what it is; anything unless given.
    kinds: Option<Vec<RevisionKind>>,
    /// The ids of the organizations whose it is; all that one may read unless given.
    organizations: Option<Vec<ID>>,
    /// Ids of districts in which it lies, by what the public reads of it or by what waits; what lies
    /// within them matches as well.
    districts: Option<Vec<ID>>,
    /// Ids of areas of action to which it belongs, by the same.
    areas: Option<Vec<ID>>,
    /// Only changes to what the public reads (true), or only what it does not read yet (false); both
    /// unless given.
    is_change: Option<bool>,
    /// Only what has waited for at least so many days (0 to 3660).
    waiting_days: Option<i32>,
}

impl ReviewFilter {
    fn read(self, ctx: &Context<'_>) -> Result<HeadFilter> {
        let standing_since = self.waiting_days.map(|days| {
            let now = reader(ctx).now.utc();
            let is_possible = (0..=3660).contains(&days);
            let wrong = || bad_input("so many days are 0 to 3660", &["filter", "waitingDays"]);
            is_possible
                .then(|| (now - TimeDelta::days(days.into())).into())
                .ok_or_else(wrong)
        });
        Ok(HeadFilter {
            kinds: kinds(self.kinds),
            owners: owners(self.organizations)?,
            districts: known_ids::<District>(ctx, self.districts, &["filter", "districts"])?,
            areas: known_ids::<ActionArea>(ctx, self.areas, &["filter", "areas"])?,
            published: self.is_change,
            standing_since: standing_since.transpose()?,
            ..HeadFilter::default()
        })
    }
}

fn kinds(wanted: Option<Vec<RevisionKind>>) -> Vec<EntityKind> {
    let kinds = wanted.unwrap_or_default();
    let is_wanted = |kind: &RevisionKind| kinds.is_empty() || kinds.contains(kind);
    let found = KINDS.into_iter().filter(is_wanted);
    found.map(RevisionKind::kind).collect()
}

fn owners(ids: Option<Vec<ID>>) -> Result<Vec<OrganizationId>> {
    let ids = at_most_a_page(ids, &["filter", "organizations"])?;
    let owner = |(index, id): (usize, &ID)| {
        let place = ["filter", "organizations", &index.to_string()];
        OrganizationId::from_global(id).map_err(|error| bad_id(&error, &place))
    };
    ids.iter().enumerate().map(owner).collect()
}

/// What whoever asks maintains or coordinates: the newest revision of each, that which was written
/// last first.
pub(crate) async fn maintained(
    ctx: &Context<'_>,
    filter: Option<RevisionFilter>,
    part: &Part,
) -> Result<RecordPage<Revision>> {
    let filter = filter.unwrap_or_default().read()?;
    let wanted = (filter, page(part, HeadOrder::NewestFirst)?);
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
    /// What waits for a review, that which has waited longest first: for the coordinating office
    /// everything in its jurisdiction, for members of an organization what is their own.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn review_queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of it; all that waits unless given.")] filter: Option<ReviewFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<ReviewItem>> {
        person(ctx)?;
        let part = Part::read(first, after.as_deref())?;
        let filter = filter.unwrap_or_default().read(ctx)?;
        let wanted = (filter, page(&part, HeadOrder::OldestFirst)?);
        let heads = Box::pin(application(ctx).waiting_for_review(actor(ctx), wanted)).await;
        let heads = heads.map_err(|error| refused(ctx, error))?;
        let revisions = newest(ctx, &heads).await?;
        let items = heads.into_iter().zip(revisions);
        Ok(part.page(items.map(|(head, revision)| ReviewItem { head, revision })))
    }
}

fn page(part: &Part, order: HeadOrder) -> Result<HeadPage> {
    let place = part.after.as_deref().map(Place::read).transpose()?;
    Ok(HeadPage {
        order,
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

    /// When it was handed in. What is confirmed, translated or mended beneath it does not change that.
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
