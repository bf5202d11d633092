//! Whether a content fits to what else is published, as far as no single aggregate can tell.

use catalogue::Snapshot;
use domain::curation::Curated;
use domain::id::EntityId;
use domain::plan::Responsibility;
use domain::violation::{Rule, Violations};

/// What fits to what else is published, or does not.
pub trait Fits: Curated {
    /// Let a new one find its place among what is published.
    fn settle(&mut self, published: &Snapshot) {
        let _ = published;
    }

    /// What does not fit, with the paths of the input; nothing where all does.
    fn misfits(&self, published: &Snapshot) -> Violations {
        let _ = published;
        Violations::default()
    }

    /// Where somebody goes back to an older revision: what the city adopted in words stays as this
    /// one, the newest, has it.
    fn stay_as_adopted(&mut self, now: &Self) {
        let _ = now;
    }
}

impl Fits for Responsibility {
    /// Behind the other parties of its subject.
    fn settle(&mut self, published: &Snapshot) {
        let others = parts_in(published, self.subject.into());
        self.order = others.map(|other| other.order + 1).max().unwrap_or(1);
    }

    /// An organization takes the same part in a subject once at a time.
    fn misfits(&self, published: &Snapshot) -> Violations {
        let mut violations = Violations::default();
        let again = parts_in(published, self.subject.into())
            .any(|other| other.id != self.id && other.says_the_same(self));
        if again {
            violations.add(&["role"], Rule::AlreadyThere);
        }
        violations
    }

    fn stay_as_adopted(&mut self, now: &Self) {
        self.official_text.clone_from(&now.official_text);
        self.source = now.source;
        self.order = now.order;
    }
}

/// Who has a part in this, as published.
pub(super) fn parts_in(
    published: &Snapshot,
    subject: EntityId,
) -> impl Iterator<Item = &Responsibility> {
    published
        .referrers::<Responsibility>(subject)
        .map(|found| found.document())
        .filter(move |found| EntityId::from(found.subject) == subject)
}
