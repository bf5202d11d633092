//! What the coordinating office keeps itself (Pflege durch die Stabsstelle): create, update,
//! archive, restore, and its history.
//!
//! Every use case has one order: load in scope, authorize, decide, write, log, commit; and then the
//! catalogue catches up. There are no drafts: what is written is published. So it may refer only to
//! what is published, and has to fit to that ([`Fits`]).

mod adopted;
mod archive;
mod fits;
mod history;
mod items;
mod parties;
mod structure;
#[cfg(test)]
pub(crate) mod tests;

use domain::aggregate::Aggregate;
use domain::curation::Curated;
use domain::edit::{Input, NewInput};
use domain::editorial::Step;
use domain::id::TypedId;
use domain::policy::{Action, Permit, Refusal};
use persistence::{Expected, Project};

pub use self::archive::Archived;
pub use self::fits::Fits;
pub use self::history::{CuratedSeen, Tells};
use crate::Application;
use crate::entries::desk::{Desk, Granted};
use crate::entries::{Note, Occasion, Saved};
use crate::use_case::UseCaseError;

/// A change of something that is published at once.
#[derive(Clone, Debug)]
pub struct Change<T: Aggregate, I> {
    /// Of what.
    pub id: T::Id,
    /// The revision that the change started from.
    pub expected: u32,
    /// What changes.
    pub input: I,
    /// What is said about it.
    pub note: Note,
}

impl Application {
    /// Make something new, which the public reads at once.
    ///
    /// # Errors
    /// The input breaks rules, or the actor may not.
    pub async fn create_curated<T, I>(
        &self,
        occasion: &Occasion<'_>,
        (input, note): (I, Note),
    ) -> Result<Saved, UseCaseError>
    where
        T: Curated + Fits + Project,
        I: NewInput<T>,
    {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let content = desk.make::<T, I>(input).await?;
        desk.publish_new(&content, &note).await?;
        desk.finish(content.id().entity(), Vec::new()).await
    }

    /// Change only what the input names; the public reads it at once.
    ///
    /// # Errors
    /// The input breaks rules, it was changed meanwhile, it does not exist, or the actor may not.
    pub async fn update_curated<T, I>(
        &self,
        occasion: &Occasion<'_>,
        change: Change<T, I>,
    ) -> Result<Saved, UseCaseError>
    where
        T: Curated + Fits + Project,
        I: Input<T>,
    {
        let entity = change.id.entity();
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        desk.change(change).await?;
        desk.finish(entity, Vec::new()).await
    }

    /// Take something out: the public reads it no longer, its history stays.
    ///
    /// # Errors
    /// Something published refers to it, it was changed meanwhile, or the actor may not.
    pub async fn archive_curated<T: Curated>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        desk.take_out::<T>((id, expected)).await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Whether the actor could take this out, were it not in use.
    pub(crate) async fn may_archive<T: Curated>(
        &self,
        occasion: &Occasion<'_>,
        id: T::Id,
    ) -> Result<(), UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        let loaded = desk.load::<T>(id, None).await?;
        desk.permit(Action::Archive, &loaded.current.content)
            .await?;
        Ok(())
    }

    /// Take something up again, as it was; the public reads it at once.
    ///
    /// # Errors
    /// It is not archived, what it refers to is no longer published, it was changed meanwhile, or
    /// the actor may not.
    pub async fn restore_curated<T: Curated + Fits + Project>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load::<T>(id, Some(expected)).await?;
        let content = &loaded.current.content;
        let granted = desk.permit(Action::Restore, content).await?;
        Desk::step(loaded.standpoint(), Step::Restore, granted.party)?;
        desk.require_published_references(content).await?;
        desk.require_fit(content)?;
        let publish = desk.permit(Action::Publish, content).await?;
        desk.tx
            .restore(&granted.permit, expected, occasion.now)
            .await?;
        desk.tx
            .approve::<T>(&publish.permit, expected, occasion.now)
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }
}

impl Desk<'_> {
    /// Something new out of an input, looked at from every side but whether the actor may publish
    /// it.
    pub(crate) async fn make<T, I>(&mut self, input: I) -> Result<T, UseCaseError>
    where
        T: Curated + Fits,
        I: NewInput<T>,
    {
        let id = T::Id::from_uuid((self.occasion.ids)());
        self.require_somebody(id)?;
        let mut content = self.edit(1, |editing| input.create(id, editing))?;
        content.settle(&self.application.snapshot());
        self.require_references(&content, None).await?;
        self.require_published_references(&content).await?;
        self.require_fit(&content)?;
        content.rename(self.free_slug::<T>(content.slug()).await?);
        Ok(content)
    }

    /// Let the public read something new.
    pub(crate) async fn publish_new<T: Curated + Project>(
        &mut self,
        content: &T,
        note: &Note,
    ) -> Result<(), UseCaseError> {
        let permit = self.permit_new(content).await?;
        let write = self.write(&permit, note, Expected::New)?;
        self.tx.publish(&permit, content, write).await?;
        Ok(())
    }

    /// Change only what the input names, for the public at once.
    pub(crate) async fn change<T, I>(&mut self, change: Change<T, I>) -> Result<(), UseCaseError>
    where
        T: Curated + Fits + Project,
        I: Input<T>,
    {
        let Change {
            id,
            expected,
            input,
            note,
        } = change;
        let (loaded, base) = self.load_to_edit::<T>(id, expected).await?;
        let (current, expected) = (&loaded.current, loaded.current.number);
        let before = &current.content;
        let granted = self.permit(Action::Update, before).await?;
        Desk::step(loaded.standpoint(), Step::Edit, granted.party)?;
        let after = self.edit_noted((expected + 1, &note), |editing| {
            input.apply(base.of(current), editing)
        })?;
        let after = base.carry(current, after)?;
        self.publish_change(before, &after, (&note, expected))
            .await?;
        Ok(())
    }

    /// Let the public read a change. Both what stood there and what shall have to be the actor's to
    /// publish: a coordinator of a part moves nothing into another part or out of it.
    pub(crate) async fn publish_change<T: Curated + Fits + Project>(
        &mut self,
        before: &T,
        after: &T,
        (note, expected): (&Note, u32),
    ) -> Result<u32, UseCaseError> {
        self.require_references(after, Some(before)).await?;
        self.require_published_references(after).await?;
        self.require_fit(after)?;
        self.permit(Action::Publish, before).await?;
        let permit = self.permit_new(after).await?;
        let write = self.write(&permit, note, Expected::Revision(expected))?;
        Ok(self.tx.publish(&permit, after, write).await?)
    }

    /// Take something out, where nothing published refers to it.
    pub(crate) async fn take_out<T: Curated>(
        &mut self,
        (id, expected): (T::Id, u32),
    ) -> Result<(), UseCaseError> {
        let loaded = self.load::<T>(id, Some(expected)).await?;
        let content = &loaded.current.content;
        let Granted { permit, party } = self.permit(Action::Archive, content).await?;
        Desk::step(loaded.standpoint(), Step::Archive, party)?;
        self.tx
            .archive(&permit, expected, self.occasion.now)
            .await?;
        Ok(())
    }

    fn require_fit<T: Fits>(&self, content: &T) -> Result<(), UseCaseError> {
        let misfits = content.misfits(&self.application.snapshot());
        Ok(misfits.or_value(())?)
    }

    /// The permit to publish what was not there before. Where it would lie outside of the actor's
    /// part there is nothing yet that could not be found: it is forbidden.
    async fn permit_new<T: Curated>(&mut self, content: &T) -> Result<Permit, UseCaseError> {
        let resource = self.tx.resource(content).await?;
        let actor = self.occasion.actor;
        domain::policy::authorize(actor, Action::Publish, &resource).map_err(|mut denied| {
            denied.reason = Refusal::Forbidden;
            UseCaseError::Denied(denied)
        })
    }
}
