//! What an action is about, as far as policy must know.

use std::collections::{BTreeSet, HashMap};

use crate::account::Jurisdiction;
use crate::aggregate::Aggregate;
use crate::id::{ActionAreaId, DistrictId, EntityId, EntityKind, OrganizationId, TypedId};
use crate::text::LanguageTag;

/// What an action is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Resource {
    /// Which aggregate.
    pub entity: EntityId,
    /// The organization whose members maintain it.
    pub owner: Option<OrganizationId>,
    /// Whether the coordinating office lets that organization publish without a review.
    pub owner_is_trusted: bool,
    /// The districts in which it lies, with everything in which those lie.
    pub districts: BTreeSet<DistrictId>,
    /// The areas of action to which it belongs.
    pub areas: BTreeSet<ActionAreaId>,
    /// The organizations to which the plan gives a part in it.
    pub responsible: BTreeSet<OrganizationId>,
    /// Whether one of its revisions is published.
    pub is_published: bool,
    /// The languages of a translation that is to be written.
    pub languages: BTreeSet<LanguageTag>,
}

impl Resource {
    /// An aggregate of which nothing is known: enough for whoever may do everything.
    #[must_use]
    pub fn of(entity: impl Into<EntityId>) -> Self {
        Self {
            entity: entity.into(),
            owner: None,
            owner_is_trusted: false,
            districts: BTreeSet::new(),
            areas: BTreeSet::new(),
            responsible: BTreeSet::new(),
            is_published: false,
            languages: BTreeSet::new(),
        }
    }

    /// What a content says about whose it is and where it lies. A change is judged twice, by what
    /// stood there and by what shall: otherwise it could move a thing out of a foreign hand.
    #[must_use]
    pub fn about<T: Aggregate>(content: &T, around: &Surroundings) -> Self {
        let entity = content.id().entity();
        let mut resource = Self {
            owner: content.owner(),
            owner_is_trusted: content
                .owner()
                .is_some_and(|owner| around.trusted.contains(&owner)),
            ..Self::of(entity)
        };
        let mut seen = BTreeSet::new();
        let mut open = content.lies_in();
        open.push(entity);
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            match next.kind {
                EntityKind::District => {
                    resource.districts.insert(DistrictId::from_uuid(next.uuid));
                }
                EntityKind::ActionArea => {
                    resource.areas.insert(ActionAreaId::from_uuid(next.uuid));
                }
                _ => {}
            }
            if next != entity {
                open.extend(around.above.get(&next).into_iter().flatten());
            }
        }
        resource
    }

    /// Whether a coordinator of this jurisdiction is responsible for it.
    pub(super) fn is_within(&self, jurisdiction: &Jurisdiction) -> bool {
        match jurisdiction {
            Jurisdiction::Everything => true,
            Jurisdiction::Parts { districts, areas } => {
                !self.districts.is_disjoint(districts) || !self.areas.is_disjoint(areas)
            }
        }
    }
}

/// What lies around resources: in which districts their locations lie, to which areas the items of
/// the plan belong, and which organizations are trusted.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    above: HashMap<EntityId, Vec<EntityId>>,
    trusted: BTreeSet<OrganizationId>,
}

impl Surroundings {
    /// Learn in what a thing lies.
    pub fn learn<T: Aggregate>(&mut self, content: &T) {
        self.above.insert(content.id().entity(), content.lies_in());
    }

    /// Learn that the coordinating office lets an organization publish without a review. Only its
    /// published revision may say so.
    pub fn trust(&mut self, organization: OrganizationId) {
        self.trusted.insert(organization);
    }

    /// What has to be learned next to know where these lie; nothing once all is known.
    #[must_use]
    pub fn unknown(&self, from: impl IntoIterator<Item = EntityId>) -> BTreeSet<EntityId> {
        let mut seen = BTreeSet::new();
        let mut unknown = BTreeSet::new();
        let mut open: Vec<EntityId> = from.into_iter().collect();
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            match self.above.get(&next) {
                Some(above) => open.extend(above),
                None => {
                    unknown.insert(next);
                }
            }
        }
        unknown
    }
}
