//! Erasing a picture, from every revision that shows it.

use domain::entry::{CounsellingPoint, Offer};
use domain::id::{EntityId, EntityKind};
use domain::image::Image;
use domain::organization::Organization;
use domain::policy::{Action, Denied, authorize, scope};
use domain::review::Maintained;
use domain::violation::Rule;
use persistence::{PeopleOf, Project, Uuid};
use serde::{Deserialize, Serialize};

use super::id_in;
use crate::Application;
use crate::entries::Occasion;
use crate::entries::desk::{Desk, refused};
use crate::use_case::UseCaseError;

/// Where a picture was erased.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PictureErased {
    /// From what.
    pub from: Vec<ErasedFrom>,
    /// Whether the file is gone: not where something shows it that is somebody else's.
    pub is_gone: bool,
}

/// From what a picture was erased.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ErasedFrom {
    /// What showed it.
    pub entity: EntityId,
    /// The revisions that did.
    pub revisions: Vec<u32>,
}

impl Application {
    /// Erase a picture from every revision of everything that shows it and in which the actor may
    /// erase, and its file once nothing shows it. It cannot be taken back.
    ///
    /// # Errors
    /// There is no such picture, as far as the actor may know, the actor may erase it nowhere, or the
    /// database fails; nothing was erased then.
    pub async fn erase_picture(
        &self,
        occasion: &Occasion<'_>,
        url: &str,
    ) -> Result<PictureErased, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(erased) = desk.recall_any().await? {
            return Ok(erased);
        }
        let unknown = || {
            let url = url.chars().take(80).collect();
            UseCaseError::broken(&["url"], Rule::Unknown(url))
        };
        // The file's name tells which it is, also where the program has moved to another address.
        let id = id_in_address(url).ok_or_else(unknown)?;
        let mut outcome = PictureErased {
            from: Vec::new(),
            is_gone: false,
        };
        let mut denied = None;
        for entity in desk.tx.picture_uses(id).await? {
            let erased = match entity.kind {
                EntityKind::Offer => Box::pin(desk.erase_from::<Offer>(entity, id)).await?,
                EntityKind::CounsellingPoint => {
                    Box::pin(desk.erase_from::<CounsellingPoint>(entity, id)).await?
                }
                EntityKind::Organization => {
                    Box::pin(desk.erase_from::<Organization>(entity, id)).await?
                }
                _ => continue,
            };
            match erased {
                Erased::Here(revisions) => outcome.from.push(ErasedFrom { entity, revisions }),
                Erased::Denied(why) => denied = Some(why),
                Erased::Unknown => {}
            }
        }
        if outcome.from.is_empty() && !desk.has_uploaded(id).await? {
            return Err(denied.map_or_else(unknown, refused));
        }
        outcome.is_gone = desk.tx.forget_picture(id).await?;
        desk.conclude(outcome).await
    }
}

/// What became of a picture in one thing.
enum Erased {
    /// It is out of these revisions.
    Here(Vec<u32>),
    /// The actor reads it and may not erase.
    Denied(Denied),
    /// As far as the actor may know, nothing there shows it.
    Unknown,
}

impl Desk<'_> {
    async fn erase_from<T: Project + Maintained>(
        &mut self,
        entity: EntityId,
        id: Uuid,
    ) -> Result<Erased, UseCaseError> {
        let Occasion { actor, now, .. } = *self.occasion;
        let of = PeopleOf::Aggregate(entity);
        let whole = self.tx.whole::<T>(&scope(actor), of).await?;
        let Some(newest) = whole.first().and_then(|whole| whole.last()) else {
            return Ok(Erased::Unknown);
        };
        let resource = self.tx.resource(&newest.content).await?;
        let permit = match authorize(actor, Action::Erase, &resource) {
            Ok(permit) => permit,
            Err(denied) => return Ok(Erased::Denied(denied)),
        };
        let is_it = |image: &Image| id_in_address(image.url.as_str()) == Some(id);
        let erased = self.tx.erase_picture::<T>(&permit, id, (&is_it, now));
        Ok(Erased::Here(erased.await?))
    }

    async fn has_uploaded(&mut self, id: Uuid) -> Result<bool, UseCaseError> {
        let Some(person) = self.occasion.actor.person() else {
            return Ok(false);
        };
        let uploads = self.tx.uploads_of(person.account.id).await?;
        Ok(uploads.iter().any(|upload| upload.image == id))
    }
}

fn id_in_address(url: &str) -> Option<Uuid> {
    id_in(url.rsplit_once("/images/")?.1)
}
