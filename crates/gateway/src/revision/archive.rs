//! What was taken out, so that it can be found again.

use application::curation::Archived;
use application::entries::{HeadOrder, HeadPage};
use async_graphql::{Context, Enum, ID, Object, Result};
use domain::id::EntityKind;

use super::place::Place;
use crate::connection::page_cost;
use crate::mutation::refused;
use crate::object::global_id;
use crate::record::{Part, Record, RecordPage};
use crate::request::{actor, application, person};
use crate::scalar::{DateTime, LanguageTag};
use crate::text::{LocalizedText, localized_option};

/// What the coordinating office keeps itself and takes out.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub enum ArchivedKind {
    /// A challenge.
    Challenge,
    /// A goal.
    Goal,
    /// A suggestion.
    Suggestion,
    /// A measure.
    Measure,
    /// A responsibility.
    Responsibility,
    /// A district.
    District,
    /// A target group.
    TargetGroup,
    /// A topic.
    Topic,
    /// A language.
    Language,
}

impl ArchivedKind {
    const ALL: [Self; 9] = [
        Self::Challenge,
        Self::Goal,
        Self::Suggestion,
        Self::Measure,
        Self::Responsibility,
        Self::District,
        Self::TargetGroup,
        Self::Topic,
        Self::Language,
    ];

    const fn kind(self) -> EntityKind {
        match self {
            Self::Challenge => EntityKind::Challenge,
            Self::Goal => EntityKind::Goal,
            Self::Suggestion => EntityKind::Suggestion,
            Self::Measure => EntityKind::Measure,
            Self::Responsibility => EntityKind::Responsibility,
            Self::District => EntityKind::District,
            Self::TargetGroup => EntityKind::TargetGroup,
            Self::Topic => EntityKind::Topic,
            Self::Language => EntityKind::Language,
        }
    }
}

#[derive(Default)]
pub struct ArchiveQuery;

/// What was taken out.
#[Object]
impl ArchiveQuery {
    /// What was taken out of what the coordinating office keeps itself, that which was taken out
    /// last first: the way back to it is `restoreMeasure` and its likes. For the coordinating office
    /// everything in its jurisdiction, for members of an organization its responsibilities; nothing
    /// for others. What providers took out stands in `viewer.revisions`.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn archived(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is wanted; every kind unless given.")] kinds: Option<
            Vec<ArchivedKind>,
        >,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<ArchivedItem>> {
        person(ctx)?;
        let part = Part::read(first, after.as_deref())?;
        let place = part.after.as_deref().map(Place::read).transpose()?;
        let page = HeadPage {
            order: HeadOrder::NewestFirst,
            after: place.map(|place| place.cursor()),
            limit: part.wanted(),
        };
        let kinds = kinds.filter(|kinds| !kinds.is_empty());
        let kinds = ArchivedKind::ALL
            .into_iter()
            .filter(|kind| kinds.as_ref().is_none_or(|kinds| kinds.contains(kind)))
            .map(ArchivedKind::kind);
        let found = application(ctx).archived(actor(ctx), (kinds.collect(), page));
        let found = Box::pin(found).await;
        let found = found.map_err(|error| refused(ctx, error))?;
        Ok(part.page(found.into_iter().map(ArchivedItem)))
    }
}

pub struct ArchivedItem(Archived);

/// Something that was taken out. Its history stays, and it can be taken up again.
#[Object]
impl ArchivedItem {
    /// Its global id.
    async fn entity_id(&self) -> ID {
        global_id(self.0.head.entity)
    }

    /// What it is; null for a kind that came later than this list.
    async fn kind(&self) -> Option<ArchivedKind> {
        let kind = self.0.head.entity.kind;
        ArchivedKind::ALL.into_iter().find(|it| it.kind() == kind)
    }

    /// The stable name that it had in addresses.
    async fn slug(&self) -> &str {
        self.0.head.slug.as_str()
    }

    /// What it was called; null for responsibilities, which have no words of their own.
    async fn title(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.title.as_ref(), language)
    }

    /// The number of its newest revision: the `expectedRevision` for taking it up again.
    async fn revision(&self) -> u32 {
        self.0.head.revision
    }

    /// When it was taken out.
    async fn archived_at(&self) -> DateTime {
        DateTime(self.0.head.updated_at)
    }
}

impl Record for ArchivedItem {
    /// Its place in the list.
    fn global(&self) -> String {
        Place::of(&self.0.head).to_string()
    }
}
