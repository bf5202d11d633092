//! Erasing a person whom a contact names (Löschung einer Ansprechperson), in every revision of the
//! thing that names her: the one exception to "a revision is never changed".
//!
//! A contact may have named one person after the other, and goes on to name the others. So a person
//! is found by the contact and by what she is called there, or, where a contact names nobody, by her
//! mailbox. What is left says that somebody stood there, and since when she no longer does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::aggregate::Aggregate;
use crate::contact::{Contact, EmailAddress, NamedPerson, PhoneNumber, WebUrl};
use crate::id::PartId;
use crate::text::{Words, fold};

/// The shortest part of a name by which a mailbox or a page gives the name away, in characters.
const TELLING: usize = 3;

/// How one gets through to somebody.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ContactChannel {
    /// By the mailbox.
    Email,
    /// By the number, with its extension.
    Phone,
    /// By the web page.
    Url,
}

/// What goes of a contact with the name of the person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Going {
    /// Everything but these channels, which belong to the function rather than to the person.
    AllBut(BTreeSet<ContactChannel>),
    /// The channels that tell the name, such as `anna.beispiel@…`.
    WhatTellsTheName,
}

/// A person to take out of one contact.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Erasure {
    /// The contact.
    pub contact: PartId,
    /// What the person is called there.
    pub name: Option<Words>,
    /// Her mailbox, by which she is found where the contact names nobody.
    pub email: Option<EmailAddress>,
    /// What goes with the name.
    pub going: Going,
    /// The day on which it is done.
    pub on: NaiveDate,
}

/// The channels of a person, as the revisions that name her tell them.
#[derive(Debug, Default)]
struct Channels {
    emails: BTreeSet<String>,
    phones: BTreeSet<PhoneNumber>,
    urls: BTreeSet<WebUrl>,
}

impl Erasure {
    /// Take the person out of all revisions of an aggregate. For each whether it changed.
    pub fn apply<T: Aggregate>(&self, revisions: &mut [&mut T]) -> Vec<bool> {
        let mut hers = Channels::default();
        for revision in revisions.iter() {
            for contact in self.of(revision.contacts()) {
                if self.names(contact) {
                    hers.add(contact, self);
                }
            }
        }
        if let Some(email) = &self.email
            && self.goes(ContactChannel::Email, email.as_str())
        {
            hers.emails.insert(folded(email));
        }
        let contacts = revisions.iter_mut().map(|revision| revision.contacts_mut());
        contacts
            .map(|contacts| {
                let ours = contacts.into_iter().filter(|it| it.id == self.contact);
                // Every one of them: a place that is on the list twice has the contact twice.
                let redacted = ours.map(|contact| self.redact(contact, &hers));
                redacted.filter(|changed| *changed).count() > 0
            })
            .collect()
    }

    /// Whether a text that people wrote beside a revision tells of the person.
    #[must_use]
    pub fn is_told_by(&self, text: &str) -> bool {
        let text = fold(text);
        let name = self.name.as_ref().map(|name| fold(name.as_str()));
        let email = self.email.as_ref().map(folded);
        name.is_some_and(|name| text.contains(&name))
            || email.is_some_and(|email| text.contains(&email))
    }

    fn of<'a>(&self, contacts: Vec<&'a Contact>) -> impl Iterator<Item = &'a Contact> {
        let contact = self.contact;
        contacts.into_iter().filter(move |it| it.id == contact)
    }

    /// Whether the contact names this person.
    fn names(&self, contact: &Contact) -> bool {
        let person = contact.person.as_ref();
        person
            .zip(self.name.as_ref())
            .is_some_and(|(person, name)| fold(person.name.as_str()) == fold(name.as_str()))
    }

    fn goes(&self, channel: ContactChannel, text: &str) -> bool {
        match &self.going {
            Going::AllBut(kept) => !kept.contains(&channel),
            Going::WhatTellsTheName => {
                let name = self.name.as_ref();
                name.is_some_and(|name| tells(text, name.as_str()))
            }
        }
    }

    /// Where somebody else is named, the channels evidently belong to the function.
    fn redact(&self, contact: &mut Contact, hers: &Channels) -> bool {
        if contact.person.is_some() && !self.names(contact) {
            return false;
        }
        let named = contact.person.take().is_some();
        let mut changed = named;
        changed |= clear(&mut contact.email, |it| hers.emails.contains(&folded(it)));
        if clear(&mut contact.phone, |it| hers.phones.contains(it)) {
            contact.phone_extension = None;
            changed = true;
        }
        changed |= clear(&mut contact.url, |it| hers.urls.contains(it));
        let told = |name: &Words| {
            let versions = contact.function.as_ref()?.versions();
            let mut versions = versions.iter();
            Some(versions.any(|it| fold(it.text.as_str()).contains(&fold(name.as_str()))))
        };
        if self.name.as_ref().and_then(told) == Some(true) {
            contact.function = None;
            changed = true;
        }
        if changed {
            contact.person_erased_on = Some(self.on);
        }
        changed
    }
}

impl Channels {
    fn add(&mut self, contact: &Contact, erasure: &Erasure) {
        let goes = |channel, text: &str| erasure.goes(channel, text);
        let email = contact.email.as_ref();
        let email = email.filter(|it| goes(ContactChannel::Email, it.as_str()));
        self.emails.extend(email.map(folded));
        let phone = contact.phone.clone();
        self.phones
            .extend(phone.filter(|it| goes(ContactChannel::Phone, it.as_str())));
        let url = contact.url.clone();
        self.urls
            .extend(url.filter(|it| goes(ContactChannel::Url, it.as_str())));
    }
}

fn clear<T>(field: &mut Option<T>, goes: impl FnOnce(&T) -> bool) -> bool {
    field.take_if(|value| goes(value)).is_some()
}

/// Addresses are the same without regard to case, as every mail server takes them.
fn folded(email: &EmailAddress) -> String {
    email.as_str().to_lowercase()
}

/// Whether an address tells a part of the name, however it writes umlauts.
fn tells(text: &str, name: &str) -> bool {
    let spelled_out = |text: &str| {
        let lower = text.to_lowercase();
        fold(
            &lower
                .replace('ä', "ae")
                .replace('ö', "oe")
                .replace('ü', "ue"),
        )
    };
    let texts = [fold(text), spelled_out(text)];
    let names = [fold(name), spelled_out(name)];
    let parts = names.iter().flat_map(|name| {
        let parts = name.split(|c: char| !c.is_alphanumeric());
        parts.filter(|part| part.chars().count() >= TELLING)
    });
    parts
        .into_iter()
        .any(|part| texts.iter().any(|text| text.contains(part)))
}

/// Somebody whom an aggregate names or named, in one of its contacts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PersonFound {
    /// The contact.
    pub contact: PartId,
    /// What the person is called there; none where the contact names nobody.
    pub name: Option<Words>,
    /// The last day of the consent that holds longest.
    pub consent_expires_on: Option<NaiveDate>,
    /// When that consent was recorded.
    pub consent_recorded_on: Option<NaiveDate>,
    /// The mailboxes beside the name, the newest last.
    pub emails: Vec<EmailAddress>,
    /// The numbers beside the name, the newest last.
    pub phones: Vec<PhoneNumber>,
    /// The pages beside the name, the newest last.
    pub urls: Vec<WebUrl>,
    /// The revisions that say so.
    pub revisions: Vec<u32>,
}

impl PersonFound {
    /// Everybody whom the contacts of an aggregate name, with what stands beside each name; and
    /// mailboxes beside which no name stands. The revisions come oldest first.
    pub fn all_in<'a, T: Aggregate>(
        revisions: impl IntoIterator<Item = (u32, &'a T)>,
    ) -> Vec<Self> {
        let mut found: BTreeMap<(PartId, Option<String>, Option<String>), Self> = BTreeMap::new();
        for (number, revision) in revisions {
            for contact in revision.contacts() {
                let name = contact.person.as_ref().map(|it| fold(it.name.as_str()));
                let mailbox = match (&name, &contact.email) {
                    (None, None) => continue,
                    (None, Some(email)) => Some(folded(email)),
                    (Some(_), _) => None,
                };
                let key = (contact.id, name, mailbox);
                let person = found.entry(key).or_insert_with(|| Self::new(contact.id));
                person.add(number, contact);
            }
        }
        found.into_values().collect()
    }

    const fn new(contact: PartId) -> Self {
        Self {
            contact,
            name: None,
            consent_expires_on: None,
            consent_recorded_on: None,
            emails: Vec::new(),
            phones: Vec::new(),
            urls: Vec::new(),
            revisions: Vec::new(),
        }
    }

    fn add(&mut self, number: u32, contact: &Contact) {
        if self.revisions.last() != Some(&number) {
            self.revisions.push(number);
        }
        if let Some(person) = &contact.person {
            self.add_consent(person);
        }
        put_last(&mut self.emails, contact.email.as_ref());
        put_last(&mut self.phones, contact.phone.as_ref());
        put_last(&mut self.urls, contact.url.as_ref());
    }

    fn add_consent(&mut self, person: &NamedPerson) {
        self.name = Some(person.name.clone());
        if self.consent_expires_on <= Some(person.consent_expires_on) {
            self.consent_expires_on = Some(person.consent_expires_on);
            self.consent_recorded_on = Some(person.consent_recorded_on);
        }
    }

    /// Whether it is called the same.
    #[must_use]
    pub fn has_name_of(&self, other: &Self) -> bool {
        let other = other.name.as_ref();
        other.is_some_and(|name| self.is_called(name))
    }

    /// Whether it is called this.
    #[must_use]
    pub fn is_called(&self, name: &Words) -> bool {
        let own = self.name.as_ref();
        own.is_some_and(|own| fold(own.as_str()) == fold(name.as_str()))
    }

    /// Whether it was reached by the same mailbox.
    #[must_use]
    pub fn has_mailbox_of(&self, other: &Self) -> bool {
        self.emails.iter().any(|email| other.is_reached_by(email))
    }

    /// Whether it was reached by this mailbox.
    #[must_use]
    pub fn is_reached_by(&self, email: &EmailAddress) -> bool {
        let wanted = folded(email);
        self.emails.iter().any(|email| folded(email) == wanted)
    }
}

fn put_last<T: Clone + PartialEq>(list: &mut Vec<T>, value: Option<&T>) {
    let Some(value) = value else { return };
    list.retain(|known| known != value);
    list.push(value.clone());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;
    use crate::contact::ContactAudience;
    use crate::entry::Offer;
    use crate::sample;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn words(text: &str) -> Words {
        Words::parse(text).unwrap()
    }

    fn naming(name: Option<&str>, email: &str) -> Offer {
        let mut offer = sample::offer("course", "club");
        offer.entry.contacts = vec![Contact {
            id: PartId::of_name(offer.id, "office"),
            audience: ContactAudience::Public,
            function: None,
            person: name.map(|name| NamedPerson {
                name: words(name),
                consent_recorded_on: day("2026-01-01"),
                consent_expires_on: day("2026-12-31"),
            }),
            email: EmailAddress::parse(email).ok(),
            phone: PhoneNumber::parse("+49571123").ok(),
            phone_extension: Some("7".to_owned()),
            url: None,
            person_erased_on: None,
        }];
        offer
    }

    fn erasing(offer: &Offer, name: &str, going: Going) -> Erasure {
        Erasure {
            contact: PartId::of_name(offer.id, "office"),
            name: Some(words(name)),
            email: None,
            going,
            on: day("2026-11-23"),
        }
    }

    fn told(offer: &Offer) -> (Option<&str>, Option<&str>, bool) {
        let contact = offer.entry.contacts.first().unwrap();
        (
            contact.person.as_ref().map(|person| person.name.as_str()),
            contact.email.as_ref().map(EmailAddress::as_str),
            contact.person_erased_on.is_some(),
        )
    }

    #[test]
    fn a_person_leaves_every_revision_and_whoever_came_after_stays() {
        let mut offers = [
            naming(Some("Anna Beispiel"), "anna@example.org"),
            naming(Some("anna BEISPIEL"), "kurse@example.org"),
            naming(None, "anna@example.org"),
            naming(Some("Ben Muster"), "kurse@example.org"),
        ];
        let erasure = erasing(
            &offers[0],
            "Anna Beispiel",
            Going::AllBut(BTreeSet::from([ContactChannel::Phone])),
        );
        let changed = erasure.apply(&mut offers.iter_mut().collect::<Vec<_>>());
        assert_eq!(changed, [true, true, true, false]);
        let left: Vec<_> = offers.iter().map(told).collect();
        assert_eq!(
            left,
            [
                (None, None, true),
                (None, None, true),
                (None, None, true),
                (Some("Ben Muster"), Some("kurse@example.org"), false),
            ]
        );
        let phone = |offer: &Offer| offer.entry.contacts.first().unwrap().phone.is_some();
        assert!(offers.iter().all(phone));
        let again = erasure.apply(&mut offers.iter_mut().collect::<Vec<_>>());
        assert_eq!(again, [false; 4]);
    }

    #[test]
    fn a_mailbox_that_tells_the_name_goes_with_it() {
        let mut offers = [
            naming(Some("Änne Müller"), "a.mueller@example.org"),
            naming(Some("Änne Müller"), "kurse@example.org"),
        ];
        let erasure = erasing(&offers[0], "Änne Müller", Going::WhatTellsTheName);
        erasure.apply(&mut offers.iter_mut().collect::<Vec<_>>());
        assert_eq!(told(&offers[0]), (None, None, true));
        assert_eq!(told(&offers[1]), (None, Some("kurse@example.org"), true));
        assert!(offers[0].entry.contacts[0].phone.is_some());
    }

    #[test]
    fn what_people_wrote_beside_it_may_tell_of_the_person() {
        let offer = naming(Some("Anna Beispiel"), "anna@example.org");
        let erasure = erasing(&offer, "Anna Beispiel", Going::WhatTellsTheName);
        assert!(erasure.is_told_by("Neu ist anna beispiel."));
        assert!(!erasure.is_told_by("Anna hat gebeten"));
    }

    #[test]
    fn everybody_is_found_with_what_stood_beside_the_name() {
        let mut offers = [
            naming(Some("Anna Beispiel"), "anna@example.org"),
            naming(Some("Anna Beispiel"), "kurse@example.org"),
            naming(Some("Ben Muster"), "kurse@example.org"),
            naming(None, "Anna@example.org"),
        ];
        let later = offers[1].entry.contacts[0].person.as_mut().unwrap();
        later.consent_expires_on = day("2027-12-31");
        let found = PersonFound::all_in((1..).zip(&offers));
        let [nobody, anna, ben] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(anna.revisions, [1, 2]);
        assert_eq!(anna.consent_expires_on, Some(day("2027-12-31")));
        assert_eq!(anna.emails.last().unwrap().as_str(), "kurse@example.org");
        assert!(anna.has_mailbox_of(ben) && !anna.has_name_of(ben));
        assert!(nobody.name.is_none() && anna.has_mailbox_of(nobody));
    }
}
