//! What was written: all revisions of a thing, and what differs between two.

use application::UseCaseError;
use application::entries::{Compare, HistoryPage};
use async_graphql::{Context, ID, Object, Result};
use domain::id::EntityId;
use domain::review::ShownDifference;

use super::place::{Place, foreign_cursor};
use super::{Revision, of_any_curated, of_any_kind};
use crate::error::bad_id;
use crate::mutation::refused;
use crate::record::{Part, RecordPage};
use crate::request::{actor, application, person};

#[derive(Default)]
pub struct HistoryQuery;

/// What was written.
#[Object]
impl HistoryQuery {
    /// All revisions of something, the newest first, for those who maintain or review it; empty for
    /// everybody else who has signed in.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The id of an offer, a counselling point, a location or an organization, or of \
                    anything that the coordinating office keeps."
        )]
        of: ID,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<Revision>> {
        person(ctx)?;
        let part = Part::read(first, after.as_deref())?;
        let id = EntityId::from_global(&of).map_err(|error| bad_id(&error, &["of"]))?;
        let page = HistoryPage {
            before: number_behind(&part, id)?,
            limit: part.wanted(),
        };
        let (application, actor) = (application(ctx), actor(ctx));
        let found: std::result::Result<Vec<Revision>, UseCaseError> = of_any_kind!(
            id,
            |T, id| {
                let found = Box::pin(application.history::<T>(actor, (id, page))).await;
                found.map(|found| found.into_iter().map(Revision::from).collect())
            },
            of_any_curated!(
                id,
                |T, id| {
                    let found = Box::pin(application.curated_history::<T>(actor, (id, page))).await;
                    found.map(|found| found.into_iter().map(Revision::from).collect())
                },
                Ok(Vec::new())
            )
        );
        Ok(part.page(found.map_err(|error| refused(ctx, error))?))
    }

    /// What differs between two revisions of something, field by field, for those who maintain or
    /// review it; null for everybody else, and where one of the two does not exist.
    async fn difference(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The id of an offer, a counselling point, a location or an organization, or of \
                    anything that the coordinating office keeps."
        )]
        of: ID,
        #[graphql(
            desc = "The number of the older revision. Unless given, it is the one that the \
                          public reads; where it reads none, everything counts as new. Of what \
                          the coordinating office keeps it is the one from which the newer was made."
        )]
        from: Option<u32>,
        #[graphql(desc = "The number of the newer revision; the newest one unless given.")]
        to: Option<u32>,
    ) -> Result<Option<Difference>> {
        let id = EntityId::from_global(&of).map_err(|error| bad_id(&error, &["of"]))?;
        let (application, actor) = (application(ctx), actor(ctx));
        let found = of_any_kind!(
            id,
            |T, id| Box::pin(application.compare(actor, Compare::<T> { id, from, to })).await,
            of_any_curated!(
                id,
                |T, id| {
                    let compare = Compare::<T> { id, from, to };
                    Box::pin(application.compare_curated(actor, compare)).await
                },
                Ok(None)
            )
        );
        let found = found.map_err(|error| refused(ctx, error))?;
        Ok(found.map(Difference))
    }
}

/// The number behind which a page of the revisions of this thing begins.
fn number_behind(part: &Part, of: EntityId) -> Result<Option<u32>> {
    let place = part.after.as_deref().map(Place::read).transpose()?;
    match place {
        Some(place) if place.entity != of => Err(foreign_cursor()),
        place => Ok(place.map(|place| place.number)),
    }
}

pub struct Difference(application::entries::Comparison);

/// What differs between two revisions.
#[Object]
impl Difference {
    /// The number of the older revision; null when everything counts as new.
    async fn from(&self) -> Option<u32> {
        self.0.from
    }

    /// The number of the newer revision.
    async fn to(&self) -> u32 {
        self.0.to
    }

    /// One thing that differs after the other, in the order of the older revision; empty when nothing
    /// does.
    async fn fields(&self) -> Vec<FieldDifference> {
        self.0.fields.iter().cloned().map(FieldDifference).collect()
    }
}

pub struct FieldDifference(pub(super) ShownDifference);

/// One thing that differs.
#[Object]
impl FieldDifference {
    /// Where, from the outside in: `["title", "de", "text"]`. Fields are in camel case; in lists stand
    /// what identifies the thing (the id of a part, the language of a text, the id of what is
    /// referred to), and `order` where only the order differs.
    async fn path(&self) -> &[String] {
        &self.0.path
    }

    /// What stood there, as JSON text with the ids that this API knows; null when nothing did.
    async fn before(&self) -> Option<String> {
        self.0.before.as_ref().map(ToString::to_string)
    }

    /// What stands there now, as JSON text with the ids that this API knows; null when nothing does.
    async fn after(&self) -> Option<String> {
        self.0.after.as_ref().map(ToString::to_string)
    }
}
