//! What an entry has to say before it can be reviewed: few things, so that a volunteer gets there.

use crate::code::codes;
use crate::contact::{Contact, ContactAudience};
use crate::entry::{CounsellingPoint, Entry, EntryKind, Offer};
use crate::violation::{Rule, Violations};

codes! {
    /// What an entry has to say before it can be reviewed.
    RequiredField {
        /// Who runs it. Without it there is not even a draft.
        Provider = "PROVIDER",
        /// What it is called, in one language. Without it there is not even a draft.
        Title = "TITLE",
        /// What kind of offer it is. Without it there is not even a draft.
        Kind = "KIND",
        /// Where it takes place: a location (which may be on the Internet), a district, or the
        /// districts that it serves.
        Place = "PLACE",
        /// How somebody gets in touch: a public contact with a mailbox, a number or a page, or a
        /// page to register at.
        Contact = "CONTACT",
    }
}

impl RequiredField {
    /// The field of the input that says it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Place => "places",
            Self::Contact => "contacts",
        }
    }

    /// Whether there is not even a draft without it.
    #[must_use]
    pub const fn is_needed_for_draft(self) -> bool {
        match self {
            Self::Provider | Self::Title | Self::Kind => true,
            Self::Place | Self::Contact => false,
        }
    }
}

/// What an entry of this kind has to say before it can be reviewed.
#[must_use]
pub const fn required_fields(kind: EntryKind) -> &'static [RequiredField] {
    use RequiredField::{Contact, Kind, Place, Provider, Title};
    match kind {
        EntryKind::Offer => &[Provider, Title, Kind, Place, Contact],
        EntryKind::CounsellingPoint => &[Provider, Title, Place, Contact],
    }
}

/// An entry of which one can ask what is missing.
pub trait Reviewable {
    /// What it has in common with others.
    fn entry(&self) -> &Entry;

    /// Whether some part beside the entry says where it takes place.
    fn takes_place_elsewhere(&self) -> bool {
        false
    }
}

impl Reviewable for Offer {
    fn entry(&self) -> &Entry {
        &self.entry
    }

    fn takes_place_elsewhere(&self) -> bool {
        self.runs.iter().any(|run| run.place.is_some())
    }
}

impl Reviewable for CounsellingPoint {
    fn entry(&self) -> &Entry {
        &self.entry
    }
}

/// What is missing before it can be reviewed; nothing where it can be. What a draft needs as well
/// is never missing: its type sees to that.
#[must_use]
pub fn missing_for_review(entry: &impl Reviewable) -> Violations {
    let facts = entry.entry();
    let has_place =
        !facts.places.is_empty() || !facts.service_area.is_empty() || entry.takes_place_elsewhere();
    let contacts = facts.places.iter().flat_map(|place| &place.contacts);
    let has_contact = facts.contacts.iter().chain(contacts).any(leads_somewhere)
        || facts
            .admission
            .as_ref()
            .is_some_and(|admission| admission.url.is_some());
    let mut missing = Violations::default();
    for (field, is_there) in [
        (RequiredField::Place, has_place),
        (RequiredField::Contact, has_contact),
    ] {
        if !is_there {
            missing.add(&[field.field()], Rule::Missing);
        }
    }
    missing
}

fn leads_somewhere(contact: &Contact) -> bool {
    contact.audience == ContactAudience::Public
        && (contact.email.is_some() || contact.phone.is_some() || contact.url.is_some())
}
