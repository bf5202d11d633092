//! What everything else is sorted by, and what the installation says about itself: how it fits to
//! what else is published.

use std::collections::BTreeSet;

use catalogue::{Shelved, Snapshot};
use domain::aggregate::Aggregate;
use domain::entry::{CounsellingPoint, Entry, Offer};
use domain::id::{LanguageId, TypedId};
use domain::place::District;
use domain::plan::{ActionArea, ActionPlan};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use domain::text::LanguageTag;
use domain::violation::{Rule, Violations};

use super::Fits;
use super::adopted::keep_area;
use crate::Application;
use crate::entries::{Occasion, Saved};
use crate::use_case::UseCaseError;

impl Fits for ActionPlan {
    fn stay_as_adopted(&mut self, now: &Self) {
        self.document.clone_from(&now.document);
    }
}

impl Fits for ActionArea {
    fn stay_as_adopted(&mut self, now: &Self) {
        keep_area(self, now);
    }
}

impl Fits for Site {}

impl Fits for Topic {
    fn settle(&mut self, published: &Snapshot) {
        let siblings = published.shelf::<Self>().iter();
        let siblings = siblings.filter(|other| other.parent == self.parent);
        self.order = place(self.order, siblings.map(|other| other.order));
    }

    fn misfits(&self, published: &Snapshot) -> Violations {
        let mut violations = Violations::default();
        let above = |topic: &Self| Vec::from_iter(topic.parent);
        no_circle(published, self, ("parent", above), &mut violations);
        let instead = |topic: &Self| Vec::from_iter(topic.replaced_by);
        no_circle(published, self, ("replacedBy", instead), &mut violations);
        violations
    }
}

impl Fits for TargetGroup {
    fn settle(&mut self, published: &Snapshot) {
        let siblings = published.shelf::<Self>().iter();
        let siblings =
            siblings.filter(|other| (other.axis, other.parent) == (self.axis, self.parent));
        self.order = place(self.order, siblings.map(|other| other.order));
    }

    /// Groups nest on their axis, and are replaced on it.
    fn misfits(&self, published: &Snapshot) -> Violations {
        let mut violations = Violations::default();
        let above = |group: &Self| Vec::from_iter(group.parent);
        no_circle(published, self, ("parent", above), &mut violations);
        let instead = |group: &Self| Vec::from_iter(group.replaced_by);
        no_circle(published, self, ("replacedBy", instead), &mut violations);
        for (field, other) in [("parent", self.parent), ("replacedBy", self.replaced_by)] {
            let other = other.and_then(|id| published.find::<Self>(id));
            if other.is_some_and(|other| other.axis != self.axis) {
                violations.add(&[field], Rule::Contradicts("axis".to_owned()));
            }
        }
        let narrower = published.referrers::<Self>(self.id.entity());
        let mut narrower = narrower.filter(|other| other.parent == Some(self.id));
        if narrower.any(|other| other.axis != self.axis) {
            violations.add(&["axis"], Rule::InUse);
        }
        violations
    }
}

impl Fits for Term {
    /// A code is replaced by another of its vocabulary, which is not replaced by it in turn.
    fn misfits(&self, published: &Snapshot) -> Violations {
        let mut violations = Violations::default();
        let Some(code) = &self.replaced_by else {
            return violations;
        };
        let with = |code: &str| {
            let mut terms = published.shelf::<Self>().iter();
            let found = terms.find(|term| term.vocabulary == self.vocabulary && term.code == code);
            found.map(|term| term.document().replaced_by.clone())
        };
        if with(code).is_none() {
            violations.add(&["replacedBy"], Rule::Unknown(code.clone()));
        }
        let mut seen = BTreeSet::from([self.code.clone()]);
        let mut next = Some(code.clone());
        while let Some(code) = next {
            if code == self.code {
                violations.add(&["replacedBy"], Rule::Cycle(self.code.clone()));
            }
            if !seen.insert(code.clone()) {
                break;
            }
            next = with(&code).flatten();
        }
        violations
    }
}

impl Fits for Language {
    fn settle(&mut self, published: &Snapshot) {
        let others = published.shelf::<Self>().iter().map(|other| other.order);
        self.order = place(self.order, others);
    }

    /// A tag stands once.
    fn misfits(&self, published: &Snapshot) -> Violations {
        let mut violations = Violations::default();
        let mut others = published.shelf::<Self>().iter();
        if others.any(|other| other.id != self.id && other.tag == self.tag) {
            violations.add(&["tag"], Rule::AlreadyThere);
        }
        violations
    }
}

impl Fits for District {
    fn settle(&mut self, published: &Snapshot) {
        let others = published.shelf::<Self>().iter().map(|other| other.order);
        self.order = place(self.order, others);
    }

    fn misfits(&self, published: &Snapshot) -> Violations {
        let mut violations = Violations::default();
        let above = |district: &Self| district.parents.clone();
        no_circle(published, self, ("parents", above), &mut violations);
        violations
    }
}

impl Application {
    /// Take a language out that nobody names. Entries and the site name languages by their tags,
    /// which no link holds.
    ///
    /// # Errors
    /// Something published names it, it was changed meanwhile, or the actor may not.
    pub async fn archive_language(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (LanguageId, u32),
    ) -> Result<Saved, UseCaseError> {
        let snapshot = self.snapshot();
        let tag = snapshot
            .find::<Language>(id)
            .map(|language| language.tag.clone());
        if let Some(tag) = tag
            && is_named(&snapshot, &tag)
        {
            // Whoever may not take it out is told so first.
            self.may_archive::<Language>(occasion, id).await?;
            return Err(UseCaseError::broken(&[], Rule::InUse));
        }
        self.archive_curated::<Language>(occasion, (id, expected))
            .await
    }
}

fn is_named(snapshot: &Snapshot, tag: &LanguageTag) -> bool {
    let by = |entry: &Entry| {
        let places = entry.places.iter().flat_map(|place| &place.languages);
        let mut languages = entry.languages.iter().chain(places);
        languages.any(|language| language.language == *tag)
    };
    let mut sites = snapshot.shelf::<Site>().iter();
    let mut offers = snapshot.shelf::<Offer>().iter();
    let mut points = snapshot.shelf::<CounsellingPoint>().iter();
    sites.any(|site| site.languages.contains(tag))
        || offers.any(|offer| by(&offer.entry))
        || points.any(|point| by(&point.entry))
}

/// The place that was wanted, or else the one behind all others.
fn place(wanted: u32, others: impl Iterator<Item = u32>) -> u32 {
    match wanted {
        0 => others.max().map_or(1, |last| last.saturating_add(1)),
        wanted => wanted,
    }
}

/// Refuse a way that leads back to where it begins.
fn no_circle<T: Shelved + Aggregate>(
    published: &Snapshot,
    content: &T,
    (field, next): (&str, impl Fn(&T) -> Vec<T::Id>),
    violations: &mut Violations,
) {
    let start = content.id();
    let mut open = next(content);
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if id == start {
            violations.add(&[field], Rule::Cycle(content.slug().to_string()));
            return;
        }
        if seen.insert(id)
            && let Some(found) = published.find::<T>(id)
        {
            open.extend(next(found.document()));
        }
    }
}
