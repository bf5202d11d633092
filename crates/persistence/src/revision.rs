//! Heads and revisions, as they are read.

use domain::account::AccountId;
use domain::aggregate::{Aggregate, EditorialState};
use domain::code::{Code, UnknownCode};
use domain::id::{EntityId, EntityKind, OrganizationId, Slug, TypedId};
use domain::period::Instant;
use domain::policy::{Author, Role};
use sea_orm::FromQueryResult;

use crate::entity::{head, revision};
use crate::error::StoreError;
use crate::log::positive;
use crate::upcast;

/// Where an aggregate stands: the one row that it has however often it was revised.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Head {
    /// Which aggregate.
    pub entity: EntityId,
    /// Its stable name.
    pub slug: Slug,
    /// The organization whose members maintain it.
    pub owner: Option<OrganizationId>,
    /// Where its newest revision stands in its life.
    pub state: EditorialState,
    /// The number of its newest revision.
    pub revision: u32,
    /// The number of the revision that the public reads.
    pub published: Option<u32>,
    /// When it was published for the first time.
    pub first_published_at: Option<Instant>,
    /// When it was written last, or took a step. What is published beneath a draft that waits does not
    /// count: since when something waits, is said here.
    pub updated_at: Instant,
}

/// One revision of an aggregate, with what is only for those in whose scope it lies.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Revision<T> {
    /// What it says.
    pub content: T,
    /// Its number, from 1.
    pub number: u32,
    /// When it was made.
    pub created_at: Instant,
    /// Who made it: of a draft that was written again beneath which something was published, who wrote
    /// it first. The account is for the audit alone.
    pub author: Author,
    /// What its maker said about it.
    pub comment: Option<String>,
    /// Whether it changes so little that no translation is outdated by it.
    pub minor: bool,
    /// The revision from which it was made; none for the first.
    pub base: Option<u32>,
    /// Where the aggregate stands.
    pub head: Head,
}

impl<T> Revision<T> {
    /// Whether the public reads exactly this revision.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.head.published == Some(self.number)
    }

    /// The same revision with something else for its content.
    #[must_use]
    pub fn map<U>(self, content: impl FnOnce(T) -> U) -> Revision<U> {
        Revision {
            content: content(self.content),
            number: self.number,
            created_at: self.created_at,
            author: self.author,
            comment: self.comment,
            minor: self.minor,
            base: self.base,
            head: self.head,
        }
    }
}

/// A page of the revisions of an aggregate, the newest first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HistoryPage {
    /// Only revisions with a smaller number; all where none is given.
    pub before: Option<u32>,
    /// How many at most.
    pub limit: u32,
}

impl TryFrom<head::Model> for Head {
    type Error = StoreError;

    fn try_from(row: head::Model) -> Result<Self, Self::Error> {
        let corrupt = |error: UnknownCode| StoreError::Corrupt {
            table: "head",
            source: error.into(),
        };
        Ok(Self {
            entity: EntityId {
                kind: EntityKind::from_code(&row.kind).map_err(corrupt)?,
                uuid: row.id,
            },
            slug: Slug::parse(&row.slug).map_err(|error| StoreError::Corrupt {
                table: "head",
                source: error.into(),
            })?,
            owner: row.owner.map(OrganizationId::from_uuid),
            state: EditorialState::from_code(&row.state).map_err(corrupt)?,
            revision: positive(row.head_revision, "head")?,
            published: row
                .published_revision
                .map(|number| positive(number, "head"))
                .transpose()?,
            first_published_at: row.first_published_at.map(Instant::from),
            updated_at: row.updated_at.into(),
        })
    }
}

/// A revision beside its head, as one statement reads them.
pub(crate) fn revision_of<T: Aggregate>(
    row: revision::Model,
    head: &Head,
) -> Result<Revision<T>, StoreError> {
    let number = positive(row.number, "revision")?;
    Ok(Revision {
        content: upcast::read(head.entity, number, row.schema_version, &row.content)?,
        number,
        created_at: row.created_at.into(),
        author: Author {
            role: Role::from_code(&row.role).map_err(|error| StoreError::Corrupt {
                table: "revision",
                source: error.into(),
            })?,
            account: row.account.map(AccountId::from_uuid),
        },
        comment: row.comment,
        minor: row.minor,
        base: row
            .base_revision
            .map(|base| positive(base, "revision"))
            .transpose()?,
        head: head.clone(),
    })
}

/// What building the catalogue needs of a published revision, and no more.
#[derive(Debug, FromQueryResult)]
pub(crate) struct PublishedRow {
    pub(crate) entity: uuid::Uuid,
    pub(crate) number: i64,
    pub(crate) schema_version: i32,
    pub(crate) content: String,
    pub(crate) created_at: chrono::DateTime<chrono::Utc>,
    pub(crate) first_published_at: Option<chrono::DateTime<chrono::Utc>>,
}
