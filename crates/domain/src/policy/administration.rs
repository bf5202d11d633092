//! Who may do what about people, keys and settings.

use super::actor::{Actor, Author, Person, Role};
use super::permit::{Denied, Refusal, Tried};
use crate::account::MembershipRole;
use crate::id::OrganizationId;

/// Something about people, keys and settings rather than content.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Administration {
    /// Close and open accounts, erase people, and say what somebody may do for the directory.
    ManageAccounts,
    /// Invite somebody to work for the directory as a whole.
    InviteStaff,
    /// Invite somebody to work for an organization.
    InviteMember(OrganizationId),
    /// See, change and remove the members of an organization, and take invitations back.
    ManageMembers(OrganizationId),
    /// Give keys to programs and take them back.
    ManageApiKeys,
    /// Read which account did what.
    ReadAudit,
    /// Say how long things are kept.
    ManageRetention,
    /// Change how the installation works.
    ManageSettings,
}

impl Administration {
    /// Every kind, those about an organization for this one.
    #[must_use]
    pub const fn all(organization: OrganizationId) -> [Self; 8] {
        [
            Self::ManageAccounts,
            Self::InviteStaff,
            Self::InviteMember(organization),
            Self::ManageMembers(organization),
            Self::ManageApiKeys,
            Self::ReadAudit,
            Self::ManageRetention,
            Self::ManageSettings,
        ]
    }

    /// What it is called in the audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ManageAccounts => "MANAGE_ACCOUNTS",
            Self::InviteStaff => "INVITE_STAFF",
            Self::InviteMember(_) => "INVITE_MEMBER",
            Self::ManageMembers(_) => "MANAGE_MEMBERS",
            Self::ManageApiKeys => "MANAGE_API_KEYS",
            Self::ReadAudit => "READ_AUDIT",
            Self::ManageRetention => "MANAGE_RETENTION",
            Self::ManageSettings => "MANAGE_SETTINGS",
        }
    }

    /// The organization whose people it is about.
    #[must_use]
    pub const fn organization(self) -> Option<OrganizationId> {
        match self {
            Self::InviteMember(organization) | Self::ManageMembers(organization) => {
                Some(organization)
            }
            Self::ManageAccounts
            | Self::InviteStaff
            | Self::ManageApiKeys
            | Self::ReadAudit
            | Self::ManageRetention
            | Self::ManageSettings => None,
        }
    }
}

/// The permission to do one thing about people, keys and settings. Only [`administer`] makes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Clearance {
    what: Administration,
    author: Author,
}

impl Clearance {
    /// What may be done.
    #[must_use]
    pub const fn what(&self) -> Administration {
        self.what
    }

    /// By whom.
    #[must_use]
    pub const fn author(&self) -> Author {
        self.author
    }
}

/// May the actor do that about people, keys and settings?
///
/// # Errors
/// No. The people of an organization for which the actor does not work are not to be found.
pub fn administer(actor: &Actor, what: Administration) -> Result<Clearance, Denied> {
    let (role, account) = match actor {
        Actor::Operator => (Some(Role::Operator), None),
        Actor::Person(person) => (role_for(person, what), Some(person.account.id)),
        Actor::Anonymous | Actor::Client(_) => (None, None),
    };
    let author = role.map(|role| Author { role, account });
    author
        .map(|author| Clearance { what, author })
        .ok_or(Denied {
            tried: Tried::Administration(what),
            reason: refusal(actor, what),
        })
}

/// The table: in which role the person may do that.
fn role_for(person: &Person, what: Administration) -> Option<Role> {
    let manages = what
        .organization()
        .and_then(|organization| person.role_in(organization))
        == Some(MembershipRole::Manager);
    if manages {
        return Some(Role::ProviderManager);
    }
    // Coordinators of a part have no say about people: those work across districts.
    let for_coordinators = match what {
        Administration::InviteMember(_)
        | Administration::ManageMembers(_)
        | Administration::ReadAudit => true,
        Administration::ManageAccounts
        | Administration::InviteStaff
        | Administration::ManageApiKeys
        | Administration::ManageRetention
        | Administration::ManageSettings => false,
    };
    if for_coordinators && person.coordinates_everything() {
        return Some(Role::Coordinator);
    }
    person.administers().then_some(Role::Administrator)
}

fn refusal(actor: &Actor, what: Administration) -> Refusal {
    let foreign = what.organization().is_some_and(|organization| {
        actor
            .person()
            .and_then(|person| person.role_in(organization))
            .is_none()
    });
    if foreign {
        Refusal::NotFound
    } else {
        Refusal::Forbidden
    }
}
