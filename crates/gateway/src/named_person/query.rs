//! The entry point for what is kept about a person whom contacts name.

use application::persons::PersonPlace;
use async_graphql::{Context, ID, Object, Result};

use super::mutation::place_of;
use super::object::NamedPerson;
use crate::mutation::refused;
use crate::request::{actor, application, person};

#[derive(Default)]
pub struct NamedPersonQuery;

/// The entry point for what is kept about a person whom contacts name.
#[Object]
impl NamedPersonQuery {
    /// Whom a contact names or named, and where else its organization names the same person: by the
    /// name, or with the mailbox. For the coordinating office and the managers of the organization,
    /// before they erase the person. Null where nobody is named, and for whoever may not read it.
    #[graphql(complexity = "50 * child_complexity")]
    async fn named_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The id of what the contact belongs to: an offer, a counselling point, an \
            organization or a responsibility."
        )]
        entity: ID,
        #[graphql(desc = "The `partId` of the contact.")] contact: ID,
        #[graphql(
            desc = "What the person is called there; unless given, whoever was named there \
            last."
        )]
        name: Option<String>,
    ) -> Result<Option<NamedPerson>> {
        person(ctx)?;
        let (entity, contact) = place_of((&entity, &contact), &[])?;
        let place = PersonPlace {
            entity,
            contact,
            name,
            email: None,
        };
        let found = Box::pin(application(ctx).named_person(actor(ctx), &place)).await;
        let found = found.map_err(|error| refused(ctx, error))?;
        Ok(found.map(NamedPerson))
    }
}
