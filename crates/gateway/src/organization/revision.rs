//! Organizations as those read them who maintain or review them.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::organization as model;
use domain::place::LocationVisibility;

use super::object::OrganizationFields;
use crate::code::Coded;
use crate::object::global_id;
use crate::revision::revision_object;

revision_object! {
    /// A revision of an organization: a draft, what waits for its review, what is published, or what
    /// once was.
    OrganizationRevision of model::Organization => OrganizationDocument
}

pub struct OrganizationDocument<'a>(pub(crate) &'a model::Organization);

/// What a revision of an organization says: everything, whatever the public may learn of it. It has
/// no id, so that caches do not take it for the published organization.
#[Object]
impl OrganizationDocument<'_> {
    /// How much of its places the public may learn; its entries are never less protected.
    async fn visibility(&self) -> Coded<LocationVisibility> {
        Coded(self.0.visibility)
    }

    /// Whether its members publish without a review. Only the coordinating office says so, and it
    /// counts once that is published; the public never learns it.
    async fn is_trusted(&self) -> bool {
        self.0.trusted
    }

    /// The ids of all that it refers to, also of what is not published and therefore left out or null
    /// in the other fields.
    async fn references(&self) -> OrganizationReferences {
        OrganizationReferences {
            parent: self.0.parent.map(global_id),
            locations: self.0.locations.iter().copied().map(global_id).collect(),
        }
    }

    /// What every organization says.
    #[graphql(flatten)]
    async fn organization(&self, _ctx: &Context<'_>) -> OrganizationFields<'_> {
        OrganizationFields(self.0)
    }
}

/// The ids of all that an organization refers to.
#[derive(SimpleObject)]
pub struct OrganizationReferences {
    /// Of what it is a part of; null when it is no part of anything.
    parent: Option<ID>,
    /// Of the locations where it is at home.
    locations: Vec<ID>,
}
