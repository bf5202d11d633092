//! Steps in the life of an aggregate: the newest revision changes its state, and what the public
//! reads changes only where the step says so.
//!
//! Whether a step may follow from where an aggregate stands is for the use case to ask of
//! `domain::editorial`; here it is written. Each takes the revision that is expected as the newest.

use domain::account::AccountId;
use domain::aggregate::EditorialState;
use domain::code::Code;
use domain::id::{OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Action, Permit};
use domain::text::Words;
use sea_orm::EntityTrait;

use super::heads::agree;
use super::revisions::{require, require_owned};
use super::{Expected, Tx};
use crate::entity::{head, revision};
use crate::error::StoreError;
use crate::log::{Change, PendingLine, positive};
use crate::projection::Project;
use crate::upcast;
use crate::write;

/// What a reviewer says about a change that is not approved as it is.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// When.
    pub at: Instant,
    /// The revision that was reviewed, expected as the newest.
    pub expected: u32,
    /// What the authors are told.
    pub comment: Words,
}

impl Tx {
    /// Hand the newest revision in for review. Takes a permit for [`Action::Submit`].
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn submit(
        &mut self,
        permit: &Permit,
        expected: u32,
        at: Instant,
    ) -> Result<(), StoreError> {
        let head = self.stepping(permit, Action::Submit, expected).await?;
        self.step(
            head,
            EditorialState::InReview,
            line(permit, Change::Submitted, at),
        )
    }

    /// Take the newest revision back from the review. Takes a permit for [`Action::Submit`].
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn withdraw(
        &mut self,
        permit: &Permit,
        expected: u32,
        at: Instant,
    ) -> Result<(), StoreError> {
        let head = self.stepping(permit, Action::Submit, expected).await?;
        self.step(
            head,
            EditorialState::Draft,
            line(permit, Change::Withdrawn, at),
        )
    }

    /// Let the public read the newest revision as it is. Takes a permit for [`Action::Publish`]. The
    /// number of the revision.
    ///
    /// # Errors
    /// As [`Tx::publish`]; or the revision cannot be read.
    pub async fn approve<T: Project>(
        &mut self,
        permit: &Permit,
        expected: u32,
        at: Instant,
    ) -> Result<u32, StoreError> {
        let entity = permit.entity();
        let head = self.stepping(permit, Action::Publish, expected).await?;
        let row = self.revision_row(&head, head.head_revision).await?;
        let content: T = upcast::read(entity, expected, row.schema_version, &row.content)?;
        require_owned(permit, content.owner())?;
        // A draft may carry another name than what is published.
        self.head_of(entity, Some(content.slug())).await?;
        let replaces = head.published_revision.is_some();
        let head = head::Model {
            slug: content.slug().as_str().to_owned(),
            owner: content.owner().map(TypedId::uuid),
            published_revision: Some(head.head_revision),
            first_published_at: Some(head.first_published_at.unwrap_or(at.utc())),
            ..head
        };
        let json = write::json(entity, &content)?;
        self.links.extend(content.links());
        self.pending.project(&content, &json.value, replaces);
        self.step(
            head,
            EditorialState::Published,
            line(permit, Change::Published, at),
        )?;
        Ok(expected)
    }

    /// Give the newest revision back to its authors, to be mended. Takes a permit for
    /// [`Action::Return`].
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn give_back(&mut self, permit: &Permit, verdict: Verdict) -> Result<(), StoreError> {
        let head = self
            .stepping(permit, Action::Return, verdict.expected)
            .await?;
        let line = PendingLine {
            comment: Some(verdict.comment.as_str().to_owned()),
            ..line(permit, Change::Returned, verdict.at)
        };
        self.step(head, EditorialState::Returned, line)
    }

    /// Refuse the newest revision. Where the public reads an earlier one, that becomes the newest
    /// again, as a copy, so that nobody goes on from what was refused; else the aggregate is taken
    /// out. Takes a permit for [`Action::Reject`]. The number of the newest revision afterwards.
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn reject(&mut self, permit: &Permit, verdict: Verdict) -> Result<u32, StoreError> {
        let Verdict {
            at,
            expected,
            comment,
        } = verdict;
        let mut head = self.stepping(permit, Action::Reject, expected).await?;
        let line = PendingLine {
            comment: Some(comment.as_str().to_owned()),
            ..line(permit, Change::Rejected, at)
        };
        let state = match head.published_revision {
            None => EditorialState::Archived,
            Some(live) if live == head.head_revision => EditorialState::Published,
            Some(live) => {
                let live = self.revision_row(&head, live).await?;
                let rejected = head.head_revision;
                head.head_revision += 1;
                head.published_revision = Some(head.head_revision);
                self.pending.revisions.push(revision::Model {
                    number: head.head_revision,
                    role: permit.role().code().to_owned(),
                    account: permit.author().account.map(AccountId::uuid),
                    created_at: at.utc(),
                    comment: None,
                    minor: true,
                    base_revision: Some(rejected),
                    ..live
                });
                EditorialState::Published
            }
        };
        let number = positive(head.head_revision, "head")?;
        self.step(head, state, line)?;
        Ok(number)
    }

    /// Take an aggregate out: the public no longer reads it, its revisions and its slug stay. Takes
    /// a permit for [`Action::Archive`].
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn archive(
        &mut self,
        permit: &Permit,
        expected: u32,
        at: Instant,
    ) -> Result<(), StoreError> {
        let mut head = self.stepping(permit, Action::Archive, expected).await?;
        if head.published_revision.take().is_some() {
            self.pending.withdraw(permit.entity());
        }
        self.step(
            head,
            EditorialState::Archived,
            line(permit, Change::Archived, at),
        )
    }

    /// Take an archived aggregate up again, as a draft. Takes a permit for [`Action::Restore`].
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn restore(
        &mut self,
        permit: &Permit,
        expected: u32,
        at: Instant,
    ) -> Result<(), StoreError> {
        let head = self.stepping(permit, Action::Restore, expected).await?;
        self.step(
            head,
            EditorialState::Draft,
            line(permit, Change::Restored, at),
        )
    }

    /// The head, locked, once it is sure that the step may go on.
    async fn stepping(
        &mut self,
        permit: &Permit,
        action: Action,
        expected: u32,
    ) -> Result<head::Model, StoreError> {
        let entity = permit.entity();
        require(permit, action, entity)?;
        self.make_room(entity).await?;
        let found = self.head_of(entity, None).await?;
        let found = found.filter(|head| head.kind == entity.kind.code());
        let head = agree(entity, found, Expected::Revision(expected))?;
        let head = head.ok_or(StoreError::Conflict {
            entity,
            current: None,
        })?;
        require_owned(permit, head.owner.map(OrganizationId::from_uuid))?;
        Ok(head)
    }

    /// Gather the head in its new state and its line of the log.
    fn step(
        &mut self,
        mut head: head::Model,
        state: EditorialState,
        mut line: PendingLine,
    ) -> Result<(), StoreError> {
        head.state = state.code().to_owned();
        head.updated_at = line.at.utc();
        line.revision = positive(head.head_revision, "head")?;
        self.lines.push(line);
        self.heads.insert(head.id, head.clone());
        self.pending.heads.push(head);
        Ok(())
    }

    /// A revision of this aggregate, as it is kept.
    pub(super) async fn revision_row(
        &mut self,
        head: &head::Model,
        number: i64,
    ) -> Result<revision::Model, StoreError> {
        self.flush().await?;
        let row = revision::Entity::find_by_id((head.id, number))
            .one(&self.transaction)
            .await?;
        row.ok_or_else(|| StoreError::Corrupt {
            table: "head",
            source: format!("there is no revision {number}").into(),
        })
    }
}

/// A line of the log, whose revision is that of the head.
fn line(permit: &Permit, change: Change, at: Instant) -> PendingLine {
    PendingLine {
        entity: permit.entity(),
        change,
        revision: 0,
        author: permit.author(),
        comment: None,
        at,
    }
}
