//! A shelf: all published documents of one kind.

use std::sync::Arc;

use domain::aggregate::Aggregate;
use domain::entry::{CounsellingPoint, Offer};
use domain::id::{Slug, TypedId};
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::policy::Published;
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use domain::text::{LanguageTag, LocalizedText};
use imbl::HashMap;
use imbl::ordmap::DiffItem;

use crate::list::Index;
use crate::order::{Order, Rank, SortKey};

/// What a document is sorted by.
pub trait Listed: Aggregate {
    /// Its title, by which it is sorted in each language; nothing where it has none.
    fn title(&self) -> Option<&LocalizedText>;

    /// Its place in the plan or taxonomy; what has no such place stands behind.
    fn position(&self) -> u64 {
        u64::MAX
    }
}

/// All published documents of one kind.
#[derive(Clone, Debug)]
pub struct Shelf<T: Aggregate> {
    documents: HashMap<T::Id, Arc<Published<T>>>,
    slugs: HashMap<Slug, T::Id>,
    newest: Index<Arc<Published<T>>>,
    updated: Index<Arc<Published<T>>>,
    positions: Index<Arc<Published<T>>>,
    titles: Vec<(LanguageTag, Index<Arc<Published<T>>>)>,
}

/// What differs between two states of a shelf.
#[derive(Clone, Debug)]
pub struct Difference<T: Aggregate> {
    /// What stands there now and did not, or said something else.
    pub published: Vec<Arc<Published<T>>>,
    /// What no longer stands there.
    pub withdrawn: Vec<T::Id>,
}

impl<T: Listed> Shelf<T> {
    /// An empty shelf that is sorted by title in these languages.
    pub(crate) fn new(languages: &[LanguageTag]) -> Self {
        Self {
            documents: HashMap::new(),
            slugs: HashMap::new(),
            newest: Index::new(),
            updated: Index::new(),
            positions: Index::new(),
            titles: languages
                .iter()
                .map(|language| (language.clone(), Index::new()))
                .collect(),
        }
    }

    /// The document with this id.
    #[must_use]
    pub fn find(&self, id: T::Id) -> Option<&Arc<Published<T>>> {
        self.documents.get(&id)
    }

    /// The document with this slug.
    #[must_use]
    pub fn find_slug(&self, slug: &str) -> Option<&Arc<Published<T>>> {
        let slug = Slug::parse(slug).ok()?;
        self.find(*self.slugs.get(&slug)?)
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Every document, by its place in the plan or taxonomy.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Published<T>>> {
        self.positions.values()
    }

    /// What differs from an older state. It costs about as much as was changed: what both states share
    /// is passed over.
    #[must_use]
    pub fn since(&self, older: &Self) -> Difference<T> {
        let mut published = Vec::new();
        let mut withdrawn = Vec::new();
        for item in older.newest.diff(&self.newest) {
            match item {
                DiffItem::Add(_, document)
                | DiffItem::Update {
                    new: (_, document), ..
                } => published.push(Arc::clone(document)),
                DiffItem::Remove(_, document) => withdrawn.push(document.id()),
            }
        }
        // What was published at another time stands at another place in the order.
        withdrawn.retain(|id| self.find(*id).is_none());
        Difference {
            published,
            withdrawn,
        }
    }

    /// Put a document in place of an older one.
    pub(crate) fn put(&mut self, document: Published<T>) {
        self.remove(document.id());
        let document = Arc::new(document);
        let id = document.id();
        self.slugs.insert(document.slug().clone(), id);
        self.newest
            .insert(key(&document, &Order::Newest), Arc::clone(&document));
        self.updated
            .insert(key(&document, &Order::Updated), Arc::clone(&document));
        self.positions
            .insert(key(&document, &Order::Position), Arc::clone(&document));
        if let Some(title) = document.title() {
            let mut ranks: Vec<Rank> = Vec::with_capacity(self.titles.len());
            for (language, order) in &mut self.titles {
                let rank = shared(&mut ranks, Rank::of_title(title, language));
                order.insert(keyed(rank, &document), Arc::clone(&document));
            }
        }
        self.documents.insert(id, document);
    }

    /// Take a document away. Returns it, if it was there.
    pub(crate) fn remove(&mut self, id: T::Id) -> Option<Arc<Published<T>>> {
        let document = self.documents.remove(&id)?;
        // Another document may have taken the slug over by now.
        if self.slugs.get(document.slug()) == Some(&id) {
            self.slugs.remove(document.slug());
        }
        self.newest.remove(&key(&document, &Order::Newest));
        self.updated.remove(&key(&document, &Order::Updated));
        self.positions.remove(&key(&document, &Order::Position));
        if let Some(title) = document.title() {
            for (language, order) in &mut self.titles {
                order.remove(&keyed(Rank::of_title(title, language), &document));
            }
        }
        Some(document)
    }

    /// The documents in an order. Titles are sorted in the languages that the directory is kept
    /// in; a reader of another gets the order of the first.
    pub(crate) fn order(&self, order: &Order) -> Index<Arc<Published<T>>> {
        match order {
            Order::Newest => self.newest.clone(),
            Order::Updated => self.updated.clone(),
            Order::Position => self.positions.clone(),
            Order::Title(language) => self
                .titles
                .iter()
                .find(|(known, _)| known == language)
                .or_else(|| self.titles.first())
                .map_or_else(|| self.positions.clone(), |(_, order)| order.clone()),
        }
    }
}

/// Where a document stands in an order.
pub(crate) fn key<T: Listed>(document: &Published<T>, order: &Order) -> SortKey {
    let rank = match order {
        Order::Newest => Rank::of_time(document.stamp().published_at),
        Order::Updated => Rank::of_time(document.stamp().updated_at),
        Order::Position => Rank::Position(document.position()),
        Order::Title(language) => document
            .title()
            .map_or(Rank::Position(document.position()), |title| {
                Rank::of_title(title, language)
            }),
    };
    keyed(rank, document)
}

fn keyed<T: Aggregate>(rank: Rank, document: &Published<T>) -> SortKey {
    SortKey {
        rank,
        id: document.id().uuid().as_u128(),
    }
}

/// The same words in several languages share their memory.
fn shared(ranks: &mut Vec<Rank>, rank: Rank) -> Rank {
    if let Some(same) = ranks.iter().find(|known| **known == rank) {
        return same.clone();
    }
    ranks.push(rank.clone());
    rank
}

macro_rules! listed {
    ($($aggregate:ident, $title:expr, $position:expr;)+) => {$(
        impl Listed for $aggregate {
            fn title(&self) -> Option<&LocalizedText> {
                let title: fn(&Self) -> Option<&LocalizedText> = $title;
                title(self)
            }

            fn position(&self) -> u64 {
                let position: fn(&Self) -> u64 = $position;
                position(self)
            }
        }
    )+};
}

listed! {
    ActionPlan, |this| Some(&this.title), last;
    ActionArea, |this| Some(&this.title), |this| this.order.into();
    Challenge, |this| Some(&this.item.title), |this| this.item.order.into();
    Goal, |this| Some(&this.item.title), |this| this.item.order.into();
    Suggestion, |this| Some(&this.item.title), |this| this.item.order.into();
    Measure, |this| Some(&this.item.title), |this| this.item.order.into();
    Responsibility, |_| None, responsibility_position;
    Organization, |this| Some(&this.name), last;
    Location, |this| Some(&this.name), last;
    District, |this| Some(&this.label), |this| this.order.into();
    TargetGroup, |this| Some(&this.label), |this| this.order.into();
    Topic, |this| Some(&this.label), |this| this.order.into();
    Language, |this| Some(&this.label), |this| this.order.into();
    Term, |this| Some(&this.label), |this| this.order.into();
    Site, |this| Some(&this.name), last;
    Offer, |this| Some(&this.entry.title), last;
    CounsellingPoint, |this| Some(&this.entry.title), last;
}

/// The place of what has none.
const fn last<T>(_: &T) -> u64 {
    u64::MAX
}

/// By the line of the source, then by the place among the parties; what has no line stands behind.
fn responsibility_position(responsibility: &Responsibility) -> u64 {
    let line = responsibility
        .source
        .map_or(u64::from(u32::MAX), |source| source.line.into());
    (line << 20) | u64::from(responsibility.order).min(0xF_FFFF)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use domain::aggregate::{PublishedRevision, RevisionStamp};
    use domain::policy::{Protection, publish};
    use proptest::prelude::*;

    use super::*;

    fn topic((slug, order, first): (u8, u32, i64)) -> Published<Topic> {
        let name = format!("topic-{slug}");
        let label = domain::text::Words::parse(&name).unwrap();
        let topic = Topic {
            id: domain::id::TopicId::of_slug(&name),
            slug: Slug::parse(&name).unwrap(),
            label: LocalizedText::new(LanguageTag::german(), label),
            parent: None,
            order,
            pictogram: None,
            replaced_by: None,
        };
        let at = |second| chrono::DateTime::from_timestamp(second, 0).unwrap().into();
        let stamp = RevisionStamp {
            number: 1,
            published_at: at(first),
            updated_at: at(first),
        };
        let revision = PublishedRevision::new(topic, stamp);
        let today = chrono::NaiveDate::default();
        publish(revision, &Protection::default(), today).unwrap()
    }

    proptest! {
        #[test]
        fn what_differs_makes_the_newer_state_of_the_older_one(
            before in proptest::collection::vec((0..40_u8, 0..3_u32, 0..3_i64), 0..60),
            put in proptest::collection::vec((0..40_u8, 0..3_u32, 0..3_i64), 0..10),
            removed in proptest::collection::vec(0..40_u8, 0..10),
        ) {
            let mut older = Shelf::<Topic>::new(&[]);
            before.into_iter().for_each(|it| older.put(topic(it)));
            let mut newer = older.clone();
            put.into_iter().for_each(|it| newer.put(topic(it)));
            for slug in removed {
                newer.remove(domain::id::TopicId::of_slug(&format!("topic-{slug}")));
            }
            let difference = newer.since(&older);
            // Nothing is named that is the same.
            for document in &difference.published {
                prop_assert_ne!(older.find(document.id()), Some(document));
            }
            let mut patched = older.clone();
            for id in difference.withdrawn {
                prop_assert!(patched.remove(id).is_some());
            }
            for document in difference.published {
                patched.put(document.as_ref().clone());
            }
            prop_assert!(patched.iter().eq(newer.iter()));
            prop_assert!(newer.since(&newer).published.is_empty());
        }
    }
}
