//! The desk at which one use case is done: a transaction, on behalf of one actor.

use std::collections::BTreeMap;

use domain::aggregate::{Aggregate, EditorialState};
use domain::duplicate::LikelyDuplicate;
use domain::edit::{self, Editing, Upload, numbered};
use domain::editorial::{Party, Standpoint, Step, next};
use domain::id::{EntityId, PartId, Slug, TypedId};
use domain::policy::{
    Action, Actor, Denied, Permit, Person, Refusal, Role, Scope, authorize, scope,
};
use domain::review::{Maintained, Remark};
use domain::violation::{Rule, Violations};
use persistence::{Expected, Revision, StoreError, Tx, Write};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{EditorialSettings, Note, Occasion, Saved};
use crate::Application;
use crate::idempotency::{recall, remember};
use crate::use_case::UseCaseError;

/// How many entries of one name are told apart by numbers.
const NAMESAKES: u32 = 1_000;

/// A transaction on behalf of one actor.
pub(crate) struct Desk<'a> {
    pub(crate) application: &'a Application,
    pub(crate) occasion: &'a Occasion<'a>,
    pub(crate) tx: Tx,
    scope: Scope,
    /// Pictures that the actor may use, once they were asked for.
    pub(crate) uploads: BTreeMap<String, Upload>,
}

/// What was loaded: the newest revision, and what the public reads.
pub(crate) struct Loaded<T> {
    /// The newest revision.
    pub(crate) current: Revision<T>,
    /// What the public reads; nothing where it reads nothing.
    pub(crate) live: Option<T>,
}

/// A permit, and as whom it was given.
pub(crate) struct Granted {
    pub(crate) permit: Permit,
    pub(crate) party: Party,
}

impl<T> Loaded<T> {
    /// Where it stands in its life.
    pub(crate) const fn standpoint(&self) -> Standpoint {
        Standpoint {
            state: self.current.head.state,
            is_live: self.live.is_some(),
        }
    }
}

impl<'a> Desk<'a> {
    pub(crate) async fn open(
        application: &'a Application,
        occasion: &'a Occasion<'a>,
    ) -> Result<Self, UseCaseError> {
        Ok(Self {
            application,
            occasion,
            tx: application.store.begin().await?,
            scope: scope(occasion.actor),
            uploads: BTreeMap::new(),
        })
    }

    /// What came of the same request before.
    pub(crate) async fn recall(&mut self) -> Result<Option<Saved>, UseCaseError> {
        self.recall_any().await
    }

    /// The same of a use case that gives something else.
    pub(crate) async fn recall_any<T: DeserializeOwned>(
        &mut self,
    ) -> Result<Option<T>, UseCaseError> {
        recall(&mut self.tx, self.occasion.actor, self.occasion.idempotency).await
    }

    pub(crate) const fn settings(&self) -> &EditorialSettings {
        &self.application.editorial
    }

    /// What the actor may read of this, locked until the end. Refused where it was changed since the
    /// actor read it.
    pub(crate) async fn load<T: Aggregate>(
        &mut self,
        id: T::Id,
        expected: Option<u32>,
    ) -> Result<Loaded<T>, UseCaseError> {
        let unknown = || UseCaseError::NotFound(id.to_global());
        let current = self.tx.current::<T>(&self.scope, id).await?;
        let current = current.ok_or_else(unknown)?;
        let number = current.head.revision;
        if expected.is_some_and(|expected| expected != number) {
            return Err(UseCaseError::Conflict { current: number });
        }
        let live = self.live(&current, id).await?;
        Ok(Loaded { current, live })
    }

    pub(crate) async fn live<T: Aggregate>(
        &mut self,
        current: &Revision<T>,
        id: T::Id,
    ) -> Result<Option<T>, UseCaseError> {
        let Some(published) = current.head.published else {
            return Ok(None);
        };
        if published == current.number {
            return Ok(Some(current.content.clone()));
        }
        let everything = scope(&Actor::Operator);
        let live = self.tx.revision::<T>(&everything, id, published).await?;
        Ok(live.map(|revision| revision.content))
    }

    /// May the actor do that to this content?
    pub(crate) async fn permit<T: Aggregate>(
        &mut self,
        action: Action,
        content: &T,
    ) -> Result<Granted, UseCaseError> {
        let resource = self.tx.resource(content).await?;
        let permit = authorize(self.occasion.actor, action, &resource).map_err(refused)?;
        Ok(Granted {
            party: Party::of(permit.author(), resource.owner_is_trusted),
            permit,
        })
    }

    /// The same for the owner that a content names; refused by the name of the field.
    pub(crate) async fn permit_owner<T: Maintained>(
        &mut self,
        action: Action,
        content: &T,
    ) -> Result<Granted, UseCaseError> {
        let resource = self.tx.resource(content).await?;
        let denied = match authorize(self.occasion.actor, action, &resource) {
            Ok(permit) => {
                return Ok(Granted {
                    party: Party::of(permit.author(), resource.owner_is_trusted),
                    permit,
                });
            }
            Err(denied) => denied,
        };
        let belongs_to_itself = content.owner().map(TypedId::entity) == Some(content.id().entity());
        if belongs_to_itself || !self.could_name_another_owner() {
            // Nothing is told by that: what the actor wrote is known to the actor.
            let reason = Refusal::Forbidden;
            return Err(UseCaseError::Denied(Denied { reason, ..denied }));
        }
        let rule = content
            .owner()
            .map_or(Rule::Missing, |owner| Rule::NotYours(owner.to_global()));
        Err(UseCaseError::broken(&[T::OWNER_FIELD], rule))
    }

    /// Whether the actor reviews what is written about this, whatever else the actor may be there.
    pub(super) async fn reviews<T: Maintained>(
        &mut self,
        content: &T,
    ) -> Result<bool, UseCaseError> {
        let resource = self.tx.resource(content).await?;
        Ok(authorize(self.occasion.actor, Action::Return, &resource).is_ok())
    }

    /// Whether it could help the actor to name another owner: who works for no organization may not,
    /// whichever is named, and a coordinator of a part may not elsewhere. Who has yet to pass the
    /// second factor has to do that instead, and is told so with the refusal.
    fn could_name_another_owner(&self) -> bool {
        let person = self.occasion.actor.person();
        let awaits = person.is_some_and(Person::awaits_second_factor);
        !awaits && !self.scope.organizations().is_empty()
    }

    /// What the newest revisions of those of these say that the actor may read.
    pub(crate) async fn readable<T: Aggregate>(
        &mut self,
        ids: &[T::Id],
    ) -> Result<Vec<T>, UseCaseError> {
        let found = self.tx.currents::<T>(&self.scope, ids).await?;
        Ok(found.into_iter().map(|revision| revision.content).collect())
    }

    /// Whether the actor may read this although the public does not.
    pub(crate) async fn may_read(&mut self, id: EntityId) -> Result<bool, UseCaseError> {
        Ok(self.tx.head(&self.scope, id).await?.is_some())
    }

    /// Whether the actor may read every revision of this.
    pub(crate) async fn holds(&mut self, id: EntityId) -> Result<bool, UseCaseError> {
        Ok(self.tx.holds(&self.scope, id).await?)
    }

    /// Whether the public reads this, or would if it were not protected.
    pub(crate) async fn is_published(&mut self, id: EntityId) -> Result<bool, UseCaseError> {
        let head = self.tx.head(&scope(&Actor::Operator), id).await?;
        Ok(head.is_some_and(|head| head.published.is_some()))
    }

    /// Where it stands after a step, if the step may be taken.
    pub(crate) fn step(
        from: Standpoint,
        step: Step,
        party: Party,
    ) -> Result<EditorialState, UseCaseError> {
        next(from, step, party).map_err(|violation| {
            let mut violations = Violations::default();
            violations.add(&[], violation.rule);
            UseCaseError::Rejected(violations)
        })
    }

    /// Edit with what editing needs to know.
    pub(crate) fn edit<T>(
        &self,
        revision: u32,
        edit: impl FnOnce(Editing<'_>) -> Result<T, Violations>,
    ) -> Result<T, UseCaseError> {
        self.edit_noted((revision, &Note::default()), edit)
    }

    /// The same where its maker may say that it is a trifle.
    pub(crate) fn edit_noted<T>(
        &self,
        (revision, note): (u32, &Note),
        edit: impl FnOnce(Editing<'_>) -> Result<T, Violations>,
    ) -> Result<T, UseCaseError> {
        let mut parts = || PartId::from_uuid((self.occasion.ids)());
        Ok(edit(Editing {
            revision,
            minor: note.minor,
            now: self.occasion.now,
            today: crate::local_day(self.occasion.now),
            uploads: self.uploads.clone(),
            parts: &mut parts,
        })?)
    }

    /// The slug, or the first with a number behind it that nobody has.
    pub(crate) async fn free_slug<T: Aggregate>(
        &mut self,
        slug: &Slug,
    ) -> Result<Slug, UseCaseError> {
        let mut free = slug.clone();
        for number in 2..NAMESAKES {
            if self.tx.slug_taken(T::Id::KIND, &free).await?.is_none() {
                return Ok(free);
            }
            free = numbered(slug, number);
        }
        Ok(free)
    }

    /// What the write says about itself.
    pub(crate) fn write(
        &self,
        permit: &Permit,
        note: &Note,
        expected: Expected,
    ) -> Result<Write, UseCaseError> {
        let mut violations = Violations::default();
        let is_of_the_office = matches!(permit.role(), Role::Coordinator | Role::Administrator);
        if note.channel.is_some() && !is_of_the_office {
            // Whoever works for the provider needs no channel.
            violations.add(&["channel"], Rule::Contradicts("provider".to_owned()));
        }
        let mut text = None;
        if let Some(comment) = &note.comment {
            match edit::comment(comment) {
                Ok(words) => text = Some(words),
                Err(rule) => violations.add(&["comment"], rule),
            }
        }
        let channel = note.channel;
        Ok(violations.or_value(Write {
            at: self.occasion.now,
            comment: Remark { channel, text }.to_comment(),
            minor: note.minor,
            expected,
        })?)
    }

    /// What is published and may be the same as this content, but for the original of which it has
    /// just been copied.
    pub(super) fn likely_duplicates<T: Maintained>(
        &self,
        content: &T,
        original: Option<EntityId>,
    ) -> Vec<LikelyDuplicate> {
        let snapshot = self.application.snapshot();
        let duplicates = &self.application.duplicates;
        duplicates.like(&snapshot, (content, original))
    }

    /// Make it true, and visible to public readers.
    pub(crate) async fn finish(
        mut self,
        entity: EntityId,
        likely_duplicates: Vec<LikelyDuplicate>,
    ) -> Result<Saved, UseCaseError> {
        let saved = self.saved(entity, likely_duplicates).await?;
        self.conclude(saved).await
    }

    /// Where something stands after what was written so far.
    pub(crate) async fn saved(
        &mut self,
        entity: EntityId,
        likely_duplicates: Vec<LikelyDuplicate>,
    ) -> Result<Saved, UseCaseError> {
        let head = self.tx.head(&scope(&Actor::Operator), entity).await?;
        let head = head.ok_or_else(|| UseCaseError::NotFound(entity.to_global()))?;
        Ok(Saved {
            entity,
            revision: head.revision,
            state: head.state,
            published: head.published,
            likely_duplicates,
        })
    }

    /// Make all of it true with what came of it, and visible to public readers.
    pub(crate) async fn conclude<T: Serialize>(mut self, outcome: T) -> Result<T, UseCaseError> {
        let Occasion {
            actor,
            now,
            idempotency,
            ..
        } = *self.occasion;
        remember(&mut self.tx, actor, idempotency, &outcome, now).await?;
        self.tx.commit().await.map_err(stored)?;
        if let Err(error) = self.application.catch_up(self.occasion.now).await {
            // It is written; the catalogue follows as soon as the database answers again.
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a write is not shown yet"
            );
        }
        Ok(outcome)
    }
}

/// Outside of the actor's scope a thing is not found; inside it but not allowed is forbidden.
pub(crate) fn refused(denied: Denied) -> UseCaseError {
    match (denied.reason, denied.tried) {
        (Refusal::NotFound, domain::policy::Tried::Action { entity, .. }) => {
            UseCaseError::NotFound(entity.to_global())
        }
        _ => UseCaseError::Denied(denied),
    }
}

/// What the database refused at the commit, as far as a person can mend it.
fn stored(error: StoreError) -> UseCaseError {
    match error {
        StoreError::UnknownReference { missing, .. } if !missing.is_empty() => {
            let mut violations = Violations::default();
            for id in missing {
                violations.add(&[], Rule::NotPublished(id.to_global()));
            }
            UseCaseError::Rejected(violations)
        }
        StoreError::StillReferenced { .. } => UseCaseError::broken(&[], Rule::InUse),
        error => error.into(),
    }
}
