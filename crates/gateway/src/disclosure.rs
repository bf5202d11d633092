//! What is published and yet not for everybody: contacts meant for colleagues, and places that the
//! public may not know.
//!
//! The catalogue holds none of it. It is read from the database for whoever may see it, together for
//! all things of a request that ask at once, and kept no longer than the request. Whoever may see
//! none of it is told so without a look into the database.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use application::{Disclosure, UseCaseError, sees_more_than_everybody};
use async_graphql::{Context, ID, Object, Result};
use domain::aggregate::Aggregate;
use domain::id::{EntityId, EntityKind, TypedId};
use domain::policy::{DisclosedContact, DisclosedLocation};

use crate::entry::Contact;
use crate::location::LocationFields;
use crate::mutation::refused;
use crate::request::{actor, application, reader, snapshot};

/// What was disclosed within one request. In the data of every request.
#[derive(Default)]
pub(crate) struct Disclosures {
    wanted: Mutex<HashSet<EntityId>>,
    known: tokio::sync::Mutex<HashMap<Key, Arc<Disclosure>>>,
}

/// Which thing, and by which state of the catalogue: mutations go on with a newer one.
type Key = (EntityId, u64);

/// What is disclosed of something to whoever asks.
async fn disclosed(ctx: &Context<'_>, id: EntityId) -> Result<Arc<Disclosure>> {
    if !sees_more_than_everybody(actor(ctx)) {
        return Ok(Arc::default());
    }
    let token = snapshot(ctx).position().token;
    let disclosures = ctx.data_unchecked::<Disclosures>();
    disclosures.want(id);
    // Everything that is resolved beside it says meanwhile what it wants.
    tokio::task::yield_now().await;
    let mut known = disclosures.known.lock().await;
    if let Some(found) = known.get(&(id, token)) {
        return Ok(Arc::clone(found));
    }
    let wanted = disclosures.take(id);
    let found = Box::pin(read(ctx, &wanted)).await;
    let mut found = found.map_err(|error| refused(ctx, error))?;
    for id in wanted {
        let disclosure = found.remove(&id).unwrap_or_default();
        known.insert((id, token), Arc::new(disclosure));
    }
    Ok(known.get(&(id, token)).cloned().unwrap_or_default())
}

impl Disclosures {
    fn want(&self, id: EntityId) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.insert(id);
    }

    /// Everything that is wanted, this in any case.
    fn take(&self, id: EntityId) -> HashSet<EntityId> {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.insert(id);
        std::mem::take(&mut *wanted)
    }
}

async fn read(
    ctx: &Context<'_>,
    wanted: &HashSet<EntityId>,
) -> std::result::Result<HashMap<EntityId, Disclosure>, UseCaseError> {
    let (application, actor, now) = (application(ctx), actor(ctx), reader(ctx).now);
    let mut found = HashMap::new();
    macro_rules! read {
        ($($kind:ident($aggregate:ty))+) => {$(
            let of_kind = wanted.iter().filter(|id| id.kind == EntityKind::$kind);
            let ids: Vec<<$aggregate as Aggregate>::Id> =
                of_kind.map(|id| TypedId::from_uuid(id.uuid)).collect();
            let asked = (snapshot(ctx).as_ref(), ids.as_slice());
            let read = application.disclosures::<$aggregate>(actor, asked, now);
            found.extend(Box::pin(read).await?);
        )+};
    }
    read! {
        Offer(domain::entry::Offer)
        CounsellingPoint(domain::entry::CounsellingPoint)
        Organization(domain::organization::Organization)
        Responsibility(domain::plan::Responsibility)
    }
    Ok(found)
}

/// The contacts of something that are meant for colleagues, as far as whoever asks may see them.
pub(crate) async fn professional_contacts(
    ctx: &Context<'_>,
    id: impl Into<EntityId>,
) -> Result<Vec<ProfessionalContact>> {
    let disclosure = disclosed(ctx, id.into()).await?;
    let contacts = disclosure.contacts.iter().cloned();
    Ok(contacts.map(ProfessionalContact).collect())
}

/// Where something stands without the public's knowing, as far as whoever asks may see that.
pub(crate) async fn hidden_places(
    ctx: &Context<'_>,
    id: impl Into<EntityId>,
) -> Result<Vec<HiddenPlace>> {
    let disclosure = disclosed(ctx, id.into()).await?;
    let locations = disclosure.locations.iter().cloned();
    Ok(locations.map(HiddenPlace).collect())
}

pub struct ProfessionalContact(DisclosedContact);

/// A direct line or a note meant for colleagues in other institutions (Fachkräfte). Never show it to
/// the public, and keep it in no cache that somebody else reads.
#[Object]
impl ProfessionalContact {
    /// At which place it holds: the same as `partId` in `places`, of the entry or of one of its
    /// rounds; null where it holds for the whole.
    async fn place_id(&self) -> Option<ID> {
        self.0.place.map(|place| place.to_global().into())
    }

    /// The contact. A person is named only while the consent to that holds.
    async fn contact(&self) -> Contact<'_> {
        Contact(&self.0.contact)
    }
}

pub struct HiddenPlace(DisclosedLocation);

/// A place that the public may not know, for whoever maintains or coordinates what is there. People
/// are protected by that: never show it to anybody else. It has no id, so that caches do not take it
/// for a published location.
#[Object]
impl HiddenPlace {
    /// Which place it is: the same as `partId` in `places`, of the entry or of one of its rounds; null
    /// where an organization is at home there.
    async fn place_id(&self) -> Option<ID> {
        self.0.place().map(|place| place.to_global().into())
    }

    /// What every location says.
    #[graphql(flatten)]
    async fn location(&self, _ctx: &Context<'_>) -> LocationFields<'_> {
        LocationFields(self.0.location())
    }
}
