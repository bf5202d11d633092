//! Warnings about what may be there already.

use async_graphql::{Context, SimpleObject, Union};
use domain::duplicate::{self as model, Coincidence};
use domain::id::{EntityId, EntityKind, TypedId};

use crate::code::Coded;
use crate::counselling_point::CounsellingPoint;
use crate::location::Location;
use crate::object::linked;
use crate::offer::Offer;
use crate::organization::Organization;

/// Something published that may be the same as what was written.
#[derive(SimpleObject)]
pub struct LikelyDuplicate {
    /// What it is: for an offer or a counselling point either of both, else something of the same kind.
    thing: MaintainedThing,
    /// How alike the titles or names are, from 0 to 1.
    likeness: f64,
    /// What both have in common beside that, as the public knows it; empty where words are all.
    in_common: Vec<Coded<Coincidence>>,
}

/// Something that providers maintain, as the public reads it.
#[derive(Union)]
pub enum MaintainedThing {
    /// An offer.
    Offer(Offer),
    /// A counselling point.
    CounsellingPoint(CounsellingPoint),
    /// A location.
    Location(Location),
    /// An organization.
    Organization(Organization),
}

impl LikelyDuplicate {
    /// Those of these that are still published.
    pub(crate) fn all(ctx: &Context<'_>, found: Vec<model::LikelyDuplicate>) -> Vec<Self> {
        let found = found.into_iter();
        found
            .filter_map(|likely| {
                Some(Self {
                    thing: MaintainedThing::find(ctx, likely.thing)?,
                    likeness: likely.likeness,
                    in_common: likely.in_common.into_iter().map(Coded).collect(),
                })
            })
            .collect()
    }
}

impl MaintainedThing {
    /// The thing with this id, while it is published.
    fn find(ctx: &Context<'_>, id: EntityId) -> Option<Self> {
        use domain::id::{CounsellingPointId, LocationId, OfferId, OrganizationId};

        let uuid = id.uuid;
        Some(match id.kind {
            EntityKind::Offer => Self::Offer(linked(ctx, OfferId::from_uuid(uuid))?),
            EntityKind::CounsellingPoint => {
                Self::CounsellingPoint(linked(ctx, CounsellingPointId::from_uuid(uuid))?)
            }
            EntityKind::Location => Self::Location(linked(ctx, LocationId::from_uuid(uuid))?),
            EntityKind::Organization => {
                Self::Organization(linked(ctx, OrganizationId::from_uuid(uuid))?)
            }
            _ => return None,
        })
    }
}
