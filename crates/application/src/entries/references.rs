//! Whether what a content refers to exists, as far as whoever wrote it may know.

use std::collections::BTreeSet;

use catalogue::{Shelved, Snapshot};
use domain::aggregate::Aggregate;
use domain::edit::Refers;
use domain::entry::{CounsellingPoint, Offer};
use domain::id::{EntityId, EntityKind, LocationId, OrganizationId, TypedId};
use domain::policy::{Actor, scope};
use domain::review::Maintained;
use domain::violation::{Rule, Violations};

use super::desk::Desk;
use crate::use_case::UseCaseError;

impl Desk<'_> {
    /// Refuse references that lead nowhere, by name. What the public can see may be referred to by
    /// everybody; what it cannot, only by whoever may read it, and to all others it does not exist.
    /// What was referred to before is not looked at again: a draft must not become uneditable
    /// because something else was taken out.
    pub(crate) async fn require_references<T: Aggregate + Refers>(
        &mut self,
        content: &T,
        before: Option<&T>,
    ) -> Result<(), UseCaseError> {
        let known: BTreeSet<EntityId> = before
            .map(Refers::references)
            .unwrap_or_default()
            .into_iter()
            .map(|reference| reference.to)
            .collect();
        let snapshot = self.application.snapshot();
        let mut violations = Violations::default();
        for reference in content.references() {
            if known.contains(&reference.to)
                || snapshot.holds(reference.to)
                || self.may_read(reference.to).await?
                || self.is_in_use(content.owner(), reference.to).await?
            {
                continue;
            }
            let path: Vec<&str> = reference.path.iter().map(String::as_str).collect();
            violations.add(&path, Rule::Unknown(reference.to.to_global()));
        }
        Ok(violations.or_value(())?)
    }

    /// Refuse to make a thing a part of its own parts.
    pub(super) async fn require_no_cycle<T: Maintained>(
        &mut self,
        content: &T,
        before: &T,
    ) -> Result<(), UseCaseError> {
        match content
            .parent()
            .filter(|_| content.parent() != before.parent())
        {
            Some(parent) if self.stands_below::<T>(parent, content.id()).await? => Err(
                UseCaseError::broken(&["parent"], Rule::Cycle(parent.to_global())),
            ),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether a thing is a part of another one, by what was written last about each.
    async fn stands_below<T: Maintained>(
        &mut self,
        part: T::Id,
        whole: T::Id,
    ) -> Result<bool, UseCaseError> {
        let everything = scope(&Actor::Operator);
        let mut seen = BTreeSet::new();
        let mut next = Some(part);
        while let Some(id) = next.filter(|id| seen.insert(*id)) {
            if id == whole {
                return Ok(true);
            }
            let current = self.tx.current::<T>(&everything, id).await?;
            next = current.and_then(|revision| revision.content.parent());
        }
        Ok(false)
    }

    /// Whether an entry of the same provider, which the actor may read, stands at this location
    /// already: protected by it, the location is in nobody's sight, and its provider knows it all
    /// the same.
    async fn is_in_use(
        &mut self,
        provider: Option<OrganizationId>,
        id: EntityId,
    ) -> Result<bool, UseCaseError> {
        let Some(provider) = provider.filter(|_| id.kind == EntityKind::Location) else {
            return Ok(false);
        };
        let location = LocationId::from_uuid(id.uuid);
        Ok(self.stands_at::<Offer>(provider, location).await?
            || self
                .stands_at::<CounsellingPoint>(provider, location)
                .await?)
    }

    async fn stands_at<T: Maintained + Shelved>(
        &mut self,
        provider: OrganizationId,
        location: LocationId,
    ) -> Result<bool, UseCaseError> {
        let snapshot = self.application.snapshot();
        let published = snapshot.referrers::<T>(provider.entity());
        let ids: Vec<T::Id> = published.map(|entry| entry.document().id()).collect();
        let entries = self.readable::<T>(&ids).await?;
        Ok(entries
            .iter()
            .any(|entry| entry.owner() == Some(provider) && entry.locations().contains(&location)))
    }

    /// Refuse to publish what refers to something that the public does not read, by name.
    pub(crate) async fn require_published_references<T: Refers>(
        &mut self,
        content: &T,
    ) -> Result<(), UseCaseError> {
        let snapshot = self.application.snapshot();
        let mut violations = Violations::default();
        for reference in content.references() {
            if is_public(&snapshot, reference.to) || self.is_published(reference.to).await? {
                continue;
            }
            let path: Vec<&str> = reference.path.iter().map(String::as_str).collect();
            violations.add(&path, Rule::NotPublished(reference.to.to_global()));
        }
        Ok(violations.or_value(())?)
    }
}

/// What is in the catalogue is published; a protected location is published and not in it.
fn is_public(snapshot: &Snapshot, id: EntityId) -> bool {
    id.kind != EntityKind::Location && snapshot.holds(id)
}
