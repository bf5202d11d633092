//! What was done with a revision, and the consents of the people whom it names.

use application::entries::{Change, LogEntry};
use async_graphql::{Enum, ID, Object};
use domain::account::AccountId;
use domain::contact::{Contact, NamedPerson};
use domain::policy::Role;

use crate::code::Coded;
use crate::scalar::{Date, DateTime};

/// What was done with a revision.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub enum RevisionStepKind {
    /// It was made as the first draft.
    Created,
    /// It was made as a change that the public does not read yet.
    Updated,
    /// It was handed in for review.
    Submitted,
    /// It was taken back from the review.
    Withdrawn,
    /// The public reads it from then on.
    Published,
    /// The same, without a review: only what needs none was changed.
    Corrected,
    /// The same: it was confirmed that everything is still correct.
    Confirmed,
    /// The same: it was put into another language.
    Translated,
    /// It was given back to its authors, to be mended.
    Returned,
    /// What was proposed before it was refused; it says again what is published.
    Rejected,
    /// The public no longer reads any revision.
    Archived,
    /// It was taken up again as a draft.
    Restored,
    /// A person whom a contact named was erased, in this revision and in every other one.
    PersonErased,
    /// A picture was erased, in this revision and in every other one.
    PictureErased,
}

impl From<Change> for RevisionStepKind {
    fn from(change: Change) -> Self {
        match change {
            Change::Created => Self::Created,
            Change::Updated => Self::Updated,
            Change::Submitted => Self::Submitted,
            Change::Withdrawn => Self::Withdrawn,
            Change::Published => Self::Published,
            Change::Corrected => Self::Corrected,
            Change::Confirmed => Self::Confirmed,
            Change::Translated => Self::Translated,
            Change::Returned => Self::Returned,
            Change::Rejected => Self::Rejected,
            Change::Archived => Self::Archived,
            Change::Restored => Self::Restored,
            Change::PersonErased => Self::PersonErased,
            Change::PictureErased => Self::PictureErased,
        }
    }
}

pub struct RevisionStep<'a> {
    line: &'a LogEntry,
    with_authors: bool,
}

impl<'a> RevisionStep<'a> {
    pub(super) const fn new(line: &'a LogEntry, with_authors: bool) -> Self {
        Self { line, with_authors }
    }
}

/// Something that was done with a revision.
#[Object]
impl RevisionStep<'_> {
    /// What was done.
    async fn kind(&self) -> RevisionStepKind {
        self.line.change.into()
    }

    /// When it was done.
    async fn at(&self) -> DateTime {
        DateTime(self.line.at)
    }

    /// As what whoever did it acted.
    async fn role(&self) -> Coded<Role> {
        Coded(self.line.author.role)
    }

    /// The id of the account that did it, for the coordinating office and administrators; null for
    /// everybody else, and where the program did it.
    async fn account_id(&self) -> Option<ID> {
        let account = self.line.author.account.filter(|_| self.with_authors);
        account.map(|id| ID(AccountId::to_global(id)))
    }

    /// What a reviewer said to the authors; null when nothing.
    async fn comment(&self) -> Option<&str> {
        self.line.comment.as_deref()
    }
}

pub struct Consent<'a> {
    contact: &'a Contact,
    person: &'a NamedPerson,
}

impl<'a> Consent<'a> {
    /// The consent behind a contact, where that names a person.
    pub(super) fn of(contact: &'a Contact) -> Option<Self> {
        let person = contact.person.as_ref()?;
        Some(Self { contact, person })
    }
}

/// The consent of a person to be named.
#[Object]
impl Consent<'_> {
    /// The id of the contact that names the person: the same as `partId` in `contacts`.
    async fn contact_id(&self) -> ID {
        self.contact.id.to_global().into()
    }

    /// The name as the person wants to be called.
    async fn name(&self) -> &str {
        self.person.name.as_str()
    }

    /// The day on which the consent was recorded.
    async fn recorded_on(&self) -> Date {
        Date(self.person.consent_recorded_on)
    }

    /// The last day on which it holds; from the next day on the public does not read the name.
    async fn expires_on(&self) -> Date {
        Date(self.person.consent_expires_on)
    }
}
