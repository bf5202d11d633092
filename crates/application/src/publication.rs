//! From what is stored to what the public reads: the catalogue is built here, and follows the
//! change log.

use std::collections::BTreeSet;

use catalogue::{Change, Document, Position, Snapshot};
use chrono::NaiveDate;
use domain::aggregate::{Aggregate, PublishedRevision};
use domain::entry::{CounsellingPoint, Offer};
use domain::for_each_aggregate;
use domain::id::{EntityId, EntityKind, LocationId, TypedId};
use domain::organization::Organization;
use domain::place::{District, Location, LocationVisibility};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::policy::{Protection, Published, publish};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use domain::text::LanguageTag;
use persistence::{LogPosition, OneState, Store};

use crate::error::ApplicationError;

/// How many lines of the log are read at once. Beyond it, building anew is cheaper.
const LINES_AT_ONCE: u64 = 2_000;

/// Lets published revisions into the catalogue.
#[derive(Debug)]
pub(crate) struct Publisher {
    protection: Protection,
    /// The day for which consents were checked.
    today: NaiveDate,
    /// Whether what was learned about protection is also what the catalogue shows. Not so while a
    /// change is under way; when that is broken off, only building anew is safe.
    is_whole: bool,
}

macro_rules! publisher {
    ($($aggregate:ident, $module:ident, $id:ident;)+) => {
        /// Everything that is published, as it is stored.
        struct Stored {
            $($module: Vec<PublishedRevision<$aggregate>>,)+
        }

        impl Stored {
            /// One statement a kind, however many there are of it.
            async fn read(store: &OneState) -> Result<Self, ApplicationError> {
                Ok(Self {
                    $($module: store.published().await?,)+
                })
            }

            /// Those of these that are published.
            async fn read_some(
                store: &OneState,
                ids: &BTreeSet<EntityId>,
            ) -> Result<Self, ApplicationError> {
                Ok(Self {
                    $($module: {
                        let ids: Vec<_> = ids
                            .iter()
                            .filter(|id| id.kind == EntityKind::$aggregate)
                            .map(|id| domain::id::$id::from_uuid(id.uuid))
                            .collect();
                        if ids.is_empty() {
                            Vec::new()
                        } else {
                            store.published_some(&ids).await?
                        }
                    },)+
                })
            }

            fn ids(&self) -> BTreeSet<EntityId> {
                let mut ids = BTreeSet::new();
                $(ids.extend(self.$module.iter().map(|revision| EntityId::from(revision.id())));)+
                ids
            }

            /// What the public reads of all that.
            fn publish(self, publisher: &Publisher) -> Vec<Change> {
                let mut changes = Vec::new();
                $(changes.extend(
                    self.$module
                        .into_iter()
                        .map(|revision| publisher.change(revision)),
                );)+
                changes
            }
        }
    };
}

for_each_aggregate!(publisher);

impl Stored {
    /// Learn which places are protected. Returns what else has to be published anew.
    fn teach(&self, protection: &mut Protection) -> BTreeSet<EntityId> {
        let mut again = BTreeSet::new();
        for location in &self.location {
            again.extend(protection.learn_location(location));
        }
        for organization in &self.organization {
            again.extend(protection.learn_organization(organization));
        }
        for offer in &self.offer {
            again.extend(protection.learn_offer(offer));
        }
        for point in &self.counselling_point {
            again.extend(protection.learn_counselling_point(point));
        }
        again
    }
}

impl Publisher {
    /// Build the catalogue anew.
    pub(crate) async fn build(
        store: &Store,
        today: NaiveDate,
    ) -> Result<(Self, Snapshot), ApplicationError> {
        let state = store.one_state().await?;
        let position = state.log_position().await?;
        let stored = Stored::read(&state).await?;
        let mut publisher = Self {
            protection: Protection::default(),
            today,
            is_whole: true,
        };
        stored.teach(&mut publisher.protection);
        let changes = stored.publish(&publisher);
        let snapshot = Snapshot::empty(&languages_of(&changes)).after(changes, at(position, today));
        Ok((publisher, snapshot))
    }

    /// The state after what was committed since, or nothing where nothing was.
    pub(crate) async fn follow(
        &mut self,
        store: &Store,
        before: &Snapshot,
        today: NaiveDate,
    ) -> Result<Option<Snapshot>, ApplicationError> {
        let known = before.position();
        let state = store.one_state().await?;
        let position = state.log_position().await?;
        if self.is_whole && at(position, today) == known {
            return Ok(None);
        }
        let lines = state.log_after(known.token, LINES_AT_ONCE).await?;
        let changed: BTreeSet<EntityId> = lines.iter().map(|line| line.entity).collect();
        let rebuild = !self.is_whole
            || position.epoch.as_u128() != known.epoch
            || position.token < known.token
            || today != self.today
            || lines.len() as u64 == LINES_AT_ONCE
            || changed.iter().any(|id| id.kind == EntityKind::Site);
        if rebuild {
            let (publisher, snapshot) = Self::build(store, today).await?;
            *self = publisher;
            return Ok(Some(snapshot));
        }
        self.is_whole = false;
        let changes = self.read_anew(&state, changed).await?;
        self.is_whole = true;
        Ok(Some(before.after(changes, at(position, today))))
    }

    /// How much the public may learn of a location, by everything published.
    pub(crate) fn word_about(&self, id: LocationId) -> LocationVisibility {
        self.protection.of_location(id)
    }

    /// What the public reads of these now, and of everything whose protection they change.
    async fn read_anew(
        &mut self,
        state: &OneState,
        mut ids: BTreeSet<EntityId>,
    ) -> Result<Vec<Change>, ApplicationError> {
        loop {
            let stored = Stored::read_some(state, &ids).await?;
            let found = stored.ids();
            let mut affected = stored.teach(&mut self.protection);
            let gone: Vec<EntityId> = ids.difference(&found).copied().collect();
            for id in &gone {
                affected.extend(self.protection.forget(*id));
            }
            if affected.is_subset(&ids) {
                let mut changes = stored.publish(self);
                changes.extend(gone.into_iter().map(Change::Withdrawn));
                return Ok(changes);
            }
            ids.append(&mut affected);
        }
    }

    fn change<T>(&self, revision: PublishedRevision<T>) -> Change
    where
        T: Aggregate,
        Published<T>: Into<Document>,
    {
        let id = revision.id().into();
        match publish(revision, &self.protection, self.today) {
            Some(document) => Change::Published(document.into()),
            None => Change::Withdrawn(id),
        }
    }
}

/// The languages in which the directory is kept; German where nobody said.
fn languages_of(changes: &[Change]) -> Vec<LanguageTag> {
    changes
        .iter()
        .find_map(|change| match change {
            Change::Published(Document::Site(site)) => Some(site.languages.clone()),
            _ => None,
        })
        .filter(|languages| !languages.is_empty())
        .unwrap_or_else(|| vec![LanguageTag::german()])
}

fn at(position: LogPosition, day: NaiveDate) -> Position {
    Position {
        epoch: position.epoch.as_u128(),
        token: position.token,
        day,
    }
}

#[cfg(test)]
mod tests;
