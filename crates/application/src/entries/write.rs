//! Writing: create, update.

use domain::aggregate::Aggregate;
use domain::edit::{Input, NewInput};
use domain::editorial::{Party, Step};
use domain::id::TypedId;
use domain::policy::{Action, Actor};
use domain::review::{Maintained, shows_more};
use persistence::{Expected, Project, Write};

use super::desk::{Desk, Granted};
use super::{Note, Occasion, Saved, Then};
use crate::Application;
use crate::use_case::UseCaseError;

/// Something new.
#[derive(Clone, Debug)]
pub struct Create<I> {
    /// What it says.
    pub input: I,
    /// What is said about it.
    pub note: Note,
    /// What becomes of it.
    pub then: Then,
}

/// A change.
#[derive(Clone, Debug)]
pub struct Update<T: Aggregate, I> {
    /// Of what.
    pub id: T::Id,
    /// The revision that the change started from.
    pub expected: u32,
    /// What changes.
    pub input: I,
    /// What is said about it.
    pub note: Note,
    /// What becomes of it.
    pub then: Then,
}

impl Application {
    /// Make something new, as a draft.
    ///
    /// # Errors
    /// The input breaks rules, or the actor may not.
    pub async fn create<T, I>(
        &self,
        occasion: &Occasion<'_>,
        new: Create<I>,
    ) -> Result<Saved, UseCaseError>
    where
        T: Maintained + Project,
        I: NewInput<T>,
    {
        let Create { input, note, then } = new;
        let id = T::Id::from_uuid((occasion.ids)());
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        desk.require_somebody(id)?;
        Box::pin(desk.bring_uploads()).await?;
        let mut content = desk.edit(1, |editing| input.create(id, editing))?;
        desk.require_references(&content, None).await?;
        let granted = desk.permit_owner(Action::Create, &content).await?;
        content.rename(desk.free_slug::<T>(content.slug()).await?);
        let write = desk.write(&granted.permit, &note, Expected::New)?;
        let number = desk.tx.draft(&granted.permit, &content, write).await?;
        Box::pin(desk.use_pictures(&content)).await?;
        if then == Then::HandIn {
            desk.hand_in(&content, None, number).await?;
        }
        let likely = desk.likely_duplicates(&content, None);
        desk.finish(id.entity(), likely).await
    }

    /// Change only what the input names. What the public reads stays until the change is approved; see
    /// `beneath.rs` for what is of low risk while another change waits.
    ///
    /// # Errors
    /// The input breaks rules, it was changed meanwhile, it does not exist, or the actor may not.
    pub async fn update<T, I>(
        &self,
        occasion: &Occasion<'_>,
        update: Update<T, I>,
    ) -> Result<Saved, UseCaseError>
    where
        T: Maintained + Project,
        I: Input<T>,
    {
        let Update {
            id,
            expected,
            input,
            note,
            then,
        } = update;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let (loaded, base) = desk.load_to_edit::<T>(id, expected).await?;
        let (current, expected) = (&loaded.current, loaded.current.number);
        let granted = desk.permit_held(Action::Update, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Edit, granted.party)?;
        Box::pin(desk.bring_uploads()).await?;
        let content = desk.edit_noted((expected + 1, &note), |editing| {
            input.apply(base.of(current), editing)
        })?;
        let content = base.carry(current, content)?;
        desk.require_references(&content, Some(&current.content))
            .await?;
        desk.require_no_cycle(&content, &current.content).await?;
        desk.permit_change(Action::Update, &loaded, (&current.content, &content))
            .await?;
        let write = desk.write(&granted.permit, &note, Expected::Revision(expected))?;
        let trifle = (write.clone(), then, &granted);
        if !Box::pin(desk.leave_review(&content, &loaded, trifle)).await? {
            desk.put(&content, loaded.live.as_ref(), (write, then, granted))
                .await?;
        }
        Box::pin(desk.use_pictures(&content)).await?;
        let likely = desk.likely_duplicates(&content, None);
        desk.finish(id.entity(), likely).await
    }
}

impl Desk<'_> {
    /// Whoever has not signed in makes nothing, and learns nothing about what is wrong either.
    pub(crate) fn require_somebody(&self, id: impl TypedId) -> Result<(), UseCaseError> {
        use domain::policy::{Resource, authorize};
        match self.occasion.actor {
            Actor::Person(_) | Actor::Operator => Ok(()),
            actor @ (Actor::Anonymous | Actor::Client(_)) => {
                let resource = Resource::of(id.entity());
                authorize(actor, Action::Create, &resource)?;
                Ok(())
            }
        }
    }

    /// Write a change: at once for the public where it is handed in and needs no review, else as a
    /// draft.
    pub(super) async fn put<T: Maintained + Project>(
        &mut self,
        content: &T,
        live: Option<&T>,
        (write, then, granted): (Write, Then, Granted),
    ) -> Result<(), UseCaseError> {
        if then == Then::HandIn
            && let Some(at_once) = self.permit_at_once(content, live).await?
        {
            self.require_publishable(content).await?;
            self.keep_protected(live, Some(content)).await?;
            self.tx.publish(&at_once.permit, content, write).await?;
            return Ok(());
        }
        let number = self.tx.draft(&granted.permit, content, write).await?;
        if then == Then::HandIn {
            self.submit((content, live), number).await?;
        }
        Ok(())
    }

    /// The permit to publish a change without a review: the provider is trusted, or everything that
    /// differs from what is live is of low risk. What shows more of a place always waits, and so does
    /// what only whoever reviews may change.
    pub(super) async fn permit_at_once<T: Maintained>(
        &mut self,
        content: &T,
        live: Option<&T>,
    ) -> Result<Option<Granted>, UseCaseError> {
        if live.is_some_and(|live| {
            shows_more(live, content)
                || live.owner() != content.owner()
                || !content.reserved_changes(live).is_empty()
        }) {
            return Ok(None);
        }
        if let Ok(granted) = self.permit(Action::Publish, content).await
            && granted.party == Party::TrustedProvider
        {
            return Ok(Some(granted));
        }
        match live {
            Some(live) if self.settings().low_risk.covers(live, content) => {
                Ok(Some(self.permit(Action::Correct, content).await?))
            }
            Some(_) | None => Ok(None),
        }
    }

    /// What has to be true of everything that the public is to read.
    pub(super) async fn require_publishable<T: Maintained>(
        &mut self,
        content: &T,
    ) -> Result<(), UseCaseError> {
        content.missing_for_review().or_value(())?;
        self.require_published_references(content).await
    }
}
