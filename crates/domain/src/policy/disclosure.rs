//! What some may read of what is published beyond what everybody reads: contacts meant for
//! colleagues, and places that the public may not know.
//!
//! The table of fields says who sees which. Nothing of this is in the catalogue: it is read from what
//! is stored, for one actor, and goes no further.
//!
//! Deliberately absent: pictures and notes that are withheld with a place. Whoever maintains the thing
//! finds them in its revisions.

use chrono::NaiveDate;

use super::Published;
use super::actor::Actor;
use super::field::{FieldGroup, may_see};
use super::resource::Resource;
use crate::aggregate::{Aggregate, PublishedRevision};
use crate::contact::Contact;
use crate::entry::{CounsellingPoint, Entry, Offer, Place};
use crate::id::{LocationId, PartId};
use crate::organization::Organization;
use crate::place::Location;
use crate::plan::Responsibility;

/// What has more to say to some than to everybody.
pub trait Discloses: Aggregate {
    /// Its contacts, each with the place of it at which it holds; without one where it holds for the
    /// whole.
    fn placed_contacts(&self) -> Vec<(Option<PartId>, &Contact)>;

    /// The locations at which it stands, each with the place of it that says so.
    fn placed_locations(&self) -> Vec<(Option<PartId>, LocationId)> {
        Vec::new()
    }
}

/// What one actor may read of something published beyond what everybody reads. Only [`disclose`]
/// makes it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Disclosed {
    contacts: Vec<DisclosedContact>,
    places: Vec<HiddenPlace>,
}

/// A contact meant for colleagues.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DisclosedContact {
    /// The place of the thing at which it holds; none where it holds for the whole.
    pub place: Option<PartId>,
    /// The contact.
    pub contact: Contact,
}

/// That a thing stands at a location of which the public may not know. Only [`disclose`] makes it,
/// and it opens that location.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HiddenPlace {
    place: Option<PartId>,
    location: LocationId,
}

/// A location of which the public may not know. Only [`disclose_location`] makes it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DisclosedLocation {
    place: Option<PartId>,
    location: Location,
}

impl Disclosed {
    /// The contacts meant for colleagues.
    #[must_use]
    pub fn contacts(&self) -> &[DisclosedContact] {
        &self.contacts
    }

    /// Where it stands without the public's knowing.
    #[must_use]
    pub fn places(&self) -> &[HiddenPlace] {
        &self.places
    }
}

impl HiddenPlace {
    /// Which location.
    #[must_use]
    pub const fn location(&self) -> LocationId {
        self.location
    }
}

impl DisclosedLocation {
    /// The place of the thing that names it; none where the whole thing stands there.
    #[must_use]
    pub const fn place(&self) -> Option<PartId> {
        self.place
    }

    /// What it says, but for who maintains it.
    #[must_use]
    pub const fn location(&self) -> &Location {
        &self.location
    }
}

/// What the actor may read of something published beyond what is shown to everybody.
#[must_use]
pub fn disclose<T: Discloses>(
    actor: &Actor,
    (revision, resource): (&PublishedRevision<T>, &Resource),
    shown: &Published<T>,
    today: NaiveDate,
) -> Disclosed {
    let content = &revision.content;
    let mut disclosed = Disclosed::default();
    if may_see(actor, FieldGroup::ProfessionalContacts, resource) {
        let contacts = content.placed_contacts().into_iter();
        disclosed
            .contacts
            .extend(contacts.filter_map(|(place, contact)| {
                let contact = contact.clone().for_colleagues(today)?;
                Some(DisclosedContact { place, contact })
            }));
    }
    if may_see(actor, FieldGroup::HiddenAddresses, resource) {
        let known = shown.document().placed_locations();
        let all = content.placed_locations().into_iter();
        let hidden = all.filter(|place| !known.contains(place));
        disclosed
            .places
            .extend(hidden.map(|(place, location)| HiddenPlace { place, location }));
    }
    disclosed
}

/// What a location says of which the public may not know; nothing of any other.
#[must_use]
pub fn disclose_location(
    hidden: HiddenPlace,
    revision: &PublishedRevision<Location>,
) -> Option<DisclosedLocation> {
    let location = &revision.content;
    (location.id == hidden.location).then(|| DisclosedLocation {
        place: hidden.place,
        location: Location {
            owner: None,
            ..location.clone()
        },
    })
}

impl Discloses for Offer {
    fn placed_contacts(&self) -> Vec<(Option<PartId>, &Contact)> {
        of_entry(&self.entry, places_of_offer(self))
    }

    fn placed_locations(&self) -> Vec<(Option<PartId>, LocationId)> {
        locations(places_of_offer(self))
    }
}

impl Discloses for CounsellingPoint {
    fn placed_contacts(&self) -> Vec<(Option<PartId>, &Contact)> {
        of_entry(&self.entry, self.entry.places.iter())
    }

    fn placed_locations(&self) -> Vec<(Option<PartId>, LocationId)> {
        locations(self.entry.places.iter())
    }
}

impl Discloses for Organization {
    fn placed_contacts(&self) -> Vec<(Option<PartId>, &Contact)> {
        self.contacts.iter().map(|it| (None, it)).collect()
    }

    fn placed_locations(&self) -> Vec<(Option<PartId>, LocationId)> {
        self.locations.iter().map(|id| (None, *id)).collect()
    }
}

impl Discloses for Responsibility {
    fn placed_contacts(&self) -> Vec<(Option<PartId>, &Contact)> {
        self.contact.iter().map(|it| (None, it)).collect()
    }
}

fn places_of_offer(offer: &Offer) -> impl Iterator<Item = &Place> {
    let of_runs = offer.runs.iter().filter_map(|run| run.place.as_ref());
    offer.entry.places.iter().chain(of_runs)
}

fn of_entry<'a>(
    entry: &'a Entry,
    places: impl Iterator<Item = &'a Place>,
) -> Vec<(Option<PartId>, &'a Contact)> {
    let at_places = places.flat_map(|place| {
        let contacts = place.contacts.iter();
        contacts.map(|contact| (Some(place.id), contact))
    });
    let of_all = entry.contacts.iter().map(|contact| (None, contact));
    of_all.chain(at_places).collect()
}

fn locations<'a>(places: impl Iterator<Item = &'a Place>) -> Vec<(Option<PartId>, LocationId)> {
    places
        .filter_map(|place| Some((Some(place.id), place.location()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::account::{ApiClient, ApiKeyId, ApiScope};
    use crate::aggregate::RevisionStamp;
    use crate::contact::{ContactAudience, NamedPerson, PhoneNumber};
    use crate::entry::Position;
    use crate::id::TypedId;
    use crate::period::Instant;
    use crate::place::LocationVisibility;
    use crate::policy::{Protection, publish};
    use crate::sample;
    use crate::text::Words;

    fn revision<T: Aggregate>(content: T) -> PublishedRevision<T> {
        let at: Instant = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH.into();
        let stamp = RevisionStamp {
            number: 1,
            published_at: at,
            updated_at: at,
        };
        PublishedRevision::new(content, stamp)
    }

    fn contact(number: &str, audience: ContactAudience) -> Contact {
        Contact {
            id: PartId::from_uuid(uuid::Uuid::from_u128(7)),
            audience,
            function: None,
            person: Some(NamedPerson {
                name: Words::parse("Bo Beispiel").unwrap(),
                consent_recorded_on: "2026-01-01".parse().unwrap(),
                consent_expires_on: "2026-12-31".parse().unwrap(),
            }),
            email: None,
            phone: Some(PhoneNumber::parse(number).unwrap()),
            phone_extension: None,
            person_erased_on: None,
            url: None,
        }
    }

    fn client(scope: ApiScope) -> Actor {
        Actor::Client(Arc::new(ApiClient {
            id: ApiKeyId::from_uuid(uuid::Uuid::from_u128(3)),
            scopes: BTreeSet::from([scope]),
            quota_per_minute: 60,
        }))
    }

    /// An offer at a hidden house, with a line for colleagues there and for the whole.
    fn protected() -> (PublishedRevision<Offer>, Protection) {
        let house = LocationId::of_slug("house");
        let mut offer = sample::offer("shelter", "club");
        let mut place = sample::place(&offer, Position::At(house));
        place.contacts = vec![contact("112", ContactAudience::Professional)];
        offer.entry.places = vec![place];
        offer.entry.visibility = LocationVisibility::Hidden;
        offer.entry.contacts = vec![
            contact("110", ContactAudience::Public),
            contact("116016", ContactAudience::Professional),
        ];
        let mut protection = Protection::default();
        let revision = revision(offer);
        protection.learn_offer(&revision);
        (revision, protection)
    }

    fn disclosed(actor: &Actor, today: &str) -> Disclosed {
        let (revision, protection) = protected();
        let today = today.parse().unwrap();
        let shown = publish(revision.clone(), &protection, today).unwrap();
        let resource = Resource::of(revision.id());
        disclose(actor, (&revision, &resource), &shown, today)
    }

    #[test]
    fn colleagues_read_the_lines_meant_for_them_and_no_address() {
        let found = disclosed(&client(ApiScope::ReadProfessional), "2026-03-01");
        let lines: Vec<_> = found
            .contacts()
            .iter()
            .map(|it| (it.place.is_some(), it.contact.phone.clone().unwrap()))
            .collect();
        let number = |text: &str| PhoneNumber::parse(text).unwrap();
        assert_eq!(lines, [(false, number("116016")), (true, number("112"))]);
        assert_eq!(found.places(), []);
        assert!(found.contacts()[0].contact.person.is_some());
    }

    #[test]
    fn nobody_is_named_to_colleagues_without_a_consent_for_the_day() {
        let found = disclosed(&client(ApiScope::ReadProfessional), "2027-01-01");
        assert_eq!(found.contacts().len(), 2);
        assert!(
            found
                .contacts()
                .iter()
                .all(|it| it.contact.person.is_none())
        );
    }

    #[test]
    fn whoever_may_know_hidden_addresses_gets_the_location_that_is_withheld_and_no_other() {
        let found = disclosed(&Actor::Operator, "2026-03-01");
        let [hidden] = found.places() else {
            unreachable!("{found:?}");
        };
        let mut house = sample::location("house");
        house.owner = Some(crate::id::OrganizationId::of_slug("club"));
        let house = disclose_location(*hidden, &revision(house)).unwrap();
        assert_eq!(house.location().id, LocationId::of_slug("house"));
        assert_eq!(house.location().owner, None);
        let other = revision(sample::location("hall"));
        assert_eq!(disclose_location(*hidden, &other), None);
    }

    #[test]
    fn everybody_else_gets_nothing() {
        for actor in [
            Actor::Anonymous,
            client(ApiScope::ReadPublished),
            client(ApiScope::ReadAggregates),
        ] {
            assert_eq!(disclosed(&actor, "2026-03-01"), Disclosed::default());
        }
    }

    #[test]
    fn what_everybody_reads_is_not_disclosed_again() {
        let house = revision(sample::location("house"));
        let mut offer = sample::offer("course", "club");
        offer.entry.places = vec![sample::place(&offer, Position::At(house.id()))];
        let mut protection = Protection::default();
        let offer = revision(offer);
        protection.learn_location(&house);
        protection.learn_organization(&revision(sample::organization("club")));
        protection.learn_offer(&offer);
        let today = "2026-03-01".parse().unwrap();
        let shown = publish(offer.clone(), &protection, today).unwrap();
        let resource = Resource::of(offer.id());
        let found = disclose(&Actor::Operator, (&offer, &resource), &shown, today);
        assert_eq!(found, Disclosed::default());
    }
}
