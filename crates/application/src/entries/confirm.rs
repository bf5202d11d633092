//! "Everything is still correct": a confirmation changes nothing that anybody would have to review.

use domain::editorial::Party;
use domain::entry::ConfirmedBy;
use domain::id::TypedId;
use domain::policy::Action;
use domain::review::EntryContent;
use domain::violation::Rule;
use persistence::Project;

use super::desk::{Desk, Loaded};
use super::{Occasion, Saved};
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
        let Loaded { current, live } = desk.load::<T>(id, None).await?;
        let granted = desk.permit(Action::Confirm, &current.content).await?;
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
        let by = match granted.party {
            Party::Reviewer => ConfirmedBy::Coordinator,
            Party::Provider | Party::TrustedProvider => ConfirmedBy::Provider,
        };
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
}
