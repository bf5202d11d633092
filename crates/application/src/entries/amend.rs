//! What changes beside that which was asked: protected places that are left, pointers to what was
//! taken out, and a confirmation beneath a draft that waits.

use domain::aggregate::EditorialState;
use domain::id::{OrganizationId, TypedId};
use domain::organization::Organization;
use domain::place::{Location, LocationVisibility};
use domain::policy::{Action, Actor, authorize, scope};
use domain::review::{Maintained, left_behind};
use persistence::{Expected, Project, Revision, Write};

use super::desk::{Desk, refused};
use crate::use_case::UseCaseError;

impl Desk<'_> {
    /// Raise the word of the locations that were protected by what is live and no longer are by what
    /// comes next.
    pub(super) async fn keep_protected<T: Maintained>(
        &mut self,
        live: Option<&T>,
        next: Option<&T>,
    ) -> Result<(), UseCaseError> {
        let Some(live) = live else { return Ok(()) };
        let provider = self.word_of(live.owner());
        for (location, word) in left_behind(live, next, provider) {
            if location.entity() == live.id().into() {
                continue;
            }
            self.amend::<Location>(location, |location| {
                location.visibility = location.visibility.max(word);
            })
            .await?;
        }
        Ok(())
    }

    /// How much of its places an organization lets the public learn.
    fn word_of(&self, owner: Option<OrganizationId>) -> LocationVisibility {
        let Some(owner) = owner else {
            return LocationVisibility::Exact;
        };
        let snapshot = self.application.snapshot();
        let organization = snapshot.find::<Organization>(owner);
        // One that nobody has published hides everything: it may be protected.
        organization.map_or(LocationVisibility::Hidden, |found| found.visibility)
    }

    /// Change something published as a consequence of something else: done by the program, as the
    /// operator, since whoever acts may not do it and must not be able to prevent it. A draft that
    /// waits on top of it stays there.
    pub(super) async fn amend<T: Project>(
        &mut self,
        id: T::Id,
        change: impl Fn(&mut T) + Send + Sync,
    ) -> Result<(), UseCaseError> {
        let everything = scope(&Actor::Operator);
        let Some(current) = self.tx.current::<T>(&everything, id).await? else {
            return Ok(());
        };
        let Some(live) = self.live(&current, id).await? else {
            return Ok(());
        };
        let mut amended = live.clone();
        change(&mut amended);
        if amended == live {
            return Ok(());
        }
        self.put_beneath(
            &Actor::Operator,
            Action::Publish,
            &current,
            &amended,
            change,
        )
        .await?;
        Ok(())
    }

    /// Publish a content beneath a draft that may wait on top of what is live: the draft is written
    /// again with the same change, and goes back to where it stood. One that was returned is a draft
    /// then; what the reviewer said is in the log.
    pub(super) async fn put_beneath<T: Project>(
        &mut self,
        actor: &Actor,
        action: Action,
        current: &Revision<T>,
        content: &T,
        change: impl Fn(&mut T),
    ) -> Result<u32, UseCaseError> {
        let at = self.occasion.now;
        let write = |expected: u32, comment: Option<String>| Write {
            at,
            comment,
            minor: true,
            expected: Expected::Revision(expected),
        };
        let head = &current.head;
        let resource = self.tx.resource(content).await?;
        let granted = |action| authorize(actor, action, &resource).map_err(refused);
        let mut number = self
            .tx
            .publish(&granted(action)?, content, write(head.revision, None))
            .await?;
        if head.published != Some(head.revision) {
            let mut draft = current.content.clone();
            change(&mut draft);
            let again = write(number, current.comment.clone());
            number = self
                .tx
                .draft(&granted(Action::Update)?, &draft, again)
                .await?;
            if head.state == EditorialState::InReview {
                self.tx
                    .submit(&granted(Action::Submit)?, number, at)
                    .await?;
            }
        }
        Ok(number)
    }
}
