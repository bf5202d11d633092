//! People who write.

use std::sync::Arc;

use domain::account::{
    Account, AccountId, AccountState, Grant, Jurisdiction, Membership, MembershipRole, SessionId,
};
use domain::id::{DistrictId, OrganizationId, TypedId};
use domain::policy::{Actor, Person};
use domain::text::LanguageTag;
use uuid::Uuid;

use super::noon;
use super::samples::words;

pub(super) const EDITOR: AccountId = AccountId::from_uuid(Uuid::from_u128(0xa1));
pub(super) const REVIEWER: AccountId = AccountId::from_uuid(Uuid::from_u128(0xa2));

/// Somebody who edits what this organization offers.
pub(super) fn editor_of(organization: &str) -> Actor {
    let membership = Membership {
        organization: OrganizationId::of_slug(organization),
        role: MembershipRole::Editor,
        since: noon(1),
    };
    person(EDITOR, Vec::new(), vec![membership])
}

/// Somebody who coordinates everything.
pub(super) fn coordinator() -> Actor {
    holding(Grant::Coordinator(Jurisdiction::Everything))
}

/// Somebody who coordinates this district.
pub(super) fn coordinator_of(district: &str) -> Actor {
    holding(Grant::Coordinator(Jurisdiction::Parts {
        districts: [DistrictId::of_slug(district)].into(),
        areas: [].into(),
    }))
}

/// Somebody who puts things into Turkish.
pub(super) fn translator() -> Actor {
    holding(Grant::Translator(
        [LanguageTag::parse("tr").unwrap()].into(),
    ))
}

fn holding(grant: Grant) -> Actor {
    person(REVIEWER, vec![grant], Vec::new())
}

fn person(id: AccountId, grants: Vec<Grant>, memberships: Vec<Membership>) -> Actor {
    Actor::Person(Arc::new(Person {
        account: Account {
            id,
            email: None,
            name: words("Jemand"),
            language: LanguageTag::german(),
            state: AccountState::Active,
            grants,
            memberships,
            has_second_factor: true,
            created_at: noon(1),
        },
        session: SessionId::from_uuid(id.uuid()),
        second_factor_passed: true,
    }))
}
