//! Whether a content fits to what else is published, as far as no single aggregate can tell.

use catalogue::Snapshot;
use domain::curation::Curated;
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
}

impl Fits for Responsibility {
    /// Behind the other parties of its subject.
    fn settle(&mut self, published: &Snapshot) {
        let others = published.referrers::<Self>(self.subject);
        let same_subject = others.filter(|other| other.subject == self.subject);
        self.order = same_subject.map(|other| other.order + 1).max().unwrap_or(1);
    }

    /// An organization takes a part in a subject once.
    fn misfits(&self, published: &Snapshot) -> Violations {
        let mut violations = Violations::default();
        let again = published
            .referrers::<Self>(self.subject)
            .any(|other| other.id != self.id && other.says_the_same(self));
        if again {
            violations.add(&["role"], Rule::AlreadyThere);
        }
        violations
    }
}
