//! Entries: what offers and counselling points have in common.

mod condition;
mod contact;
mod filter;
mod object;
mod place;
mod query;

pub(crate) use self::contact::{Contact, contacts};
pub(crate) use self::filter::{EntryFilter, EntryOrder};
pub(crate) use self::object::{Entry, EntryFields, EntryLanguage, Image};
pub(crate) use self::place::{AccessibilityFacts, Place};
pub(crate) use self::query::{EntryQuery, entries_of};
