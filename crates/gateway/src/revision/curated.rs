//! Revisions of what the coordinating office keeps: one type for all kinds. What interests about them
//! is what each changed, and that one can go back.

use std::collections::BTreeSet;
use std::sync::Arc;

use application::UseCaseError;
use application::curation::CuratedSeen;
use async_graphql::{Context, ID, Object, Result};
use domain::id::EntityKind;
use domain::review::ShownDifference;

use super::history::FieldDifference;
use super::{RevisionFields, Wanted, of_any_curated, revision_id};
use crate::code::Coded;
use crate::mutation::refused;
use crate::request::{actor, application};
use crate::scalar::LanguageTag;
use crate::text::{LocalizedText, localized_option};

#[derive(Clone)]
pub struct CuratedRevision(Arc<CuratedSeen>);

/// A revision of what the coordinating office keeps: of the plan and its items, responsibilities,
/// districts, topics, target groups, languages, the words for codes, and of what the directory says
/// about itself. There are no drafts of these: the public read each revision from when it was made
/// (`createdAt`) until the next.
#[Object]
impl CuratedRevision {
    /// The global id of this revision: `node` finds it for those who may read it. Mutations take
    /// `entityId`.
    async fn id(&self) -> ID {
        revision_id(self.0.revision.head.entity, self.0.revision.number)
    }

    /// What it is a revision of.
    async fn kind(&self) -> Coded<EntityKind> {
        Coded(self.0.revision.head.entity.kind)
    }

    /// What the thing was called; null where it has no name of its own, as a responsibility.
    async fn label(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.revision.content.label(), language)
    }

    /// Everything that it says, field by field.
    async fn fields(&self) -> Vec<RevisionField> {
        let says = self.0.revision.content.says();
        says.into_iter().map(RevisionField).collect()
    }

    /// What it changed about the revision from which it was made (`basedOn`), field by field; for the
    /// first everything. Null for whoever may read only what is published.
    async fn changes(&self) -> Option<Vec<FieldDifference>> {
        let changes = self.0.revision.content.changes()?;
        Some(changes.into_iter().map(FieldDifference).collect())
    }

    /// What every revision says.
    #[graphql(flatten)]
    async fn revision(&self, _ctx: &Context<'_>) -> RevisionFields<'_> {
        self.fields_beside()
    }
}

impl CuratedRevision {
    /// What it says beside its content.
    pub(super) fn fields_beside(&self) -> RevisionFields<'_> {
        RevisionFields::about(&self.0, self.0.revision.content.contacts())
    }

    /// Of these revisions those of such kinds that whoever asks may read.
    pub(super) async fn find_all(ctx: &Context<'_>, wanted: &[Wanted]) -> Result<Vec<Self>> {
        let (application, actor) = (application(ctx), actor(ctx));
        let kinds: BTreeSet<EntityKind> = wanted.iter().map(|(id, _)| id.kind).collect();
        let mut found = Vec::new();
        for kind in kinds {
            let of_kind = || wanted.iter().filter(|(id, _)| id.kind == kind);
            let Some((any, _)) = of_kind().next() else {
                continue;
            };
            let read = of_any_curated!(
                *any,
                |T, _any| {
                    let typed = |(id, number): &Wanted| (TypedId::from_uuid(id.uuid), *number);
                    let of_kind: Vec<_> = of_kind().map(typed).collect();
                    Box::pin(application.curated_revisions::<T>(actor, &of_kind)).await
                },
                Ok(Vec::new())
            );
            found.extend(read.map_err(|error: UseCaseError| refused(ctx, error))?);
        }
        Ok(found.into_iter().map(Self::from).collect())
    }
}

impl From<CuratedSeen> for CuratedRevision {
    fn from(seen: CuratedSeen) -> Self {
        Self(Arc::new(seen))
    }
}

impl From<CuratedRevision> for crate::node::Node {
    fn from(revision: CuratedRevision) -> Self {
        Self::CuratedRevision(revision)
    }
}

pub struct RevisionField(ShownDifference);

/// One thing that a revision says.
#[Object]
impl RevisionField {
    /// Where, from the outside in: `["title", "de", "text"]`. Fields are in camel case; in lists stand
    /// what identifies the thing (the id of a part, the language of a text, the id of what is
    /// referred to).
    async fn path(&self) -> &[String] {
        &self.0.path
    }

    /// What stands there, as JSON text with the ids that this API knows.
    async fn value(&self) -> Option<String> {
        self.0.after.as_ref().map(ToString::to_string)
    }
}
