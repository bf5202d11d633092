//! The history of what the coordinating office keeps: every revision can be read, compared and gone
//! back to.
//!
//! Here nothing waits for a review, so each revision was public once, and what interests about one is
//! what it changed.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use catalogue::Shelved;
use domain::contact::Contact;
use domain::curation::Curated;
use domain::difference::Difference;
use domain::editorial::Step;
use domain::id::TypedId;
use domain::policy::{Action, Actor};
use domain::review::{ShownDifference, shown};
use domain::text::LocalizedText;
use persistence::{HistoryPage, Project};

use super::Fits;
use crate::Application;
use crate::entries::desk::Desk;
use crate::entries::{Compare, Comparison, GoBack, Occasion, Saved, Seen};
use crate::use_case::UseCaseError;

/// What a revision tells, of whatever kind it is.
pub trait Tells: fmt::Debug + Send + Sync {
    /// What the thing is called; nothing where it has no name.
    fn label(&self) -> Option<&LocalizedText>;

    /// The contacts in it.
    fn contacts(&self) -> Vec<&Contact>;

    /// Everything that it says.
    fn says(&self) -> Vec<ShownDifference>;

    /// What it changed about the revision from which it was made; everything, where it was made from
    /// none. Nothing where that one may not be read.
    fn changes(&self) -> Option<Vec<ShownDifference>>;
}

/// A revision of something that the coordinating office keeps, as somebody may see it.
pub type CuratedSeen = Seen<Arc<dyn Tells>>;

/// A content, and that from which it was made.
#[derive(Debug)]
struct Version<T> {
    content: T,
    before: Before<T>,
}

#[derive(Debug)]
enum Before<T> {
    /// It was the first.
    Nothing,
    /// It may not be read.
    Unknown,
    Content(T),
}

impl<T: Curated + Shelved> Tells for Version<T> {
    fn label(&self) -> Option<&LocalizedText> {
        self.content.title()
    }

    fn contacts(&self) -> Vec<&Contact> {
        self.content.contacts()
    }

    fn says(&self) -> Vec<ShownDifference> {
        let everything = Difference::from_nothing(&self.content).unwrap_or_default();
        shown(&everything.for_people(), &[&self.content])
    }

    fn changes(&self) -> Option<Vec<ShownDifference>> {
        match &self.before {
            Before::Nothing => Some(self.says()),
            Before::Unknown => None,
            Before::Content(before) => {
                let difference = Difference::between(before, &self.content)?.for_people();
                Some(shown(&difference, &[before, &self.content]))
            }
        }
    }
}

impl Application {
    /// Of these revisions those that the actor may read, in no particular order. Without a number the
    /// newest is meant.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn curated_revisions<T: Curated + Shelved>(
        &self,
        actor: &Actor,
        wanted: &[(T::Id, Option<u32>)],
    ) -> Result<Vec<CuratedSeen>, UseCaseError> {
        let found = self.revisions::<T>(actor, wanted).await?;
        self.told(actor, found).await
    }

    /// The revisions, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn curated_history<T: Curated + Shelved>(
        &self,
        actor: &Actor,
        (id, page): (T::Id, HistoryPage),
    ) -> Result<Vec<CuratedSeen>, UseCaseError> {
        let found = self.history::<T>(actor, (id, page)).await?;
        self.told(actor, found).await
    }

    /// What differs between two revisions, field by field: by default between the newest and the one
    /// from which it was made. Nothing at all where one of them does not exist, as far as the actor
    /// may know.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn compare_curated<T: Curated + Shelved>(
        &self,
        actor: &Actor,
        compare: Compare<T>,
    ) -> Result<Option<Comparison>, UseCaseError> {
        let Compare { id, from, to } = compare;
        let Some(newer) = self.revision::<T>(actor, (id, to)).await? else {
            return Ok(None);
        };
        let from = from.or(newer.revision.base);
        self.tell_apart(actor, (id, from), newer.revision).await
    }

    /// Let the public read again what an older revision said. What the city adopted in words stays as
    /// it is now.
    ///
    /// # Errors
    /// There is no such revision, it no longer fits to what else is published, it was changed
    /// meanwhile, or the actor may not.
    pub async fn go_back_curated<T: Curated + Fits + Project>(
        &self,
        occasion: &Occasion<'_>,
        back: GoBack<T>,
    ) -> Result<Saved, UseCaseError> {
        let GoBack {
            id,
            expected,
            to,
            note,
        } = back;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let (current, expected) = (&loaded.current.content, loaded.current.number);
        let granted = desk.permit(Action::Update, current).await?;
        Desk::step(loaded.standpoint(), Step::Edit, granted.party)?;
        let mut content = desk.taken_from::<T>((id, to), expected + 1).await?;
        content.rename(current.slug().clone());
        content.stay_as_adopted(current);
        desk.publish_change(current, &content, (&note, expected))
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// These revisions, each with the one from which it was made.
    async fn told<T: Curated + Shelved>(
        &self,
        actor: &Actor,
        found: Vec<Seen<T>>,
    ) -> Result<Vec<CuratedSeen>, UseCaseError> {
        let key = |seen: &Seen<T>| (seen.revision.content.id(), seen.revision.number);
        let mut contents: HashMap<(T::Id, u32), T> = found
            .iter()
            .map(|seen| (key(seen), seen.revision.content.clone()))
            .collect();
        let before = |seen: &Seen<T>| Some((seen.revision.content.id(), seen.revision.base?));
        let missing: HashSet<(T::Id, u32)> = found
            .iter()
            .filter_map(before)
            .filter(|key| !contents.contains_key(key))
            .collect();
        let missing: Vec<_> = missing
            .into_iter()
            .map(|(id, number)| (id, Some(number)))
            .collect();
        for seen in self.revisions::<T>(actor, &missing).await? {
            contents.insert(key(&seen), seen.revision.content);
        }
        let told = found.into_iter().map(|seen| {
            let before = match before(&seen) {
                None => Before::Nothing,
                Some(key) => contents
                    .get(&key)
                    .cloned()
                    .map_or(Before::Unknown, Before::Content),
            };
            seen.map(|content| Arc::new(Version { content, before }) as Arc<dyn Tells>)
        });
        Ok(told.collect())
    }
}
