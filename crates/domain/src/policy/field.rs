//! Who sees the parts of a resource that not everybody does.

use super::actor::Actor;
use super::resource::Resource;
use super::table::Standing;
use crate::account::{ApiScope, Grant, MembershipRole};
use crate::code::codes;

codes! {
    /// Parts of a resource that not everybody sees.
    FieldGroup {
        /// Revisions that are not published, and where they stand.
        Drafts = "DRAFTS",
        /// What a reviewer said to the authors.
        ReviewComments = "REVIEW_COMMENTS",
        /// Addresses and places that the public may not know.
        HiddenAddresses = "HIDDEN_ADDRESSES",
        /// Direct lines and notes meant for colleagues.
        ProfessionalContacts = "PROFESSIONAL_CONTACTS",
        /// Names and addresses of the people who work for an organization.
        MemberContacts = "MEMBER_CONTACTS",
        /// Which account wrote a revision.
        Authors = "AUTHORS",
        /// Numbers about the directory that are not public.
        Aggregates = "AGGREGATES",
        /// What is to be translated, and how far each language is.
        Translations = "TRANSLATIONS",
    }
}

/// Whether the actor sees this part of the resource.
#[must_use]
pub fn may_see(actor: &Actor, group: FieldGroup, resource: &Resource) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::Operator => sees(Standing::Operator, group),
        Actor::Client(_) => match group {
            FieldGroup::ProfessionalContacts => actor.has_key_for(ApiScope::ReadProfessional),
            FieldGroup::Aggregates | FieldGroup::Translations => {
                actor.has_key_for(ApiScope::ReadAggregates)
            }
            FieldGroup::Drafts
            | FieldGroup::ReviewComments
            | FieldGroup::HiddenAddresses
            | FieldGroup::MemberContacts
            | FieldGroup::Authors => false,
        },
        Actor::Person(person) => {
            person.grants().any(|grant| match grant {
                Grant::Professional => group == FieldGroup::ProfessionalContacts,
                Grant::Analyst => {
                    matches!(group, FieldGroup::Aggregates | FieldGroup::Translations)
                }
                Grant::Translator(_) | Grant::Coordinator(_) => group == FieldGroup::Translations,
                Grant::Administrator => false,
            }) || Standing::of(person, resource)
                .into_iter()
                .any(|standing| sees(standing, group))
        }
    }
}

/// The table.
const fn sees(standing: Standing, group: FieldGroup) -> bool {
    match standing {
        Standing::Operator | Standing::Administrator | Standing::Coordinator => true,
        Standing::CoordinatorOfPart => match group {
            FieldGroup::Drafts
            | FieldGroup::ReviewComments
            | FieldGroup::HiddenAddresses
            | FieldGroup::ProfessionalContacts
            | FieldGroup::Translations => true,
            FieldGroup::MemberContacts | FieldGroup::Authors | FieldGroup::Aggregates => false,
        },
        Standing::Provider { role, .. } => match group {
            FieldGroup::Drafts
            | FieldGroup::ReviewComments
            | FieldGroup::HiddenAddresses
            | FieldGroup::ProfessionalContacts
            | FieldGroup::Translations => true,
            FieldGroup::MemberContacts => matches!(role, MembershipRole::Manager),
            FieldGroup::Authors | FieldGroup::Aggregates => false,
        },
        // Whoever translates or reports progress sees the words, and what everybody sees.
        Standing::Translator | Standing::Responsible { .. } => false,
    }
}
