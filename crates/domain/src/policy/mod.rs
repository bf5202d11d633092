//! Who may do what, and what the public may read: decided here and nowhere else.
//!
//! A write takes a [`Permit`], a read of what is not published takes a [`Scope`], a change to people,
//! keys and settings a [`Clearance`]; all can only be made here, so that an unauthorised write does
//! not compile. Only [`publish`] lets anything into the catalogue, and only [`disclose`] opens more of
//! what is published than that.
//!
//! The rules are three small tables: what can be done to an aggregate (`table.rs`), what about people
//! and settings (`administration.rs`), and who sees which part of a resource (`field.rs`). One
//! reviewed snapshot shows all of them (`matrix.rs`).

mod actor;
mod administration;
mod disclosure;
mod field;
mod in_charge;
#[cfg(test)]
mod matrix;
mod permit;
mod protection;
mod resource;
mod scope;
mod table;

use std::ops::Deref;

use chrono::NaiveDate;

pub use self::actor::{Actor, Author, Person, Role};
pub use self::administration::{Administration, Clearance, administer};
pub use self::disclosure::{
    Disclosed, DisclosedContact, DisclosedLocation, Discloses, HiddenPlace, disclose,
    disclose_location,
};
pub use self::field::{FieldGroup, Sight, may_see, sight};
pub use self::in_charge::in_charge;
pub use self::permit::{Denied, Permit, Refusal, Tried, authorize};
pub use self::protection::Protection;
pub use self::resource::{Resource, Surroundings, Whereabouts};
pub use self::scope::{Scope, scope};
pub use self::table::Action;
use crate::aggregate::{Aggregate, PublishedRevision, RevisionStamp};

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
