//! The lists that readers ask for.

use std::sync::Arc;

use domain::aggregate::RevisionStamp;
use domain::entry::{
    CounsellingPoint, Entry, EntryFilter, EntryId, EntryKind, EntryView, FilterContext, Offer,
};
use domain::id::{ActionAreaId, DistrictId, EntityId, OrganizationId};
use domain::organization::{Organization, OrganizationFilter};
use domain::place::Location;
use domain::plan::{
    Challenge, Goal, Measure, MeasureFilter, MeasureView, PlanItem, PlanItemFilter, PlanItemId,
    PlanItemView, Responsibility, ResponsibilityFilter, ResponsibilitySubject, Suggestion,
};
use domain::policy::Published;

use crate::list::List;
use crate::order::Order;
use crate::shelf::key;
use crate::snapshot::{Shelved, Snapshot};

/// A published entry of either kind.
#[derive(Clone, Debug)]
pub enum EntryDocument {
    /// An offer.
    Offer(Arc<Published<Offer>>),
    /// A counselling point.
    CounsellingPoint(Arc<Published<CounsellingPoint>>),
}

impl EntryDocument {
    /// What every entry says.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        match self {
            Self::Offer(offer) => &offer.entry,
            Self::CounsellingPoint(point) => &point.entry,
        }
    }

    /// What the revision says about itself.
    #[must_use]
    pub fn stamp(&self) -> RevisionStamp {
        match self {
            Self::Offer(offer) => offer.stamp(),
            Self::CounsellingPoint(point) => point.stamp(),
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> EntryId {
        match self {
            Self::Offer(offer) => EntryId::Offer(offer.id),
            Self::CounsellingPoint(point) => EntryId::CounsellingPoint(point.id),
        }
    }

    fn view(&self) -> EntryView<'_> {
        match self {
            Self::Offer(offer) => EntryView::Offer(offer),
            Self::CounsellingPoint(point) => EntryView::CounsellingPoint(point),
        }
    }
}

impl Snapshot {
    /// Every document of a kind, in an order.
    #[must_use]
    pub fn all<T: Shelved>(&self, order: &Order) -> List<Arc<Published<T>>> {
        List::all(self.shelf::<T>().order(order), Arc::clone)
    }

    /// These documents, in an order.
    #[must_use]
    pub fn few<'a, T: Shelved>(
        &self,
        documents: impl IntoIterator<Item = &'a Arc<Published<T>>>,
        order: &Order,
    ) -> List<Arc<Published<T>>> {
        List::few(
            documents
                .into_iter()
                .map(|document| (key(document, order), Arc::clone(document)))
                .collect(),
        )
    }

    /// Every document of a kind that fulfils a wish, in an order.
    #[must_use]
    pub fn wanted<T: Shelved>(
        &self,
        order: &Order,
        wanted: impl Fn(&Arc<Published<T>>) -> bool + Send + Sync + 'static,
    ) -> List<Arc<Published<T>>> {
        self.all(order).filtered(wanted)
    }

    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<EntryDocument> {
        match id {
            EntryId::Offer(id) => self.find::<Offer>(id).cloned().map(EntryDocument::Offer),
            EntryId::CounsellingPoint(id) => self
                .find::<CounsellingPoint>(id)
                .cloned()
                .map(EntryDocument::CounsellingPoint),
        }
    }

    /// The entry with this slug; an offer before a counselling point.
    #[must_use]
    pub fn entry_with_slug(&self, slug: &str) -> Option<EntryDocument> {
        let offer = self.shelf::<Offer>().find_slug(slug).cloned();
        offer.map(EntryDocument::Offer).or_else(|| {
            let point = self.shelf::<CounsellingPoint>().find_slug(slug).cloned();
            point.map(EntryDocument::CounsellingPoint)
        })
    }

    /// The entries that a filter wants, in an order.
    #[must_use]
    pub fn entries(self: &Arc<Self>, filter: EntryFilter, order: &Order) -> List<EntryDocument> {
        let asks_for = |kind| filter.kinds.is_empty() || filter.kinds.contains(&kind);
        let offers = || self.shelf::<Offer>().order(order);
        let points = || self.shelf::<CounsellingPoint>().order(order);
        let offer = |document: &Arc<_>| EntryDocument::Offer(Arc::clone(document));
        let point = |document: &Arc<_>| EntryDocument::CounsellingPoint(Arc::clone(document));
        let list = match self.few_entries(&filter) {
            Some(few) => List::few(
                few.into_iter()
                    .map(|document| {
                        let key = match &document {
                            EntryDocument::Offer(offer) => key(offer, order),
                            EntryDocument::CounsellingPoint(point) => key(point, order),
                        };
                        (key, document)
                    })
                    .collect(),
            ),
            None => match (
                asks_for(EntryKind::Offer),
                asks_for(EntryKind::CounsellingPoint),
            ) {
                (true, false) => List::all(offers(), offer),
                (false, true) => List::all(points(), point),
                _ => List::all(offers(), offer).merged(points(), point),
            },
        };
        if filter == EntryFilter::default() {
            return list;
        }
        let snapshot = Arc::clone(self);
        list.filtered(move |document| {
            filter.matches(
                document.view(),
                document.stamp().published_at,
                snapshot.as_ref(),
            )
        })
    }

    /// The offers that a filter wants, in an order.
    #[must_use]
    pub fn offers(
        self: &Arc<Self>,
        filter: EntryFilter,
        order: &Order,
    ) -> List<Arc<Published<Offer>>> {
        self.entries_of_kind(filter, order, |offer| EntryView::Offer(offer))
    }

    /// The counselling points that a filter wants, in an order.
    #[must_use]
    pub fn counselling_points(
        self: &Arc<Self>,
        filter: EntryFilter,
        order: &Order,
    ) -> List<Arc<Published<CounsellingPoint>>> {
        self.entries_of_kind(filter, order, |point| EntryView::CounsellingPoint(point))
    }

    fn entries_of_kind<T: Shelved>(
        self: &Arc<Self>,
        filter: EntryFilter,
        order: &Order,
        view: fn(&T) -> EntryView<'_>,
    ) -> List<Arc<Published<T>>> {
        let list = self.all(order);
        if filter == EntryFilter::default() {
            return list;
        }
        let snapshot = Arc::clone(self);
        list.filtered(move |document: &Arc<Published<T>>| {
            let published_at = document.stamp().published_at;
            filter.matches(view(document), published_at, snapshot.as_ref())
        })
    }

    /// The entries among which a filter has to look, when it names few things that know theirs.
    fn few_entries(&self, filter: &EntryFilter) -> Option<Vec<EntryDocument>> {
        let anchors: Vec<EntityId> = if !filter.measures.is_empty() {
            filter.measures.iter().map(|id| (*id).into()).collect()
        } else if !filter.providers.is_empty() {
            filter.providers.iter().map(|id| (*id).into()).collect()
        } else if !filter.locations.is_empty() {
            filter.locations.iter().map(|id| (*id).into()).collect()
        } else {
            return None;
        };
        let mut found: Vec<EntryDocument> = Vec::new();
        for anchor in anchors {
            found.extend(self.entries_referring_to(anchor));
        }
        found.sort_by_key(EntryDocument::id);
        found.dedup_by_key(|document| document.id());
        Some(found)
    }

    /// Every entry that refers to something.
    pub fn entries_referring_to(
        &self,
        to: impl Into<EntityId>,
    ) -> impl Iterator<Item = EntryDocument> + '_ {
        let to = to.into();
        let offers = self
            .referrers::<Offer>(to)
            .cloned()
            .map(EntryDocument::Offer);
        let points = self
            .referrers::<CounsellingPoint>(to)
            .cloned()
            .map(EntryDocument::CounsellingPoint);
        offers.chain(points)
    }

    /// The field of action in which a plan item lies.
    #[must_use]
    pub fn area_of(&self, item: PlanItemId) -> Option<ActionAreaId> {
        match item {
            PlanItemId::Challenge(id) => Some(self.find::<Challenge>(id)?.area),
            PlanItemId::Goal(id) => {
                self.area_of(PlanItemId::Challenge(self.find::<Goal>(id)?.challenge))
            }
            PlanItemId::Suggestion(id) => {
                self.area_of(PlanItemId::Goal(self.find::<Suggestion>(id)?.goal))
            }
            PlanItemId::Measure(id) => {
                self.area_of(PlanItemId::Challenge(self.find::<Measure>(id)?.challenge))
            }
        }
    }

    /// The challenges that a filter wants, in an order.
    #[must_use]
    pub fn challenges(
        self: &Arc<Self>,
        filter: PlanItemFilter,
        order: &Order,
    ) -> List<Arc<Published<Challenge>>> {
        let snapshot = Arc::clone(self);
        self.wanted(order, move |challenge: &Arc<Published<Challenge>>| {
            let view = PlanItemView {
                prioritized: challenge.prioritized,
                ..plan_item(&challenge.item, challenge.area)
            };
            snapshot.fulfils(&filter, view, |measure| measure.challenge == challenge.id)
        })
    }

    /// The goals that a filter wants, in an order.
    #[must_use]
    pub fn goals(
        self: &Arc<Self>,
        filter: PlanItemFilter,
        order: &Order,
    ) -> List<Arc<Published<Goal>>> {
        let snapshot = Arc::clone(self);
        self.wanted(order, move |goal: &Arc<Published<Goal>>| {
            let Some(area) = snapshot.area_of(PlanItemId::Goal(goal.id)) else {
                return false;
            };
            let view = plan_item(&goal.item, area);
            snapshot.fulfils(&filter, view, |measure| measure.goals.contains(&goal.id))
        })
    }

    /// The suggestions that a filter wants, in an order.
    #[must_use]
    pub fn suggestions(
        self: &Arc<Self>,
        filter: PlanItemFilter,
        order: &Order,
    ) -> List<Arc<Published<Suggestion>>> {
        let snapshot = Arc::clone(self);
        self.wanted(order, move |suggestion: &Arc<Published<Suggestion>>| {
            let Some(area) = snapshot.area_of(PlanItemId::Suggestion(suggestion.id)) else {
                return false;
            };
            let view = plan_item(&suggestion.item, area);
            snapshot.fulfils(&filter, view, |measure| {
                measure.suggestions.contains(&suggestion.id)
            })
        })
    }

    /// Whether an item that these measures serve is wanted. Entries are looked for only when the
    /// filter asks.
    fn fulfils(
        &self,
        filter: &PlanItemFilter,
        view: PlanItemView<'_>,
        serves: impl Fn(&Measure) -> bool,
    ) -> bool {
        let has_entries = filter.has_entries.is_some()
            && self
                .shelf::<Measure>()
                .iter()
                .filter(|measure| serves(measure))
                .any(|measure| self.entries_implementing(measure).next().is_some());
        let view = PlanItemView {
            has_entries,
            ..view
        };
        filter.matches(view, self.target_groups())
    }

    /// The measures that a filter wants, in an order.
    #[must_use]
    pub fn measures(
        self: &Arc<Self>,
        filter: MeasureFilter,
        order: &Order,
    ) -> List<Arc<Published<Measure>>> {
        let snapshot = Arc::clone(self);
        self.wanted(order, move |measure: &Arc<Published<Measure>>| {
            let Some(area) = snapshot.area_of(PlanItemId::Measure(measure.id)) else {
                return false;
            };
            let parties: Vec<OrganizationId> = snapshot
                .referrers::<Responsibility>(measure.id)
                .map(|responsibility| responsibility.organization)
                .collect();
            let view = MeasureView {
                measure,
                area,
                parties: &parties,
                has_entries: snapshot.entries_implementing(measure).next().is_some(),
            };
            filter.matches(view, snapshot.target_groups())
        })
    }

    /// The entries that implement a measure.
    pub fn entries_implementing(
        &self,
        measure: &Measure,
    ) -> impl Iterator<Item = EntryDocument> + '_ {
        let id = measure.id;
        self.entries_referring_to(id)
            .filter(move |document| document.entry().measures.contains(&id))
    }

    /// The responsibilities that a filter wants, in an order.
    #[must_use]
    pub fn responsibilities(
        self: &Arc<Self>,
        filter: ResponsibilityFilter,
        order: &Order,
    ) -> List<Arc<Published<Responsibility>>> {
        let snapshot = Arc::clone(self);
        let anchors: Vec<EntityId> = if filter.subjects.is_empty() {
            filter.organizations.iter().map(|id| (*id).into()).collect()
        } else {
            filter.subjects.clone()
        };
        let list = if anchors.is_empty() {
            self.all(order)
        } else {
            let mut found: Vec<_> = anchors
                .into_iter()
                .flat_map(|anchor| self.referrers::<Responsibility>(anchor))
                .collect();
            found.sort_by_key(|responsibility| responsibility.id);
            found.dedup_by_key(|responsibility| responsibility.id);
            self.few(found, order)
        };
        list.filtered(move |responsibility| {
            let areas = snapshot.areas_of(responsibility.subject);
            filter.matches(responsibility, &areas)
        })
    }

    /// The organizations that a filter wants, in an order.
    #[must_use]
    pub fn organizations(
        self: &Arc<Self>,
        filter: OrganizationFilter,
        order: &Order,
    ) -> List<Arc<Published<Organization>>> {
        let snapshot = Arc::clone(self);
        self.wanted(order, move |organization: &Arc<Published<Organization>>| {
            let id = organization.id;
            let has_entries = snapshot
                .entries_referring_to(id)
                .any(|document| document.entry().provider == id);
            let has_responsibilities = snapshot.referrers::<Responsibility>(id).next().is_some();
            filter.matches(organization, has_entries, has_responsibilities)
        })
    }

    /// The locations that lie in one of these districts, or all of them, in an order.
    #[must_use]
    pub fn locations(
        self: &Arc<Self>,
        districts: Vec<DistrictId>,
        order: &Order,
    ) -> List<Arc<Published<Location>>> {
        let snapshot = Arc::clone(self);
        self.wanted(order, move |location: &Arc<Published<Location>>| {
            districts.is_empty()
                || location.district.is_some_and(|own| {
                    districts
                        .iter()
                        .any(|wanted| snapshot.districts().is_within(own, *wanted))
                })
        })
    }

    fn areas_of(&self, subject: ResponsibilitySubject) -> Vec<ActionAreaId> {
        match subject {
            ResponsibilitySubject::PlanItem(item) => self.area_of(item).into_iter().collect(),
            ResponsibilitySubject::Area(area) => vec![area],
            ResponsibilitySubject::Entry(entry) => self
                .entry(entry)
                .map(|document| document.entry().areas.clone())
                .unwrap_or_default(),
        }
    }
}

/// A plan item about which nobody else says anything.
const fn plan_item(item: &PlanItem, area: ActionAreaId) -> PlanItemView<'_> {
    PlanItemView {
        item,
        area,
        prioritized: None,
        has_entries: false,
    }
}
