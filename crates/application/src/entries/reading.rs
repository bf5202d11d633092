//! Reading what is not published: revisions, their history, what differs, what somebody maintains,
//! and what waits.
//!
//! Everything is read within the actor's scope; outside of it there is nothing. Whoever may read
//! only what is published (a translator) gets what the public reads of it, and nothing of what
//! stands beside it.

use catalogue::Shelved;
use domain::account::AccountId;
use domain::aggregate::{Aggregate, EditorialState};
use domain::difference::Difference;
use domain::policy::{Actor, FieldGroup, Resource, Scope, may_see, scope};
use domain::review::{ShownDifference, shown};
use persistence::{Beside, Head, HeadFilter, HeadPage, HistoryPage, LogEntry, Revision};

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

/// What differs between two revisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The older one; none where the newer one is compared with nothing.
    pub from: Option<u32>,
    /// The newer one.
    pub to: u32,
    /// What differs, field by field.
    pub fields: Vec<ShownDifference>,
}

/// A revision as somebody may see it.
#[derive(Clone, Debug)]
pub struct Seen<T> {
    /// The revision.
    pub revision: Revision<T>,
    /// What was done with it, and what a reviewer said last where it is the newest. Nothing for
    /// whoever may read only what is published.
    pub beside: Option<Beside>,
    /// Whether the actor may know which accounts wrote.
    pub with_authors: bool,
}

impl<T> Seen<T> {
    /// Which account wrote it, as far as the actor may know.
    #[must_use]
    pub fn author(&self) -> Option<AccountId> {
        let author = self.revision.author.account;
        author.filter(|_| self.with_authors)
    }

    /// The same with something else for its content.
    pub(crate) fn map<U>(self, content: impl FnOnce(T) -> U) -> Seen<U> {
        Seen {
            revision: self.revision.map(content),
            beside: self.beside,
            with_authors: self.with_authors,
        }
    }
}

impl Application {
    /// Of these revisions those that the actor may read, in no particular order. Without a number the
    /// newest is meant.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn revisions<T: Shelved>(
        &self,
        actor: &Actor,
        wanted: &[(T::Id, Option<u32>)],
    ) -> Result<Vec<Seen<T>>, UseCaseError> {
        let scope = scope(actor);
        let found = self.store.revisions::<T>(&scope, wanted).await?;
        self.seen((actor, &scope), found).await
    }

    /// A revision; the newest where no number is named.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn revision<T: Shelved>(
        &self,
        actor: &Actor,
        wanted: (T::Id, Option<u32>),
    ) -> Result<Option<Seen<T>>, UseCaseError> {
        Ok(self.revisions::<T>(actor, &[wanted]).await?.pop())
    }

    /// The revisions, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn history<T: Shelved>(
        &self,
        actor: &Actor,
        (id, page): (T::Id, HistoryPage),
    ) -> Result<Vec<Seen<T>>, UseCaseError> {
        let scope = scope(actor);
        let found = self.store.history::<T>(&scope, id, page).await?;
        self.seen((actor, &scope), found).await
    }

    /// What differs between two revisions, field by field: by default between what the public reads
    /// and what is newest, as a review wants it. Everything, where the public reads nothing. Nothing
    /// at all where one of them does not exist, as far as the actor may know.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn compare<T: Shelved>(
        &self,
        actor: &Actor,
        compare: Compare<T>,
    ) -> Result<Option<Comparison>, UseCaseError> {
        let Compare { id, from, to } = compare;
        let Some(newer) = self.revision::<T>(actor, (id, to)).await? else {
            return Ok(None);
        };
        let from = from.or(newer.revision.head.published);
        self.tell_apart(actor, (id, from), newer.revision).await
    }

    /// What differs between a revision and an older one, field by field; everything where none is
    /// named.
    pub(crate) async fn tell_apart<T: Shelved>(
        &self,
        actor: &Actor,
        (id, from): (T::Id, Option<u32>),
        newer: Revision<T>,
    ) -> Result<Option<Comparison>, UseCaseError> {
        let Some(from) = from else {
            let difference = Difference::from_nothing(&newer.content);
            let difference = difference.map(Difference::for_people);
            return Ok(difference.map(|difference| Comparison {
                from: None,
                to: newer.number,
                fields: shown(&difference, &[&newer.content]),
            }));
        };
        let older = self.revision::<T>(actor, (id, Some(from))).await?;
        Ok(older.and_then(|older| {
            let (older, newer) = (&older.revision.content, &newer);
            let difference = Difference::between(older, &newer.content)?.for_people();
            Some(Comparison {
                from: Some(from),
                to: newer.number,
                fields: shown(&difference, &[older, &newer.content]),
            })
        }))
    }

    /// What the actor maintains or coordinates, whether published or not.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn maintained(
        &self,
        actor: &Actor,
        (filter, page): (HeadFilter, HeadPage),
    ) -> Result<Vec<Head>, UseCaseError> {
        let filter = HeadFilter {
            whole: true,
            ..filter
        };
        Ok(self.store.heads(&scope(actor), &filter, page).await?)
    }

    /// What waits for a review; since when, says its head.
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
        self.maintained(actor, (filter, page)).await
    }

    /// These revisions with what stands beside them, in their order.
    async fn seen<T: Shelved>(
        &self,
        (actor, scope): (&Actor, &Scope),
        found: Vec<Revision<T>>,
    ) -> Result<Vec<Seen<T>>, UseCaseError> {
        let keys: Vec<_> = found
            .iter()
            .map(|revision| (revision.head.entity, revision.number))
            .collect();
        let beside = self.store.beside(scope, &keys).await?;
        let seen = found.into_iter().filter_map(|revision| {
            let Some(beside) = beside.get(&revision.head.entity) else {
                return self.as_public(revision);
            };
            // Whoever may know the authors of anything may know those of everything.
            let resource = Resource::of(revision.head.entity);
            Some(Seen {
                beside: Some(about(beside, &revision)),
                revision,
                with_authors: may_see(actor, FieldGroup::Authors, &resource),
            })
        });
        Ok(seen.collect())
    }

    /// What the public reads of a published revision: hidden places, lines for colleagues, people
    /// whose consent is over and words among authors are not for whoever only puts it into another
    /// language.
    fn as_public<T: Shelved>(&self, revision: Revision<T>) -> Option<Seen<T>> {
        let snapshot = self.snapshot();
        let published = snapshot.find::<T>(revision.content.id())?;
        Some(Seen {
            revision: Revision {
                content: published.document().clone(),
                comment: None,
                ..revision
            },
            beside: None,
            with_authors: false,
        })
    }
}

/// Of what stands beside an aggregate that which is about one revision.
fn about<T>(beside: &Beside, revision: &Revision<T>) -> Beside {
    let is_newest = revision.number == revision.head.revision;
    let lines = beside.lines.iter();
    let of_it = |line: &&LogEntry| line.revision == revision.number;
    Beside {
        lines: lines.filter(of_it).cloned().collect(),
        verdict: beside.verdict.clone().filter(|_| is_newest),
    }
}
