//! What is kept about a person whom contacts name.

use application::persons::{NamedHere, NamedSomewhere};
use async_graphql::{ID, Object};

use crate::object::global_id;
use crate::scalar::{Date, EmailAddress, PhoneNumber, Url};

pub struct NamedPerson(pub(super) NamedSomewhere);

/// Somebody whom a contact names, and where else the organization may name the same person.
#[Object]
impl NamedPerson {
    /// Every place: that which was asked for first, then those with the same name, then those with
    /// the same mailbox. A mailbox alone may be that of an office: whoever erases chooses.
    async fn places(&self) -> Vec<NamedPersonPlace<'_>> {
        self.0.places.iter().map(NamedPersonPlace).collect()
    }

    /// All of it as JSON text, for the person to keep (Auskunft). What is in it may change. Leave out
    /// of it what is somebody else's.
    async fn exported(&self) -> String {
        self.0.exported().to_string()
    }
}

pub struct NamedPersonPlace<'a>(&'a NamedHere);

/// A contact that names a person, or has the person's mailbox.
#[Object]
impl NamedPersonPlace<'_> {
    /// The id of what the contact belongs to: an offer, a counselling point, an organization or a
    /// responsibility.
    async fn entity_id(&self) -> ID {
        global_id(self.0.entity)
    }

    /// The id of the contact: the same as its `partId`.
    async fn contact_id(&self) -> ID {
        self.0.person.contact.to_global().into()
    }

    /// What the person is called there; null where the contact has the mailbox and names nobody.
    async fn name(&self) -> Option<&str> {
        self.0.person.name.as_ref().map(|name| name.as_str())
    }

    /// The mailboxes beside the name, the newest last.
    async fn emails(&self) -> Vec<EmailAddress> {
        let emails = self.0.person.emails.iter();
        emails.cloned().map(EmailAddress).collect()
    }

    /// The numbers beside the name, the newest last.
    async fn phones(&self) -> Vec<PhoneNumber> {
        let phones = self.0.person.phones.iter();
        phones.cloned().map(PhoneNumber).collect()
    }

    /// The web pages beside the name, the newest last.
    async fn urls(&self) -> Vec<Url> {
        self.0.person.urls.iter().cloned().map(Url).collect()
    }

    /// The day on which the consent was recorded that holds longest; null where nobody is named.
    async fn recorded_on(&self) -> Option<Date> {
        self.0.person.consent_recorded_on.map(Date)
    }

    /// The last day on which it holds; null where nobody is named.
    async fn expires_on(&self) -> Option<Date> {
        self.0.person.consent_expires_on.map(Date)
    }

    /// The numbers of the revisions that say so.
    async fn revisions(&self) -> &[u32] {
        &self.0.person.revisions
    }

    /// Whether the newest revision still says so.
    async fn is_newest(&self) -> bool {
        self.0.is_newest
    }

    /// Whether the published revision says so. The public reads a name while its consent holds, and
    /// nothing of contacts for colleagues.
    async fn is_published(&self) -> bool {
        self.0.is_published
    }

    /// Whether the name is that of the person who was asked for.
    async fn has_same_name(&self) -> bool {
        self.0.same_name
    }

    /// Whether a mailbox is.
    async fn has_same_mailbox(&self) -> bool {
        self.0.same_mailbox
    }
}
