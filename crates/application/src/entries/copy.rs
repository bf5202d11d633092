//! Copies: another thing that says the same, as a draft.

use domain::aggregate::Aggregate;
use domain::edit::{Change, Copied, Input, LocationInput, copied};
use domain::id::{EntityId, LocationId, PartId, TypedId};
use domain::place::{Location, LocationVisibility};
use domain::policy::Action;
use domain::review::{EntryContent, Maintained};
use persistence::{Expected, Project};

use super::desk::{Desk, Loaded};
use super::{Note, Occasion, Saved};
use crate::Application;
use crate::use_case::UseCaseError;

/// Another entry that says the same.
#[derive(Clone, Debug)]
pub struct Copy<T: Aggregate> {
    /// As which.
    pub id: T::Id,
    /// What is said about it.
    pub note: Note,
}

/// Another location at the same place.
#[derive(Clone, Debug)]
pub struct CopyLocation {
    /// As which.
    pub id: LocationId,
    /// The organization whose members maintain the copy, by id: that of the original where none is
    /// named.
    pub owner: Change<String>,
    /// What is said about it.
    pub note: Note,
}

impl Application {
    /// Make another entry that says the same, as a draft. What was said about the original itself
    /// stays with it: that it was confirmed, that it was replaced, and which of its rounds is full.
    ///
    /// # Errors
    /// It does not exist, or the actor may not.
    pub async fn copy<T: EntryContent + Project>(
        &self,
        occasion: &Occasion<'_>,
        copy: Copy<T>,
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let Loaded { current, .. } = desk.load::<T>(copy.id, None).await?;
        let content = desk.copied(&current.content)?;
        desk.keep_copy(content, copy.id.entity(), &copy.note).await
    }

    /// Make another location at the same place, as a draft: for an organization that keeps its own, or
    /// to show the same house for something else. Who maintains the original copies its newest
    /// revision, everybody else what the public reads.
    ///
    /// The copy shows no more of the place than the original, whatever protects that. Its maker may
    /// say otherwise, knowingly.
    ///
    /// # Errors
    /// It does not exist, or the actor may not make locations for that owner.
    pub async fn copy_location(
        &self,
        occasion: &Occasion<'_>,
        copy: CopyLocation,
    ) -> Result<Saved, UseCaseError> {
        let CopyLocation { id, owner, note } = copy;
        // Before anything is locked: whoever publishes waits for the database.
        let word = self.word_about(id).await;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        desk.require_somebody(id)?;
        let mut original = desk.location_to_copy(id).await?;
        if desk.is_published(id.entity()).await? {
            original.visibility = original.visibility.max(word);
        }
        let content = desk.copied(&original)?;
        let owner = LocationInput {
            owner,
            ..LocationInput::default()
        };
        let content = desk.edit(1, |editing| owner.apply(&content, editing))?;
        desk.require_references(&content, Some(&original)).await?;
        desk.keep_copy(content, id.entity(), &note).await
    }

    /// How much the public may learn of a location that is published, by all that takes place there.
    async fn word_about(&self, id: LocationId) -> LocationVisibility {
        self.publisher.lock().await.word_about(id)
    }
}

impl Desk<'_> {
    /// The location as the actor may read it: whoever only translates reads no more than the public.
    async fn location_to_copy(&mut self, id: LocationId) -> Result<Location, UseCaseError> {
        if self.holds(id.entity()).await? {
            let loaded = self.load::<Location>(id, None).await?;
            return Ok(loaded.current.content);
        }
        let snapshot = self.application.snapshot();
        let published = snapshot.find::<Location>(id);
        let published = published.map(|location| location.document().clone());
        published.ok_or_else(|| UseCaseError::NotFound(id.to_global()))
    }

    /// Another thing that says the same.
    fn copied<T: Copied>(&self, original: &T) -> Result<T, UseCaseError> {
        let id = T::Id::from_uuid((self.occasion.ids)());
        let mut parts = || PartId::from_uuid((self.occasion.ids)());
        let copy = copied(original, id, &mut parts);
        copy.ok_or_else(|| UseCaseError::NotFound(original.id().to_global()))
    }

    /// Write a copy as a draft. Its original is not named as a likely duplicate: whoever copies knows
    /// it. From the first change on it is, as long as both are alike.
    async fn keep_copy<T: Maintained + Project>(
        mut self,
        mut content: T,
        original: EntityId,
        note: &Note,
    ) -> Result<Saved, UseCaseError> {
        let granted = self.permit_owner(Action::Create, &content).await?;
        content.rename(self.free_slug::<T>(content.slug()).await?);
        let write = self.write(&granted.permit, note, Expected::New)?;
        self.tx.draft(&granted.permit, &content, write).await?;
        Box::pin(self.use_pictures(&content)).await?;
        let likely = self.likely_duplicates(&content, Some(original));
        self.finish(content.id().entity(), likely).await
    }
}
