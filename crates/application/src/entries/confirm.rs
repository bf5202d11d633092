//! "Everything is still correct": a confirmation changes nothing that anybody would have to review.
//! And "this has ended", which is a change like any other.

use domain::editorial::{Party, Step};
use domain::entry::{ConfirmedBy, LifeStage};
use domain::id::TypedId;
use domain::policy::Action;
use domain::review::EntryContent;
use domain::violation::Rule;
use persistence::{Expected, Project};

use super::desk::{Desk, Loaded};
use super::{Note, Occasion, Saved, Then};
use crate::Application;
use crate::use_case::UseCaseError;

impl Application {
    /// Confirm that what the public reads of an entry is still correct. A change that waits stays
    /// where it is. Whoever read an older revision is told so, since that is not what would be
    /// confirmed.
    ///
    /// # Errors
    /// The public reads nothing of it, it was changed meanwhile, or the actor may not.
    pub async fn confirm_entry<T: EntryContent + Project>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, Option<u32>),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load::<T>(id, None).await?;
        let granted = desk.permit_held(Action::Confirm, &loaded).await?;
        let Loaded { current, live } = loaded;
        let Some(mut content) = live else {
            let rule = Rule::NotInState(current.head.state);
            return Err(UseCaseError::broken(&[], rule));
        };
        // What was read is either what is live, or the draft above it.
        let read = [Some(current.head.revision), current.head.published];
        if expected.is_some() && !read.contains(&expected) {
            return Err(UseCaseError::Conflict {
                current: current.head.revision,
            });
        }
        let by = confirmed_by(granted.party);
        let confirmation = desk
            .settings()
            .confirmation
            .confirm(&content, by, occasion.now);
        let confirm = |content: &mut T| content.entry_mut().confirmation = Some(confirmation);
        confirm(&mut content);
        desk.put_beneath(occasion.actor, Action::Confirm, &current, &content, confirm)
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Hand in that an entry has ended, starting from what the public reads: a draft that nobody
    /// handed in stays as an older revision, and is not handed in with it. It counts as confirmed,
    /// too. The expected revision is the one that the public reads.
    ///
    /// # Errors
    /// The public reads nothing of it, it was changed meanwhile, something required is missing, or
    /// the actor may not.
    pub async fn end_entry<T: EntryContent + Project>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load::<T>(id, None).await?;
        let from = loaded.standpoint();
        let granted = desk.permit_held(Action::Update, &loaded).await?;
        let Loaded { current, live } = loaded;
        let Some(live) = live else {
            let rule = Rule::NotInState(current.head.state);
            return Err(UseCaseError::broken(&[], rule));
        };
        let number = current.head.revision;
        if current.head.published != Some(expected) {
            return Err(UseCaseError::Conflict { current: number });
        }
        Desk::step(from, Step::Edit, granted.party)?;
        let mut content = live.clone();
        content.entry_mut().life_stage = Some(LifeStage::Ended);
        let by = confirmed_by(granted.party);
        let days = desk.settings().confirmation;
        content.entry_mut().confirmation = Some(days.confirm(&content, by, occasion.now));
        let note = Note::default();
        let write = desk.write(&granted.permit, &note, Expected::Revision(number))?;
        desk.put(&content, Some(&live), (write, Then::HandIn, granted))
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }
}

const fn confirmed_by(party: Party) -> ConfirmedBy {
    match party {
        Party::Reviewer => ConfirmedBy::Coordinator,
        Party::Provider | Party::TrustedProvider => ConfirmedBy::Provider,
    }
}
