//! Writing revisions: published ones and drafts.

use domain::account::AccountId;
use domain::aggregate::{Aggregate, EditorialState};
use domain::code::Code;
use domain::id::{EntityId, OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Action, Permit};

use super::Tx;
use crate::entity::{head, revision};
use crate::error::StoreError;
use crate::log::{Change, PendingLine, positive};
use crate::projection::Project;
use crate::write::{self, Json};

/// What a write says about itself.
#[derive(Clone, Debug)]
pub struct Write {
    /// When it is made.
    pub at: Instant,
    /// What its maker says about it.
    pub comment: Option<String>,
    /// Whether it changes so little that no translation is outdated by it.
    pub minor: bool,
    /// From what it started.
    pub expected: Expected,
}

/// What a write expects to find.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Expected {
    /// Nothing: the aggregate is new.
    New,
    /// This revision as the newest.
    Revision(u32),
}

impl Tx {
    /// Write a revision that the public reads from the commit on. Takes a permit for
    /// [`Action::Publish`], whether the aggregate is new or not; or one for what passes without a
    /// review: [`Action::Correct`], [`Action::Confirm`] or [`Action::Translate`]. The number of the
    /// revision.
    ///
    /// # Errors
    /// The permit is for something else or somebody else's, the expected revision is not the newest,
    /// another aggregate has the slug, or the database fails.
    pub async fn publish<T: Project>(
        &mut self,
        permit: &Permit,
        content: &T,
        write: Write,
    ) -> Result<u32, StoreError> {
        let entity = content.id().entity();
        let change = Change::of_publishing(permit.action())
            .ok_or_else(|| mismatch(permit, Action::Publish, entity))?;
        require(permit, permit.action(), entity)?;
        let before = self
            .head_before(entity, content.slug(), write.expected)
            .await?;
        require_owner(permit, before.as_ref(), content)?;
        let number = before.as_ref().map_or(0, |head| head.head_revision) + 1;
        let first = before.as_ref().and_then(|head| head.first_published_at);
        let replaces = before
            .as_ref()
            .is_some_and(|head| head.published_revision.is_some());
        let head = head::Model {
            id: entity.uuid,
            kind: entity.kind.code().to_owned(),
            slug: content.slug().as_str().to_owned(),
            owner: content.owner().map(TypedId::uuid),
            state: EditorialState::Published.code().to_owned(),
            head_revision: number,
            published_revision: Some(number),
            first_published_at: Some(first.unwrap_or(write.at.utc())),
            updated_at: write.at.utc(),
        };
        let json = write::json(entity, content)?;
        self.links.extend(content.links());
        self.pending.project(content, &json.value, replaces);
        self.put(head, permit, change, json, write)
    }

    /// The same where a change waits: the public reads `live` from the commit on, and `waiting` goes
    /// on waiting on top of it, in the state in which it was and since when it was. So a telephone
    /// number is mended, a translation added or an entry confirmed without touching the review. What
    /// waits stays the work of whoever wrote it; who wrote it again, the log says. The number of the
    /// newest revision afterwards.
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn publish_beneath<T: Project>(
        &mut self,
        permit: &Permit,
        live: &T,
        waiting: &T,
        write: Write,
    ) -> Result<u32, StoreError> {
        let entity = live.id().entity();
        let at = write.at;
        let before = self
            .head_before(entity, live.slug(), write.expected)
            .await?;
        require(permit, permit.action(), waiting.id().entity())?;
        require_owner(permit, before.as_ref(), waiting)?;
        let draft = match &before {
            Some(head) => Some(self.revision_row(head, head.head_revision).await?),
            None => None,
        };
        let beneath = self.publish(permit, live, write).await?;
        let after = self.head_before(entity, live.slug(), Expected::Revision(beneath));
        let (Some(before), Some(draft), Some(after)) = (before, draft, after.await?) else {
            return Ok(beneath);
        };
        let head = head::Model {
            state: before.state,
            head_revision: after.head_revision + 1,
            // How long something waits is counted from here.
            updated_at: before.updated_at,
            ..after
        };
        let json = write::json(entity, waiting)?;
        self.links.extend(waiting.owner().map(TypedId::entity));
        self.put_again(head, permit, json, Again { draft, at })
    }

    /// Write the newest draft again with something in it that touches no review: it stays where it
    /// stood, since when it did, and the work of whoever wrote it. Takes a permit for
    /// [`Action::Update`]. The number of the revision.
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn add_to_draft<T: Aggregate>(
        &mut self,
        permit: &Permit,
        content: &T,
        write: Write,
    ) -> Result<u32, StoreError> {
        let entity = content.id().entity();
        require(permit, Action::Update, entity)?;
        let before = self
            .head_before(entity, content.slug(), write.expected)
            .await?;
        require_owner(permit, before.as_ref(), content)?;
        let waiting = before.filter(|head| head.published_revision != Some(head.head_revision));
        let Some(before) = waiting else {
            return self.draft(permit, content, write).await;
        };
        let draft = self.revision_row(&before, before.head_revision).await?;
        let is_live = before.published_revision.is_some();
        let mut head = head::Model {
            head_revision: before.head_revision + 1,
            ..before
        };
        if !is_live {
            content.slug().as_str().clone_into(&mut head.slug);
            head.owner = content.owner().map(TypedId::uuid);
        }
        let json = write::json(entity, content)?;
        self.links.extend(content.owner().map(TypedId::entity));
        let draft = revision::Model {
            comment: write.comment.or(draft.comment),
            ..draft
        };
        let at = write.at;
        self.put_again(head, permit, json, Again { draft, at })
    }

    /// Write a revision that only those read in whose scope it lies; what the public reads stays.
    /// Takes a permit for [`Action::Create`] where the aggregate is new, else for
    /// [`Action::Update`]. The number of the revision.
    ///
    /// # Errors
    /// As [`Tx::publish`].
    pub async fn draft<T: Aggregate>(
        &mut self,
        permit: &Permit,
        content: &T,
        write: Write,
    ) -> Result<u32, StoreError> {
        let entity = content.id().entity();
        let (action, change) = match write.expected {
            Expected::New => (Action::Create, Change::Created),
            Expected::Revision(_) => (Action::Update, Change::Updated),
        };
        require(permit, action, entity)?;
        let before = self
            .head_before(entity, content.slug(), write.expected)
            .await?;
        require_owner(permit, before.as_ref(), content)?;
        let number = before.as_ref().map_or(0, |head| head.head_revision) + 1;
        let published = before
            .as_ref()
            .filter(|head| head.published_revision.is_some());
        let head = head::Model {
            id: entity.uuid,
            kind: entity.kind.code().to_owned(),
            // What is published keeps its address and its owner until the draft is published.
            slug: published.map_or_else(
                || content.slug().as_str().to_owned(),
                |head| head.slug.clone(),
            ),
            owner: published.map_or_else(|| content.owner().map(TypedId::uuid), |head| head.owner),
            state: EditorialState::Draft.code().to_owned(),
            head_revision: number,
            published_revision: published.and_then(|head| head.published_revision),
            first_published_at: before.as_ref().and_then(|head| head.first_published_at),
            updated_at: write.at.utc(),
        };
        let json = write::json(entity, content)?;
        self.links.extend(content.owner().map(TypedId::entity));
        self.put(head, permit, change, json, write)
    }

    /// Gather a draft that is written again, its head and its line of the log. Its author stays.
    fn put_again(
        &mut self,
        head: head::Model,
        permit: &Permit,
        content: Json,
        Again { draft, at }: Again,
    ) -> Result<u32, StoreError> {
        let number = positive(head.head_revision, "head")?;
        self.pending.revisions.push(revision::Model {
            number: head.head_revision,
            schema_version: i32::from(content.schema_version),
            content: content.text,
            created_at: at.utc(),
            base_revision: Some(head.head_revision - 1),
            ..draft
        });
        self.gather(head, permit, (Change::Updated, number), at);
        Ok(number)
    }

    /// Gather a revision, its head and its line of the log.
    fn put(
        &mut self,
        head: head::Model,
        permit: &Permit,
        change: Change,
        content: Json,
        write: Write,
    ) -> Result<u32, StoreError> {
        let number = positive(head.head_revision, "head")?;
        self.pending.revisions.push(revision::Model {
            entity: head.id,
            number: head.head_revision,
            schema_version: i32::from(content.schema_version),
            content: content.text,
            role: permit.role().code().to_owned(),
            account: permit.author().account.map(AccountId::uuid),
            created_at: write.at.utc(),
            comment: write.comment,
            minor: write.minor,
            base_revision: match write.expected {
                Expected::New => None,
                Expected::Revision(base) => Some(i64::from(base)),
            },
        });
        self.gather(head, permit, (change, number), write.at);
        Ok(number)
    }

    fn gather(
        &mut self,
        head: head::Model,
        permit: &Permit,
        (change, revision): (Change, u32),
        at: Instant,
    ) {
        self.lines.push(PendingLine {
            entity: permit.entity(),
            change,
            revision,
            author: permit.author(),
            comment: None,
            at,
        });
        self.heads.insert(head.id, head.clone());
        self.pending.heads.push(head);
    }
}

/// A draft that is written again.
struct Again {
    /// As it was.
    draft: revision::Model,
    /// When it is written again.
    at: Instant,
}

/// The permit has to be for this.
pub(crate) fn require(permit: &Permit, action: Action, entity: EntityId) -> Result<(), StoreError> {
    if permit.action() == action && permit.entity() == entity {
        return Ok(());
    }
    Err(mismatch(permit, action, entity))
}

fn mismatch(permit: &Permit, action: Action, entity: EntityId) -> StoreError {
    StoreError::PermitMismatch {
        permitted: permit.action(),
        granted: permit.entity(),
        action,
        entity,
    }
}

/// A permit that rests on working for an organization holds for what was and stays its own.
fn require_owner<T: Aggregate>(
    permit: &Permit,
    before: Option<&head::Model>,
    content: &T,
) -> Result<(), StoreError> {
    require_owned(permit, content.owner())?;
    match before {
        Some(head) => require_owned(permit, head.owner.map(OrganizationId::from_uuid)),
        None => Ok(()),
    }
}

/// The same for one owner.
pub(super) fn require_owned(
    permit: &Permit,
    owner: Option<OrganizationId>,
) -> Result<(), StoreError> {
    match permit.bound_to() {
        Some(bound_to) if owner != Some(bound_to) => Err(StoreError::ForeignOwner {
            entity: permit.entity(),
            bound_to,
        }),
        _ => Ok(()),
    }
}
