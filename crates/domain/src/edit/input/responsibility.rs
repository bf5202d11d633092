//! Inputs of responsibilities.

use serde::Deserialize;

use super::{Change, ContactInput, TextInput};
use crate::plan::{Commitment, ResponsibilityRole};

/// What changes about who does what for which subject. Deliberately absent: the wording by which
/// the source names the party, and where it stands there.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ResponsibilityInput {
    /// Who, by id; needed for a new one.
    pub organization: Change<String>,
    /// For what, by id: an item of the plan, an area of action or an entry; needed for a new one.
    pub subject: Change<String>,
    /// Does what; needed for a new one.
    pub role: Change<ResponsibilityRole>,
    /// How far it is bound.
    pub commitment: Change<Commitment>,
    /// Whether it answers for the subject.
    pub is_responsible: Change<bool>,
    /// The first day.
    pub from: Change<String>,
    /// The last day.
    pub to: Change<String>,
    /// Whom to ask. One part: with its id it is changed, without one another takes its place.
    pub contact: Change<ContactInput>,
    /// What else there is to know.
    pub note: Change<TextInput>,
}
