//! What changes beside that which was asked: protected places that are left, pointers to what was
//! taken out, and a confirmation beneath a draft that waits.

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

    /// Publish a content beneath a draft that may wait on top of what is live: the draft gets the same
    /// change, and waits where it did, since when it did, as the work of whoever wrote it.
    pub(super) async fn put_beneath<T: Project>(
        &mut self,
        actor: &Actor,
        action: Action,
        current: &Revision<T>,
        content: &T,
        change: impl Fn(&mut T),
    ) -> Result<u32, UseCaseError> {
        let resource = self.tx.resource(content).await?;
        let permit = authorize(actor, action, &resource).map_err(refused)?;
        let write = Write {
            at: self.occasion.now,
            comment: None,
            minor: true,
            expected: Expected::Revision(current.number),
        };
        if current.is_published() {
            return Ok(self.tx.publish(&permit, content, write).await?);
        }
        let mut waiting = current.content.clone();
        change(&mut waiting);
        let number = self.tx.publish_beneath(&permit, content, &waiting, write);
        Ok(number.await?)
    }
}
