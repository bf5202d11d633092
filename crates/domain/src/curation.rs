//! What the coordinating office keeps itself (Pflege durch die Stabsstelle): the plan, and what
//! everything is sorted by.
//!
//! Whoever may change it is whoever would review it. So it has no drafts and no review: what is
//! written is published, and every revision stays readable.
//!
//! Deliberately absent: whether what it refers to is published and fits to it. The use case asks
//! what stands beside it.

use crate::aggregate::Aggregate;
use crate::edit::Refers;
use crate::id::Slug;
use crate::place::District;
use crate::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use crate::site::Site;
use crate::taxonomy::{Language, TargetGroup, Term, Topic};

/// What the coordinating office keeps itself, and what is published as it is written.
pub trait Curated: Aggregate + Refers {
    /// Give it another slug: the one made from its title may be taken.
    fn rename(&mut self, slug: Slug);
}

macro_rules! curated {
    ($($aggregate:ident)+) => {$(
        impl Curated for $aggregate {
            fn rename(&mut self, slug: Slug) {
                self.slug = slug;
            }
        }
    )+};
}

curated! {
    Responsibility ActionPlan ActionArea District TargetGroup Topic Language Term Site
}

macro_rules! plan_items {
    ($($item:ident)+) => {$(
        impl Curated for $item {
            fn rename(&mut self, slug: Slug) {
                self.item.slug = slug;
            }
        }
    )+};
}

plan_items! { Challenge Goal Suggestion Measure }
