//! What was translated meanwhile keeps nobody from editing, reviewing or taking out: whoever read a
//! revision to which only translations were added since goes on as if that were the newest, and
//! nothing of either is lost.

use domain::aggregate::Aggregate;
use domain::id::TypedId;
use domain::policy::{Actor, Role, scope};
use domain::translation::{carried, differs_in_translations_only};
use persistence::Revision;

use super::desk::{Desk, Loaded};
use crate::use_case::UseCaseError;

/// How many revisions somebody may be behind.
const MOST_BEHIND: u32 = 50;

/// From what an edit started, where that is no longer the newest revision.
pub(crate) struct Base<T>(Option<T>);

impl<T: Aggregate> Base<T> {
    /// The content from which the edit started.
    pub(crate) fn of<'a>(&'a self, current: &'a Revision<T>) -> &'a T {
        self.0.as_ref().unwrap_or(&current.content)
    }

    /// The edit with what was translated since it started. Refused where it changes the same words.
    pub(crate) fn carry(&self, current: &Revision<T>, edited: T) -> Result<T, UseCaseError> {
        let Some(base) = &self.0 else {
            return Ok(edited);
        };
        carried(base, &current.content, &edited).ok_or(UseCaseError::Conflict {
            current: current.number,
        })
    }
}

impl Desk<'_> {
    /// What the actor may read of this, to edit it. Refused where more than translations was written
    /// since the actor read it.
    pub(crate) async fn load_to_edit<T: Aggregate>(
        &mut self,
        id: T::Id,
        expected: u32,
    ) -> Result<(Loaded<T>, Base<T>), UseCaseError> {
        let loaded = self.load::<T>(id, None).await?;
        let current = &loaded.current;
        if current.number == expected {
            return Ok((loaded, Base(None)));
        }
        let base = Box::pin(self.only_translated_since(current, id, expected)).await?;
        Ok((loaded, Base(Some(base))))
    }

    /// What the actor may read of this, to take a step with it. Refused where more than translations
    /// was written since the actor read it, or translations that have to be reviewed themselves.
    pub(crate) async fn load_unless_changed<T: Aggregate>(
        &mut self,
        id: T::Id,
        expected: u32,
    ) -> Result<Loaded<T>, UseCaseError> {
        let loaded = self.load::<T>(id, None).await?;
        let current = &loaded.current;
        if current.number == expected {
            return Ok(loaded);
        }
        Box::pin(self.only_translated_since(current, id, expected)).await?;
        let writers = self.tx.writers_since(id.entity(), expected).await?;
        for number in expected + 1..=current.number {
            let mut writers = writers.iter().filter(|(wrote, _)| *wrote == number);
            let is_known = writers.clone().next().is_some();
            if !is_known || !writers.all(|(_, author)| needs_no_review(author.role)) {
                return Err(conflict(current));
            }
        }
        Ok(loaded)
    }

    /// The content of this revision, where only translations were written since.
    async fn only_translated_since<T: Aggregate>(
        &mut self,
        current: &Revision<T>,
        id: T::Id,
        expected: u32,
    ) -> Result<T, UseCaseError> {
        let behind = current.number.checked_sub(expected);
        if behind.is_none_or(|behind| behind > MOST_BEHIND) {
            return Err(conflict(current));
        }
        let base = self.of_history::<T>(id, expected).await?;
        base.map(|base| base.content)
            .filter(|base| differs_in_translations_only(base, &current.content))
            .ok_or_else(|| conflict(current))
    }

    /// A revision, whoever may read it: nothing of it is told.
    pub(crate) async fn of_history<T: Aggregate>(
        &mut self,
        id: T::Id,
        number: u32,
    ) -> Result<Option<Revision<T>>, UseCaseError> {
        debug_assert_eq!(id.entity().kind, T::Id::KIND);
        let everything = scope(&Actor::Operator);
        Ok(self.tx.revision::<T>(&everything, id, number).await?)
    }
}

const fn conflict<T>(current: &Revision<T>) -> UseCaseError {
    UseCaseError::Conflict {
        current: current.number,
    }
}

/// Whose words the public reads at once: nobody can bring words past a review by writing them while
/// it goes on.
pub(crate) const fn needs_no_review(role: Role) -> bool {
    match role {
        Role::Translator | Role::Coordinator | Role::Administrator | Role::Operator => true,
        Role::ApiClient
        | Role::Professional
        | Role::ProviderEditor
        | Role::ProviderManager
        | Role::Analyst => false,
    }
}
