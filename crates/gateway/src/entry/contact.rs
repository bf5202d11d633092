//! How to reach somebody.

use async_graphql::{Context, ID, Object};
use domain::contact::ContactAudience;

use crate::code::Coded;
use crate::scalar::{Date, EmailAddress, LanguageTag, PhoneNumber, Url};
use crate::text::{LocalizedText, localized_option};

pub struct Contact<'a>(pub(crate) &'a domain::contact::Contact);

/// A way to reach an organization or an entry: function mailboxes and numbers first of all.
#[Object]
impl Contact<'_> {
    /// The id by which an update names it.
    async fn part_id(&self) -> ID {
        self.0.id.to_global().into()
    }

    /// For whom it is meant. The public reads only those that are for everybody.
    async fn audience(&self) -> Coded<ContactAudience> {
        Coded(self.0.audience)
    }

    /// What it is for: registration, reception. Null when nobody said.
    async fn function(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.function.as_ref(), language)
    }

    /// Who answers, where that person agreed to be named and the consent still holds; else null.
    async fn person_name(&self) -> Option<&str> {
        self.0.person.as_ref().map(|person| person.name.as_str())
    }

    /// The day on which a person was erased whom this contact named; null when nobody was, and once
    /// somebody else is named. What was erased is gone from every revision, so that what is told of a
    /// day in the past has this in its place.
    async fn person_erased_on(&self) -> Option<Date> {
        self.0.person_erased_on.map(Date)
    }

    /// The mailbox.
    async fn email(&self) -> Option<EmailAddress> {
        self.0.email.clone().map(EmailAddress)
    }

    /// The number.
    async fn phone(&self) -> Option<PhoneNumber> {
        self.0.phone.clone().map(PhoneNumber)
    }

    /// The extension behind the number, digits only.
    async fn phone_extension(&self) -> Option<&str> {
        self.0.phone_extension.as_deref()
    }

    /// The web page.
    async fn url(&self) -> Option<Url> {
        self.0.url.clone().map(Url)
    }
}

/// The contacts as objects.
pub(crate) fn contacts(contacts: &[domain::contact::Contact]) -> Vec<Contact<'_>> {
    contacts.iter().map(Contact).collect()
}
