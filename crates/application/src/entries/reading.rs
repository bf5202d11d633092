//! Reading what is not published: revisions, their history, what differs, and what waits.
//!
//! Everything is read within the actor's scope; outside of it there is nothing.

use domain::aggregate::{Aggregate, EditorialState};
use domain::difference::Difference;
use domain::id::TypedId;
use domain::policy::{Actor, scope};
use domain::review::Maintained;
use persistence::{Head, HeadFilter, HeadPage, HistoryPage, Revision};

use crate::Application;
use crate::use_case::UseCaseError;

/// Two revisions to tell apart.
#[derive(Clone, Debug)]
pub struct Compare<T: Aggregate> {
    /// Of what.
    pub id: T::Id,
    /// The older one; what the public reads where none is named.
    pub from: Option<u32>,
    /// The newer one; the newest where none is named.
    pub to: Option<u32>,
}

impl Application {
    /// A revision; the newest where no number is named.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn revision<T: Aggregate>(
        &self,
        actor: &Actor,
        (id, number): (T::Id, Option<u32>),
    ) -> Result<Option<Revision<T>>, UseCaseError> {
        let scope = scope(actor);
        let found = match number {
            Some(number) => self.store.revision::<T>(&scope, id, number).await?,
            None => self.store.newest::<T>(&scope, &[id]).await?.pop(),
        };
        Ok(found)
    }

    /// The revisions, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn history<T: Aggregate>(
        &self,
        actor: &Actor,
        (id, page): (T::Id, HistoryPage),
    ) -> Result<Vec<Revision<T>>, UseCaseError> {
        Ok(self.store.history::<T>(&scope(actor), id, page).await?)
    }

    /// What differs between two revisions, field by field: by default between what the public reads
    /// and what is newest, as a review wants it. Everything, where the public reads nothing.
    ///
    /// # Errors
    /// One of them does not exist, as far as the actor may know.
    pub async fn compare<T: Maintained>(
        &self,
        actor: &Actor,
        compare: Compare<T>,
    ) -> Result<Difference, UseCaseError> {
        let Compare { id, from, to } = compare;
        let unknown = || UseCaseError::NotFound(id.to_global());
        let newer = self.revision::<T>(actor, (id, to)).await?;
        let newer = newer.ok_or_else(unknown)?;
        let Some(from) = from.or(newer.head.published) else {
            let whole = Difference::from_nothing(&newer.content);
            return whole.map(Difference::for_people).ok_or_else(unknown);
        };
        let older = self.revision::<T>(actor, (id, Some(from))).await?;
        let older = older.ok_or_else(unknown)?;
        let difference = Difference::between(&older.content, &newer.content);
        difference.map(Difference::for_people).ok_or_else(unknown)
    }

    /// What waits for a review, that which was written last first; since when, says its head.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn waiting_for_review(
        &self,
        actor: &Actor,
        (filter, page): (HeadFilter, HeadPage),
    ) -> Result<Vec<Head>, UseCaseError> {
        let filter = HeadFilter {
            states: vec![EditorialState::InReview],
            ..filter
        };
        Ok(self.store.heads(&scope(actor), &filter, page).await?)
    }
}
