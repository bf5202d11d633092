//! Protected places: how much of each location the public may learn.
//!
//! The strictest word counts: that of the location itself, of every published entry that takes
//! place there, of the providers of those entries, and of every organization that is at home
//! there. So one protected entry protects its address everywhere: under other entries, under its
//! provider, in lists of locations. Whoever wants to show the same house for something else keeps
//! a second location for it, and decides so knowingly.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::aggregate::{PublishedRevision, locations_of_offer, locations_of_point};
use crate::contact::Contact;
use crate::entry::{CounsellingPoint, Entry, EntryId, Offer, Place, Position};
use crate::id::{DistrictId, EntityId, EntityKind, LocationId, OrganizationId, TypedId};
use crate::organization::Organization;
use crate::place::{Location, LocationVisibility};

/// What everything published says about the visibility of places.
#[derive(Clone, Debug, Default)]
pub struct Protection {
    locations: HashMap<LocationId, Site>,
    /// Everything that stands at a location, with its own word about visibility.
    users: HashMap<EntityId, User>,
    at: HashMap<LocationId, BTreeSet<EntityId>>,
    entries_of: HashMap<OrganizationId, BTreeSet<EntityId>>,
}

#[derive(Clone, Copy, Debug)]
struct Site {
    visibility: LocationVisibility,
    district: Option<DistrictId>,
}

/// An entry or an organization.
#[derive(Clone, Debug)]
struct User {
    visibility: LocationVisibility,
    provider: Option<OrganizationId>,
    locations: Vec<LocationId>,
}

impl Protection {
    /// Learn what a location says. Returns what has to be published anew.
    pub fn learn_location(&mut self, revision: &PublishedRevision<Location>) -> BTreeSet<EntityId> {
        let location = &revision.content;
        let id = location.id;
        self.changing(&[id], |this| {
            this.locations.insert(
                id,
                Site {
                    visibility: location.visibility,
                    district: location.district,
                },
            );
        })
    }

    /// Learn what an organization says. Returns what has to be published anew.
    pub fn learn_organization(
        &mut self,
        revision: &PublishedRevision<Organization>,
    ) -> BTreeSet<EntityId> {
        let organization = &revision.content;
        self.learn_user(
            organization.id.entity(),
            User {
                visibility: organization.visibility,
                provider: None,
                locations: organization.locations.clone(),
            },
        )
    }

    /// Learn what an offer says. Returns what has to be published anew.
    pub fn learn_offer(&mut self, revision: &PublishedRevision<Offer>) -> BTreeSet<EntityId> {
        let offer = &revision.content;
        self.learn_entry(
            EntryId::Offer(offer.id),
            &offer.entry,
            locations_of_offer(offer),
        )
    }

    /// Learn what a counselling point says. Returns what has to be published anew.
    pub fn learn_counselling_point(
        &mut self,
        revision: &PublishedRevision<CounsellingPoint>,
    ) -> BTreeSet<EntityId> {
        let point = &revision.content;
        self.learn_entry(
            EntryId::CounsellingPoint(point.id),
            &point.entry,
            locations_of_point(&point.entry),
        )
    }

    /// Forget something that is no longer published. Returns what has to be published anew.
    pub fn forget(&mut self, id: EntityId) -> BTreeSet<EntityId> {
        if id.kind == EntityKind::Location {
            let location = LocationId::from_uuid(id.uuid);
            return self.changing(&[location], |this| {
                this.locations.remove(&location);
            });
        }
        let touched = self.touched_by(id);
        let mut again = self.changing(&touched, |this| this.remove_user(id));
        again.extend(self.entries_of_organization(id));
        again
    }

    fn learn_entry(
        &mut self,
        id: EntryId,
        entry: &Entry,
        locations: Vec<LocationId>,
    ) -> BTreeSet<EntityId> {
        self.learn_user(
            id.into(),
            User {
                visibility: entry.visibility,
                provider: Some(entry.provider),
                locations,
            },
        )
    }

    fn learn_user(&mut self, id: EntityId, user: User) -> BTreeSet<EntityId> {
        let mut touched = self.touched_by(id);
        touched.extend(&user.locations);
        let mut again = self.changing(&touched, |this| {
            this.remove_user(id);
            for location in &user.locations {
                this.at.entry(*location).or_default().insert(id);
            }
            if let Some(provider) = user.provider {
                this.entries_of.entry(provider).or_default().insert(id);
            }
            this.users.insert(id, user);
        });
        // An organization's own word reaches its entries even where they stand at no location.
        again.extend(self.entries_of_organization(id));
        again.remove(&id);
        again
    }

    fn remove_user(&mut self, id: EntityId) {
        let Some(user) = self.users.remove(&id) else {
            return;
        };
        for location in &user.locations {
            if let Some(users) = self.at.get_mut(location) {
                users.remove(&id);
            }
        }
        if let Some(entries) = user.provider.and_then(|id| self.entries_of.get_mut(&id)) {
            entries.remove(&id);
        }
    }

    /// The locations on which the word of this user bears: its own, and for an organization those
    /// of its entries.
    fn touched_by(&self, id: EntityId) -> Vec<LocationId> {
        let of_user = |id: &EntityId| self.users.get(id).map(|user| user.locations.clone());
        let mut touched = of_user(&id).unwrap_or_default();
        let entries = self.entries_of_organization(id);
        touched.extend(entries.iter().filter_map(of_user).flatten());
        touched
    }

    /// The entries that an organization runs; nothing for anything else.
    fn entries_of_organization(&self, id: EntityId) -> BTreeSet<EntityId> {
        if id.kind != EntityKind::Organization {
            return BTreeSet::new();
        }
        let entries = self.entries_of.get(&OrganizationId::from_uuid(id.uuid));
        entries.cloned().unwrap_or_default()
    }

    /// Make a change and say what it changes about these locations: the locations themselves and
    /// everything that stands there.
    fn changing(
        &mut self,
        locations: &[LocationId],
        change: impl FnOnce(&mut Self),
    ) -> BTreeSet<EntityId> {
        let describe = |this: &Self, id: &LocationId| {
            (
                this.of_location(*id),
                this.locations.get(id).and_then(|site| site.district),
            )
        };
        let before: Vec<_> = locations.iter().map(|id| describe(self, id)).collect();
        change(self);
        locations
            .iter()
            .zip(before)
            .filter(|(id, before)| describe(self, id) != *before)
            .flat_map(|(id, _)| {
                let users = self.at.get(id).into_iter().flatten().copied();
                users.chain([id.entity()])
            })
            .collect()
    }

    /// How much of a location the public may learn. What nobody has published is hidden.
    #[must_use]
    pub fn of_location(&self, id: LocationId) -> LocationVisibility {
        let Some(site) = self.locations.get(&id) else {
            return LocationVisibility::Hidden;
        };
        self.at
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|user| self.users.get(user))
            .map(|user| user.visibility.max(self.of_provider(user.provider)))
            .fold(site.visibility, Ord::max)
    }

    pub(crate) fn is_public(&self, id: LocationId) -> bool {
        self.of_location(id) == LocationVisibility::Exact
    }

    /// How much of an entry's places the public may learn by its own word and its provider's.
    pub(crate) fn of_entry(&self, entry: &Entry) -> LocationVisibility {
        entry.visibility.max(self.of_provider(Some(entry.provider)))
    }

    /// The word of a provider. One that nobody has published hides everything: it may be
    /// protected.
    fn of_provider(&self, provider: Option<OrganizationId>) -> LocationVisibility {
        let Some(provider) = provider else {
            return LocationVisibility::Exact;
        };
        self.users
            .get(&provider.entity())
            .map_or(LocationVisibility::Hidden, |user| user.visibility)
    }

    pub(crate) fn redact_organization(
        &self,
        mut organization: Organization,
        today: NaiveDate,
    ) -> Organization {
        organization.locations.retain(|id| self.is_public(*id));
        organization.contacts = published_contacts(organization.contacts, today);
        organization.trusted = false;
        if organization.visibility == LocationVisibility::Hidden {
            organization.logo = None;
        }
        organization
    }

    /// What the public may read of an entry that takes place at these locations, its rounds
    /// included.
    pub(crate) fn redact_entry(
        &self,
        mut entry: Entry,
        locations: &[LocationId],
        today: NaiveDate,
    ) -> Entry {
        let visibility = self.of_entry(&entry);
        let strictest = locations
            .iter()
            .map(|id| self.of_location(*id))
            .fold(visibility, Ord::max);
        entry.places = entry
            .places
            .into_iter()
            .map(|place| self.redact_place(place, visibility, today))
            .collect();
        entry.contacts = published_contacts(entry.contacts, today);
        // A picture may show the house, and the facts about access describe it.
        if strictest != LocationVisibility::Exact {
            entry.images.clear();
            entry.accessibility.note = None;
        }
        entry
    }

    pub(crate) fn redact_place(
        &self,
        mut place: Place,
        entry: LocationVisibility,
        today: NaiveDate,
    ) -> Place {
        let (visibility, district) = match place.position {
            Position::At(id) => (
                self.of_location(id).max(entry),
                self.locations.get(&id).and_then(|site| site.district),
            ),
            Position::Within(district) | Position::WithheldWithin(district) => {
                (entry, Some(district))
            }
            Position::Withheld => (LocationVisibility::Hidden, None),
        };
        place.position = match (visibility, district) {
            (LocationVisibility::Exact, _) => place.position,
            (LocationVisibility::DistrictOnly, Some(district)) => {
                Position::WithheldWithin(district)
            }
            (LocationVisibility::DistrictOnly, None) | (LocationVisibility::Hidden, _) => {
                Position::Withheld
            }
        };
        place.contacts = published_contacts(place.contacts, today);
        place
    }
}

fn published_contacts(contacts: Vec<Contact>, today: NaiveDate) -> Vec<Contact> {
    contacts
        .into_iter()
        .filter_map(|contact| contact.published(today))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::aggregate::RevisionStamp;
    use crate::code::Code;
    use crate::policy::publish;
    use crate::sample;

    const LOCATIONS: [&str; 3] = ["house", "hall", "park"];
    const PROVIDERS: [&str; 2] = ["club", "office"];

    /// A small world: who stands where, and how protected everything is.
    #[derive(Clone, Debug)]
    struct World {
        locations: Vec<Location>,
        organizations: Vec<Organization>,
        offers: Vec<Offer>,
    }

    fn visibility() -> impl Strategy<Value = LocationVisibility> {
        proptest::sample::select(LocationVisibility::ALL)
    }

    prop_compose! {
        fn worlds()(
            locations in proptest::collection::vec((visibility(), any::<bool>()), 3),
            organizations in proptest::collection::vec((visibility(), 0..4usize), 2),
            offers in proptest::collection::vec((visibility(), 0..2usize, 0..4usize), 0..6),
        ) -> World {
            World {
                locations: locations
                    .into_iter()
                    .zip(LOCATIONS)
                    .map(|((visibility, known), slug)| location(slug, visibility, known))
                    .collect(),
                organizations: organizations
                    .into_iter()
                    .zip(PROVIDERS)
                    .map(|((visibility, home), slug)| Organization {
                        visibility,
                        locations: LOCATIONS.get(home).map(|slug| LocationId::of_slug(slug)).into_iter().collect(),
                        ..sample::organization(slug)
                    })
                    .collect(),
                offers: offers
                    .into_iter()
                    .enumerate()
                    .map(|(index, (visibility, provider, at))| {
                        let mut offer = sample::offer(&format!("offer-{index}"), PROVIDERS[provider]);
                        offer.entry.visibility = visibility;
                        let at = LOCATIONS.get(at).map(|slug| Position::At(LocationId::of_slug(slug)));
                        offer.entry.places = at.map(|at| sample::place(&offer, at)).into_iter().collect();
                        offer
                    })
                    .collect(),
            }
        }
    }

    fn location(slug: &str, visibility: LocationVisibility, district_known: bool) -> Location {
        Location {
            visibility,
            district: district_known.then(|| DistrictId::of_slug("north")),
            owner: Some(OrganizationId::of_slug("club")),
            ..sample::location(slug)
        }
    }

    fn revision<T>(content: T) -> PublishedRevision<T> {
        let at: chrono::DateTime<chrono::Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
        PublishedRevision::new(
            content,
            RevisionStamp {
                number: 1,
                published_at: at.into(),
                updated_at: at.into(),
            },
        )
    }

    fn today() -> NaiveDate {
        "2026-03-01".parse().unwrap()
    }

    fn learned(world: &World) -> Protection {
        let mut protection = Protection::default();
        for location in &world.locations {
            protection.learn_location(&revision(location.clone()));
        }
        for organization in &world.organizations {
            protection.learn_organization(&revision(organization.clone()));
        }
        for offer in &world.offers {
            protection.learn_offer(&revision(offer.clone()));
        }
        protection
    }

    /// Everything that the public reads of this world, by id.
    fn published(world: &World, protection: &Protection) -> Vec<(EntityId, String)> {
        let mut documents = Vec::new();
        for location in &world.locations {
            let document = publish(revision(location.clone()), protection, today());
            documents.push((location.id.entity(), format!("{document:?}")));
        }
        for organization in &world.organizations {
            let document = publish(revision(organization.clone()), protection, today());
            documents.push((organization.id.entity(), format!("{document:?}")));
        }
        for offer in &world.offers {
            let document = publish(revision(offer.clone()), protection, today());
            documents.push((offer.id.entity(), format!("{document:?}")));
        }
        documents
    }

    /// The strictest word about a location, counted in the plainest way.
    fn strictest(world: &World, id: LocationId) -> LocationVisibility {
        let mut words: Vec<LocationVisibility> = Vec::new();
        words.extend(
            world
                .locations
                .iter()
                .filter(|l| l.id == id)
                .map(|l| l.visibility),
        );
        for organization in &world.organizations {
            if organization.locations.contains(&id) {
                words.push(organization.visibility);
            }
        }
        for offer in &world.offers {
            if offer.entry.locations().any(|own| own == id) {
                words.push(offer.entry.visibility);
                let provider = world
                    .organizations
                    .iter()
                    .find(|o| o.id == offer.entry.provider);
                words.push(provider.unwrap().visibility);
            }
        }
        words.into_iter().max().unwrap()
    }

    proptest! {
        #[test]
        fn the_strictest_word_counts_and_no_protected_id_leaves(world in worlds()) {
            let protection = learned(&world);
            let everything = published(&world, &protection);
            for location in &world.locations {
                let strictest = strictest(&world, location.id);
                prop_assert_eq!(protection.of_location(location.id), strictest);
                if strictest != LocationVisibility::Exact {
                    let id = location.id.uuid().to_string();
                    prop_assert!(everything.iter().all(|(_, document)| !document.contains(&id)));
                }
            }
        }

        #[test]
        fn whatever_a_change_touches_is_named(
            before in worlds(),
            after in worlds(),
            which in 0..8usize,
        ) {
            // One thing of the world becomes as it is in another world.
            let mut world = before.clone();
            let mut protection = learned(&before);
            let old = published(&before, &protection);
            let again = match which {
                0..=2 => {
                    world.locations[which] = after.locations[which].clone();
                    protection.learn_location(&revision(world.locations[which].clone()))
                }
                3..=4 => {
                    world.organizations[which - 3] = after.organizations[which - 3].clone();
                    protection.learn_organization(&revision(world.organizations[which - 3].clone()))
                }
                _ => {
                    let (Some(old), Some(new)) = (world.offers.first_mut(), after.offers.first())
                    else { return Ok(()) };
                    *old = new.clone();
                    protection.learn_offer(&revision(new.clone()))
                }
            };
            let changed: EntityId = match which {
                0..=2 => world.locations[which].id.entity(),
                3..=4 => world.organizations[which - 3].id.entity(),
                _ => world.offers[0].id.entity(),
            };
            // It ends in the same place as learning everything anew, and names all that differs.
            prop_assert_eq!(published(&world, &protection), published(&world, &learned(&world)));
            for ((id, now), (_, then)) in published(&world, &protection).iter().zip(&old) {
                if now != then && *id != changed {
                    prop_assert!(again.contains(id), "{:?} is not named", id);
                }
            }
        }

        #[test]
        fn what_is_forgotten_protects_no_more(world in worlds()) {
            let mut protection = learned(&world);
            let mut rest = world.clone();
            if let Some(gone) = rest.offers.pop() {
                protection.forget(gone.id.entity());
                prop_assert_eq!(published(&rest, &protection), published(&rest, &learned(&rest)));
            }
        }
    }
}
