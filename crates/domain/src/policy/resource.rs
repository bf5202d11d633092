//! What an action is about, as far as policy must know.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::account::Jurisdiction;
use crate::aggregate::{Aggregate, PublishedRevision};
use crate::id::{ActionAreaId, DistrictId, EntityId, EntityKind, OrganizationId, TypedId};
use crate::organization::Organization;
use crate::plan::Responsibility;
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
    /// The organizations that are responsible for it and can say how far it is.
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
        Self::placed(&Whereabouts::of(content), around)
    }

    /// The same, where the content is not at hand.
    #[must_use]
    pub fn placed(of: &Whereabouts, around: &Surroundings) -> Self {
        let Whereabouts {
            entity,
            owner,
            lies_in,
        } = of;
        let entity = *entity;
        let mut resource = Self {
            owner: *owner,
            owner_is_trusted: owner.is_some_and(|owner| around.trusted.contains(&owner)),
            ..Self::of(entity)
        };
        let mut seen = BTreeSet::new();
        let mut open = lies_in.clone();
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

    /// The same with the organizations that are responsible for it on this day. Only published
    /// responsibilities may say so, and only those for the thing itself.
    #[must_use]
    pub fn with_parties(
        mut self,
        parties: &[PublishedRevision<Responsibility>],
        today: NaiveDate,
    ) -> Self {
        let parties = parties.iter().map(|it| &it.content);
        let responsible = parties
            .filter(|it| EntityId::from(it.subject) == self.entity)
            .filter(|it| it.reports_progress(today))
            .map(|it| it.organization);
        self.responsible = responsible.collect();
        self
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

/// Whose something is and in what it lies, without the rest of what it says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Whereabouts {
    /// What it is.
    pub entity: EntityId,
    /// The organization whose members maintain it.
    pub owner: Option<OrganizationId>,
    /// In what it lies: see [`Aggregate::lies_in`].
    pub lies_in: Vec<EntityId>,
}

impl Whereabouts {
    /// What a content says of that.
    #[must_use]
    pub fn of<T: Aggregate>(content: &T) -> Self {
        Self {
            entity: content.id().entity(),
            owner: content.owner(),
            lies_in: content.lies_in(),
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
    pub fn learn(&mut self, thing: Whereabouts) {
        self.above.insert(thing.entity, thing.lies_in);
    }

    /// Learn which organizations the coordinating office lets publish without a review. Only their
    /// published revisions may say so: a draft is anybody's wish.
    pub fn trust_where_said(&mut self, organizations: &[PublishedRevision<Organization>]) {
        let trusted = organizations.iter().filter(|it| it.content.trusted);
        self.trusted.extend(trusted.map(|it| it.content.id));
    }

    /// What has to be learned next to know where these lie; nothing once all is known.
    #[must_use]
    pub fn unknown(&self, from: impl IntoIterator<Item = EntityId>) -> BTreeSet<EntityId> {
        let mut seen = BTreeSet::new();
        let mut unknown = BTreeSet::new();
        let mut open: Vec<EntityId> = from.into_iter().collect();
        while let Some(next) = open.pop() {
            // An area lies in nothing that counts.
            if next.kind == EntityKind::ActionArea || !seen.insert(next) {
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
