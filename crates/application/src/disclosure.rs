//! What some read of what is published beyond what everybody reads: contacts meant for colleagues, and
//! places that the public may not know.
//!
//! It stands in the database alone and is read for one actor at a time; whoever sees none of it
//! anywhere costs no statement. The catalogue never holds it.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use catalogue::{Shelved, Snapshot};
use domain::id::{EntityId, LocationId, TypedId};
use domain::period::Instant;
use domain::place::Location;
use domain::policy::{
    Actor, Disclosed, DisclosedContact, DisclosedLocation, Discloses, FieldGroup, Sight, disclose,
    disclose_location, sight,
};

use crate::use_case::UseCaseError;
use crate::{Application, local_day};

/// What an actor reads of something published beyond what everybody reads.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Disclosure {
    /// The contacts meant for colleagues.
    pub contacts: Vec<DisclosedContact>,
    /// The locations of which the public may not know.
    pub locations: Vec<DisclosedLocation>,
}

/// Whether the actor could read anything beyond what everybody reads.
#[must_use]
pub fn sees_more_than_everybody(actor: &Actor) -> bool {
    [
        FieldGroup::ProfessionalContacts,
        FieldGroup::HiddenAddresses,
    ]
    .into_iter()
    .any(|group| sight(actor, group) != Sight::Nowhere)
}

impl Application {
    /// What the actor may read of these beyond what this snapshot shows to everybody; nothing of what
    /// it does not show at all.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn disclosures<T: Discloses + Shelved>(
        &self,
        actor: &Actor,
        (snapshot, ids): (&Snapshot, &[T::Id]),
        now: Instant,
    ) -> Result<HashMap<EntityId, Disclosure>, UseCaseError> {
        if ids.is_empty() || !sees_more_than_everybody(actor) {
            return Ok(HashMap::new());
        }
        let state = self.store.one_state().await?;
        let mut found: HashMap<EntityId, Disclosed> = HashMap::new();
        for (revision, resource) in state.published_resources::<T>(ids).await? {
            let Some(shown) = snapshot.find::<T>(revision.id()) else {
                continue;
            };
            let stored = (&revision, &resource);
            let disclosed = disclose(actor, stored, shown, local_day(now));
            found.insert(revision.id().entity(), disclosed);
        }
        let hidden = found.values().flat_map(Disclosed::places);
        let mut hidden: Vec<LocationId> = hidden.map(|place| place.location()).collect();
        hidden.sort_unstable();
        hidden.dedup();
        let locations = match hidden.as_slice() {
            [] => Vec::new(),
            hidden => state.published_some::<Location>(hidden).await?,
        };
        let locations: HashMap<_, _> = locations.iter().map(|it| (it.id(), it)).collect();
        let disclosures = found.into_iter().map(|(id, disclosed)| {
            let places = disclosed.places().iter();
            let opened = places.filter_map(|place| {
                let revision = locations.get(&place.location())?;
                disclose_location(*place, revision)
            });
            let disclosure = Disclosure {
                contacts: disclosed.contacts().to_vec(),
                locations: opened.collect(),
            };
            (id, disclosure)
        });
        Ok(disclosures.collect())
    }
}
