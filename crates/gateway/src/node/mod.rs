//! Everything that has a global id.

mod query;

use async_graphql::{Context, ID, Result};
use domain::id::{EntityId, EntityKind, TypedId};

pub(crate) use self::query::NodeQuery;
use crate::action_area::ActionArea;
use crate::action_plan::ActionPlan;
use crate::challenge::Challenge;
use crate::counselling_point::{CounsellingPoint, CounsellingPointRevision};
use crate::district::District;
use crate::goal::Goal;
use crate::interface::interface;
use crate::language::Language;
use crate::location::{Location, LocationRevision};
use crate::measure::Measure;
use crate::object::linked;
use crate::offer::{Offer, OfferRevision};
use crate::organization::{Organization, OrganizationRevision};
use crate::responsibility::Responsibility;
use crate::revision::{CuratedRevision, Revision, read_revision_id};
use crate::site::Site;
use crate::suggestion::Suggestion;
use crate::target_group::TargetGroup;
use crate::topic::Topic;
use crate::vocabulary::VocabularyTerm;

interface! {
    /// Everything that has a global id (Relay).
    Node {
        ActionPlan(ActionPlan),
        ActionArea(ActionArea),
        Challenge(Challenge),
        Goal(Goal),
        Suggestion(Suggestion),
        Measure(Measure),
        Responsibility(Responsibility),
        Organization(Organization),
        Location(Location),
        District(District),
        TargetGroup(TargetGroup),
        Topic(Topic),
        Language(Language),
        Term(VocabularyTerm),
        Site(Site),
        Offer(Offer),
        CounsellingPoint(CounsellingPoint),
        OfferRevision(OfferRevision),
        CounsellingPointRevision(CounsellingPointRevision),
        LocationRevision(LocationRevision),
        OrganizationRevision(OrganizationRevision),
        CuratedRevision(CuratedRevision),
    }
}

macro_rules! find_node {
    ($($aggregate:ident, $module:ident, $id:ident;)+) => {
        impl Node {
            /// The thing with this id, while it is published.
            pub(crate) fn find(ctx: &Context<'_>, id: EntityId) -> Option<Self> {
                Some(match id.kind {
                    $(EntityKind::$aggregate => {
                        Self::$aggregate(linked(ctx, domain::id::$id::from_uuid(id.uuid))?)
                    })+
                })
            }
        }
    };
}

domain::for_each_aggregate!(find_node);

impl Node {
    /// The things with these ids, each in its place: what is published, and revisions for those who
    /// may read them. Nothing else has an id here, so that a draft is found by the id of a revision
    /// alone.
    pub(crate) async fn find_all(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Self>>> {
        let mut found: Vec<Option<Self>> = ids
            .iter()
            .map(|id| Self::find(ctx, EntityId::from_global(id).ok()?))
            .collect();
        let revisions = ids.iter().enumerate();
        let (places, wanted): (Vec<usize>, Vec<_>) = revisions
            .filter_map(|(place, id)| {
                let (entity, number) = read_revision_id(id)?;
                Some((place, (entity, Some(number))))
            })
            .unzip();
        if !wanted.is_empty() {
            let revisions = Box::pin(Revision::find_all(ctx, &wanted)).await?;
            for (place, revision) in places.into_iter().zip(revisions) {
                if let Some(slot) = found.get_mut(place) {
                    *slot = revision.map(Self::from);
                }
            }
        }
        Ok(found)
    }
}

impl From<Revision> for Node {
    fn from(revision: Revision) -> Self {
        match revision {
            Revision::Offer(revision) => revision.into(),
            Revision::CounsellingPoint(revision) => revision.into(),
            Revision::Location(revision) => revision.into(),
            Revision::Organization(revision) => revision.into(),
            Revision::Curated(revision) => revision.into(),
        }
    }
}
