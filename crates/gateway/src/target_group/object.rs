//! Target groups.

use async_graphql::{Context, ID, Object, Result};
use domain::taxonomy as model;

use crate::code::Coded;
use crate::connection::{Connection, PageArguments, page_cost};
use crate::entry::{Entry, EntryFilter, EntryOrder, entries_of};
use crate::object::{document_object, global_id, linked, referring};
use crate::period::AgeRange;
use crate::scalar::LanguageTag;
use crate::text::{LocalizedText, localized};

document_object! {
    TargetGroup(model::TargetGroup)
}

/// A normalised audience (Zielgruppe) on one of the axes role, age, gender, background, situation. Groups nest on their axis.
#[Object]
impl TargetGroup {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The number of the published revision, from 1: what the next change starts from.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// The words for it.
    async fn label(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.label, language)
    }

    /// The axis on which it lies: values on one axis are alternatives, axes combine.
    async fn axis(&self) -> Coded<model::TargetGroupAxis> {
        Coded(self.0.axis)
    }

    /// The ages that it covers, on the age axis; else null.
    async fn ages(&self) -> Option<AgeRange> {
        self.0.ages.map(AgeRange::from)
    }

    /// The gender that it covers, on the gender axis; else null.
    async fn gender(&self) -> Option<Coded<model::Gender>> {
        self.0.gender.map(Coded)
    }

    /// The wider one; null when it stands on its own.
    async fn parent(&self, ctx: &Context<'_>) -> Option<TargetGroup> {
        linked(ctx, self.0.parent?)
    }

    /// The narrower ones.
    #[graphql(complexity = "20 * child_complexity")]
    async fn children(&self, ctx: &Context<'_>) -> Vec<TargetGroup> {
        referring(ctx, self.0.id, |child: &model::TargetGroup| {
            child.parent == Some(self.0.id)
        })
    }

    /// What replaces it, when it is retired; else null.
    async fn replaced_by(&self, ctx: &Context<'_>) -> Option<TargetGroup> {
        linked(ctx, self.0.replaced_by?)
    }

    /// The name of a pictogram; null when there is none.
    async fn pictogram(&self) -> Option<&str> {
        self.0.pictogram.as_ref().map(domain::id::Slug::as_str)
    }

    /// The entries that do not shut this group out, those open to all among them.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Entry>> {
        let bounds = domain::entry::EntryFilter {
            target_groups: vec![self.0.id],
            ..Default::default()
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        entries_of(ctx, self.0.id, bounds, (filter, order), &page).await
    }
}
