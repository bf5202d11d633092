//! What a filter on entries means: once, here.
//!
//! A list inside one field means "or", several fields mean "and". A filter matches known values
//! only, unless it says `include_unknown`. An empty list asks nothing.

use super::{
    AppointmentMode, CounsellingPoint, Entry, EntryKind, LanguageRole, LifeStage, Offer, OfferKind,
    Place, Position,
};
use crate::audience::TargetGroupTree;
use crate::id::{
    ActionAreaId, DistrictId, LocationId, MeasureId, OrganizationId, TargetGroupId, TopicId,
};
use crate::period::{Age, Instant};
use crate::place::WheelchairAccess;
use crate::taxonomy::{Gender, Hierarchy};
use crate::text::LanguageTag;

/// Which entries a reader wants.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct EntryFilter {
    /// Offers, counselling points.
    pub kinds: Vec<EntryKind>,
    /// Kinds of offers; counselling points match none of them.
    pub offer_kinds: Vec<OfferKind>,
    /// Who runs it.
    pub providers: Vec<OrganizationId>,
    /// The areas of action.
    pub areas: Vec<ActionAreaId>,
    /// What it is about, or anything narrower.
    pub topics: Vec<TopicId>,
    /// Who may come.
    pub target_groups: Vec<TargetGroupId>,
    /// Who may come, by age.
    pub age: Option<Age>,
    /// Who may come, by gender.
    pub gender: Option<Gender>,
    /// Languages spoken there, or interpreted on request.
    pub languages: Vec<LanguageTag>,
    /// Where it is.
    pub located_in: Vec<DistrictId>,
    /// For whom in the city it is there.
    pub serves: Vec<DistrictId>,
    /// The measures of the plan that it implements.
    pub measures: Vec<MeasureId>,
    /// Where it stands in its life.
    pub life_stages: Vec<LifeStage>,
    /// Whether it is free of charge.
    pub free: Option<bool>,
    /// Whether children are looked after meanwhile.
    pub childcare: Option<bool>,
    /// Whether one can come without hurdles.
    pub low_threshold: Option<bool>,
    /// Whether one can take part without a long commitment; counselling points never ask for one.
    pub no_long_commitment: Option<bool>,
    /// Whether a wheelchair gets in.
    pub wheelchair: Vec<WheelchairAccess>,
    /// Whether one needs an appointment; offers have no such mode.
    pub appointment_modes: Vec<AppointmentMode>,
    /// Published at this moment or later.
    pub published_since: Option<Instant>,
    /// Whether entries are kept about which nobody answered what is asked.
    pub include_unknown: bool,
    /// The locations at which it takes place.
    pub locations: Vec<LocationId>,
    /// Whoever matches this one is left out.
    pub not: Option<Box<Self>>,
    /// Whoever does not match this one as well is left out.
    pub also: Option<Box<Self>>,
}

/// An entry as a filter looks at it.
#[derive(Clone, Copy, Debug)]
pub enum EntryView<'a> {
    /// An offer.
    Offer(&'a Offer),
    /// A counselling point.
    CounsellingPoint(&'a CounsellingPoint),
}

impl<'a> EntryView<'a> {
    /// What every entry says.
    #[must_use]
    pub const fn entry(self) -> &'a Entry {
        match self {
            Self::Offer(offer) => &offer.entry,
            Self::CounsellingPoint(point) => &point.entry,
        }
    }

    /// Which kind it is.
    #[must_use]
    pub const fn kind(self) -> EntryKind {
        match self {
            Self::Offer(_) => EntryKind::Offer,
            Self::CounsellingPoint(_) => EntryKind::CounsellingPoint,
        }
    }

    fn topics(self) -> impl Iterator<Item = TopicId> + 'a {
        let counselling: &[TopicId] = match self {
            Self::Offer(_) => &[],
            Self::CounsellingPoint(point) => &point.counselling_topics,
        };
        self.entry().topics.iter().chain(counselling).copied()
    }
}

/// What a filter has to know besides the entry.
pub trait FilterContext {
    /// The target groups and how they nest.
    fn target_groups(&self) -> &TargetGroupTree;
    /// How topics nest.
    fn topics(&self) -> &Hierarchy<TopicId>;
    /// How districts nest.
    fn districts(&self) -> &Hierarchy<DistrictId>;
    /// The district in which a location lies, where known.
    fn district_of(&self, location: LocationId) -> Option<DistrictId>;
    /// Whether a wheelchair gets into a location, where known.
    fn wheelchair_at(&self, location: LocationId) -> Option<WheelchairAccess>;
}

impl EntryFilter {
    /// Whether the entry, published at that moment, is wanted.
    #[must_use]
    pub fn matches(
        &self,
        view: EntryView<'_>,
        published_at: Instant,
        context: &impl FilterContext,
    ) -> bool {
        self.kind_matches(view)
            && self.subject_matches(view, context)
            && self.audience_matches(view.entry(), context)
            && self.language_matches(view.entry())
            && self.place_matches(view.entry(), context)
            && self.facts_match(view, context)
            && self
                .published_since
                .is_none_or(|since| since <= published_at)
            && !self
                .not
                .as_ref()
                .is_some_and(|not| not.matches(view, published_at, context))
            && self
                .also
                .as_ref()
                .is_none_or(|also| also.matches(view, published_at, context))
    }

    fn kind_matches(&self, view: EntryView<'_>) -> bool {
        let offer_kind = match view {
            EntryView::Offer(offer) => {
                self.offer_kinds.is_empty() || self.offer_kinds.contains(&offer.kind)
            }
            EntryView::CounsellingPoint(_) => self.offer_kinds.is_empty(),
        };
        offer_kind && (self.kinds.is_empty() || self.kinds.contains(&view.kind()))
    }

    fn subject_matches(&self, view: EntryView<'_>, context: &impl FilterContext) -> bool {
        let entry = view.entry();
        let topics = context.topics();
        (self.providers.is_empty() || self.providers.contains(&entry.provider))
            && any_of(&self.areas, |area| entry.areas.contains(area))
            && any_of(&self.measures, |measure| entry.measures.contains(measure))
            && any_of(&self.topics, |wanted| {
                view.topics().any(|topic| topics.is_within(topic, *wanted))
            })
    }

    fn audience_matches(&self, entry: &Entry, context: &impl FilterContext) -> bool {
        let groups = context.target_groups();
        any_of(&self.target_groups, |group| {
            entry.audience.admits(*group, groups)
        }) && self
            .age
            .is_none_or(|age| entry.audience.admits_age(age, groups))
            && self
                .gender
                .is_none_or(|gender| entry.audience.admits_gender(gender, groups))
    }

    fn language_matches(&self, entry: &Entry) -> bool {
        let mut known = entry
            .languages
            .iter()
            .chain(entry.places.iter().flat_map(|place| &place.languages))
            .filter(|language| language.role != LanguageRole::Material)
            .peekable();
        if self.languages.is_empty() {
            true
        } else if known.peek().is_none() {
            self.include_unknown
        } else {
            known.any(|own| {
                self.languages
                    .iter()
                    .any(|wanted| own.language.is_within(wanted))
            })
        }
    }

    fn place_matches(&self, entry: &Entry, context: &impl FilterContext) -> bool {
        let districts = context.districts();
        let district = |place: &Place| match place.position {
            Position::At(location) => context.district_of(location),
            Position::Within(district) | Position::WithheldWithin(district) => Some(district),
            Position::Withheld => None,
        };
        let located = self.located_in.is_empty() || {
            let mut known = entry.places.iter().filter_map(district).peekable();
            if known.peek().is_none() {
                self.include_unknown
            } else {
                known.any(|own| {
                    self.located_in
                        .iter()
                        .any(|wanted| districts.is_within(own, *wanted))
                })
            }
        };
        // Who serves the whole city serves each of its districts.
        let at_location = any_of(&self.locations, |wanted| {
            entry.locations().any(|location| location == *wanted)
        });
        let serves = self.serves.is_empty()
            || if entry.service_area.is_empty() {
                self.include_unknown
            } else {
                entry.service_area.iter().any(|served| {
                    self.serves
                        .iter()
                        .any(|wanted| districts.is_within(*wanted, *served))
                })
            };
        located && serves && at_location
    }

    fn facts_match(&self, view: EntryView<'_>, context: &impl FilterContext) -> bool {
        let entry = view.entry();
        let (no_long_commitment, appointment_mode) = match view {
            EntryView::Offer(offer) => (offer.no_long_commitment, None),
            EntryView::CounsellingPoint(point) => (Some(true), Some(point.appointment_mode)),
        };
        let wheelchair = entry.accessibility.wheelchair.or_else(|| {
            entry
                .locations()
                .find_map(|location| context.wheelchair_at(location))
        });
        // Where both are possible, each of them is.
        let appointment = self.appointment_modes.is_empty()
            || appointment_mode.is_some_and(|mode| {
                mode == Some(AppointmentMode::Both) || self.one_of(&self.appointment_modes, mode)
            });
        self.is(self.free, entry.cost.as_ref().and_then(|cost| cost.free))
            && self.is(self.childcare, entry.childcare)
            && self.is(self.low_threshold, entry.low_threshold)
            && self.is(self.no_long_commitment, no_long_commitment)
            && (self.wheelchair.is_empty() || self.one_of(&self.wheelchair, wheelchair))
            && (self.life_stages.is_empty() || self.one_of(&self.life_stages, entry.life_stage))
            && appointment
    }

    fn is(&self, wanted: Option<bool>, known: Option<bool>) -> bool {
        wanted.is_none_or(|wanted| known.map_or(self.include_unknown, |known| known == wanted))
    }

    fn one_of<T: PartialEq>(&self, wanted: &[T], known: Option<T>) -> bool {
        known.map_or(self.include_unknown, |known| wanted.contains(&known))
    }
}

fn any_of<T>(wanted: &[T], matches: impl Fn(&T) -> bool) -> bool {
    wanted.is_empty() || wanted.iter().any(matches)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::HashMap;

    use proptest::option;
    use proptest::prelude::*;

    use super::*;
    use crate::entry::{Cost, EntryLanguage};
    use crate::id::TypedId;
    use crate::sample;

    /// The city with two districts, a neighbourhood in the first, and a location in each.
    #[derive(Default)]
    struct City {
        groups: TargetGroupTree,
        topics: Hierarchy<TopicId>,
        districts: Hierarchy<DistrictId>,
    }

    const DISTRICTS: [&str; 4] = ["city", "north", "south", "corner-of-north"];
    const TOPICS: [&str; 3] = ["education", "homework", "sport"];
    const LANGUAGES: [&str; 3] = ["de", "ar", "uk"];

    fn city() -> City {
        let district = DistrictId::of_slug;
        City {
            groups: TargetGroupTree::default(),
            topics: Hierarchy::new(&HashMap::from([(
                TopicId::of_slug("homework"),
                vec![TopicId::of_slug("education")],
            )])),
            districts: Hierarchy::new(&HashMap::from([
                (district("north"), vec![district("city")]),
                (district("south"), vec![district("city")]),
                (district("corner-of-north"), vec![district("north")]),
            ])),
        }
    }

    impl FilterContext for City {
        fn target_groups(&self) -> &TargetGroupTree {
            &self.groups
        }

        fn topics(&self) -> &Hierarchy<TopicId> {
            &self.topics
        }

        fn districts(&self) -> &Hierarchy<DistrictId> {
            &self.districts
        }

        fn district_of(&self, location: LocationId) -> Option<DistrictId> {
            let known = DISTRICTS
                .iter()
                .find(|name| LocationId::of_slug(name) == location)?;
            Some(DistrictId::of_slug(known))
        }

        fn wheelchair_at(&self, _: LocationId) -> Option<WheelchairAccess> {
            None
        }
    }

    fn one_of(names: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
        proptest::sample::select(names)
    }

    prop_compose! {
        fn offers()(
            free in option::of(any::<bool>()),
            childcare in option::of(any::<bool>()),
            place in option::of(one_of(&DISTRICTS)),
            serves in option::of(one_of(&DISTRICTS)),
            topic in option::of(one_of(&TOPICS)),
            language in option::of(one_of(&LANGUAGES)),
        ) -> Offer {
            let mut offer = sample::offer("o", "p");
            let place = place.map(LocationId::of_slug).map(Position::At);
            offer.entry.places = place.map(|at| sample::place(&offer, at)).into_iter().collect();
            offer.entry.service_area = serves.map(DistrictId::of_slug).into_iter().collect();
            offer.entry.cost = free.map(|free| Cost { free: Some(free), ..Cost::default() });
            offer.entry.childcare = childcare;
            offer.entry.topics = topic.map(TopicId::of_slug).into_iter().collect();
            offer.entry.languages = language
                .map(|tag| EntryLanguage {
                    language: LanguageTag::parse(tag).unwrap(),
                    role: LanguageRole::Spoken,
                })
                .into_iter()
                .collect();
            offer
        }
    }

    prop_compose! {
        fn filters()(
            free in option::of(any::<bool>()),
            childcare in option::of(any::<bool>()),
            located_in in proptest::collection::vec(one_of(&DISTRICTS), 0..3),
            serves in proptest::collection::vec(one_of(&DISTRICTS), 0..3),
            topics in proptest::collection::vec(one_of(&TOPICS), 0..3),
            languages in proptest::collection::vec(one_of(&LANGUAGES), 0..3),
            include_unknown: bool,
        ) -> EntryFilter {
            EntryFilter {
                free,
                childcare,
                located_in: located_in.into_iter().map(DistrictId::of_slug).collect(),
                serves: serves.into_iter().map(DistrictId::of_slug).collect(),
                topics: topics.into_iter().map(TopicId::of_slug).collect(),
                languages: languages
                    .into_iter()
                    .map(|tag| LanguageTag::parse(tag).unwrap())
                    .collect(),
                include_unknown,
                ..EntryFilter::default()
            }
        }
    }

    fn matches(filter: &EntryFilter, offer: &Offer) -> bool {
        let published: chrono::DateTime<chrono::Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
        filter.matches(EntryView::Offer(offer), published.into(), &city())
    }

    proptest! {
        #[test]
        fn a_filter_that_asks_nothing_keeps_everything(offer in offers()) {
            prop_assert!(matches(&EntryFilter::default(), &offer));
        }

        #[test]
        fn not_keeps_exactly_what_the_filter_leaves_out(filter in filters(), offer in offers()) {
            let not = EntryFilter { not: Some(Box::new(filter.clone())), ..EntryFilter::default() };
            prop_assert_ne!(matches(&not, &offer), matches(&filter, &offer));
        }

        #[test]
        fn also_means_and(a in filters(), b in filters(), offer in offers()) {
            let both = EntryFilter { also: Some(Box::new(b.clone())), ..a.clone() };
            prop_assert_eq!(matches(&both, &offer), matches(&a, &offer) && matches(&b, &offer));
        }

        #[test]
        fn a_list_means_or(filter in filters(), offer in offers()) {
            let alone = |topics: Vec<TopicId>| EntryFilter { topics, ..EntryFilter::default() };
            let any = filter.topics.iter().any(|topic| matches(&alone(vec![*topic]), &offer));
            let list = matches(&alone(filter.topics.clone()), &offer);
            prop_assert_eq!(list, filter.topics.is_empty() || any);
        }

        #[test]
        fn asking_for_the_unknown_only_adds(filter in filters(), offer in offers()) {
            let known = EntryFilter { include_unknown: false, ..filter.clone() };
            let unknown = EntryFilter { include_unknown: true, ..filter };
            prop_assert!(!matches(&known, &offer) || matches(&unknown, &offer));
        }

        #[test]
        fn what_lies_in_a_district_lies_in_the_city(filter in filters(), offer in offers()) {
            let city = EntryFilter {
                located_in: vec![DistrictId::of_slug("city")],
                ..EntryFilter::default()
            };
            let district = EntryFilter { located_in: filter.located_in, ..EntryFilter::default() };
            if !district.located_in.is_empty() && matches(&district, &offer) {
                prop_assert!(matches(&city, &offer));
            }
        }
    }

    #[test]
    fn what_serves_the_city_serves_each_district_and_not_the_other_way_round() {
        let serves = |wanted: &str, served: &str| {
            let mut offer = sample::offer("o", "p");
            offer.entry.service_area = vec![DistrictId::of_slug(served)];
            let filter = EntryFilter {
                serves: vec![DistrictId::of_slug(wanted)],
                ..EntryFilter::default()
            };
            matches(&filter, &offer)
        };
        assert!(serves("north", "city"));
        assert!(serves("corner-of-north", "city"));
        assert!(!serves("city", "north"));
        assert!(!serves("south", "north"));
    }

    #[test]
    fn an_unknown_fact_is_neither_yes_nor_no() {
        let offer = sample::offer("o", "p");
        for free in [true, false] {
            let filter = EntryFilter {
                free: Some(free),
                ..EntryFilter::default()
            };
            assert!(!matches(&filter, &offer));
        }
    }
}
