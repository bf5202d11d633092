//! Who may do what, and what the public may read: decided here and nowhere else.
//!
//! A write takes a [`Permit`], a read of what is not published takes a [`Scope`]; both can only be
//! made here, so that an unauthorised write does not compile. Only [`publish`] lets anything into
//! the catalogue.

mod protection;

use std::ops::Deref;

use chrono::NaiveDate;
use thiserror::Error;

pub use self::protection::Protection;
use crate::aggregate::{Aggregate, PublishedRevision, RevisionStamp};
use crate::code::{Code, codes};
use crate::id::EntityId;

codes! {
    /// The roles that a person or a program may hold. Their assignment to people comes with
    /// accounts; the operator works on the machine itself.
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

    /// What can be done to an aggregate.
    Action {
        /// Make it.
        Create = "CREATE",
        /// Change it.
        Update = "UPDATE",
        /// Let the public read it.
        Publish = "PUBLISH",
        /// Take it out.
        Archive = "ARCHIVE",
    }
}

/// Who acts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Actor {
    /// Anybody at all.
    Anonymous,
    /// Whoever runs the program on the machine: seeds and imports.
    Operator,
}

impl Actor {
    /// The role in which the actor acts, for the change log.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Anonymous => None,
            Self::Operator => Some(Role::Operator),
        }
    }
}

/// The permission to do one thing to one aggregate.
#[derive(Debug)]
pub struct Permit {
    action: Action,
    entity: EntityId,
    role: Role,
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

    /// In which role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }
}

/// May the actor do that to this aggregate?
///
/// # Errors
/// No: who, and what.
pub fn authorize(actor: Actor, action: Action, entity: EntityId) -> Result<Permit, Denied> {
    match actor {
        Actor::Operator => Ok(Permit {
            action,
            entity,
            role: Role::Operator,
        }),
        Actor::Anonymous => Err(Denied { action, entity }),
    }
}

/// What an actor may read that is not published.
#[derive(Debug)]
pub struct Scope {
    everything: bool,
}

impl Scope {
    /// Whether every revision may be read, published or not.
    #[must_use]
    pub const fn holds_everything(&self) -> bool {
        self.everything
    }
}

/// What the actor may read that is not published.
#[must_use]
pub const fn scope(actor: Actor) -> Scope {
    Scope {
        everything: matches!(actor, Actor::Operator),
    }
}

/// An action that the actor may not do.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("{} of a {} is not allowed", action.code(), entity.kind)]
pub struct Denied {
    /// What was tried.
    pub action: Action,
    /// On what.
    pub entity: EntityId,
}

/// What the public reads of an aggregate. Only [`publish`] makes it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Published<T> {
    document: T,
    stamp: RevisionStamp,
}

impl<T> Published<T> {
    /// The document.
    #[must_use]
    pub const fn document(&self) -> &T {
        &self.document
    }

    /// What the revision says about itself.
    #[must_use]
    pub const fn stamp(&self) -> RevisionStamp {
        self.stamp
    }
}

impl<T> Deref for Published<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.document
    }
}

/// Let the public read an aggregate: without protected places, contacts for colleagues, and people
/// whose consent does not cover this day. Nothing where it is withheld whole.
#[must_use]
pub fn publish<T: Aggregate>(
    revision: PublishedRevision<T>,
    protection: &Protection,
    today: NaiveDate,
) -> Option<Published<T>> {
    let PublishedRevision { content, stamp } = revision;
    content
        .redacted(protection, today)
        .map(|document| Published { document, stamp })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::EntityKind;

    /// The reviewed matrix: who may do what to what.
    #[test]
    fn the_matrix_of_roles_and_actions() {
        let mut matrix = String::new();
        for (name, actor) in [
            ("anonymous", Actor::Anonymous),
            ("operator", Actor::Operator),
        ] {
            for action in Action::ALL {
                let allowed: Vec<&str> = EntityKind::ALL
                    .iter()
                    .filter(|kind| {
                        authorize(actor, *action, EntityId::of_slug(**kind, "x")).is_ok()
                    })
                    .map(|kind| kind.code())
                    .collect();
                let allowed = match allowed.len() {
                    0 => "nothing".to_owned(),
                    n if n == EntityKind::ALL.len() => "everything".to_owned(),
                    _ => allowed.join(" "),
                };
                matrix.push_str(&format!("{name:<10} {:<8} {allowed}\n", action.code()));
            }
        }
        insta::assert_snapshot!(matrix, @r"
        anonymous  CREATE   nothing
        anonymous  UPDATE   nothing
        anonymous  PUBLISH  nothing
        anonymous  ARCHIVE  nothing
        operator   CREATE   everything
        operator   UPDATE   everything
        operator   PUBLISH  everything
        operator   ARCHIVE  everything
        ");
    }
}
