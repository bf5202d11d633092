//! Who acts, and in which role.

use std::sync::Arc;

use super::table::Standing;
use crate::account::{
    Account, AccountId, AccountState, ApiClient, ApiScope, Grant, Jurisdiction, MembershipRole,
    SessionId,
};
use crate::code::codes;
use crate::id::OrganizationId;

codes! {
    /// The roles that a person or a program may hold.
    Role {
        /// A program with a key.
        ApiClient = "API_CLIENT",
        /// A colleague in another institution (Fachkraft).
        Professional = "PROFESSIONAL",
        /// Somebody who edits the entries of an organization.
        ProviderEditor = "PROVIDER_EDITOR",
        /// Somebody who also manages the organization.
        ProviderManager = "PROVIDER_MANAGER",
        /// Somebody who writes translations.
        Translator = "TRANSLATOR",
        /// The coordinating office (Stabsstelle).
        Coordinator = "COORDINATOR",
        /// Somebody who reads aggregates.
        Analyst = "ANALYST",
        /// Somebody who manages accounts and settings.
        Administrator = "ADMINISTRATOR",
        /// Whoever runs the program on the machine: seeds and imports.
        Operator = "OPERATOR",
    }
}

/// Who acts.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Anybody at all.
    Anonymous,
    /// A program with a key.
    Client(Arc<ApiClient>),
    /// Somebody who has signed in.
    Person(Arc<Person>),
    /// Whoever runs the program on the machine: seeds and imports.
    Operator,
}

/// Somebody who has signed in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// The account, with what its holder may do.
    pub account: Account,
    /// The sign-in.
    pub session: SessionId,
    /// Whether the second factor was passed, or none is demanded here of whoever coordinates or
    /// administers. Without it those grants rest.
    pub second_factor_passed: bool,
}

/// Who did something: the role, which may be told, and the account, which is for the audit alone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Author {
    /// In which role.
    pub role: Role,
    /// Which account; none for the operator.
    pub account: Option<AccountId>,
}

impl Author {
    /// Whoever runs the program on the machine.
    pub const OPERATOR: Self = Self {
        role: Role::Operator,
        account: None,
    };
}

impl Actor {
    /// The person, where one has signed in.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Anonymous | Self::Client(_) | Self::Operator => None,
        }
    }

    /// Whether a program's key says this.
    pub(super) fn has_key_for(&self, scope: ApiScope) -> bool {
        match self {
            Self::Client(client) => client.scopes.contains(&scope),
            Self::Anonymous | Self::Person(_) | Self::Operator => false,
        }
    }
}

impl Person {
    /// Whether the person holds grants that rest until a second factor is passed.
    #[must_use]
    pub fn awaits_second_factor(&self) -> bool {
        !self.second_factor_passed && self.account.grants.iter().any(needs_second_factor)
    }

    /// What the person may do for the directory as a whole, without what rests.
    pub(super) fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.account
            .grants
            .iter()
            .filter(|_| self.is_active())
            .filter(|grant| self.second_factor_passed || !needs_second_factor(grant))
    }

    /// What the person does for this organization, if anything.
    pub(super) fn role_in(&self, organization: OrganizationId) -> Option<MembershipRole> {
        self.account
            .role_in(organization)
            .filter(|_| self.is_active())
    }

    /// How the person stands to what belongs to the organizations for which the person works.
    pub(super) fn memberships(&self) -> impl Iterator<Item = Standing> {
        let memberships = self.account.memberships.iter();
        memberships
            .filter(|_| self.is_active())
            .map(|membership| Standing::Provider {
                role: membership.role,
                organization: membership.organization,
                is_trusted: false,
            })
    }

    /// Whether the person administers.
    pub(super) fn administers(&self) -> bool {
        self.grants()
            .any(|grant| matches!(grant, Grant::Administrator))
    }

    /// Whether the person coordinates everything editorial.
    pub(super) fn coordinates_everything(&self) -> bool {
        self.jurisdictions()
            .any(|jurisdiction| matches!(jurisdiction, Jurisdiction::Everything))
    }

    /// For what the person is responsible as a coordinator.
    pub(super) fn jurisdictions(&self) -> impl Iterator<Item = &Jurisdiction> {
        self.grants().filter_map(|grant| match grant {
            Grant::Coordinator(jurisdiction) => Some(jurisdiction),
            Grant::Professional | Grant::Translator(_) | Grant::Analyst | Grant::Administrator => {
                None
            }
        })
    }

    /// A session may outlive the account's being closed by some minutes; its rights do not.
    const fn is_active(&self) -> bool {
        matches!(self.account.state, AccountState::Active)
    }
}

/// Grants that reach far beyond an organization: a stolen password alone must not open them.
const fn needs_second_factor(grant: &Grant) -> bool {
    match grant {
        Grant::Coordinator(_) | Grant::Administrator => true,
        Grant::Professional | Grant::Translator(_) | Grant::Analyst => false,
    }
}
