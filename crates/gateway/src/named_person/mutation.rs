//! Erasing a person whom contacts name.

use application::persons::{self as use_case, PersonErased, PersonPlace};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use domain::erasure;
use domain::id::{EntityId, PartId};

use crate::editing::Editing;
use crate::error::{bad_id, bad_input};
use crate::mutation::payloads;
use crate::object::global_id;
use crate::request::application;

#[derive(Default)]
pub struct NamedPersonMutation;

/// How one gets through to somebody.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
#[graphql(remote = "erasure::ContactChannel")]
pub enum ContactChannel {
    /// By the mailbox.
    Email,
    /// By the number, with its extension.
    Phone,
    /// By the web page.
    Url,
}

/// A contact that names the person. Without `name` and `email` whoever was named there last is meant.
#[derive(InputObject)]
pub struct NamedPersonPlaceInput {
    /// The id of what the contact belongs to: an offer, a counselling point, an organization or a
    /// responsibility.
    entity: ID,
    /// The `partId` of the contact.
    contact: ID,
    /// What the person is called there, as `namedPerson` tells it.
    name: Option<String>,
    /// The person's mailbox, for a contact that has it and names nobody.
    email: Option<String>,
}

/// Whom to erase.
#[derive(InputObject)]
pub struct EraseContactPersonInput {
    /// Where the person is named, 1 to 200 places: all are erased, or none. `namedPerson` tells where
    /// else the same person may be named.
    places: Vec<NamedPersonPlaceInput>,
    /// What belongs to the function rather than to the person, and stays, such as the mailbox of an
    /// office. Unless given, mailbox, number and page go with the name wherever nobody else is named
    /// beside them.
    keep: Option<Vec<ContactChannel>>,
}

pub struct ErasedPerson(PersonErased);

/// What was erased in one contact.
#[Object]
impl ErasedPerson {
    /// The id of what the contact belongs to.
    async fn entity_id(&self) -> ID {
        global_id(self.0.entity)
    }

    /// The id of the contact: the same as its `partId`.
    async fn contact_id(&self) -> ID {
        self.0.contact.to_global().into()
    }

    /// The numbers of the revisions out of which somebody was erased, in this contact or in another
    /// one of the same thing.
    async fn revisions(&self) -> &[u32] {
        &self.0.revisions
    }
}

payloads! {
    /// What came of erasing a person.
    EraseContactPersonPayload {
        /// What was erased, in the order of ids.
        erased: Vec<ErasedPerson>
    }
}

/// Erasing a person whom contacts name.
#[Object]
impl NamedPersonMutation {
    /// Erase a person whom contacts name, in every revision: name, consent, mailbox, number and page,
    /// and what was said about revisions where it tells the name. The contacts stay with
    /// `personErasedOn`. This cannot be taken back, and going back to an older revision does not
    /// bring the person back. For the coordinating office and the managers of the organization.
    async fn erase_contact_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: EraseContactPersonInput,
    ) -> Result<Option<EraseContactPersonPayload>> {
        let editing = Editing::of(ctx)?;
        let erase = input.read()?;
        let occasion = editing.occasion();
        let erased = Box::pin(application(ctx).erase_persons(&occasion, erase)).await;
        EraseContactPersonPayload::from_outcome(ctx, erased.map(objects)).await
    }
}

impl EraseContactPersonInput {
    fn read(self) -> Result<use_case::ErasePersons> {
        let places = self.places.into_iter().enumerate().map(|(index, place)| {
            let at = ["input", "places", &index.to_string()];
            let (entity, contact) = place_of((&place.entity, &place.contact), &at)?;
            Ok(PersonPlace {
                entity,
                contact,
                name: place.name,
                email: place.email,
            })
        });
        let keep = self.keep.unwrap_or_default().into_iter();
        Ok(use_case::ErasePersons {
            places: places.collect::<Result<_>>()?,
            keep: keep.map(Into::into).collect(),
        })
    }
}

fn objects(erased: Vec<PersonErased>) -> Vec<ErasedPerson> {
    erased.into_iter().map(ErasedPerson).collect()
}

/// The ids of a place.
pub(super) fn place_of((entity, contact): (&ID, &ID), at: &[&str]) -> Result<(EntityId, PartId)> {
    let below = |field| -> Vec<&str> { at.iter().copied().chain([field]).collect() };
    let entity = EntityId::from_global(entity).map_err(|error| bad_id(&error, &below("entity")))?;
    let contact = PartId::from_global(contact)
        .ok_or_else(|| bad_input("this is not the id of a contact", &below("contact")))?;
    Ok((entity, contact))
}
