//! What an actor may read that is not published.
//!
//! One scope serves a look-up by id, a list, a search and an export; outside of it nothing is found.

use std::collections::BTreeSet;

use super::actor::{Actor, Person};
use super::field::{FieldGroup, sees};
use super::resource::Resource;
use super::table::Standing;
use crate::account::{Grant, Jurisdiction};
use crate::id::OrganizationId;

/// What an actor may read that is not published. Only [`scope`] makes it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scope {
    everything: bool,
    organizations: BTreeSet<OrganizationId>,
    jurisdictions: Vec<Jurisdiction>,
    /// Whoever translates reads the whole of what is published in part.
    whatever_is_published: bool,
}

/// What the actor may read that is not published.
#[must_use]
pub fn scope(actor: &Actor) -> Scope {
    match actor {
        Actor::Operator => Scope {
            everything: shows_drafts(Standing::Operator),
            ..Scope::nothing()
        },
        Actor::Person(person) => Scope::of(person),
        Actor::Anonymous | Actor::Client(_) => Scope::nothing(),
    }
}

impl Scope {
    const fn nothing() -> Self {
        Self {
            everything: false,
            organizations: BTreeSet::new(),
            jurisdictions: Vec::new(),
            whatever_is_published: false,
        }
    }

    fn of(person: &Person) -> Self {
        let own = person.memberships();
        let parts = person.jurisdictions();
        Self {
            everything: (person.administers() && shows_drafts(Standing::Administrator))
                || (person.coordinates_everything() && shows_drafts(Standing::Coordinator)),
            organizations: own
                .filter(|standing| shows_drafts(*standing))
                .filter_map(Standing::bound_to)
                .collect(),
            jurisdictions: parts
                .filter(|_| shows_drafts(Standing::CoordinatorOfPart))
                .cloned()
                .collect(),
            whatever_is_published: person
                .grants()
                .any(|grant| matches!(grant, Grant::Translator(_))),
        }
    }

    /// Whether every revision may be read, published or not.
    #[must_use]
    pub const fn holds_everything(&self) -> bool {
        self.everything
    }

    /// Whether nothing may be read beyond what everybody reads.
    #[must_use]
    pub fn holds_nothing(&self) -> bool {
        !self.everything
            && !self.whatever_is_published
            && self.organizations.is_empty()
            && self.jurisdictions.is_empty()
    }

    /// Whether the revisions of this resource may be read.
    #[must_use]
    pub fn holds(&self, resource: &Resource) -> bool {
        self.everything
            || self.holds_owned(resource.owner, resource.is_published)
            || self.holds_part(resource)
    }

    /// Whether that is so by its owner and by being published alone, wherever it lies.
    #[must_use]
    pub fn holds_owned(&self, owner: Option<OrganizationId>, is_published: bool) -> bool {
        self.everything
            || (self.whatever_is_published && is_published)
            || owner.is_some_and(|owner| self.organizations.contains(&owner))
    }

    /// Whether that may depend on where a resource lies.
    #[must_use]
    pub fn depends_on_place(&self) -> bool {
        !self.everything && !self.jurisdictions.is_empty()
    }

    /// Whether whatever is published may be read whole.
    #[must_use]
    pub const fn holds_whatever_is_published(&self) -> bool {
        self.everything || self.whatever_is_published
    }

    /// Whether the actor may write anything that people read: such a one also brings pictures.
    #[must_use]
    pub fn writes_contents(&self) -> bool {
        self.everything || !self.organizations.is_empty() || !self.jurisdictions.is_empty()
    }

    /// The organizations whose resources may be read.
    #[must_use]
    pub const fn organizations(&self) -> &BTreeSet<OrganizationId> {
        &self.organizations
    }

    fn holds_part(&self, resource: &Resource) -> bool {
        self.jurisdictions
            .iter()
            .any(|jurisdiction| resource.is_within(jurisdiction))
    }
}

/// Whether the table of fields shows what is not published to whoever stands so.
const fn shows_drafts(standing: Standing) -> bool {
    sees(standing, FieldGroup::Drafts)
}
