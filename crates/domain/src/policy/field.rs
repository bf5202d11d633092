//! Who sees the parts of a resource that not everybody does.

use super::actor::{Actor, Person};
use super::resource::Resource;
use super::table::Standing;
use crate::account::{ApiScope, Grant, Jurisdiction};
use crate::code::codes;

codes! {
    /// Parts of a resource that not everybody sees.
    FieldGroup {
        /// Revisions that are not published, where they stand, and what a reviewer said to the
        /// authors. Lists find them by scopes, which are made of this row.
        Drafts = "DRAFTS",
        /// Addresses and places that the public may not know.
        HiddenAddresses = "HIDDEN_ADDRESSES",
        /// Direct lines and notes meant for colleagues.
        ProfessionalContacts = "PROFESSIONAL_CONTACTS",
        /// Which account wrote a revision.
        Authors = "AUTHORS",
        /// What is to be translated, and how far each language is.
        Translations = "TRANSLATIONS",
    }
}

/// How far somebody sees a part of resources, as far as no resource has to be looked at to tell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sight {
    /// Of no resource.
    Nowhere,
    /// Of some: of those of the own organization, or in the own part of the city or of the plan.
    Somewhere,
    /// Of every resource.
    Everywhere,
}

/// Whether the actor sees this part of the resource.
#[must_use]
pub fn may_see(actor: &Actor, group: FieldGroup, resource: &Resource) -> bool {
    match (sight(actor, group), actor) {
        (Sight::Everywhere, _) => true,
        (Sight::Somewhere, Actor::Person(person)) => Standing::of(person, resource)
            .into_iter()
            .any(|standing| sees(standing, group)),
        (Sight::Somewhere | Sight::Nowhere, _) => false,
    }
}

/// How far the actor sees this part of resources: whoever sees it nowhere need not be asked for
/// which.
#[must_use]
pub fn sight(actor: &Actor, group: FieldGroup) -> Sight {
    let everywhere = match actor {
        Actor::Anonymous => false,
        Actor::Operator => sees(Standing::Operator, group),
        Actor::Client(_) => match group {
            FieldGroup::ProfessionalContacts => actor.has_key_for(ApiScope::ReadProfessional),
            FieldGroup::Translations => actor.has_key_for(ApiScope::ReadAggregates),
            FieldGroup::Drafts | FieldGroup::HiddenAddresses | FieldGroup::Authors => false,
        },
        Actor::Person(person) => person.grants().any(|grant| grant_sees(grant, group)),
    };
    match actor {
        _ if everywhere => Sight::Everywhere,
        Actor::Person(person) if stands_where_it_is_seen(person, group) => Sight::Somewhere,
        _ => Sight::Nowhere,
    }
}

/// The table: what a grant shows of every resource.
const fn grant_sees(grant: &Grant, group: FieldGroup) -> bool {
    match grant {
        Grant::Professional => matches!(group, FieldGroup::ProfessionalContacts),
        Grant::Analyst | Grant::Translator(_) | Grant::Coordinator(Jurisdiction::Parts { .. }) => {
            matches!(group, FieldGroup::Translations)
        }
        Grant::Coordinator(Jurisdiction::Everything) => sees(Standing::Coordinator, group),
        Grant::Administrator => sees(Standing::Administrator, group),
    }
}

/// Whether the person stands to any resource in a way that shows it.
fn stands_where_it_is_seen(person: &Person, group: FieldGroup) -> bool {
    let coordinates_a_part = person
        .jurisdictions()
        .any(|jurisdiction| matches!(jurisdiction, Jurisdiction::Parts { .. }));
    coordinates_a_part && sees(Standing::CoordinatorOfPart, group)
        || person.memberships().any(|standing| sees(standing, group))
}

/// The table: what a standing shows of the resource.
pub(super) const fn sees(standing: Standing, group: FieldGroup) -> bool {
    match standing {
        Standing::Operator | Standing::Administrator | Standing::Coordinator => true,
        Standing::CoordinatorOfPart | Standing::Provider { .. } => match group {
            FieldGroup::Drafts
            | FieldGroup::HiddenAddresses
            | FieldGroup::ProfessionalContacts
            | FieldGroup::Translations => true,
            FieldGroup::Authors => false,
        },
        // Whoever translates or reports progress sees the words, and what everybody sees.
        Standing::Translator | Standing::Responsible { .. } => false,
    }
}
