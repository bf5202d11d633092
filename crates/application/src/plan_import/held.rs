//! The plan as the database has it, and as it becomes.

use std::collections::{HashMap, HashSet};

use domain::aggregate::Aggregate;
use domain::id::{ActionAreaId, EntityId, EntityKind, OrganizationId, PartId, Slug, TypedId};
use domain::organization::Organization;
use domain::plan::{
    ActionArea, ActionPlan, Challenge, Goal, Measure, PlanItem, PlanItemId, ReferenceTarget,
    Responsibility, SourcePosition, Suggestion,
};
use domain::policy::{Role, Scope};
use domain::review::Remark;
use domain::taxonomy::TargetGroup;
use domain::text::Words;
use interchange::plan::ItemKind;
use interchange::seeds::Seeds;
use persistence::{Revision, Store, Tx};

use super::error::PlanImportError;

/// How far an import may go with something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Latitude {
    /// It is new, or only seeds and imports wrote it.
    Free,
    /// A person wrote it: only words that it lacks are filled in.
    WordsOnly,
}

/// Something as it was and as it becomes.
#[derive(Clone, Debug)]
pub(super) struct Kept<T> {
    pub(super) now: T,
    pub(super) before: Option<Revision<T>>,
}

impl<T: Aggregate> Kept<T> {
    pub(super) fn new(now: T) -> Self {
        Self { now, before: None }
    }

    pub(super) fn of(revision: Revision<T>) -> Self {
        Self {
            now: revision.content.clone(),
            before: Some(revision),
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        let before = self.before.as_ref();
        before.is_none_or(|before| before.content != self.now)
    }

    /// A draft waits or it is archived: to publish it would publish what nobody has approved.
    pub(super) fn is_closed(&self) -> bool {
        let before = self.before.as_ref();
        before.is_some_and(|before| !before.is_published())
    }

    /// The number of its newest revision before the import and after it.
    fn numbers(&self) -> (Option<u32>, u32) {
        let before = self.before.as_ref().map(|before| before.number);
        let number = before.unwrap_or_default();
        (before, number + u32::from(self.is_changed()))
    }

    pub(super) fn latitude(&self) -> Latitude {
        match &self.before {
            Some(before) if !is_of_the_program(before) => Latitude::WordsOnly,
            _ => Latitude::Free,
        }
    }
}

/// Whether seeds or an import wrote this revision, whoever brought the document in.
pub(crate) fn is_of_the_program<T>(revision: &Revision<T>) -> bool {
    revision.author.role == Role::Operator
        || revision.comment.as_deref().is_some_and(Remark::is_imported)
}

/// The things of one kind, by their stable names.
#[derive(Debug)]
pub(super) struct Shelf<T: Aggregate> {
    kept: Vec<Kept<T>>,
    places: HashMap<T::Id, usize>,
}

impl<T: Aggregate> Shelf<T> {
    pub(super) fn of(mut revisions: Vec<Revision<T>>) -> Self {
        revisions.sort_by(|a, b| a.content.slug().cmp(b.content.slug()));
        let mut shelf = Self {
            kept: Vec::new(),
            places: HashMap::new(),
        };
        revisions.into_iter().for_each(|it| shelf.put(Kept::of(it)));
        shelf
    }

    pub(super) fn add(&mut self, thing: T) {
        self.put(Kept::new(thing));
    }

    fn put(&mut self, kept: Kept<T>) {
        self.places.insert(kept.now.id(), self.kept.len());
        self.kept.push(kept);
    }

    pub(super) fn get(&self, id: T::Id) -> Option<&Kept<T>> {
        self.kept.get(*self.places.get(&id)?)
    }

    pub(super) fn get_mut(&mut self, id: T::Id) -> Option<&mut Kept<T>> {
        self.kept.get_mut(*self.places.get(&id)?)
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Kept<T>> {
        self.kept.iter()
    }

    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Kept<T>> {
        self.kept.iter_mut()
    }
}

/// Everything of the plan that the database has.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) plan: Kept<ActionPlan>,
    pub(super) areas: Shelf<ActionArea>,
    pub(super) challenges: Shelf<Challenge>,
    pub(super) goals: Shelf<Goal>,
    pub(super) suggestions: Shelf<Suggestion>,
    pub(super) measures: Shelf<Measure>,
    pub(super) responsibilities: Shelf<Responsibility>,
    pub(super) groups: Vec<TargetGroup>,
    pub(super) organizations: HashSet<OrganizationId>,
}

/// The ids of what an import looks at: what the seeds name, and what else is published.
#[derive(Debug)]
pub(super) struct Ids {
    plan: domain::id::ActionPlanId,
    areas: Vec<domain::id::ActionAreaId>,
    challenges: Vec<domain::id::ChallengeId>,
    goals: Vec<domain::id::GoalId>,
    suggestions: Vec<domain::id::SuggestionId>,
    measures: Vec<domain::id::MeasureId>,
    responsibilities: Vec<domain::id::ResponsibilityId>,
    groups: Vec<domain::id::TargetGroupId>,
    organizations: Vec<OrganizationId>,
}

impl Ids {
    pub(super) async fn gather(store: &Store, seeds: &Seeds) -> Result<Self, PlanImportError> {
        let plan = seeds.action_plans.first().ok_or(PlanImportError::NoPlan)?;
        Ok(Self {
            plan: plan.id,
            areas: ids(store, &seeds.action_areas).await?,
            challenges: ids(store, &seeds.challenges).await?,
            goals: ids(store, &seeds.goals).await?,
            suggestions: ids(store, &seeds.suggestions).await?,
            measures: ids(store, &seeds.measures).await?,
            responsibilities: ids(store, &seeds.responsibilities).await?,
            groups: ids(store, &seeds.target_groups).await?,
            organizations: ids::<Organization>(store, &seeds.organizations).await?,
        })
    }

    pub(super) const fn plan(&self) -> domain::id::ActionPlanId {
        self.plan
    }
}

async fn ids<T: Aggregate>(store: &Store, seeds: &[T]) -> Result<Vec<T::Id>, PlanImportError> {
    let mut ids: Vec<T::Id> = seeds.iter().map(Aggregate::id).collect();
    let known: HashSet<T::Id> = ids.iter().copied().collect();
    let published = store.published::<T>().await?;
    let more = published.iter().map(|revision| revision.id());
    ids.extend(more.filter(|id| !known.contains(id)));
    Ok(ids)
}

impl Held {
    pub(super) async fn read(
        tx: &mut Tx,
        scope: &Scope,
        ids: &Ids,
    ) -> Result<Self, PlanImportError> {
        let plan = tx.current::<ActionPlan>(scope, ids.plan).await?;
        let groups = tx.currents::<TargetGroup>(scope, &ids.groups).await?;
        let held = Self {
            plan: Kept::of(plan.ok_or(PlanImportError::NoPlan)?),
            areas: shelf(tx, scope, &ids.areas).await?,
            challenges: shelf(tx, scope, &ids.challenges).await?,
            goals: shelf(tx, scope, &ids.goals).await?,
            suggestions: shelf(tx, scope, &ids.suggestions).await?,
            measures: shelf(tx, scope, &ids.measures).await?,
            responsibilities: shelf(tx, scope, &ids.responsibilities).await?,
            groups: groups.into_iter().map(|it| it.content).collect(),
            organizations: ids.organizations.iter().copied().collect(),
        };
        Ok(held)
    }

    pub(super) fn item(&self, id: PlanItemId) -> Option<&PlanItem> {
        Some(match id {
            PlanItemId::Challenge(id) => &self.challenges.get(id)?.now.item,
            PlanItemId::Goal(id) => &self.goals.get(id)?.now.item,
            PlanItemId::Suggestion(id) => &self.suggestions.get(id)?.now.item,
            PlanItemId::Measure(id) => &self.measures.get(id)?.now.item,
        })
    }

    /// The item as it was, where it is not new.
    pub(super) fn item_before(&self, id: PlanItemId) -> Option<&PlanItem> {
        Some(match id {
            PlanItemId::Challenge(id) => &before(self.challenges.get(id)?)?.item,
            PlanItemId::Goal(id) => &before(self.goals.get(id)?)?.item,
            PlanItemId::Suggestion(id) => &before(self.suggestions.get(id)?)?.item,
            PlanItemId::Measure(id) => &before(self.measures.get(id)?)?.item,
        })
    }

    pub(super) fn item_mut(&mut self, id: PlanItemId) -> Option<(&mut PlanItem, Latitude)> {
        macro_rules! of {
            ($shelf:ident, $id:expr) => {{
                let kept = self.$shelf.get_mut($id)?;
                let latitude = kept.latitude();
                (&mut kept.now.item, latitude)
            }};
        }
        Some(match id {
            PlanItemId::Challenge(id) => of!(challenges, id),
            PlanItemId::Goal(id) => of!(goals, id),
            PlanItemId::Suggestion(id) => of!(suggestions, id),
            PlanItemId::Measure(id) => of!(measures, id),
        })
    }

    /// The number of the newest revision of something before the import and after it.
    pub(super) fn numbers(&self, of: EntityId) -> Option<(Option<u32>, u32)> {
        macro_rules! of {
            ($shelf:ident) => {
                self.$shelf.get(TypedId::from_uuid(of.uuid))?.numbers()
            };
        }
        Some(match of.kind {
            EntityKind::ActionPlan => self.plan.numbers(),
            EntityKind::ActionArea => of!(areas),
            EntityKind::Challenge => of!(challenges),
            EntityKind::Goal => of!(goals),
            EntityKind::Suggestion => of!(suggestions),
            EntityKind::Measure => of!(measures),
            EntityKind::Responsibility => of!(responsibilities),
            _ => return None,
        })
    }

    /// All items in the order of the plan.
    pub(super) fn items(&self) -> Vec<(PlanItemId, &PlanItem)> {
        let mut items = Vec::new();
        macro_rules! add {
            ($($shelf:ident $kind:ident)+) => {$(
                items.extend(
                    self.$shelf
                        .iter()
                        .map(|it| (PlanItemId::$kind(it.now.id), &it.now.item)),
                );
            )+};
        }
        add! { challenges Challenge goals Goal suggestions Suggestion measures Measure }
        items.sort_by_key(|(id, item)| (item.order, *id));
        items
    }
}

pub(super) fn before<T>(kept: &Kept<T>) -> Option<&T> {
    kept.before.as_ref().map(|before| &before.content)
}

async fn shelf<T: Aggregate>(
    tx: &mut Tx,
    scope: &Scope,
    ids: &[T::Id],
) -> Result<Shelf<T>, PlanImportError> {
    Ok(Shelf::of(tx.currents::<T>(scope, ids).await?))
}

/// A thing of the plan that a document can name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thing<'a> {
    pub(super) target: ReferenceTarget,
    pub(super) kind: ItemKind,
    pub(super) slug: &'a Slug,
    pub(super) source: Option<SourcePosition>,
    /// By what it is recognised: its official text, or for an area its name.
    pub(super) text: Option<&'a str>,
}

impl Held {
    /// Everything of this plan, kind by kind and each kind in the order of the plan.
    pub(super) fn things(&self) -> Vec<Thing<'_>> {
        let mut areas: Vec<&ActionArea> = self.areas.iter().map(|kept| &kept.now).collect();
        areas.retain(|area| area.plan == self.plan.now.id);
        areas.sort_by_key(|area| area.order);
        let mut things = Vec::new();
        for area in &areas {
            let named = area.title.version("de");
            things.push(Thing {
                target: ReferenceTarget::Area(area.id),
                kind: ItemKind::Area,
                slug: &area.slug,
                source: area.source,
                text: named.map(|version| version.text.as_str()),
            });
            things.extend(area.sections.iter().map(|section| Thing {
                target: ReferenceTarget::Section {
                    area: area.id,
                    section: section.id,
                },
                kind: ItemKind::Section,
                slug: &section.slug,
                source: section.source,
                text: section.official_text.as_ref().map(Words::as_str),
            }));
        }
        let areas: HashSet<_> = areas.iter().map(|area| area.id).collect();
        for (id, item) in self.items() {
            if !self.area_of(id).is_some_and(|area| areas.contains(&area)) {
                continue;
            }
            things.push(Thing {
                target: ReferenceTarget::Item(id),
                kind: kind_of(id),
                slug: &item.slug,
                source: item.source,
                text: item.official_text.as_ref().map(Words::as_str),
            });
            things.extend(item.steps.iter().map(|step| Thing {
                target: ReferenceTarget::Step {
                    item: id,
                    step: step.id,
                },
                kind: ItemKind::Step,
                slug: &step.slug,
                source: step.source,
                text: step.official_text.as_ref().map(Words::as_str),
            }));
        }
        things.sort_by_key(|thing| thing.kind);
        things
    }

    pub(super) fn area_of(&self, id: PlanItemId) -> Option<ActionAreaId> {
        let challenge = match id {
            PlanItemId::Challenge(id) => id,
            PlanItemId::Goal(id) => self.goals.get(id)?.now.challenge,
            PlanItemId::Suggestion(id) => {
                let goal = self.suggestions.get(id)?.now.goal;
                self.goals.get(goal)?.now.challenge
            }
            PlanItemId::Measure(id) => self.measures.get(id)?.now.challenge,
        };
        Some(self.challenges.get(challenge)?.now.area)
    }
}

/// An aggregate, and a part of it where one is meant.
pub(super) type Address = (EntityId, Option<PartId>);

/// Where a thing is kept.
pub(super) fn address(target: ReferenceTarget) -> Address {
    match target {
        ReferenceTarget::Item(item) => (item.into(), None),
        ReferenceTarget::Area(area) => (area.into(), None),
        ReferenceTarget::Section { area, section } => (area.into(), Some(section)),
        ReferenceTarget::Step { item, step } => (item.into(), Some(step)),
    }
}

pub(super) const fn kind_of(id: PlanItemId) -> ItemKind {
    match id {
        PlanItemId::Challenge(_) => ItemKind::Challenge,
        PlanItemId::Goal(_) => ItemKind::Goal,
        PlanItemId::Suggestion(_) => ItemKind::Suggestion,
        PlanItemId::Measure(_) => ItemKind::Measure,
    }
}
