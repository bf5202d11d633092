//! Locations as those read them who maintain or review them.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::place as model;

use super::object::LocationFields;
use crate::code::Coded;
use crate::object::global_id;
use crate::revision::revision_object;

revision_object! {
    /// A revision of a location: a draft, what waits for its review, what is published, or what once
    /// was.
    LocationRevision of model::Location => LocationDocument
}

pub struct LocationDocument<'a>(pub(crate) &'a model::Location);

/// What a revision of a location says: everything, whatever the public may learn of it. It has no
/// id, so that caches do not take it for the published location.
#[Object]
impl LocationDocument<'_> {
    /// How much of it the public may learn.
    async fn visibility(&self) -> Coded<model::LocationVisibility> {
        Coded(self.0.visibility)
    }

    /// The ids of all that it refers to, also of what is not published and therefore left out or null
    /// in the other fields.
    async fn references(&self) -> LocationReferences {
        LocationReferences {
            owner: self.0.owner.map(global_id),
            district: self.0.district.map(global_id),
        }
    }

    /// What every location says.
    #[graphql(flatten)]
    async fn location(&self, _ctx: &Context<'_>) -> LocationFields<'_> {
        LocationFields(self.0)
    }
}

/// The ids of all that a location refers to.
#[derive(SimpleObject)]
pub struct LocationReferences {
    /// Of the organization whose members maintain it; null where the coordinating office does. Never
    /// published.
    owner: Option<ID>,
    /// Of the district in which it lies; null when unknown.
    district: Option<ID>,
}
