//! Entries: what offers and counselling points have in common.

mod condition;
mod contact;
mod filter;
mod input;
mod maintenance;
mod object;
mod part_input;
mod place;
mod publication;
mod query;
mod required;

pub(crate) use self::contact::{Contact, contacts};
pub(crate) use self::filter::{EntryFilter, EntryOrder};
pub(crate) use self::input::{AgesInput, EntryInput};
pub(crate) use self::maintenance::MaintenanceFields;
pub(crate) use self::object::{Entry, EntryFields, EntryLanguage, Image};
pub(crate) use self::part_input::{AccessibilityInput, ContactInput, ImageInput, PlaceInput};
pub(crate) use self::place::{AccessibilityFacts, Place};
pub(crate) use self::publication::PublicationFields;
pub(crate) use self::query::{EntryQuery, entries_of};
pub(crate) use self::required::RequiredFieldQuery;
