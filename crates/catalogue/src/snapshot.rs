//! One state of everything published.

use std::collections::HashMap as StdHashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::aggregate::Aggregate;
use domain::audience::TargetGroupTree;
use domain::entry::{CounsellingPoint, FilterContext, Offer};
use domain::for_each_aggregate;
use domain::id::{
    ActionAreaId, ActionPlanId, ChallengeId, CounsellingPointId, DistrictId, EntityId, EntityKind,
    GoalId, LanguageId, LocationId, MeasureId, OfferId, OrganizationId, ResponsibilityId, SiteId,
    SuggestionId, TargetGroupId, TermId, TopicId, TypedId,
};
use domain::organization::Organization;
use domain::place::{District, Location, WheelchairAccess};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::policy::Published;
use domain::site::Site;
use domain::taxonomy::{Hierarchy, Language, TargetGroup, Term, Topic};
use domain::text::LanguageTag;
use imbl::{HashMap, OrdSet};

use crate::change::{Change, Document};
use crate::shelf::{Listed, Shelf};

/// Up to where in the change log a snapshot is true, and for which day.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Position {
    /// Which log: another one after a failover.
    pub epoch: u128,
    /// The last change that is in it.
    pub token: u64,
    /// The day for which consents were checked.
    pub day: NaiveDate,
}

/// How things nest; made anew when one of them changes.
#[derive(Debug, Default)]
struct Trees {
    target_groups: TargetGroupTree,
    topics: Hierarchy<TopicId>,
    districts: Hierarchy<DistrictId>,
}

/// A kind of document that stands on a shelf of its own.
pub trait Shelved: Listed {
    /// Its shelf.
    fn shelf(snapshot: &Snapshot) -> &Shelf<Self>;
}

macro_rules! snapshot {
    ($($aggregate:ident, $module:ident, $id:ident;)+) => {
        /// One state of everything published.
        #[derive(Clone, Debug)]
        pub struct Snapshot {
            position: Position,
            languages: Arc<[LanguageTag]>,
            trees: Arc<Trees>,
            /// Who refers to whom, for what readers walk backwards.
            referrers: HashMap<EntityId, OrdSet<EntityId>>,
            $($module: Shelf<$aggregate>,)+
        }

        $(
            impl Shelved for $aggregate {
                fn shelf(snapshot: &Snapshot) -> &Shelf<Self> {
                    &snapshot.$module
                }
            }
        )+

        impl Snapshot {
            /// Nothing at all, to be sorted by title in these languages.
            #[must_use]
            pub fn empty(languages: &[LanguageTag]) -> Self {
                Self {
                    position: Position::default(),
                    languages: languages.into(),
                    trees: Arc::default(),
                    referrers: HashMap::new(),
                    $($module: Shelf::new(languages),)+
                }
            }

            fn put(&mut self, document: Document) {
                match document {
                    $(Document::$aggregate(document) => {
                        let id = document.id();
                        if let Some(older) = self.$module.remove(id) {
                            self.unlink(id.entity(), &older.links());
                        }
                        self.link(id.entity(), &document.links());
                        self.$module.put(*document);
                    })+
                }
            }

            fn withdraw(&mut self, id: EntityId) {
                match id.kind {
                    $(EntityKind::$aggregate => {
                        if let Some(older) = self.$module.remove($id::from_uuid(id.uuid)) {
                            self.unlink(id, &older.links());
                        }
                    })+
                }
            }

            /// Whether something with this id is published.
            #[must_use]
            pub fn holds(&self, id: EntityId) -> bool {
                match id.kind {
                    $(EntityKind::$aggregate => {
                        self.$module.find($id::from_uuid(id.uuid)).is_some()
                    })+
                }
            }

            /// How many documents there are.
            #[must_use]
            pub fn len(&self) -> usize {
                0 $(+ self.$module.len())+
            }
        }
    };
}

for_each_aggregate!(snapshot);

impl Snapshot {
    /// Whether nothing is published.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Up to where in the change log it is true.
    #[must_use]
    pub const fn position(&self) -> Position {
        self.position
    }

    /// The languages in which titles are sorted, the most important first.
    #[must_use]
    pub fn languages(&self) -> &[LanguageTag] {
        &self.languages
    }

    /// The shelf of a kind.
    #[must_use]
    pub fn shelf<T: Shelved>(&self) -> &Shelf<T> {
        T::shelf(self)
    }

    /// The document with this id.
    #[must_use]
    pub fn find<T: Shelved>(&self, id: T::Id) -> Option<&Arc<Published<T>>> {
        self.shelf::<T>().find(id)
    }

    /// Every document of a kind that refers to this one, in no particular order. Links from entries
    /// and plan items to topics, target groups and districts are not kept: filters find those.
    pub fn referrers<T: Shelved>(
        &self,
        to: impl Into<EntityId>,
    ) -> impl Iterator<Item = &Arc<Published<T>>> {
        self.referrers
            .get(&to.into())
            .into_iter()
            .flat_map(|set| {
                set.range(first_of(T::Id::KIND)..)
                    .take_while(|id| id.kind == T::Id::KIND)
            })
            .filter_map(|id| self.find::<T>(T::Id::from_uuid(id.uuid)))
    }

    /// The state after these changes.
    #[must_use]
    pub fn after(&self, changes: Vec<Change>, position: Position) -> Self {
        let mut next = self.clone();
        let mut reshaped = false;
        for change in changes {
            let kind = match &change {
                Change::Withdrawn(id) => Some(id.kind),
                Change::Published(Document::TargetGroup(_)) => Some(EntityKind::TargetGroup),
                Change::Published(Document::Topic(_)) => Some(EntityKind::Topic),
                Change::Published(Document::District(_)) => Some(EntityKind::District),
                Change::Published(_) => None,
            };
            reshaped |= kind.is_some_and(is_tree);
            match change {
                Change::Published(document) => next.put(document),
                Change::Withdrawn(id) => next.withdraw(id),
            }
        }
        if reshaped {
            next.trees = Arc::new(next.grow_trees());
        }
        next.position = position;
        next
    }

    fn grow_trees(&self) -> Trees {
        let parents_of_topics: StdHashMap<_, _> = self
            .topic
            .iter()
            .map(|topic| (topic.id, topic.parent.into_iter().collect()))
            .collect();
        let parents_of_districts: StdHashMap<_, _> = self
            .district
            .iter()
            .map(|district| (district.id, district.parents.clone()))
            .collect();
        Trees {
            target_groups: TargetGroupTree::new(
                self.target_group.iter().map(|group| group.document()),
            ),
            topics: Hierarchy::new(&parents_of_topics),
            districts: Hierarchy::new(&parents_of_districts),
        }
    }

    fn link(&mut self, from: EntityId, to: &[EntityId]) {
        for target in to
            .iter()
            .filter(|target| is_walked_back(from.kind, target.kind))
        {
            self.referrers.entry(*target).or_default().insert(from);
        }
    }

    fn unlink(&mut self, from: EntityId, to: &[EntityId]) {
        for target in to
            .iter()
            .filter(|target| is_walked_back(from.kind, target.kind))
        {
            if let Some(set) = self.referrers.get_mut(target) {
                set.remove(&from);
                if set.is_empty() {
                    self.referrers.remove(target);
                }
            }
        }
    }
}

impl FilterContext for Snapshot {
    fn target_groups(&self) -> &TargetGroupTree {
        &self.trees.target_groups
    }

    fn topics(&self) -> &Hierarchy<TopicId> {
        &self.trees.topics
    }

    fn districts(&self) -> &Hierarchy<DistrictId> {
        &self.trees.districts
    }

    fn district_of(&self, location: LocationId) -> Option<DistrictId> {
        self.location.find(location)?.district
    }

    fn wheelchair_at(&self, location: LocationId) -> Option<WheelchairAccess> {
        self.location.find(location)?.accessibility.wheelchair
    }
}

const fn first_of(kind: EntityKind) -> EntityId {
    EntityId {
        kind,
        uuid: domain::id::NIL,
    }
}

const fn is_tree(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::TargetGroup | EntityKind::Topic | EntityKind::District
    )
}

/// Whether readers walk from the target back to what refers to it. A topic with half of the
/// directory behind it is asked for by a filter instead.
const fn is_walked_back(from: EntityKind, to: EntityKind) -> bool {
    !is_tree(to) || is_tree(from) || matches!(from, EntityKind::Location)
}
