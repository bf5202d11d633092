//! Offers as those read them who maintain or review them.

use async_graphql::{Context, Object};
use domain::entry as model;
use domain::place::LocationVisibility;

use super::object::OfferFields;
use crate::code::Coded;
use crate::entry::{EntryFields, MaintenanceFields};
use crate::revision::revision_object;

revision_object! {
    /// A revision of an offer: a draft, what waits for its review, what is published, or what once
    /// was.
    OfferRevision of model::Offer => OfferDocument
}

pub struct OfferDocument<'a>(pub(crate) &'a model::Offer);

/// What a revision of an offer says: everything, whatever the public may learn of it. It has no id,
/// so that caches do not take it for the published offer.
#[Object]
impl OfferDocument<'_> {
    /// How much of its places the public may learn.
    async fn visibility(&self) -> Coded<LocationVisibility> {
        Coded(self.0.entry.visibility)
    }

    /// What every offer says.
    #[graphql(flatten)]
    async fn offer(&self, _ctx: &Context<'_>) -> OfferFields<'_> {
        OfferFields(self.0)
    }

    /// What every entry says.
    #[graphql(flatten)]
    async fn entry(&self, _ctx: &Context<'_>) -> EntryFields<'_> {
        EntryFields {
            id: model::EntryId::Offer(self.0.id),
            entry: &self.0.entry,
        }
    }

    /// What those read who maintain it.
    #[graphql(flatten)]
    async fn maintenance(&self, _ctx: &Context<'_>) -> MaintenanceFields<'_> {
        MaintenanceFields(&self.0.entry)
    }
}
