//! The permission to do one thing to one aggregate.

use thiserror::Error;

use super::actor::{Actor, Author, Role};
use super::administration::Administration;
use super::resource::Resource;
use super::scope::scope;
use super::table::{Action, Standing};
use crate::code::Code;
use crate::id::{EntityId, OrganizationId};

/// The permission to do one thing to one aggregate. Only [`authorize`] makes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Permit {
    action: Action,
    entity: EntityId,
    author: Author,
    bound_to: Option<OrganizationId>,
}

impl Permit {
    /// What may be done.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }

    /// To what.
    #[must_use]
    pub const fn entity(&self) -> EntityId {
        self.entity
    }

    /// By whom.
    #[must_use]
    pub const fn author(&self) -> Author {
        self.author
    }

    /// In which role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.author.role
    }

    /// The organization that has to own the aggregate, before and after; none where the permit does
    /// not rest on working for one.
    #[must_use]
    pub const fn bound_to(&self) -> Option<OrganizationId> {
        self.bound_to
    }
}

/// May the actor do that to this resource?
///
/// # Errors
/// No: what was tried, and whether the actor may know that the resource exists.
pub fn authorize(actor: &Actor, action: Action, resource: &Resource) -> Result<Permit, Denied> {
    let entity = resource.entity;
    let (standings, account) = match actor {
        Actor::Operator => (vec![Standing::Operator], None),
        Actor::Person(person) => (Standing::of(person, resource), Some(person.account.id)),
        Actor::Anonymous | Actor::Client(_) => (Vec::new(), None),
    };
    let allowing = standings
        .into_iter()
        .find(|standing| standing.allows(action, entity.kind));
    match allowing {
        Some(standing) => Ok(Permit {
            action,
            entity,
            author: Author {
                role: standing.role(),
                account,
            },
            bound_to: standing.bound_to(),
        }),
        None => Err(Denied {
            tried: Tried::Action { action, entity },
            reason: if scope(actor).holds(resource) {
                Refusal::Forbidden
            } else {
                Refusal::NotFound
            },
        }),
    }
}

/// Something that the actor may not do.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("{tried} is not allowed")]
pub struct Denied {
    /// What was tried.
    pub tried: Tried,
    /// How it is refused.
    pub reason: Refusal,
}

/// How something is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// It lies outside the actor's scope, and the answer is that there is no such thing.
    NotFound,
    /// The actor may read it, and not do this.
    Forbidden,
}

/// What was tried.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tried {
    /// Something with an aggregate.
    Action {
        /// What.
        action: Action,
        /// With which.
        entity: EntityId,
    },
    /// Something with people, keys or settings.
    Administration(Administration),
}

impl std::fmt::Display for Tried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Action { action, entity } => write!(f, "{} of a {}", action.code(), entity.kind),
            Self::Administration(what) => write!(f, "{}", what.code()),
        }
    }
}
